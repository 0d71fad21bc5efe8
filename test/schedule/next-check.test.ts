import { describe, expect, it } from 'vitest'
import type { PollResult } from '../../src/model/poll.ts'
import { nextCheckAt, spreadOf } from '../../src/schedule/next-check.ts'

const NOW = Date.parse('2026-11-01T12:00:00Z')
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const UPDATED: PollResult = { kind: 'updated', status: 200, validators: {}, bodyHash: 'h', candidates: [] }
const UNCHANGED: PollResult = { kind: 'unchanged', status: 304, validators: {} }
const FAILED: PollResult = { kind: 'failed', health: 'failing', message: 'm' }
const GONE: PollResult = { kind: 'failed', health: 'gone', message: 'm' }
const limited = (retryAfterMs?: number): PollResult => ({
  kind: 'failed',
  health: 'limited',
  message: 'm',
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
})

const TABLE: readonly (readonly [string, PollResult, failures: number, interval: number, wait: number])[] = [
  ['an update', UPDATED, 0, 15 * MINUTE, 15 * MINUTE],
  ['nothing new', UNCHANGED, 0, 15 * MINUTE, 15 * MINUTE],
  ['an update after failures', UPDATED, 9, 15 * MINUTE, 15 * MINUTE],
  ['the first failure', FAILED, 0, 15 * MINUTE, 15 * MINUTE],
  ['the second', FAILED, 1, 15 * MINUTE, 30 * MINUTE],
  ['the third', FAILED, 2, 15 * MINUTE, HOUR],
  ['the seventh', FAILED, 6, 15 * MINUTE, 16 * HOUR],
  ['the eighth', FAILED, 7, 15 * MINUTE, DAY],
  ['the ten thousandth', FAILED, 10_000, 15 * MINUTE, DAY],
  ['a failure of a source looked at every other day', FAILED, 3, 2 * DAY, 2 * DAY],
  ['the first 410', GONE, 0, 15 * MINUTE, 7 * DAY],
  ['a later 410', GONE, 40, 15 * MINUTE, 7 * DAY],
  ['410 of a source looked at every month', GONE, 0, 30 * DAY, 30 * DAY],
  ['429 with less patience than our own', limited(MINUTE), 0, 15 * MINUTE, 15 * MINUTE],
  ['429 with more', limited(3 * HOUR), 0, 15 * MINUTE, 3 * HOUR],
  ['429 with more than a day', limited(2 * DAY), 0, 15 * MINUTE, 2 * DAY],
  ['429 with a year', limited(365 * DAY), 0, 15 * MINUTE, 7 * DAY],
  ['429 with nothing said', limited(), 2, 15 * MINUTE, HOUR],
  ['429 for the third time, with little said', limited(MINUTE), 2, 15 * MINUTE, HOUR],
]

describe('the next look at a source', () => {
  it.each(TABLE)('after %s', (_, result, failures, interval, wait) => {
    expect(nextCheckAt(result, { failures }, interval, 0, NOW) - NOW).toBe(wait)
    expect(nextCheckAt(result, { failures }, interval, 1, NOW) - NOW).toBe(wait * 1.05)
  })

  it('never comes sooner for one more failure', () => {
    const waits = Array.from({ length: 40 }, (_, failures) => nextCheckAt(FAILED, { failures }, 7 * MINUTE, 0.3, NOW))
    expect(waits).toEqual(waits.toSorted((a, b) => a - b))
  })

  it('is a whole number of milliseconds, for the store keeps integers', () =>
    expect(nextCheckAt(UPDATED, { failures: 0 }, 1_001, 0.123456, NOW) % 1).toBe(0))
})

describe('the spread of a source', () => {
  const spreads = Array.from({ length: 1_000 }, (_, i) => spreadOf(`source-${i}`))

  it('is its own, the same at each start, from 0 to 1', () => {
    expect(spreads).toEqual(Array.from({ length: 1_000 }, (_, i) => spreadOf(`source-${i}`)))
    expect(Math.min(...spreads)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...spreads)).toBeLessThanOrEqual(1)
  })

  it('leaves no tenth of the time empty', () => {
    const tenths = new Set(spreads.map((spread) => Math.floor(spread * 10)))
    for (let tenth = 0; tenth < 10; tenth += 1) expect(tenths).toContain(tenth)
  })
})
