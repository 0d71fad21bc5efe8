import { describe, expect, it } from 'vitest'
import type { Rhythm } from '../../src/model/rhythm.ts'
import type { Instant } from '../../src/model/source.ts'
import { nextCheckAt } from '../../src/schedule/next-check.ts'
import { rhythmAfter } from '../../src/schedule/rhythm.ts'
import { DAY, every, FAILED, GONE, HOUR, MINUTE, NOW, UNCHANGED, updated } from './made-results.ts'

const NOTHING: Rhythm = { publications: [], hints: {} }
const ago = (...minutes: number[]) => minutes.map((minute) => NOW - minute * MINUTE)
const known = (...minutes: number[]): Rhythm => ({ publications: ago(...minutes), hints: {} })

/** Minutes before now: what was known, what the document says (`null`: no date), what is known then. */
const TABLE: readonly (readonly [string, number[], (number | null)[], number[]])[] = [
  ['the dates of a first document, in order', [], [30, 90, 60], [90, 60, 30]],
  ['new ones beside those that are known', [300, 90], [90, 60, 30], [300, 90, 60, 30]],
  ['one that came in between', [300, 30], [100], [300, 100, 30]],
  ['what came out together once', [], [60, 58, 57, 55, 30], [60, 30]],
  ['a long row of them once for each five minutes', [], [60, 57, 54, 51, 48, 45], [60, 54, 48]],
  ['entries of the same instant once', [], [60, 60, 60, 30], [60, 30]],
  ['nothing that was known already', [90, 60], [90, 60], [90, 60]],
  ['the poll, where a first document has no dates', [], [null, null], [0]],
  ['the poll, where a later one has none', [300], [null, null], [300, 0]],
  ['no change of an undated document within two hours of the last', [119], [null], [119]],
  ['its next one after them', [121], [null], [121, 0]],
  ['dates alone, where some entries have them', [], [null, 60, null, 30], [60, 30]],
  ['the poll, where the dates are of this very minute', [300], [1, 2, 3], [300, 0]],
  ['no second one within two hours for those either', [100], [1, 2, 3], [100]],
  ['the dates of a minute ago, where older ones show that they mean something', [300], [1, 300], [300, 1]],
  ['the poll, where every date lay ahead of it', [300], [0, 0], [300, 0]],
  ['no date that lay ahead, where others did not', [300], [0, 300, 60], [300, 60]],
  ['the beginning of a document without entries', [], [], [0]],
]

describe('the rhythm after a document', () => {
  it.each(TABLE)('has %s', (_, before, document, after) => {
    const dates = document.map((minute) => (minute === null ? undefined : NOW - minute * MINUTE))
    expect(rhythmAfter(known(...before), updated(dates), NOW).publications).toEqual(ago(...after))
  })

  it.each([
    ['what came out since the last news, which was known already', 100, [300, 90], [30], [300, 30]],
    ['all of before the last news', 90, [300, 90], [30], [300, 90, 30]],
    ['all, where a wrong clock saw the last news', -100, [300, 90], [30], [300, 90, 30]],
  ])('forgets of what it had %s', (_, news, before, document, after) => {
    const changedAt = NOW - news * MINUTE
    expect(rhythmAfter(known(...before), updated(ago(...document)), NOW, changedAt).publications).toEqual(ago(...after))
  })

  it('asks ever less for a document that dates its only three entries anew at each request', () => {
    const policy = { floorMs: 10 * MINUTE, ceilingMs: DAY }
    let rhythm = NOTHING
    const polls: Instant[] = []
    for (let now = NOW; now < NOW + 14 * DAY; ) {
      polls.push(now)
      const result = updated([10, 20, 30].map((minutes) => now - minutes * MINUTE))
      rhythm = rhythmAfter(rhythm, result, now, NOW)
      now = nextCheckAt({ result, state: { failures: 0 }, source: { id: 'a' }, rhythm, policy, now })
    }
    const inWeek = (from: Instant) => polls.filter((at) => at >= from && at < from + 7 * DAY).length
    expect(inWeek(NOW)).toBeLessThan(7 * 26)
    expect(inWeek(NOW + 7 * DAY)).toBeLessThan(0.7 * inWeek(NOW))
  })

  it('keeps the sixty latest', () => {
    const dates = every(10 * MINUTE, 100)
    expect(rhythmAfter(NOTHING, updated(dates), NOW).publications).toEqual(dates.slice(-60))
    expect(rhythmAfter(known(...dates.keys()), updated(dates), NOW).publications).toHaveLength(60)
  })

  it('is the same when the document is read again', () => {
    const result = updated([...every(3 * MINUTE, 40), ...every(7 * MINUTE, 200, DAY)])
    const once = rhythmAfter(NOTHING, result, NOW)
    expect(rhythmAfter(once, result, NOW)).toEqual(once)
  })

  it('forgets what a wrong clock wrote', () => {
    const rhythm: Rhythm = { publications: [NOW - DAY, NOW + 1, NOW + 400 * DAY], hints: {} }
    expect(rhythmAfter(rhythm, updated([NOW - HOUR]), NOW).publications).toEqual([NOW - DAY, NOW - HOUR])
  })

  it('never has a publication after now, nor two in the wrong order', () => {
    let rhythm = NOTHING
    for (let poll = 0; poll < 200; poll += 1) {
      const now = NOW + ((poll * 37) % 50) * HOUR
      const dates: Instant[] = Array.from({ length: 20 }, (_, i) =>
        Math.min(now, now - ((i * 7919 * poll) % 3_000) * MINUTE),
      )
      rhythm = rhythmAfter(rhythm, updated(dates), now)
      expect(Math.max(...rhythm.publications)).toBeLessThanOrEqual(now)
      expect(rhythm.publications).toEqual([...new Set(rhythm.publications)].toSorted((a, b) => a - b))
    }
  })

  it('has the hints of this document, and only those', () => {
    const first = rhythmAfter(NOTHING, updated([], { ttl: 60, skipDays: [0] }), NOW)
    expect(first.hints).toEqual({ ttl: 60, skipDays: [0] })
    expect(rhythmAfter(first, updated([], { ttl: 30 }), NOW).hints).toEqual({ ttl: 30 })
  })
})

describe('the rhythm after anything else', () => {
  it.each([
    ['an unchanged document', UNCHANGED],
    ['a failure', FAILED],
    ['410', GONE],
  ])('%s is as it was', (_, result) => {
    const rhythm: Rhythm = { publications: ago(300, 30), hints: { ttl: 60 } }
    expect(rhythmAfter(rhythm, result, NOW)).toEqual(rhythm)
  })
})
