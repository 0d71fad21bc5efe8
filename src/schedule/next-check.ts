import type { PollResult } from '../model/poll.ts'
import type { Instant, SourceState } from '../model/source.ts'

const DAY = 86_400_000
const LONGEST_BACK_OFF = DAY
const GONE_INTERVAL = 7 * DAY
/** A server that asks for more patience than this is asked again all the same. */
const LONGEST_RETRY_AFTER = 7 * DAY

/**
 * When to look at a source again. A failing one waits twice as long after each failure, up to a day, and is never
 * given up; one that is gone (410) is looked at once a week. `spread` (0 to 1, the source's own) moves the time by up
 * to a twentieth, so that sources that came together do not stay together.
 */
export function nextCheckAt(
  result: PollResult,
  { failures }: Pick<SourceState, 'failures'>,
  intervalMs: number,
  spread: number,
  now: Instant,
): Instant {
  return Math.round(now + waitMs(result, failures, intervalMs) * (1 + spread / 20))
}

function waitMs(result: PollResult, failures: number, intervalMs: number): number {
  if (result.kind !== 'failed') return intervalMs
  if (result.health === 'gone') return Math.max(intervalMs, GONE_INTERVAL)
  const backOff = Math.max(intervalMs, Math.min(intervalMs * 2 ** Math.min(failures, 20), LONGEST_BACK_OFF))
  return Math.max(backOff, Math.min(result.retryAfterMs ?? 0, LONGEST_RETRY_AFTER))
}

/** A number from 0 to 1 that is a source's own, the same at each start (FNV-1a). */
export function spreadOf(sourceId: string): number {
  let hash = 0x811c9dc5
  for (const character of sourceId) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0) / 0xffff_ffff
}
