import { describe, expect, it } from 'vitest'
import { randomFrom } from '../../bench/publications.ts'
import type { RefreshHints } from '../../src/model/rhythm.ts'
import type { Instant } from '../../src/model/source.ts'
import { intervalMs, pastSkipped } from '../../src/schedule/interval.ts'
import { rateOf } from '../../src/schedule/rate.ts'
import { DAY, every, HOUR, MINUTE, NOW } from './made-results.ts'

const POLICY = { floorMs: 10 * MINUTE, ceilingMs: DAY }
const minutes = (publications: readonly Instant[], hints: RefreshHints = {}, now = NOW) =>
  intervalMs({ publications, hints }, POLICY, now) / MINUTE

/** A newsroom: each quarter of an hour from 8 to 20 o'clock UTC, on the three days before `NOW`'s and up to it. */
const NEWSROOM = Array.from({ length: 4 * 48 }, (_, quarter) => {
  const [day, ofDay] = [Math.floor(quarter / 48), quarter % 48]
  return NOW - 12 * HOUR + (day - 3) * DAY + 8 * HOUR + ofDay * 15 * MINUTE
})
const newsroomAt = (hour: number) => {
  const now = NOW + (hour - 12) * HOUR
  return minutes(NEWSROOM.filter((at) => at <= now).slice(-60), {}, now)
}

describe('the interval', () => {
  it.each([
    ['never seen', [], 59],
    ['with one publication, this minute', [NOW], 59],
    ['with two publications within an hour, yesterday', [NOW - 25 * HOUR, NOW - DAY], 137],
    ['that publishes each five minutes', every(5 * MINUTE, 60), 10],
    ['that publishes each hour', every(HOUR, 60), 29],
    ['that publishes each seven hours', every(7 * HOUR, 60), 78],
    ['that publishes about once a day', every(25 * HOUR, 60), 147],
    ['that publishes about once a week', every(169 * HOUR, 40), 382],
    ['that publishes once a year', every(365 * DAY, 10), 24 * 60],
  ] as const)('of a source %s', (_, publications, expected) => {
    const found = minutes(publications)
    // What an hour of the day or a lull does to it stays within a third.
    expect(found).toBeGreaterThanOrEqual(expected * 0.67)
    expect(found).toBeLessThanOrEqual(expected * 1.33)
  })

  it('halves where four times as much is published', () => {
    const ratio = minutes(every(28 * HOUR, 60)) / minutes(every(7 * HOUR, 60))
    expect(ratio).toBeGreaterThan(1.7)
    expect(ratio).toBeLessThan(2.3)
  })

  it('grows with each day of silence, up to the ceiling', () => {
    const publications = every(2 * HOUR, 60)
    const found = Array.from({ length: 400 }, (_, days) => minutes(publications, {}, NOW + days * DAY))
    expect(found).toEqual(found.toSorted((a, b) => a - b))
    expect(found[0]).toBeLessThan(60)
    expect(found[10]).toBeGreaterThan(90)
    expect(found.at(-1)).toBeGreaterThan(300)
    expect(minutes(publications, {}, NOW + 20_000 * DAY)).toBe(24 * 60)
  })

  it('shrinks when a quiet source wakes up', () => {
    const quiet = every(7 * DAY, 30)
    expect(minutes([...quiet, ...every(30 * MINUTE, 10)])).toBeLessThan(minutes(quiet) / 2)
  })

  it('is shorter by day than by night', () => {
    expect(newsroomAt(12)).toBeLessThan(20)
    expect(newsroomAt(22)).toBeGreaterThan(2 * newsroomAt(12))
    expect(newsroomAt(2)).toBeGreaterThan(2 * newsroomAt(12))
  })

  it('of a night does not reach far into the morning', () => {
    for (const hour of [0, 2, 4, 6]) expect(hour * 60 + newsroomAt(hour)).toBeLessThan(9 * 60)
  })

  it('follows the effort', () => {
    const rhythm = { publications: every(HOUR, 60), hints: {} }
    const once = intervalMs(rhythm, { ...POLICY, effort: 5 }, NOW)
    expect(once / intervalMs(rhythm, { ...POLICY, effort: 10 }, NOW)).toBeCloseTo(2, 1)
  })

  it('does not mind dates after now', () => {
    expect(minutes([...every(HOUR, 60), NOW + DAY])).toBe(minutes(every(HOUR, 60)))
    expect(minutes([NOW + DAY, NOW + 2 * DAY])).toBe(minutes([]))
  })
})

describe('the mean rate', () => {
  it.each([
    ['of one publication in seven hours', every(7 * HOUR, 60), NOW, 3.38],
    ['of the same, silent for as long again', every(7 * HOUR, 60), NOW + 60 * 7 * HOUR, 1.69],
    ['of nothing', [], NOW, 6],
  ] as const)('%s', (_, publications, now, perDay) => {
    expect(rateOf(publications, now).mean * 24).toBeCloseTo(perDay, 1)
  })
})

