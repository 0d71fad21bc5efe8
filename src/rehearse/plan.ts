import { setImmediate } from 'node:timers/promises'
import { wordsOf } from '../classify/classify.ts'
import { outletsOf } from '../explain/explain-item.ts'
import { type Changes, changesOf } from '../model/changes.ts'
import type { FeedDefinition } from '../model/feed.ts'
import type { Item } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import type { Running } from '../model/running.ts'
import type { Instant } from '../model/source.ts'
import { NOTHING, takenDownBy } from '../model/takedown.ts'
import { textOfArticle } from '../normalise/text.ts'
import { parts } from '../query/compose.ts'
import { matches } from '../query/match.ts'
import { resolve } from '../query/resolve.ts'
import { type Subject, subjectOf } from '../query/subject.ts'
import { rulesId } from '../rejudge/rejudge.ts'
import { rejudgeItem } from '../rejudge/rejudge-item.ts'
import type { Held, Store } from '../store/store.ts'

const DAY = 86_400_000
const BATCH = 100
/** The newest that come in, and that go out, are named. */
const SAMPLES = 5

/** What another configuration would change. */
export interface Plan {
  readonly sources: Changes
  readonly topics: Changes
  readonly filters: Changes
  /** Lines of the takedown list. */
  readonly takedown: Changes
  /** In the order of the configuration planned, then those that are gone. */
  readonly feeds: readonly FeedPlan[]
  /** Articles that were looked at: those published since then. */
  readonly looked: number
  readonly since: Instant
}

export interface FeedPlan {
  readonly name: string
  readonly change: 'added' | 'removed' | 'kept'
  /** What else it says otherwise of itself: how many articles it holds, in what order, how much of them, and so on. */
  readonly settings: readonly string[]
  /** How many of those looked at it finds, whatever its limit, and would find. */
  readonly before: number
  readonly after: number
  readonly in: Sampled
  readonly out: Sampled
}

export interface Sampled {
  readonly count: number
  /** The newest. */
  readonly items: readonly Pick<Item, 'id' | 'title' | 'sourceId' | 'publishedAt'>[]
}

export interface PlanOptions {
  readonly days: number
  readonly now: Instant
  readonly signal?: AbortSignal
  /** Called with how many articles were looked at so far. */
  readonly onProgress?: (looked: number) => void
}

/**
 * What would be different if `next` ran in place of `running`: for each feed the articles of the last `days` that would
 * come in and go out, with topics and filters as they would be. Writes nothing. Articles of sources that are not polled
 * yet are not known; those of sources that are gone stay.
 */
export async function plan(store: Store, running: Running, next: Running, options: PlanOptions): Promise<Plan> {
  const { days, now, signal, onProgress } = options
  const since = now - days * DAY
  const feeds = comparedFeeds(running.feeds, next.feeds, now)
  const rules = rulesId(running) === rulesId(next) ? undefined : next
  const [wasTaken, willBeTaken] = [takenIn(running), takenIn(next)]
  const asksOutlets = [...running.feeds, ...next.feeds].some((feed) => asksFor('outlets', feed))
  let looked = 0
  for (let before: number | undefined; signal?.aborted !== true; await setImmediate()) {
    const page = await store.held({ limit: BATCH, ...optional('before', before) })
    const recent = page.filter(({ item }) => item.publishedAt >= since)
    for (const held of recent) {
      const outlets = asksOutlets ? await outletsOf(held.item, store) : undefined
      const was = subjectNow(held, outlets)
      const will = rules === undefined ? was : subjectThen(held, rules, outlets)
      for (const feed of feeds)
        feed.compare(held.item, wasTaken(held) ? undefined : was, willBeTaken(held) ? undefined : will)
    }
    looked += recent.length
    onProgress?.(looked)
    if (recent.length < BATCH) break
    before = page.at(-1)?.item.key
  }
  return {
    sources: changesOf(running.sources, next.sources, ({ id }) => id),
    topics: changesOf(running.topics, next.topics, ({ id }) => id),
    filters: changesOf(running.filters, next.filters, ({ name }) => name),
    takedown: changesOf(linesOf(running), linesOf(next), (line) => line),
    feeds: feeds.map((feed) => feed.result()),
    looked,
    since,
  }
}

