import { describe, expect, it } from 'vitest'
import type { PollResult } from '../../src/model/poll.ts'
import type { Rhythm } from '../../src/model/rhythm.ts'
import { holdUntil, jitterOf, nextCheckAt, returnCheckAt } from '../../src/schedule/next-check.ts'
import { DAY, every, FAILED, failed, GONE, HOUR, MINUTE, NOW, UNCHANGED, updated } from './made-results.ts'

const POLICY = { floorMs: 10 * MINUTE, ceilingMs: DAY }
const UNKNOWN: Rhythm = { publications: [], hints: {} }
const UPDATED = updated([])
const JITTER = 1 + jitterOf('s', NOW) / 10

interface Case {
  readonly result: PollResult
  readonly failures?: number
  readonly interval?: number
  readonly rhythm?: Rhythm
  readonly id?: string
  readonly now?: number
}

/** Milliseconds from now. */
function wait({ result, failures = 0, interval, rhythm = UNKNOWN, id = 's', now = NOW }: Case): number {
  const source = interval === undefined ? { id } : { id, intervalMs: interval }
  return nextCheckAt({ result, state: { failures }, source, rhythm, policy: POLICY, now }) - now
}

const FIXED: readonly (readonly [string, PollResult, failures: number, interval: number, wait: number])[] = [
  ['an update', UPDATED, 0, 15 * MINUTE, 15 * MINUTE],
  ['nothing new', UNCHANGED, 0, 15 * MINUTE, 15 * MINUTE],
  ['an update after failures', UPDATED, 9, 15 * MINUTE, 15 * MINUTE],
  ['an update of a source looked at each minute', UPDATED, 0, MINUTE, MINUTE],
  ['the first failure', FAILED, 0, 15 * MINUTE, 15 * MINUTE],
  ['the second', FAILED, 1, 15 * MINUTE, 30 * MINUTE],
  ['the third', FAILED, 2, 15 * MINUTE, HOUR],
  ['the seventh', FAILED, 6, 15 * MINUTE, 16 * HOUR],
  ['the eighth', FAILED, 7, 15 * MINUTE, DAY],
  ['the ten thousandth', FAILED, 10_000, 15 * MINUTE, DAY],
  ['the first failure of a source looked at every other day', FAILED, 0, 2 * DAY, HOUR],
  ['its fifth', FAILED, 4, 2 * DAY, 16 * HOUR],
  ['its twentieth', FAILED, 19, 2 * DAY, 2 * DAY],
  ['the first 410', GONE, 0, 15 * MINUTE, 7 * DAY],
  ['a later 410', GONE, 40, 15 * MINUTE, 7 * DAY],
  ['an update of a source looked at each month', UPDATED, 0, 30 * DAY, 7 * DAY],
  ['429 with less patience than our own', failed('limited', MINUTE), 0, 15 * MINUTE, 15 * MINUTE],
  ['429 with more', failed('limited', 3 * HOUR), 0, 15 * MINUTE, 3 * HOUR],
  ['429 with more than a day', failed('limited', 2 * DAY), 0, 15 * MINUTE, 2 * DAY],
  ['429 with a year', failed('limited', 365 * DAY), 0, 15 * MINUTE, 7 * DAY],
  ['429 with nothing said', failed('limited'), 2, 15 * MINUTE, HOUR],
  ['429 for the third time, with little said', failed('limited', MINUTE), 2, 15 * MINUTE, HOUR],
]

describe('the next look at a source with an interval of its own', () => {
  it.each(FIXED)('after %s', (_, result, failures, interval, expected) => {
    expect(wait({ result, failures, interval })).toBe(Math.ceil(NOW + expected * JITTER) - NOW)
  })

  it('is not for its hints to decide', () => {
    const rhythm = { publications: [], hints: { ttl: 600, skipHours: [12, 13], skipDays: [1] } }
    const result = updated([], {}, { freshMs: 5 * HOUR })
    expect(wait({ result, rhythm, interval: 20 * MINUTE })).toBeLessThan(23 * MINUTE)
  })
})

