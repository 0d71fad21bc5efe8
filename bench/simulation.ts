import type { Candidate } from '../src/model/item.ts'
import type { PollResult } from '../src/model/poll.ts'
import type { Rhythm } from '../src/model/rhythm.ts'
import { nextCheckAt } from '../src/schedule/next-check.ts'
import type { PollPolicy } from '../src/schedule/policy.ts'
import { rhythmAfter } from '../src/schedule/rhythm.ts'
import { DAY, MINUTE, type Trace } from './publications.ts'

export interface Figures {
  /** Requests a source and day. */
  readonly requests: number
  /** Share of them that brought something. */
  readonly useful: number
  /** From publication to sight, in minutes. */
  readonly median: number
  readonly mean: number
  readonly p90: number
  readonly seen: number
  /** Items that left the document before it was polled. */
  readonly lost: number
}

/** What the polls of many sources come to. */
export class Tally {
  readonly delays: number[] = []
  requests = 0
  useful = 0
  lost = 0
  days = 0

  figures(): Figures {
    const delays = Float64Array.from(this.delays).sort()
    const minutes = (share: number) => (delays[Math.floor(share * delays.length)] ?? 0) / MINUTE
    return {
      requests: this.requests / this.days,
      useful: this.useful / this.requests,
      median: minutes(0.5),
      mean: delays.reduce((sum, delay) => sum + delay, 0) / delays.length / MINUTE,
      p90: minutes(0.9),
      seen: delays.length,
      lost: this.lost,
    }
  }
}

/** One source: its document as of the time of each poll, and what has been seen of it. */
export class PolledTrace {
  readonly trace: Trace
  readonly #tally: Tally
  #candidates: readonly Candidate[] | undefined
  #rhythm: Rhythm = { publications: [], hints: {} }
  /** How many publications had come out at the last poll; at first, those of which nobody measures the delay. */
  #seen: number
  #first = true

  constructor(trace: Trace, tally: Tally) {
    this.trace = trace
    this.#tally = tally
    this.#seen = trace.publications.findLastIndex((at) => at < trace.start) + 1
    tally.days += (trace.end - trace.start) / DAY
  }

  /** Looks, and counts what is new: where the entries of the document begin and end, and whether it changed. */
  look(now: number): { readonly oldest: number; readonly out: number; readonly changed: boolean } {
    const { publications, entries } = this.trace
    const seen = this.#seen
    let out = seen
    while ((publications[out] ?? Number.POSITIVE_INFINITY) <= now) out += 1
    const oldest = Math.max(0, out - entries)
    this.#tally.requests += 1
    if (out > seen) this.#tally.useful += 1
    this.#tally.lost += Math.max(0, oldest - seen)
    for (let i = Math.max(seen, oldest); i < out; i += 1) this.#tally.delays.push(now - (publications[i] ?? now))
    const changed = out > seen || this.#first
    this.#seen = out
    this.#first = false
    return { oldest, out, changed }
  }

  /** Looks, and says when the schedule wants to look again. */
  poll(now: number, policy: PollPolicy): number {
    const { publications, dated, ttl, name } = this.trace
    this.#candidates ??= publications.map((at) => candidate(dated, at))
    const { oldest, out, changed } = this.look(now)
    const result = changed ? updated(this.#candidates.slice(oldest, out), ttl) : UNCHANGED
    this.#rhythm = rhythmAfter(this.#rhythm, result, now)
    return nextCheckAt({ result, state: { failures: 0 }, source: { id: name }, rhythm: this.#rhythm, policy, now })
  }
}

/** Polls a source as the schedule wants it, or each `policy` milliseconds; first `firstWait` after its start. */
export function runAlone(trace: Trace, tally: Tally, policy: PollPolicy | number, firstWait: number): void {
  const polled = new PolledTrace(trace, tally)
  for (let now = trace.start + firstWait; now < trace.end; ) {
    if (typeof policy === 'number') {
      polled.look(now)
      now += policy
    } else {
      now = polled.poll(now, policy)
    }
  }
}

export interface CrowdedDomain {
  readonly spacingMs: number
  readonly burstMs: number
  /** From then on nothing is polled, as on a laptop that is shut, for so long. */
  readonly sleepAt: number
  readonly sleepMs: number
}

/**
 * Polls sources that share a domain and its budget, the longest due first; all are due at the start. The longest that
 * one has to wait for its turn once the sleep is over, in milliseconds.
 */
export function runTogether(
  traces: readonly Trace[],
  tally: Tally,
  policy: PollPolicy,
  { spacingMs, burstMs, sleepAt, sleepMs }: CrowdedDomain,
): number {
  const waiting = traces.map((trace) => ({ polled: new PolledTrace(trace, tally), due: trace.start }))
  const end = Math.max(...traces.map((trace) => trace.end))
  const awake = sleepAt + sleepMs
  let longest = 0
  for (let freeAt = 0; ; ) {
    const next = waiting.reduce((first, one) => (one.due < first.due ? one : first))
    let now = Math.max(next.due, freeAt - burstMs)
    if (now >= sleepAt && now < awake) now = awake
    if (now >= end) return longest
    freeAt = Math.max(freeAt, now) + spacingMs
    if (now >= awake) longest = Math.max(longest, now - Math.max(next.due, awake))
    next.due = next.polled.poll(now, policy)
  }
}

const UNCHANGED: PollResult = { kind: 'unchanged', status: 304, validators: {} }
const NOTHING: Candidate = {
  article: { title: '', summary: '', contentHtml: '', authors: [], categories: [], enclosures: [] },
  identity: { id: '', guidKey: '', spare: { id: '', guidKey: '' }, textKey: '', contentHash: '', substance: '' },
  words: { title: '', text: '', author: '', tag: '', url: '' },
  topics: [],
  labels: [],
  boost: 1,
  rank: 0,
}

function candidate(dated: boolean, publishedAt: number): Candidate {
  return dated ? { ...NOTHING, article: { ...NOTHING.article, publishedAt } } : NOTHING
}

function updated(candidates: readonly Candidate[], ttl: number | undefined): PollResult {
  const hints = ttl === undefined ? {} : { ttl }
  return { kind: 'updated', status: 200, validators: {}, bodyHash: '', hints, candidates }
}
