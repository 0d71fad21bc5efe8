import { labelled, verdictOf, wordsOf } from '../../src/classify/classify.ts'
import { identify } from '../../src/identify/identify.ts'
import type { Article, Candidate, Entry, Item } from '../../src/model/item.ts'
import { optional } from '../../src/model/optional.ts'
import type { PollResult, Recorded } from '../../src/model/poll.ts'
import type { Query } from '../../src/model/query.ts'
import type { Rhythm } from '../../src/model/rhythm.ts'
import type { Rules } from '../../src/model/rules.ts'
import type { Instant, Lease, Source } from '../../src/model/source.ts'
import type {
  ClaimRequest,
  DomainBudget,
  OpenStoreOptions,
  PolledSource,
  Recording,
  Store,
} from '../../src/store/store.ts'
import { tempFolder } from '../support/temp-folder.ts'

export type OpenStore = (options: OpenStoreOptions) => Promise<Store>

export const NOON = Date.parse('2026-11-01T12:00:00Z')
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
export const ALL: Query = { kind: 'all' }
/** One that is never spent, for tests that are about something else. */
export const AMPLE: DomainBudget = { spacingMs: 0, burstMs: 400 * DAY, exempt: [] }
/** From one poll of a test to the next. */
export const INTERVAL = 30 * MINUTE
export const NO_RHYTHM: Rhythm = { publications: [], hints: {} }

export interface Bench extends AsyncDisposable {
  readonly store: Store
  readonly folder: string
  /** One more connection to the same database. */
  connect(): Promise<Store>
  /** Closes the store and opens its database again, at a later time and under another name. */
  reopen(): Promise<Store>
  claim(sourceId: string, now?: Instant): Promise<Lease>
  record(lease: Lease, source: Source, result: PollResult, now?: Instant, given?: Partial<Recording>): Promise<Recorded>
  /** Polls a source whose document has these articles, the first one on top. */
  poll(source: Source, articles: readonly Written[], now?: Instant): Promise<Recorded>
  /** The items that a query finds, all pages of them. */
  find(where?: Query): Promise<Item[]>
}

export async function bench(open: OpenStore): Promise<Bench> {
  const folder = tempFolder()
  const opened: Store[] = []
  const connect = async (now = NOON, tagAuthority = 'river.example') => {
    const store = await open({ dataDir: folder.path, tagAuthority, now })
    opened.push(store)
    return store
  }
  let store = await connect()
  const self: Bench = {
    get store() {
      return store
    },
    folder: folder.path,
    connect,
    async reopen() {
      await store.close()
      store = await connect(NOON + 400 * DAY, 'elsewhere.example')
      return store
    },
    async claim(sourceId, now = NOON) {
      await store.makeDue([sourceId], now)
      const request = { now, limit: 1, leaseUntil: now + MINUTE, sourceIds: [sourceId], budget: AMPLE }
      const [lease] = await store.claimDue(request)
      if (lease === undefined) throw new Error(`${sourceId} cannot be claimed`)
      return lease
    },
    record: (lease, source, result, now = NOON, given = {}) =>
      store.record({ lease, source, result, now, nextCheckAt: now + INTERVAL, rhythm: NO_RHYTHM, ...given }),
    async poll(source, articles, now = NOON) {
      return self.record(await self.claim(source.id, now), source, updated(candidates(source, articles)), now)
    },
    async find(where = ALL) {
      const items: Item[] = []
      for (let before: number | undefined; ; ) {
        const page = await store.items({ where, limit: 100, ...optional('before', before) })
        items.push(...page.items)
        if (page.next === undefined) return items
        before = page.next
      }
    },
    async [Symbol.asyncDispose]() {
      for (const one of opened) await one.close()
      folder[Symbol.dispose]()
    },
  }
  return self
}

/** A source that is a domain of its own where nothing else is given. */
export function source(id: string, given: Partial<PolledSource> = {}): PolledSource {
  return {
    id,
    url: `https://${id}.example/feed`,
    domain: `${id}.example`,
    title: id,
    tags: [],
    priority: 50,
    enabled: true,
    archive: false,
    headers: {},
    ...given,
  }
}

/** An article as a test writes it down. */
export interface Written extends Partial<Article> {
  readonly title: string
  readonly guid?: string
  readonly text?: string
}

/** Articles on their way to the store, by the stages that the service has. */
export function candidates(
  from: Source,
  written: readonly Written[],
  { topics = [], filters = [] }: Partial<Rules> = {},
): Candidate[] {
  const entries = written.map(entryOf)
  const identities = identify(from.id, entries)
  return entries.flatMap(({ article, text }, i) => {
    const identity = identities[i]
    if (identity === undefined) return []
    const words = wordsOf(article, text)
    const verdict = verdictOf({ topics, filters }, article, words, from.id, NOON)
    const candidate = { article, identity, words, ...verdict, rank: from.priority }
    return [labelled(candidate)]
  })
}

/** Groups what waits for it: items of one title tell one story. */
export async function groupByTitle({ store, find }: Bench): Promise<void> {
  const stories = new Map<string, string>()
  for (const { title, id, storyId } of (await find()).toReversed())
    if (!stories.has(title)) stories.set(title, storyId || id)
  const waiting = await store.ungrouped(10_000)
  const grouped = waiting.map(({ key, title, id }) => ({ key, storyId: stories.get(title) ?? id, features: title }))
  await store.group({ grouped, merges: [] })
}

function entryOf({ guid, text = '', ...given }: Written): Entry {
  const article = {
    summary: text,
    contentHtml: `<p>${text}</p>`,
    authors: [],
    categories: [],
    enclosures: [],
    ...given,
  }
  return { article, text, ...optional('guid', guid) }
}

type Updated = Extract<PollResult, { kind: 'updated' }>

export function updated(of: readonly Candidate[], given: Partial<Updated> = {}): Updated {
  return { kind: 'updated', status: 200, validators: {}, bodyHash: 'a body', hints: {}, candidates: of, ...given }
}

export function unchanged(given: Partial<Extract<PollResult, { kind: 'unchanged' }>> = {}): PollResult {
  return { kind: 'unchanged', status: 304, validators: {}, ...given }
}

export function failed(message: string, given: Partial<Extract<PollResult, { kind: 'failed' }>> = {}): PollResult {
  return { kind: 'failed', health: 'failing', message, ...given }
}

/** The sources that a claim gets. */
export async function due(at: Bench, now: Instant, given: Partial<ClaimRequest> = {}): Promise<string[]> {
  const leases = await at.store.claimDue({ now, limit: 9, leaseUntil: now + MINUTE, budget: AMPLE, ...given })
  return leases.map(({ sourceId }) => sourceId)
}

export function titles(items: readonly Item[]): string[] {
  return items.map(({ title }) => title)
}
