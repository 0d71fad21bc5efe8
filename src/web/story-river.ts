import type { FeedDefinition } from '../model/feed.ts'
import type { Item } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import type { Query } from '../model/query.ts'
import type { PublishedItem } from '../publish/published.ts'
import { allOf } from '../query/compose.ts'
import { publishedItem } from './published-item.ts'
import type { Site } from './site.ts'

/** Pages that are read for one of stories: where each has many items, fewer are shown. */
const MAX_PAGES = 10
/** Others that are named beside the item that leads. */
const MAX_ALSO = 20

export interface StoryPage {
  readonly items: readonly PublishedItem[]
  readonly next: number | undefined
  readonly lookedBackTo?: number
}

export interface StoryRequest {
  readonly where: Query
  readonly feed: Pick<FeedDefinition, 'lang' | 'stories'>
  readonly limit: number
  readonly before: number | undefined
}

/**
 * One entry a story, by the newest of its items that a query finds: the one that leads, with the others beside it, or the
 * first that came. A story is on one page only, the one of its newest item.
 */
export async function storyPage(site: Site, { where, feed, limit, before }: StoryRequest): Promise<StoryPage> {
  const entries: PublishedItem[] = []
  const seen = new Set<string>()
  let from = before
  let lookedBackTo: number | undefined
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await site.store.items({ where, limit, ...optional('before', from) })
    lookedBackTo = page.lookedBackTo
    for (const item of page.items) {
      if (entries.length === limit) return { items: entries, next: from, ...optional('lookedBackTo', lookedBackTo) }
      from = item.key
      if (seen.has(item.storyId)) continue
      seen.add(item.storyId)
      const entry = await storyEntry(site, item, where, feed, before)
      if (entry !== undefined) entries.push(entry)
    }
    if (page.next === undefined) return { items: entries, next: undefined, ...optional('lookedBackTo', lookedBackTo) }
    from = page.next
  }
  return { items: entries, next: from, ...optional('lookedBackTo', lookedBackTo) }
}

/** The entry of an item's story; `undefined` where a page before has it. */
export async function storyEntry(
  site: Site,
  newest: Item,
  where: Query,
  { lang, stories }: StoryRequest['feed'],
  before?: number,
): Promise<PublishedItem | undefined> {
  const story: Query = { kind: 'story', id: newest.storyId }
  const { items: all } = await site.store.items({ where: story, limit: MAX_ALSO + 1 })
  if (all.length < 2) return publishedItem(site, newest)
  const { items: found } = await site.store.items({ where: allOf([where, story]), limit: MAX_ALSO + 1 })
  if (before !== undefined && (found[0]?.key ?? 0) >= before) return undefined
  if (stories === 'first') return publishedItem(site, found.at(-1) ?? newest)
  const [lead = newest] = found.toSorted(leadFirst(site, lang))
  const shown = publishedItem(site, lead)
  const also = all.filter(({ key }) => key !== lead.key).map((item) => publishedItem(site, item))
  // The entry is the story's: it is one to readers, whichever item leads by now.
  return { ...shown, uri: lead.uri.replace(/[^/]*$/, lead.storyId), also }
}

/** By the priority of its source, the language asked for, what there is to read, and time. */
function leadFirst({ sources }: Site, lang: string | undefined): (one: Item, other: Item) => number {
  const priority = ({ sourceId }: Item) => sources.find(({ id }) => id === sourceId)?.priority ?? 0
  const isIn = (item: Item) => (lang !== undefined && (item.lang === lang || item.lang?.startsWith(`${lang}-`)) ? 1 : 0)
  return (one, other) =>
    priority(other) - priority(one) ||
    isIn(other) - isIn(one) ||
    other.contentHtml.length - one.contentHtml.length ||
    one.key - other.key
}
