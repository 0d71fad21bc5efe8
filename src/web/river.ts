import type { FeedDefinition } from '../model/feed.ts'
import type { Item } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import type { ItemPage } from '../model/page.ts'
import type { Query } from '../model/query.ts'
import type { PublishedItem } from '../publish/published.ts'
import { allOf } from '../query/compose.ts'
import type { Narrowing } from './params.ts'
import type { Site } from './site.ts'

const MAX_PINNED = 200

export interface River {
  readonly items: readonly PublishedItem[]
  readonly next: number | undefined
  /** Only items published since then were looked at. */
  readonly lookedBackTo?: number
}

/**
 * The items of a published feed, narrowed: the newest up to its limit, and what it pins, all by date; or those that fit
 * best. `feed` is resolved: without relative dates.
 */
export async function riverOf(site: Site, feed: FeedDefinition, narrowing: Narrowing): Promise<River> {
  const limit = narrowing.limit ?? feed.limit
  if (narrowing.sort === 'relevance') {
    const best = await site.store.items({ where: allOf([feed.where, narrowing.where]), limit, sort: 'relevance' })
    return { ...rest(best), items: best.items.map((item) => publishedItem(site, item)) }
  }
  // The first page holds all that is pinned; the further ones do not repeat it.
  const unpinned: Query[] =
    feed.pin === undefined || narrowing.before === undefined ? [] : [{ kind: 'not', of: feed.pin }]
  const page = await site.store.items({
    where: allOf([feed.where, narrowing.where, ...unpinned]),
    limit,
    ...optional('before', narrowing.before),
  })
  const pinned =
    feed.pin === undefined || narrowing.before !== undefined ? [] : await pinnedBy(site, feed.pin, narrowing)
  const items = [...new Map([...page.items, ...pinned].map((item) => [item.key, item])).values()]
  return { ...rest(page), items: items.sort((a, b) => b.key - a.key).map((item) => publishedItem(site, item)) }
}

function rest({ next, lookedBackTo }: ItemPage): Omit<River, 'items'> {
  return { next, ...optional('lookedBackTo', lookedBackTo) }
}

async function pinnedBy(
  site: Site,
  pin: NonNullable<FeedDefinition['pin']>,
  narrowing: Narrowing,
): Promise<readonly Item[]> {
  const { items } = await site.store.items({ where: allOf([pin, narrowing.where]), limit: MAX_PINNED })
  return items
}

/** An item with what publishing needs to know around it. */
export function publishedItem(site: Site, item: Item): PublishedItem {
  const source = site.sources.find(({ id }) => id === item.sourceId)
  const url = source?.url.startsWith('file:') ? undefined : source?.url
  return {
    ...item,
    sourceTitle: source?.title ?? item.sourceId,
    ...optional('sourceUrl', url),
    pageUrl: `${site.baseUrl()}/items/${item.id}`,
  }
}