describe('what a document asks for', () => {
  const HOURLY = every(HOUR, 60)
  const WEEKLY = every(7 * DAY, 40)
  const alone = (publications: readonly Instant[]) => minutes(publications)

  it.each([
    ['a ttl that is longer', WEEKLY, { ttl: 600 }, 600],
    ['a ttl that is shorter is no wish to be asked sooner', WEEKLY, { ttl: 5 }, undefined],
    ['a ttl beyond the ceiling', WEEKLY, { ttl: 100_000 }, 24 * 60],
    ['a ttl of 0', WEEKLY, { ttl: 0 }, undefined],
    ['updates once a day', WEEKLY, { updateEvery: DAY }, 24 * 60],
    ['updates each two hours', HOURLY, { updateEvery: 2 * HOUR }, 120],
    ['updates each hour, as WordPress says without being asked', HOURLY, { updateEvery: HOUR }, undefined],
  ] as const)('%s', (_, publications, hints, expected) => {
    expect(minutes(publications, hints)).toBeCloseTo(expected ?? alone(publications), 6)
  })

  it('is the longest of all', () => {
    const rhythm = { publications: WEEKLY, hints: { ttl: 400, updateEvery: 8 * HOUR } }
    expect(intervalMs(rhythm, POLICY, NOW)).toBe(8 * HOUR)
    expect(intervalMs(rhythm, POLICY, NOW, { freshMs: 9 * HOUR })).toBe(9 * HOUR)
  })

  it('is not heard where entries would leave the document unseen', () => {
    const rhythm = { publications: HOURLY, hints: { ttl: 24 * 60 } }
    const found = (bursts: number) => intervalMs(rhythm, POLICY, NOW, { bursts }) / HOUR
    expect(found(10)).toBeGreaterThan(4)
    expect(found(10)).toBeLessThan(6)
    expect(found(20)).toBeGreaterThan(8)
    expect(found(20)).toBeLessThan(12)
    expect(found(1_000)).toBe(24)
    // Not known how many there are: few.
    expect(intervalMs(rhythm, POLICY, NOW) / HOUR).toBeLessThan(4)
  })

  it('is heard as far as the document of an answer that is fresh for long allows', () => {
    const rhythm = { publications: HOURLY, hints: {} }
    expect(intervalMs(rhythm, POLICY, NOW, { freshMs: 2 * HOUR, bursts: 20 })).toBe(2 * HOUR)
    expect(intervalMs(rhythm, POLICY, NOW, { freshMs: 365 * DAY, bursts: 4 })).toBeLessThan(3 * HOUR)
  })
})

describe('whatever the rhythm', () => {
  const random = randomFrom(7)
  const numbers = () => [0, 1, 5, 60, 1_440, 1e6, Number.MAX_SAFE_INTEGER][Math.floor(random() * 7)] ?? 0

  it('the interval is between floor and ceiling', () => {
    for (let round = 0; round < 3_000; round += 1) {
      const scale = 10 ** (random() * 9 + 2)
      const publications = Array.from({ length: Math.floor(random() * 60) }, () => Math.round(NOW - random() * scale))
      const rhythm = {
        publications: publications.sort((a, b) => a - b),
        hints: random() < 0.5 ? {} : { ttl: numbers(), updateEvery: numbers() },
      }
      const answer = random() < 0.5 ? {} : { freshMs: numbers(), bursts: Math.floor(random() * 50) }
      const found = intervalMs(rhythm, POLICY, Math.round(NOW + (random() - 0.2) * scale), answer)
      expect(found).toBeGreaterThanOrEqual(POLICY.floorMs)
      expect(found).toBeLessThanOrEqual(POLICY.ceilingMs)
    }
  })
})

describe('hours and days to skip', () => {
  const at = (time: string) => Date.parse(`2026-11-${time}:00Z`)

  it.each([
    ['none', {}, '02T12:30', '02T12:30'],
    ['others', { skipHours: [3, 4], skipDays: [0] }, '02T12:30', '02T12:30'],
    ['this hour', { skipHours: [12] }, '02T12:30', '02T13:00'],
    ['three in a row', { skipHours: [12, 13, 14] }, '02T12:30', '02T15:00'],
    ['a night over midnight', { skipHours: [22, 23, 0, 1] }, '02T23:59', '03T02:00'],
    ['today', { skipDays: [1] }, '02T12:30', '03T00:00'],
    ['the weekend', { skipDays: [6, 0] }, '07T09:00', '09T00:00'],
    ['the weekend, and the nights', { skipDays: [6, 0], skipHours: [0, 1, 2] }, '07T09:00', '09T03:00'],
    ['all days but one', { skipDays: [1, 2, 3, 4, 5, 6] }, '02T12:30', '08T00:00'],
    ['all hours: nonsense', { skipHours: Array.from({ length: 24 }, (_, hour) => hour) }, '02T12:30', '02T12:30'],
    ['all days: nonsense', { skipDays: [0, 1, 2, 3, 4, 5, 6] }, '02T12:30', '02T12:30'],
    ['hours that there are none of', { skipHours: [24, 99, -1], skipDays: [7] }, '02T12:30', '02T12:30'],
  ] as const)('%s', (_, hints, from, to) => {
    expect(pastSkipped(hints, at(from))).toBe(at(to))
  })
})
