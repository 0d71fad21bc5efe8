import type { FeedDefinition } from '../model/feed.ts'
import type { Item } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import type { Places } from '../model/places.ts'
import type { Query } from '../model/query.ts'
import { leadFirst } from '../publish/lead.ts'
import type { PublishedItem } from '../publish/published.ts'
import { allOf } from '../query/compose.ts'
import { notOnly } from './capped-page.ts'
import { publishedItem } from './published-item.ts'
import type { Site } from './site.ts'

/** Pages that are read for one of stories: where each has many items, fewer are shown. */
const MAX_PAGES = 20
/** Items at a time, where most may be of a source that has no place left. */
const PAGE = 100
/** Others that are named beside the item that leads. */
const MAX_ALSO = 20

export interface River {
  readonly items: readonly PublishedItem[]
  readonly next: number | undefined
  /** Only items published since then were looked at. */
  readonly lookedBackTo?: number
}

export interface StoryRequest {
  readonly where: Query
  readonly feed: Pick<FeedDefinition, 'lang' | 'stories'>
  readonly limit: number
  readonly before: number | undefined
  /** The newest first unless given. */
  readonly sort?: 'received'
  /** What is left for each source; absent: any number. */
  readonly places?: Places
}

/**
 * One entry a story, by the first of its items that a query finds in its order: the one that leads, with the others beside
 * it, or the first that came. A story is on one page only, the one of that item.
 */
export async function storyPage(site: Site, request: StoryRequest): Promise<River> {
  const { where, limit, before, sort, places } = request
  const entries: PublishedItem[] = []
  const seen = new Set<string>()
  let from = before
  let lookedBackTo: number | undefined
  for (let pages = 0; pages < MAX_PAGES && entries.length < limit; pages += 1) {
    // No more than there is room for: the next page begins below all that was read for this one. Documents have none.
    const left = places === undefined ? limit - entries.length : PAGE
    const asked = places === undefined ? where : allOf([where, notOnly(places.full, site.sources)])
    const page = await site.store.items({
      where: asked,
      limit: left,
      ...optional('before', from),
      ...optional('sort', sort),
    })
    lookedBackTo = page.lookedBackTo
    for (const item of page.items) {
      if (entries.length === limit || seen.has(item.storyId)) continue
      seen.add(item.storyId)
      const entry = await storyEntry(site, item, request)
      if (entry !== undefined && places?.take(entry.sourceId) !== false) entries.push(entry)
    }
    from = page.next
    if (from === undefined) break
  }
  return { items: entries, next: from, ...optional('lookedBackTo', lookedBackTo) }
}

/** The entry of an item's story; `undefined` where a page before has it. */
export async function storyEntry(
  site: Site,
  first: Item,
  { where, feed: { lang, stories }, before, sort }: Pick<StoryRequest, 'where' | 'feed' | 'before' | 'sort'>,
): Promise<PublishedItem | undefined> {
  const story: Query = { kind: 'story', id: first.storyId }
  const { items: all } = await site.store.items({ where: story, limit: MAX_ALSO + 1 })
  if (all.length < 2) return publishedItem(site, first)
  const its = allOf([where, story])
  if (before !== undefined) {
    const { items } = await site.store.items({ where: its, limit: 1, ...optional('sort', sort) })
    if (items[0]?.key !== first.key) return undefined
  }
  const { items: found } = await site.store.items({ where: its, limit: MAX_ALSO + 1 })
  if (stories === 'first') return publishedItem(site, found.at(-1) ?? first)
  const [lead = first] = found.toSorted(leadFirst(site.sources, lang))
  const shown = publishedItem(site, lead)
  const also = all.filter(({ key }) => key !== lead.key).map((item) => publishedItem(site, item))
  // The entry is the story's: it is one to readers, whichever item leads by now.
  return { ...shown, uri: lead.uri.replace(/[^/]*$/, lead.storyId), also }
}