describe('the next look at a source without', () => {
  const HOURLY: Rhythm = { publications: every(HOUR, 60), hints: {} }
  const WEEKLY: Rhythm = { publications: every(169 * HOUR, 40), hints: {} }

  it('follows how it publishes', () => {
    expect(wait({ result: UNCHANGED, rhythm: HOURLY }) / MINUTE).toBeLessThan(40)
    expect(wait({ result: UNCHANGED, rhythm: WEEKLY }) / HOUR).toBeGreaterThan(4)
    expect(wait({ result: UPDATED }) / MINUTE).toBeCloseTo(60, -1)
  })

  it('respects how long the answer is fresh, whether it was new or not', () => {
    const rhythm = HOURLY
    const newOne = updated(every(HOUR, 20), {}, { freshMs: 2 * HOUR })
    expect(wait({ result: newOne, rhythm })).toBe(Math.ceil(NOW + 2 * HOUR * JITTER) - NOW)
    const old: PollResult = { kind: 'unchanged', status: 304, validators: {}, freshMs: HOUR }
    expect(wait({ result: old, rhythm })).toBe(Math.ceil(NOW + HOUR * JITTER) - NOW)
  })

  it('does not lose the entries of a short document to its hints', () => {
    const rhythm = { ...HOURLY, hints: { ttl: 24 * 60 } }
    expect(wait({ result: updated(every(HOUR, 6)), rhythm }) / HOUR).toBeLessThan(4)
    expect(wait({ result: updated(every(HOUR, 20)), rhythm }) / HOUR).toBeGreaterThan(7)
  })

  it('comes after the hours and days to skip, each source in its own minute', () => {
    const rhythm = { ...WEEKLY, hints: { skipHours: Array.from({ length: 18 }, (_, i) => (i + 13) % 24) } }
    const waits = Array.from({ length: 50 }, (_, i) => wait({ result: UNCHANGED, rhythm, id: `s${i}` }))
    // From 07:00 on hours are free again; it is noon.
    for (const each of waits) expect(each).toBeGreaterThanOrEqual(19 * HOUR)
    for (const each of waits) expect(each).toBeLessThan(19 * HOUR + 10 * MINUTE + 1)
    expect(new Set(waits.map((each) => Math.floor(each / MINUTE))).size).toBeGreaterThan(5)
  })

  it('does not wait out a weekend that is longer than the ceiling', () => {
    const rhythm = { ...WEEKLY, hints: { skipDays: [1, 2, 3] } }
    expect(wait({ result: UNCHANGED, rhythm })).toBe(DAY)
  })

  it('after failures comes in spite of the hours to skip', () => {
    const rhythm = { ...HOURLY, hints: { skipHours: [12, 13, 14, 15] } }
    expect(wait({ result: FAILED, rhythm })).toBeLessThan(HOUR)
  })

  it('after the first failure comes within an hour or so, however rarely it publishes', () => {
    expect(wait({ result: FAILED, rhythm: WEEKLY })).toBe(Math.ceil(NOW + HOUR * JITTER) - NOW)
    expect(wait({ result: FAILED, rhythm: HOURLY }) / MINUTE).toBeLessThan(40)
  })
})

describe('the look at the address that a source goes back to', () => {
  const back = (result: PollResult, own: { readonly intervalMs?: number } = {}) =>
    returnCheckAt({ result, source: { id: 's', ...own }, policy: POLICY, now: NOW })

  it.each([
    ['after a failure', FAILED, {}, 10 * MINUTE],
    ['after 410', GONE, {}, 10 * MINUTE],
    ['of a source that is seldom looked at', GONE, { intervalMs: 7 * DAY }, 10 * MINUTE],
    ['of a source looked at each minute', FAILED, { intervalMs: MINUTE }, MINUTE],
  ])('comes at once: %s', (_, result, own, expected) => {
    expect(back(result, own)).toBe(Math.ceil(NOW + expected * JITTER))
  })

  it('is none where nothing failed', () => expect([back(UPDATED), back(UNCHANGED)]).toEqual([undefined, undefined]))
})

