import { LRUCache } from 'lru-cache'
import type { FeedDefinition } from '../model/feed.ts'
import type { Item } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import type { Query } from '../model/query.ts'
import type { Receipt } from '../model/receipt.ts'
import { byPolicy } from '../publish/policy.ts'
import type { ArchiveLinks, Format, PublishedItem } from '../publish/published.ts'
import { allOf, parts } from '../query/compose.ts'
import { type ArchivePage, divider, isOver, nameOf, PAGE_ITEMS } from './archive-pages.ts'
import { publishedItem } from './published-item.ts'
import { MAX_PINNED } from './river.ts'
import type { Site } from './site.ts'
import { storyEntry } from './story-river.ts'

/** What filters let through again may come to a page that is full; a stranger's page must not be a whole month. */
const MOST_ITEMS = 2 * PAGE_ITEMS
/** Feeds whose document is known to show all from some place on. */
const KNOWN = 1_000
/** Articles of the stories of a document that are looked at for where it ends. */
const MOST_SHOWN = 2_000
/** What an article is part of at one time and not at another, or what takes any time to ask. */
const UNSETTLED = new Set(['age', 'outlets', 'regexp'])

export interface ArchivedPage {
  /** The last one to come first. */
  readonly items: readonly PublishedItem[]
  readonly links: Omit<ArchiveLinks, 'current'>
  /** Nothing comes to it any more, and its links stay. */
  readonly isSettled: boolean
}

export type Archive = ReturnType<typeof createArchive>

/** All that feeds have ever had, in pages (RFC 5005, 4), by arrival: what comes late is on no page that is out already. */
export function createArchive(site: Site) {
  const { store } = site
  const pages = divider(store)
  const endOf = endFinder(site)

  async function placed(feed: FeedDefinition, address: (page: string) => string, before: number, after?: number) {
    const asked = [await archivedBy(site, feed), await store.hiddenAt(), site.now()] as const
    const [where, changes, now] = asked
    const prev = await pages.before(where, before, changes, now)
    const next = after === undefined ? undefined : await pages.after(where, after, changes, now)
    return { ...optional('prev', prev && address(nameOf(prev))), ...optional('next', next && address(nameOf(next))) }
  }

  return {
    /** Whether a feed of this name is configured, and has an archive. */
    isOf: (name: string): boolean =>
      [...site.feeds, ...site.privateFeeds].some((one) => one.name === name && hasArchive(one)),
    /** The links of the document that readers subscribe to, by what it shows; `undefined` where that is all there is. */
    async linksBeside(
      { name }: FeedDefinition,
      format: Format,
      current: string,
      shown: readonly PublishedItem[],
    ): Promise<ArchiveLinks | undefined> {
      // As it is configured: of what is resolved nobody can see that it changes.
      const feed = [...site.feeds, ...site.privateFeeds].find((one) => one.name === name)
      if (feed === undefined || !hasArchive(feed)) return undefined
      const end = await endOf(await archivedBy(site, feed), shownBy(feed, shown), await store.hiddenAt())
      if (end === undefined) return undefined
      const { prev } = await placed(feed, (page) => archiveAddress(site, feed, page, format), end)
      return prev === undefined ? undefined : { isPage: false, current, prev }
    },

    /** `undefined` where there is no such page. */
    async page(feed: FeedDefinition, page: ArchivePage, format: Format): Promise<ArchivedPage | undefined> {
      if (!hasArchive(feed)) return undefined
      const where = await archivedBy(site, feed)
      const receipts = await store.receipts({ where, from: page.from, until: page.until, limit: MOST_ITEMS + 1 })
      if (receipts.length === 0 || receipts.length > MOST_ITEMS) return undefined
      const { items } = await store.items({ where, sort: 'received', before: page.until, limit: receipts.length })
      const entries = isOfStories(feed)
        ? await storiesOf(site, feed, where, items, receipts)
        : items.map((item) => publishedItem(site, item))
      const links = await placed(feed, (name) => archiveAddress(site, feed, name, format), page.from, page.until)
      return {
        items: entries.map((entry) => byPolicy(entry, feed)),
        links: { isPage: true, ...links },
        // A story goes on after its first article.
        isSettled: links.next !== undefined && isOver(page.month, site.now()) && !isOfStories(feed),
      }
    },
  }
}

/** Where a page is, by its name. */
export function archiveAddress(site: Site, feed: FeedDefinition, page: string, format: Format): string {
  return `${site.baseUrl()}/feeds/${feed.name}/archive/${page}.${format}`
}

/** Whether it stays what is in a feed: then its past can be in pages that stay. */
function hasArchive({ where, pin }: FeedDefinition): boolean {
  const asked = [where, ...(pin === undefined ? [] : [pin])].flatMap((query) => [...parts(query)])
  return !asked.some(({ kind }) => UNSETTLED.has(kind))
}

/** What the archive of a feed is of: pinned articles are always in the document itself, as far as that has room for them. */
async function archivedBy({ store }: Site, { where, pin }: FeedDefinition): Promise<Query> {
  if (pin === undefined) return where
  const { count, lookedBackTo } = await store.tally({ where: pin, samples: 0 })
  return count > MAX_PINNED || lookedBackTo !== undefined ? where : allOf([where, { kind: 'not', of: pin }])
}

/**
 * Finds the place that a document shows all from: there the archive has to end at least. It only goes up while nothing is
 * hidden or shown, so that a feed which has few articles is looked through once.
 */
function endFinder({ store }: Site) {
  const known = new LRUCache<string, number>({ max: KNOWN })
  return async (where: Query, shown: Shown, changes: number): Promise<number | undefined> => {
    const key = JSON.stringify([where, shown.atMost, changes])
    const before = known.get(key)
    for (const from of before === undefined ? [undefined] : [before - 1, undefined]) {
      const asked = { where, limit: shown.atMost + 1, latest: true, ...optional('from', from) } as const
      const receipts = await store.receipts(asked)
      const missing = receipts.find((receipt) => !shown.has(receipt)) ?? receipts[shown.atMost]
      if (missing === undefined) continue
      known.set(key, missing.received + 1)
      return missing.received + 1
    }
    return undefined
  }
}

/** The articles that a document shows, or names. */
interface Shown {
  readonly has: (receipt: Receipt) => boolean
  readonly atMost: number
}

function isOfStories({ stories, order }: FeedDefinition): boolean {
  return stories !== undefined || order === 'hot'
}

function shownBy(feed: FeedDefinition, entries: readonly PublishedItem[]): Shown {
  if (isOfStories(feed)) {
    const stories = new Set(entries.map(({ storyId }) => storyId))
    return { has: ({ storyId }) => stories.has(storyId), atMost: MOST_SHOWN }
  }
  const keys = new Set(entries.map(({ key }) => key))
  return { has: ({ key }) => keys.has(key), atMost: keys.size }
}

/** A story is on the page of its first article that came, and on that one alone. */
async function storiesOf(
  site: Site,
  feed: FeedDefinition,
  where: Query,
  items: readonly Item[],
  receipts: readonly Receipt[],
): Promise<PublishedItem[]> {
  const shown = { ...optional('lang', feed.lang), stories: feed.stories ?? 'grouped' } as const
  const entries: PublishedItem[] = []
  for (const item of items) {
    const story = allOf([where, { kind: 'story', id: item.storyId }])
    const [first] = await site.store.receipts({ where: story, limit: 1 })
    if (first === undefined || first.key !== item.key || !receipts.some(({ key }) => key === item.key)) continue
    const entry = await storyEntry(site, item, { where, feed: shown, before: undefined })
    if (entry !== undefined) entries.push(entry)
  }
  return entries
}