function asksFor(kind: 'outlets', { where, pin = where }: FeedDefinition): boolean {
  return [where, pin].some((query) => [...parts(query)].some((part) => part.kind === kind))
}

function linesOf({ takedown = NOTHING }: Running): readonly string[] {
  return [...takedown.domains, ...takedown.urls]
}

/** Tells whether an item is taken down by a configuration. */
function takenIn({ takedown = NOTHING, sources }: Running): (held: Held) => boolean {
  const isTakenDown = takenDownBy(takedown)
  const urls = new Map(sources.map(({ id, url }) => [id, url]))
  return ({ item, urlKeys }) =>
    isTakenDown({ url: item.url, urlKeys, sourceUrl: urls.get(item.sourceId), originUrl: item.extras?.origin?.url })
}

/** An item as the query of a feed sees it; `undefined` where filters hide it, or it is taken down. */
type Seen = Subject | undefined

function subjectNow({ item, sightings }: Held, outlets: number | undefined): Seen {
  // What is taken down is not said to be hidden.
  if (item.hidden || sightings.every(({ hiding }) => hiding !== undefined)) return undefined
  return subjectOf(item, wordsOf(item, textOfArticle(item)), knownOf(item, item.topics, outlets))
}

function subjectThen(held: Held, rules: Running, outlets: number | undefined): Seen {
  const { article, words, topics, hidings } = rejudgeItem(held, rules)
  if (hidings.every((hiding) => hiding !== undefined)) return undefined
  return subjectOf(article, words, knownOf(held.item, topics, outlets))
}

function knownOf({ sources, storyId }: Item, topics: readonly string[], outlets: number | undefined) {
  return { sources, storyId, topics, ...optional('outlets', outlets) }
}

interface ComparedFeed {
  compare(item: Item, was: Seen, will: Seen): void
  result(): FeedPlan
}

function comparedFeeds(
  before: readonly FeedDefinition[],
  after: readonly FeedDefinition[],
  now: Instant,
): ComparedFeed[] {
  const old = new Map(before.map((feed) => [feed.name, feed]))
  const names = new Set(after.map(({ name }) => name))
  return [
    ...after.map((feed) => comparedFeed(feed.name, old.get(feed.name), feed, now)),
    ...before.filter(({ name }) => !names.has(name)).map((feed) => comparedFeed(feed.name, feed, undefined, now)),
  ]
}

function comparedFeed(
  name: string,
  before: FeedDefinition | undefined,
  after: FeedDefinition | undefined,
  now: Instant,
): ComparedFeed {
  const [old, next] = [finderOf(before, now), finderOf(after, now)]
  const counts = { before: 0, after: 0 }
  const [coming, going] = [sampler(), sampler()]
  return {
    compare(item, was, will) {
      const [had, has] = [old(was), next(will)]
      if (had) counts.before += 1
      if (has) counts.after += 1
      if (had !== has) (has ? coming : going).add(item)
    },
    result: () => ({
      name,
      change: before === undefined ? 'added' : after === undefined ? 'removed' : 'kept',
      settings: before === undefined || after === undefined ? [] : settingsChanged(before, after),
      ...counts,
      in: coming.sampled,
      out: going.sampled,
    }),
  }
}

/** Its queries are told by the articles that come in and go out. */
function settingsChanged(before: FeedDefinition, after: FeedDefinition): string[] {
  const [{ where: _old, pin: _oldPin, ...old }, { where: _new, pin: _newPin, ...current }] = [before, after]
  const changed = changesOf(Object.entries(old), Object.entries(current), ([name]) => name)
  return [...changed.added, ...changed.removed, ...changed.changed]
}

function finderOf(feed: FeedDefinition | undefined, now: Instant): (seen: Seen) => boolean {
  if (feed === undefined) return () => false
  const queries = [feed.where, ...(feed.pin === undefined ? [] : [feed.pin])].map((query) => resolve(query, now))
  return (seen) => seen !== undefined && queries.some((query) => matches(query, seen))
}

function sampler() {
  const items: Sampled['items'][number][] = []
  let count = 0
  return {
    add({ id, title, sourceId, publishedAt }: Item): void {
      count += 1
      if (items.length < SAMPLES) items.push({ id, title, sourceId, publishedAt })
    },
    get sampled(): Sampled {
      return { count, items }
    },
  }
}
