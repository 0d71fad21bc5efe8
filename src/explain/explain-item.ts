import type { FeedDefinition, Topic } from '../model/feed.ts'
import type { Item } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import { placesOf } from '../model/places.ts'
import type { Query } from '../model/query.ts'
import type { Filter } from '../model/rules.ts'
import type { Instant } from '../model/source.ts'
import { textOfArticle } from '../normalise/text.ts'
import { allOf } from '../query/compose.ts'
import { resolveFeed } from '../query/resolve.ts'
import type { Store } from '../store/store.ts'
import { type Explanation, explain, type Standing, type StoryVerdict } from './explain.ts'

/** Newer ones that are counted at least, where there are as many; a feed may hold more. */
const MAX_COUNTED = 1_000
/** Read at once: others have their turn between two pages. */
const PAGE = 200
/** Pages of one count: a dear query has many that are nearly empty. */
const MAX_PAGES = 20
/** As many as a feed pins. */
const MAX_PINNED = 200
/** Of its story. */
const MAX_OTHERS = 20

export interface Around {
  readonly store: Store
  readonly topics: readonly Topic[]
  readonly filters: readonly Filter[]
  readonly feeds: readonly FeedDefinition[]
  readonly now: Instant
}

/** Why an item is where it is now; `undefined` where there is none with this id. */
export async function explainItem(id: string, around: Around): Promise<Explanation | undefined> {
  const { store, topics, filters, feeds, now } = around
  const [item, provenance] = await Promise.all([store.item(id), store.provenance(id)])
  if (item === undefined || provenance === undefined) return undefined
  const standings: Standing[] = []
  for (const feed of feeds) standings.push(await standingIn(feed, item, store, now))
  const outlets = await outletsOf(item, store)
  const edits = (await store.revisions(id)).map(({ replacedAt }) => replacedAt)
  const story = await storyOf(item, store)
  return explain({
    item,
    text: textOfArticle(item),
    provenance,
    outlets,
    story,
    topics,
    filters,
    standings,
    edits,
    now,
  })
}

async function storyOf(item: Item, store: Store): Promise<StoryVerdict> {
  const { storyId: id } = item
  const { items } = await store.items({ where: { kind: 'story', id }, limit: MAX_OTHERS + 1 })
  const others = items.filter((other) => other.id !== item.id)
  return {
    id,
    others: others.slice(0, MAX_OTHERS).map(({ id, title, sourceId }) => ({ id, title, sourceId })),
    ...(await store.joining(item.id)),
  }
}

type Count = Pick<Standing, 'newer' | 'more' | 'crowdedOut'>

const NONE: Count = { newer: 0, more: false }

async function standingIn(feed: FeedDefinition, item: Item, store: Store, now: Instant): Promise<Standing> {
  const { where, pin } = resolveFeed(feed, now)
  const found = await finds(where, item, store)
  const pinned = pin !== undefined && (await finds(pin, item, store))
  if (item.hidden) return { feed, found, pinned, ...NONE }
  const before = pinned ? await countNewer(pin, item, store, MAX_PINNED) : NONE
  const most = Math.max(feed.limit, MAX_COUNTED)
  const base = { feed, found, pinned: pinned && !before.more }
  if (!found) return { ...base, ...NONE }
  if (feed.order === 'hot') return { ...base, ...NONE, hot: await isHot(feed, item, store, now) }
  const count = feed.order === 'received' ? countLater : countNewer
  return { ...base, ...(await count(where, item, store, most, feed)) }
}

/** Whether its story is among those that many sources carry now, as the feed has them. */
async function isHot(feed: FeedDefinition, item: Item, store: Store, now: Instant): Promise<boolean> {
  const { where, limit, hotAt = now } = resolveFeed(feed, now)
  const { items } = await store.items({ where, limit, sort: 'hot', now: hotAt })
  return items.some(({ storyId }) => storyId === item.storyId)
}

/** Counts those that take a place of a feed, and tells whether its source has one left for the item. */
function counterOf(feed?: FeedDefinition) {
  const places = feed === undefined ? undefined : placesOf(feed)
  return {
    takers: (items: readonly Item[]): number => items.filter(({ sourceId }) => places?.take(sourceId) !== false).length,
    crowdedOut: ({ sourceId }: Item): { crowdedOut?: string } =>
      places?.full.includes(sourceId) === true ? { crowdedOut: sourceId } : {},
  }
}

/** Whether the store itself finds it: among those of its instant, which are few. */
async function finds(where: Query, item: Item, store: Store): Promise<boolean> {
  const from = item.publishedAt
  const instant: Query = { kind: 'date', from, until: from + 1 }
  const hidden = item.hidden ? ({ hidden: true } as const) : {}
  const { items } = await store.items({ where: allOf([where, instant]), limit: 1, before: item.key + 1, ...hidden })
  return items[0]?.id === item.id
}

async function countNewer(where: Query, item: Item, store: Store, most: number, feed?: FeedDefinition): Promise<Count> {
  const { takers, crowdedOut } = counterOf(feed)
  const since = allOf([where, { kind: 'date', from: item.publishedAt }])
  let newer = 0
  let before: number | undefined
  for (let page = 0; page < MAX_PAGES && newer < most; page += 1) {
    const { items, next } = await store.items({ where: since, limit: PAGE, ...optional('before', before) })
    newer += takers(items.filter(({ key }) => key > item.key))
    if (newer < most && (next === undefined || next <= item.key)) return { newer, more: false, ...crowdedOut(item) }
    before = next
  }
  return { newer: Math.min(newer, most), more: true, ...crowdedOut(item) }
}

/** As above, of those that came to us later. */
async function countLater(where: Query, item: Item, store: Store, most: number, feed: FeedDefinition): Promise<Count> {
  const { takers, crowdedOut } = counterOf(feed)
  let later = 0
  let before: number | undefined
  for (let page = 0; page < MAX_PAGES && later < most; page += 1) {
    const query = { where, limit: PAGE, sort: 'received', ...optional('before', before) } as const
    const { items, next } = await store.items(query)
    const place = items.findIndex(({ key }) => key === item.key)
    later += takers(place < 0 ? items : items.slice(0, place))
    if (place >= 0 || next === undefined) return { newer: later, more: false, ...crowdedOut(item) }
    before = next
  }
  return { newer: Math.min(later, most), more: true, ...crowdedOut(item) }
}

/** How many sources carry an item of its story. */
export async function outletsOf(item: Pick<Item, 'storyId'>, store: Store): Promise<number> {
  const { items } = await store.items({ where: { kind: 'story', id: item.storyId }, limit: MAX_COUNTED })
  return new Set(items.flatMap(({ sources }) => sources)).size
}
