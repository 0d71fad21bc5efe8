import { SENTENCES } from '../explain/sentences.ts'
import type { FeedDefinition } from '../model/feed.ts'
import type { Item } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import type { ItemPage } from '../model/page.ts'
import { placesOf } from '../model/places.ts'
import type { Query } from '../model/query.ts'
import { byPolicy } from '../publish/policy.ts'
import type { PublishedItem } from '../publish/published.ts'
import { escapeXml } from '../publish/xml-text.ts'
import { allOf } from '../query/compose.ts'
import { cappedPage } from './capped-page.ts'
import type { Narrowing } from './params.ts'
import { publishedItem } from './published-item.ts'
import type { Site } from './site.ts'
import { type River, storyEntry, storyPage } from './story-river.ts'

/** Pinned items of a document. */
export const MAX_PINNED = 200
/** Hot stories that are looked at where sources have a number of places. */
const MAX_HOT = 500

/**
 * The items of a published feed, narrowed: the first in its order up to its limit, and what it pins; or those that fit
 * best; each as the feed's policy shows it. `feed` is resolved: without relative dates.
 */
export async function riverOf(site: Site, feed: FeedDefinition, narrowing: Narrowing): Promise<River> {
  if (feed.hidden !== undefined) return hiddenRiver(site, feed, narrowing)
  const sort = orderOf(feed, narrowing)
  const river = await (sort === 'relevance'
    ? bestRiver(site, feed, narrowing)
    : sort === 'hot'
      ? hotRiver(site, feed, narrowing)
      : feed.stories === undefined
        ? itemRiver(site, feed, narrowing)
        : storyRiver(site, feed, narrowing))
  return { ...river, items: river.items.map((item) => byPolicy(item, feed)) }
}

/** The feed without a number of places for each source: its pages show what has none in its documents. */
export function withoutPlaces({ maxPerSource: _most, quotas: _quotas, ...feed }: FeedDefinition): FeedDefinition {
  return feed
}

async function bestRiver(site: Site, feed: FeedDefinition, narrowing: Narrowing): Promise<River> {
  const where = allOf([feed.where, narrowing.where])
  const best = await site.store.items({ where, limit: narrowing.limit ?? feed.limit, sort: 'relevance' })
  return { ...rest(best), items: published(site, best.items) }
}

/** The stories that many sources carry now, then what the feed pins. */
async function hotRiver(site: Site, feed: FeedDefinition, narrowing: Narrowing): Promise<River> {
  const places = placesOf(feed)
  const where = allOf([feed.where, narrowing.where])
  const limit = narrowing.limit ?? feed.limit
  const now = feed.hotAt ?? site.now()
  const hot = await site.store.items({ where, limit: places === undefined ? limit : MAX_HOT, sort: 'hot', now })
  const shown = { ...optional('lang', feed.lang), stories: feed.stories ?? 'grouped' } as const
  const entries: PublishedItem[] = []
  for (const item of hot.items) {
    if (entries.length === limit) break
    const entry = await storyEntry(site, item, { where, feed: shown, before: undefined })
    if (entry !== undefined && places?.take(entry.sourceId) !== false) entries.push(entry)
  }
  const pinned = published(site, await pinnedBy(site, feed, narrowing))
  const stories = new Set(entries.map(({ storyId }) => storyId))
  return { ...rest(hot), items: [...entries, ...pinned.filter(({ storyId }) => !stories.has(storyId))] }
}

async function itemRiver(site: Site, feed: FeedDefinition, narrowing: Narrowing): Promise<River> {
  const sort = orderOf(feed, narrowing)
  const query = {
    where: allOf([feed.where, narrowing.where, ...unpinned(feed, narrowing)]),
    limit: narrowing.limit ?? feed.limit,
    ...optional('sort', sort),
    ...optional('before', narrowing.before),
  }
  const places = narrowing.before === undefined ? placesOf(feed) : undefined
  const page = await (places === undefined ? site.store.items(query) : cappedPage(site, query, places))
  const pinned = await pinnedBy(site, feed, narrowing)
  const items = [...new Map([...page.items, ...pinned].map((item) => [item.key, item])).values()]
  return { ...rest(page), items: published(site, items.sort(sort === 'received' ? lastSeenFirst : newestFirst)) }
}

