import { TributaryError } from '../errors.ts'
import type { FeedDefinition, Topic } from '../model/feed.ts'
import { optional } from '../model/optional.ts'
import type { Tally } from '../model/page.ts'
import type { Query } from '../model/query.ts'
import type { Instant } from '../model/source.ts'
import { allOf } from '../query/compose.ts'
import { parseQuery, type QueryLimits } from '../query/parse-query.ts'
import { resolve } from '../query/resolve.ts'
import type { Store } from '../store/store.ts'

const DAY = 86_400_000
export const MAX_DAYS = 3_660
/** What a stranger may try, which is looked for several times. */
const LIMITS: QueryLimits = { length: 1_000, words: 16, prefixes: 8, regexps: 2 }
const SAMPLES = 10

/** A rule to be tried, as somebody writes it. */
export interface WrittenTrial {
  readonly query: string
  /** The feed whose query it would replace. */
  readonly feed?: string | undefined
  /** The topic whose query it would replace. */
  readonly topic?: string | undefined
  /** What it matches would be left out of the feed or the topic instead; without one, of everything. */
  readonly exclude?: boolean | undefined
  /** Articles of the last so many days are looked at; 30 unless given. */
  readonly days?: number | undefined
}

/** A rule, and the one that it would replace; both resolved. */
export interface Trial {
  /** What was written, by which texts are marked. */
  readonly asked: Query
  /** Absent where nothing is replaced: all that the new rule finds is added. */
  readonly old?: Query
  readonly next: Query
  readonly since: Instant
}

/** What a rule would change. Hidden articles count as none. */
export interface Rehearsal {
  readonly since: Instant
  readonly before: number
  readonly after: number
  readonly kept: number
  readonly added: Sampled
  readonly removed: Sampled
  /** The numbers are the least that there are: not all were counted. */
  readonly more: boolean
  /** The rule is too dear to be put to all articles of the time asked for: it was to those published since then. */
  readonly lookedBackTo?: Instant
}

export type Sampled = Pick<Tally, 'count' | 'items'>

/** Reads a trial; what cannot be tried is an `invalid` error that names its parameter. */
export function readTrial(
  { query, feed, topic, exclude = false, days = 30 }: WrittenTrial,
  known: { readonly feeds: readonly FeedDefinition[]; readonly topics: readonly Topic[] },
  now: Instant,
  limits = LIMITS,
): Trial {
  if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS)
    throw invalid('days', `“days” is a whole number from 1 to ${MAX_DAYS}.`)
  if (feed !== undefined && topic !== undefined)
    throw invalid('topic', 'A rule is tried for a feed or for a topic, not for both.')
  const asked = resolve(parseQuery(query, 'query', limits), now)
  if (asked.kind === 'all') throw invalid('query', 'There is no query to try.')
  const old = replaced(feed, topic, known) ?? (exclude ? EVERYTHING : undefined)
  const next = exclude ? allOf([old ?? EVERYTHING, { kind: 'not', of: asked }]) : asked
  return { asked, next, since: now - days * DAY, ...(old === undefined ? {} : { old: resolve(old, now) }) }
}

const EVERYTHING: Query = { kind: 'all' }

function replaced(
  feed: string | undefined,
  topic: string | undefined,
  { feeds, topics }: Parameters<typeof readTrial>[1],
): Query | undefined {
  if (feed !== undefined) return find('feed', feed, feeds, ({ name }) => name).where
  if (topic !== undefined) return { kind: 'topic', id: find('topic', topic, topics, ({ id }) => id).id }
  return undefined
}

function find<Named>(what: string, name: string, among: readonly Named[], nameOf: (one: Named) => string): Named {
  const found = among.find((one) => nameOf(one) === name)
  if (found !== undefined) return found
  const names = among.slice(0, 50).map(nameOf).join(', ')
  throw invalid(what, `There is no ${what} “${name.slice(0, 60)}”; there are ${names === '' ? 'none' : names}.`)
}

function invalid(parameter: string, message: string): TributaryError {
  return new TributaryError('invalid', message, { parameter })
}

/** What a rule would add, remove and keep, of the articles that are there. */
export async function rehearse({ old, next, since }: Trial, store: Store): Promise<Rehearsal> {
  const without = (one: Query, other: Query) => allOf([one, { kind: 'not', of: other }])
  const queries = old === undefined ? [next] : [without(next, old), without(old, next), allOf([old, next])]
  const { tallies, lookedBackTo } = await talliesSince(since, store, queries)
  const [added = NONE, removed = NONE, kept = NONE] = tallies
  return {
    since,
    before: kept.count + removed.count,
    after: kept.count + added.count,
    kept: kept.count,
    added,
    removed,
    more: tallies.some(({ more }) => more),
    ...optional('lookedBackTo', lookedBackTo),
  }
}

const NONE: Tally = { count: 0, more: false, items: [] }

/** Where one query is too dear to look at all, the others look no further than it does: the numbers belong together. */
async function talliesSince(
  since: Instant,
  store: Store,
  queries: readonly Query[],
): Promise<{ tallies: readonly Tally[]; lookedBackTo?: Instant }> {
  const first: Tally[] = []
  for (const query of queries) first.push(await tallySince(since, store, query))
  const from = lookedBackTo(since, first)
  if (from === since) return { tallies: first }
  const tallies: Tally[] = []
  for (const [i, query] of queries.entries()) {
    const before = first[i]
    tallies.push(before?.lookedBackTo === from ? before : await tallySince(from, store, query))
  }
  return { tallies, lookedBackTo: lookedBackTo(from, tallies) }
}

function tallySince(from: Instant, store: Store, query: Query): Promise<Tally> {
  return store.tally({ where: allOf([query, { kind: 'date', from }]), samples: SAMPLES })
}

function lookedBackTo(since: Instant, tallies: readonly Tally[]): Instant {
  return Math.max(since, ...tallies.map((one) => one.lookedBackTo ?? since))
}
