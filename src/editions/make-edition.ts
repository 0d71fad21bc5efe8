import { setImmediate } from 'node:timers/promises'
import type { Edition, EditionItem, EditionStory } from '../model/edition.ts'
import type { FeedDefinition } from '../model/feed.ts'
import type { Item } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import type { Source } from '../model/source.ts'
import { leadFirst } from '../publish/lead.ts'
import { allOf } from '../query/compose.ts'
import { resolveFeed } from '../query/resolve.ts'
import type { Store } from '../store/store.ts'
import type { Span } from './calendar.ts'

/** What came later than this after its publication is old, and not late. */
const LATE = 7 * 86_400_000
const PAGE = 200
/** Pages that are read for one edition. */
const MAX_PAGES = 100
const MAX_STORIES = 100

/** What an edition is made of, without the texts: a week has thousands. */
interface Arrived {
  readonly item: EditionItem
  readonly storyId: string
  readonly sourceId: string
  readonly key: number
  readonly lang?: string
  readonly contentHtml: { readonly length: number }
}

/**
 * What a feed had in a span that is over, of what came in it and was not older than a week then. An article that comes
 * late is in the edition of the day that it came, for that of its date is out.
 */
export async function makeEdition(
  store: Store,
  feed: FeedDefinition,
  span: Span,
  sources: readonly Pick<Source, 'id' | 'priority'>[],
): Promise<Edition> {
  const stories = new Map<string, Arrived[]>()
  for await (const one of arrivedIn(store, feed, span)) {
    const story = stories.get(one.storyId)
    if (story === undefined) stories.set(one.storyId, [one])
    else story.push(one)
  }
  const ordered = [...stories.values()]
    .map((arrived) => arrived.toSorted(leadFirst(sources, feed.lang)))
    .toSorted((a, b) => outlets(b) - outlets(a) || (b[0]?.key ?? 0) - (a[0]?.key ?? 0))
  return { stories: ordered.slice(0, MAX_STORIES).map(storyOf), more: Math.max(0, ordered.length - MAX_STORIES) }
}

async function* arrivedIn(store: Store, feed: FeedDefinition, { from, until }: Span): AsyncGenerator<Arrived> {
  const { where } = resolveFeed(feed, until)
  const asked = allOf([where, { kind: 'date', from: from - LATE, until }])
  let before: number | undefined
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await store.items({ where: asked, limit: PAGE, ...optional('before', before) })
    for (const item of page.items) if (item.firstSeenAt >= from && item.firstSeenAt < until) yield arrivedOf(item)
    before = page.next
    if (before === undefined) return
    await setImmediate()
  }
}

function arrivedOf({ id, title, url, lang, sourceId, sources, storyId, key, contentHtml }: Item): Arrived {
  return {
    item: { id, title, ...optional('url', url), ...optional('lang', lang), sourceId, sources },
    ...{ storyId, sourceId, key, contentHtml: { length: contentHtml.length } },
    ...optional('lang', lang),
  }
}

function outlets(story: readonly Arrived[]): number {
  return new Set(story.flatMap(({ item }) => item.sources)).size
}

function storyOf(story: readonly Arrived[]): EditionStory {
  return { storyId: story[0]?.storyId ?? '', items: story.map(({ item }) => item) }
}
