import { hidingSentence } from '../explain/sentences.ts'
import type { FeedDefinition } from '../model/feed.ts'
import type { Item } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import type { ItemPage } from '../model/page.ts'
import type { Query } from '../model/query.ts'
import type { PublishedItem } from '../publish/published.ts'
import { escapeXml } from '../publish/xml-text.ts'
import { allOf } from '../query/compose.ts'
import type { Narrowing } from './params.ts'
import { publishedItem } from './published-item.ts'
import type { Site } from './site.ts'
import { storyEntry, storyPage } from './story-river.ts'

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
  const hidden = optional('hidden', feed.hidden)
  if (narrowing.sort === 'relevance') {
    const best = await site.store.items({
      where: allOf([feed.where, narrowing.where]),
      limit,
      sort: 'relevance',
      ...hidden,
    })
    return { ...rest(best), items: await published(site, best.items) }
  }
  if (narrowing.sort === 'hot') {
    const where = allOf([feed.where, narrowing.where])
    const hot = await site.store.items({ where, limit, sort: 'hot', now: site.now() })
    const entries = hot.items.map((item) =>
      storyEntry(site, item, where, { stories: 'grouped', ...optional('lang', feed.lang) }),
    )
    return { ...rest(hot), items: (await Promise.all(entries)).flatMap((entry) => entry ?? []) }
  }
  if (feed.stories !== undefined && feed.hidden === undefined) return storyRiver(site, feed, narrowing, limit)
  // The first page holds all that is pinned; the further ones do not repeat it.
  const unpinned: Query[] =
    feed.pin === undefined || narrowing.before === undefined ? [] : [{ kind: 'not', of: feed.pin }]
  const sort = orderOf(feed, narrowing)
  const page = await site.store.items({
    where: allOf([feed.where, narrowing.where, ...unpinned]),
    limit,
    ...optional('sort', sort),
    ...optional('before', narrowing.before),
    ...hidden,
  })
  const pinned =
    feed.pin === undefined || narrowing.before !== undefined ? [] : await pinnedBy(site, feed.pin, narrowing)
  const items = [...new Map([...page.items, ...pinned].map((item) => [item.key, item])).values()]
  return {
    ...rest(page),
    items: await published(site, sort === 'received' ? items.sort(lastSeenFirst) : items.sort((a, b) => b.key - a.key)),
  }
}

/** What a feed of stories pins counts as found: it is on the first page, and on that one alone. */
async function storyRiver(site: Site, feed: FeedDefinition, narrowing: Narrowing, limit: number): Promise<River> {
  const { pin } = feed
  const where = allOf([feed.where, narrowing.where, ...(pin === undefined ? [] : [{ kind: 'not', of: pin } as const])])
  const page = await storyPage(site, { where, feed, limit, before: narrowing.before })
  if (pin === undefined || narrowing.before !== undefined) return page
  const pinned = await storyPage(site, {
    where: allOf([pin, narrowing.where]),
    feed,
    limit: MAX_PINNED,
    before: undefined,
  })
  const entries = new Map([...page.items, ...pinned.items].map((item) => [item.storyId, item]))
  return { ...page, items: [...entries.values()].sort((a, b) => b.key - a.key) }
}

/** What a river is in the order of, where that is not the date: as it is asked for, or as its feed says. */
export function orderOf({ order }: FeedDefinition, { sort }: Narrowing): Narrowing['sort'] {
  return sort ?? order
}

/** Stable: what came at one instant keeps its order, and what is pinned its place in time. */
function lastSeenFirst(a: Item, b: Item): number {
  return b.firstSeenAt - a.firstSeenAt
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

function published(site: Site, items: readonly Item[]): Promise<PublishedItem[]> {
  return Promise.all(items.map((item) => (item.hidden ? hiddenItem(site, item) : publishedItem(site, item))))
}

/** An item that filters hide, which says so before anything else. */
async function hiddenItem(site: Site, item: Item): Promise<PublishedItem> {
  const { sightings = [] } = (await site.store.provenance(item.id)) ?? {}
  const reasons = [...new Set(sightings.flatMap(({ hiding }) => (hiding === undefined ? [] : hidingSentence(hiding))))]
  const shown = publishedItem(site, item)
  return {
    ...shown,
    summary: [...reasons, item.summary].filter((text) => text !== '').join('. '),
    contentHtml: `${reasons.map((reason) => `<p><strong>${escapeXml(reason)}</strong></p>`).join('')}${item.contentHtml}`,
  }
}