/** What a feed of stories pins counts as found: it is on the first page, and on that one alone. */
async function storyRiver(site: Site, feed: FeedDefinition, narrowing: Narrowing): Promise<River> {
  const { pin } = feed
  const { before } = narrowing
  const received = orderOf(feed, narrowing) === 'received'
  const shared = { feed, ...(received ? ({ sort: 'received' } as const) : {}) }
  const where = allOf([feed.where, narrowing.where, ...(pin === undefined ? [] : [{ kind: 'not', of: pin } as const])])
  const places = before === undefined ? placesOf(feed) : undefined
  const limit = narrowing.limit ?? feed.limit
  const page = await storyPage(site, { ...shared, where, limit, before, ...optional('places', places) })
  if (pin === undefined || before !== undefined) return page
  const asked = allOf([pin, narrowing.where])
  const pinned = await storyPage(site, { ...shared, where: asked, limit: MAX_PINNED, before })
  const entries = [...new Map([...page.items, ...pinned.items].map((item) => [item.storyId, item])).values()]
  // An entry came when the last of its articles did, which it does not say: what is pinned comes last there.
  return { ...page, items: received ? entries : entries.sort(newestFirst) }
}

/** What filters keep out, each article with its reason. */
async function hiddenRiver(site: Site, feed: FeedDefinition, narrowing: Narrowing): Promise<River> {
  const asked = narrowing.sort ?? (feed.order === 'hot' ? undefined : feed.order)
  const sort = asked === 'hot' ? undefined : asked
  const page = await site.store.items({
    where: allOf([feed.where, narrowing.where]),
    limit: narrowing.limit ?? feed.limit,
    hidden: true,
    ...optional('sort', sort),
    ...optional('before', narrowing.before),
  })
  return { ...rest(page), items: await Promise.all(page.items.map((item) => hiddenItem(site, item, feed))) }
}

/** What a river is in the order of, where that is not the date: as it is asked for, or as its feed says. */
export function orderOf({ order }: FeedDefinition, { sort }: Narrowing): Narrowing['sort'] {
  return sort ?? order
}

/** Stable: what came at one instant keeps its order, and what is pinned its place in time. */
function lastSeenFirst(a: Item, b: Item): number {
  return b.firstSeenAt - a.firstSeenAt
}

function newestFirst(a: Item, b: Item): number {
  return b.key - a.key
}

function rest({ next, lookedBackTo }: ItemPage): Omit<River, 'items'> {
  return { next, ...optional('lookedBackTo', lookedBackTo) }
}

/** The first page holds all that is pinned; the further ones do not repeat it. */
function unpinned({ pin }: FeedDefinition, { before }: Narrowing): Query[] {
  return pin === undefined || before === undefined ? [] : [{ kind: 'not', of: pin }]
}

async function pinnedBy(site: Site, { pin }: FeedDefinition, { where, before }: Narrowing): Promise<readonly Item[]> {
  if (pin === undefined || before !== undefined) return []
  const { items } = await site.store.items({ where: allOf([pin, where]), limit: MAX_PINNED })
  return items
}

function published(site: Site, items: readonly Item[]): PublishedItem[] {
  return items.map((item) => publishedItem(site, item))
}

/** An item that filters hide, which says so before anything else. */
async function hiddenItem(site: Site, item: Item, feed: FeedDefinition): Promise<PublishedItem> {
  const { sightings = [] } = (await site.store.provenance(item.id)) ?? {}
  const reasons = [
    ...new Set(sightings.flatMap(({ hiding }) => (hiding === undefined ? [] : SENTENCES.en.hiding(hiding)))),
  ]
  const shown = byPolicy(publishedItem(site, item), feed)
  return {
    ...shown,
    summary: [...reasons, shown.summary].filter((text) => text !== '').join('. '),
    contentHtml: `${reasons.map((reason) => `<p><strong>${escapeXml(reason)}</strong></p>`).join('')}${shown.contentHtml}`,
  }
}
