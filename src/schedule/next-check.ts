import type { PollResult } from '../model/poll.ts'
import type { Rhythm } from '../model/rhythm.ts'
import type { Instant, Source, SourceState } from '../model/source.ts'
import { type AnswerHints, intervalMs, longestMs, pastSkipped } from './interval.ts'
import type { PollPolicy } from './policy.ts'
import { burstsIn } from './rhythm.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Whatever a server or the configuration says: a store takes what lies much further ahead for a wrong clock's. */
const LONGEST_WAIT = 7 * DAY
const GONE_INTERVAL = 7 * DAY
const LONGEST_BACK_OFF = DAY
/** One failure says little: the second try comes soon, even of what is looked at once a day. */
const FIRST_RETRY = HOUR
const HOLD = 15 * MINUTE
/** A source that is refused for ever does not keep the rest of its domain dark. */
const LONGEST_UNNAMED_HOLD = HOUR
const SHORTEST_HOLD = MINUTE
const LONGEST_HOLD = DAY
/** Each wait is longer than it had to be by up to so much of it. */
const JITTER = 0.1
/** Over how long those are spread that waited for the same hour to come. */
const AFTER_SKIPPED = 10 * MINUTE

export interface CheckedSource {
  readonly result: PollResult
  /** Before this result. */
  readonly state: Pick<SourceState, 'failures'>
  readonly source: Pick<Source, 'id' | 'intervalMs'>
  /** This result included. */
  readonly rhythm: Rhythm
  readonly policy: PollPolicy
  readonly now: Instant
}

/**
 * When to look at a source again: after its interval, which is its own or follows how it publishes and what it asks
 * for; after a failure sooner at first, then ever later, up to a day; once a week where it is gone (410). It is never
 * given up and never more than a week (and the jitter) away. Each wait gets up to a tenth on top, another one each
 * time, so that sources that came together do not stay together, and nobody is asked before the time that he named.
 */
export function nextCheckAt(checked: CheckedSource): Instant {
  const { source, now } = checked
  const jitter = jitterOf(source.id, now)
  const at = now + Math.min(waitMs(checked), LONGEST_WAIT) * (1 + JITTER * jitter)
  return Math.ceil(
    checked.result.kind === 'failed' || source.intervalMs !== undefined ? at : unskipped(checked, at, jitter),
  )
}

/**
 * When to look at the address that a source has gone back to because another one failed; absent where it did not. No
 * patience is due there: the failures were not its own.
 */
export function returnCheckAt(
  checked: Pick<CheckedSource, 'result' | 'source' | 'policy' | 'now'>,
): Instant | undefined {
  const { result, source, policy, now } = checked
  if (result.kind !== 'failed') return undefined
  const wait = Math.min(source.intervalMs ?? policy.floorMs, policy.floorMs)
  return Math.ceil(now + wait * (1 + JITTER * jitterOf(source.id, now)))
}

function waitMs({ result, state, source, rhythm, policy, now }: CheckedSource): number {
  const interval = source.intervalMs ?? intervalMs(rhythm, policy, now, answerOf(result, now))
  if (result.kind !== 'failed') return interval
  if (result.health === 'gone') return GONE_INTERVAL
  const backOff = Math.min(interval, FIRST_RETRY) * 2 ** Math.min(state.failures, 20)
  return Math.max(Math.min(backOff, Math.max(interval, LONGEST_BACK_OFF)), result.retryAfterMs ?? 0)
}

function answerOf(result: PollResult, now: Instant): AnswerHints {
  if (result.kind === 'failed') return {}
  const fresh = result.freshMs === undefined ? {} : { freshMs: result.freshMs }
  return result.kind === 'unchanged' ? fresh : { ...fresh, bursts: burstsIn(result, now) }
}

/** Past the hours and days that the source asks to skip, as far as nothing is lost by it. */
function unskipped({ result, rhythm, policy, now }: CheckedSource, at: Instant, jitter: number): Instant {
  const free = pastSkipped(rhythm.hints, at)
  if (free === at) return at
  return Math.max(
    at,
    Math.min(free + jitter * AFTER_SKIPPED, now + longestMs(rhythm, policy, now, answerOf(result, now))),
  )
}

/**
 * Until when nobody may ask the domain after this result; absent where it did not ask us to come back later. It is held
 * for a minute to a day: what the server named, else a quarter of an hour that doubles, up to an hour, while it goes on
 * asking for patience. `state` is the one before the result.
 */
export function holdUntil(
  result: PollResult,
  state: Pick<SourceState, 'health' | 'failures'>,
  now: Instant,
): Instant | undefined {
  if (result.kind !== 'failed' || result.health !== 'limited') return undefined
  // What failed for another reason says nothing of the domain.
  const before = state.health === 'limited' ? state.failures : 0
  const wait = result.retryAfterMs ?? Math.min(HOLD * 2 ** Math.min(before, 20), LONGEST_UNNAMED_HOLD)
  return Math.ceil(now + Math.min(Math.max(wait, SHORTEST_HOLD), LONGEST_HOLD))
}

/** From 0 to 1, another one for each poll (FNV-1a, with the finish of MurmurHash3). */
export function jitterOf(sourceId: string, now: Instant): number {
  let hash = 0x811c9dc5
  for (const character of `${sourceId} ${now}`) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 0xffff_ffff
}
