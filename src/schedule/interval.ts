import type { RefreshHints, Rhythm } from '../model/rhythm.ts'
import type { Instant } from '../model/source.ts'
import { type PollPolicy, USUAL_EFFORT } from './policy.ts'
import { hourOf, nextHour, rateOf } from './rate.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** What WordPress writes into every feed without being asked: it means nothing. */
const UPDATE_EVERY_BY_DEFAULT = HOUR
/** Of a document that was not read this time: few have less. */
const USUAL_BURSTS = 5

/** What the last answer says of when to ask again. */
export interface AnswerHints {
  /** Milliseconds for which a cache may give the same answer. */
  readonly freshMs?: number
  /** Publications in the document, as a rhythm counts them: what came out together is one. */
  readonly bursts?: number
}

/**
 * Milliseconds until the next poll of a source that answers, from the policy's floor to its ceiling.
 *
 * For a given number of requests, the items wait least in sum when polls come at a rate that goes with the square root
 * of the rate of publications. That holds hour by hour, so the wait ends where these polls add up to one: it is long in
 * a newsroom's night, and short again in its morning. What the document and the cache in front of it ask for makes it
 * longer, but never so long that entries would leave the document unseen.
 */
export function intervalMs(rhythm: Rhythm, policy: PollPolicy, now: Instant, answer: AnswerHints = {}): number {
  const { byHour } = rateOf(rhythm.publications, now)
  const { ceilingMs, effort = USUAL_EFFORT } = policy
  const polls = byHour.map((publications) => (effort * Math.sqrt(publications * 24)) / 24)
  const asked = Math.min(leastMs(rhythm.hints, answer.freshMs), unseenMs(byHour, now, ceilingMs, answer.bursts))
  return bounded(Math.max(msUntil(1, polls, now, ceilingMs), asked), policy)
}

/** The longest that a source may be left alone for its own hints' sake, in milliseconds. */
export function longestMs(rhythm: Rhythm, policy: PollPolicy, now: Instant, { bursts }: AnswerHints = {}): number {
  const { byHour } = rateOf(rhythm.publications, now)
  return bounded(unseenMs(byHour, now, policy.ceilingMs, bursts), policy)
}

function bounded(ms: number, { floorMs, ceilingMs }: PollPolicy): number {
  return Math.min(ceilingMs, Math.max(floorMs, ms))
}

/** Until others have taken the place of half of what is in the document; the other half is for rushes. */
function unseenMs(byHour: readonly number[], now: Instant, ceilingMs: number, bursts = USUAL_BURSTS): number {
  return msUntil(bursts / 2, byHour, now, ceilingMs)
}

/** Until what happens so often in each hour of the day (UTC) adds up to `total`; `longest` where that takes longer. */
function msUntil(total: number, byHour: readonly number[], now: Instant, longest: number): number {
  let missing = total
  for (let at = now; at < now + longest; at = nextHour(at)) {
    const perMs = (byHour[hourOf(at)] ?? 0) / HOUR
    const thisHour = perMs * (nextHour(at) - at)
    if (thisHour >= missing) return at + missing / perMs - now
    missing -= thisHour
  }
  return longest
}

function leastMs({ ttl = 0, updateEvery = 0 }: RefreshHints, freshMs = 0): number {
  return Math.max(ttl * MINUTE, updateEvery === UPDATE_EVERY_BY_DEFAULT ? 0 : updateEvery, freshMs)
}

/** The first instant from `at` on that the document does not ask to skip; `at` itself where it skips everything. */
export function pastSkipped({ skipHours = [], skipDays = [] }: RefreshHints, at: Instant): Instant {
  let free = at
  for (let hours = 0; hours <= 7 * 24; hours += 1) {
    if (!skipHours.includes(hourOf(free)) && !skipDays.includes(new Date(free).getUTCDay())) return free
    free = nextHour(free)
  }
  return at
}