describe('whatever happens, the next look', () => {
  const results = [UPDATED, UNCHANGED, FAILED, GONE, failed('limited'), failed('limited', 1), failed('limited', 1e15)]
  const rhythms = [
    UNKNOWN,
    { publications: every(MINUTE, 60), hints: {} },
    { publications: [NOW], hints: { ttl: 1e9 } },
  ]

  it('lies between the floor and a week, jitter included, in whole milliseconds', () => {
    for (const result of results)
      for (const rhythm of rhythms)
        for (const failures of [0, 1, 3, 50, 1e9])
          for (let i = 0; i < 10; i += 1) {
            const found = wait({ result, rhythm, failures, id: `s${i}`, now: NOW + i * 3_333_333 })
            expect(found % 1).toBe(0)
            expect(found).toBeGreaterThanOrEqual(POLICY.floorMs)
            expect(found).toBeLessThanOrEqual((result.kind === 'failed' ? 7 : 1) * DAY * 1.1 + 1)
          }
  })

  it.each([
    ['a failure', FAILED],
    ['429', failed('limited')],
    ['429 with a Retry-After', failed('limited', 2 * HOUR)],
    ['410', GONE],
  ])('never comes sooner for one more failure: %s', (_, result) => {
    const waits = Array.from({ length: 40 }, (_, failures) => wait({ result, failures, interval: 7 * MINUTE }))
    expect(waits).toEqual(waits.toSorted((a, b) => a - b))
  })
})

describe('the jitter', () => {
  const jitters = Array.from({ length: 1_000 }, (_, i) => jitterOf(`source-${i}`, NOW))
  const later = Array.from({ length: 1_000 }, (_, i) => jitterOf('source-1', NOW + i * MINUTE))

  it('is from 0 to 1, the same for the same source and time', () => {
    expect(jitters).toEqual(Array.from({ length: 1_000 }, (_, i) => jitterOf(`source-${i}`, NOW)))
    expect(Math.min(...jitters, ...later)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...jitters, ...later)).toBeLessThanOrEqual(1)
  })

  it.each([
    ['from source to source', jitters],
    ['from poll to poll', later],
  ])('is spread evenly %s', (_, values) => {
    const tenths = Array.from({ length: 10 }, (_, i) => values.filter((value) => Math.floor(value * 10) === i).length)
    expect(Math.min(...tenths)).toBeGreaterThan(60)
    expect(Math.max(...tenths)).toBeLessThan(140)
  })
})

describe('the hold of a domain', () => {
  it.each([
    ['what the server named', failed('limited', 2 * HOUR), 0, 2 * HOUR],
    ['no more than a day of it', failed('limited', 7 * DAY), 0, DAY],
    ['a minute where it named less', failed('limited', 0), 5, MINUTE],
    ['a quarter of an hour where it named nothing', failed('limited'), 0, 15 * MINUTE],
    ['twice that the second time in a row', failed('limited'), 1, 30 * MINUTE],
    ['an hour the third time', failed('limited'), 2, HOUR],
    ['no more than that after ever so many', failed('limited'), 10_000, HOUR],
  ])('is %s', (_, result, failures, expected) => {
    expect(holdUntil(result, { health: 'limited', failures }, NOW)).toBe(NOW + expected)
  })

  it.each(['failing', 'gone', 'ok', 'waiting'] as const)('is not longer for what was %s before', (health) => {
    expect(holdUntil(failed('limited'), { health, failures: 20 }, NOW)).toBe(NOW + 15 * MINUTE)
  })

  it.each([
    ['an update', UPDATED],
    ['nothing new', UNCHANGED],
    ['a failure', FAILED],
    ['410', GONE],
  ])('is none after %s', (_, result) =>
    expect(holdUntil(result, { health: 'limited', failures: 3 }, NOW)).toBeUndefined(),
  )
})
