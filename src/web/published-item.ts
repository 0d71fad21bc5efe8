import type { Explanation } from '../explain/explain.ts'
import type { Edition } from '../model/edition.ts'
import type { Item, Revision } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import type { Origin, PublishedItem } from '../publish/published.ts'
import { htmlWithout, textWithout, titleWithout, withoutLinks } from '../publish/without-links.ts'
import type { Site } from './site.ts'

/**
 * An item with what publishing needs to know around it, and without what leads to something that is taken down. Documents,
 * pages and answers of the API show items in this form alone.
 */
export function publishedItem(site: Site, kept: Item): PublishedItem {
  const item = site.isTakenDown === undefined ? kept : withoutLinks(kept, site.isTakenDown)
  const { title, url } = originOf(site, item.sourceId)
  return {
    ...item,
    sourceTitle: title,
    ...optional('sourceUrl', url),
    origins: [...item.sources.map((id) => originOf(site, id)), ...namedOrigin(item)],
    pageUrl: `${site.baseUrl()}/items/${item.id}`,
  }
}

/** What an item showed before an edit, as it may be shown now. */
export function publishedRevision({ isTakenDown }: Site, revision: Revision): Revision {
  if (isTakenDown === undefined) return revision
  const { url, contentHtml, ...rest } = revision
  const address = url !== undefined && isTakenDown(url) ? undefined : url
  const title = textWithout(revision.title, isTakenDown)
  return { ...rest, title, ...optional('url', address), contentHtml: htmlWithout(contentHtml, isTakenDown) }
}

/** An edition as it may be shown now. */
export function publishedEdition({ isTakenDown }: Site, edition: Edition): Edition {
  if (isTakenDown === undefined) return edition
  const stories = edition.stories.map(({ storyId, items }) => ({
    storyId,
    items: items.map((item) => ({ ...item, title: titleWithout(item, isTakenDown) })),
  }))
  return { ...edition, stories }
}

/** An explanation as it may be shown: guids are often addresses, and some titles have one. */
export function publishedExplanation({ isTakenDown }: Site, explanation: Explanation): Explanation {
  if (isTakenDown === undefined) return explanation
  const sightings = explanation.sightings.map((sighting) => ({
    ...sighting,
    guidKey: textWithout(sighting.guidKey, isTakenDown),
  }))
  const { story } = explanation
  const others = story.others.map((other) => ({ ...other, title: titleWithout(other, isTakenDown) }))
  return {
    ...{ ...explanation, sightings, title: titleWithout(explanation, isTakenDown) },
    story: { ...story, others },
  }
}

/** A source as readers may know it: where an archive on disk lies is nobody's business. */
export function originOf({ sources }: Site, id: string): Origin {
  const source = sources.find((one) => one.id === id)
  const url = source?.url.startsWith('file:') ? undefined : source?.url
  return { id, title: source?.title ?? id, ...optional('url', url) }
}

/** The feed that its publisher says it was taken from. */
function namedOrigin({ extras: { origin } = {} }: Item): Origin[] {
  const title = origin?.title ?? origin?.url
  return title === undefined ? [] : [{ title, ...optional('url', origin?.url) }]
}
