import type { Item } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import type { Origin, PublishedItem } from '../publish/published.ts'
import type { Site } from './site.ts'

/** An item with what publishing needs to know around it. */
export function publishedItem(site: Site, item: Item): PublishedItem {
  const { title, url } = originOf(site, item.sourceId)
  return {
    ...item,
    sourceTitle: title,
    ...optional('sourceUrl', url),
    origins: [...item.sources.map((id) => originOf(site, id)), ...namedOrigin(item)],
    pageUrl: `${site.baseUrl()}/items/${item.id}`,
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
