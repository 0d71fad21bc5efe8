import { describe, expect, it } from 'vitest'
import { Pace, startsPerSecond } from '../../src/schedule/pace.ts'
import { DAY, HOUR, MINUTE } from './made-results.ts'

describe('a pace', () => {
  it('lets a burst begin, then so many a second', () => {
    const pace = new Pace({ perSecond: 2, burst: 5 }, 0)
    expect(pace.room(0)).toBe(5)
    pace.spend(5)
    expect(pace.room(0)).toBe(0)
    expect(pace.untilRoomMs()).toBe(500)
    expect(pace.room(499)).toBe(0)
    expect(pace.room(500)).toBe(1)
    expect(pace.room(2_000)).toBe(4)
    expect(pace.untilRoomMs()).toBe(0)
  })

  it('saves up no more than a burst, however long it was quiet', () => {
    const pace = new Pace({ perSecond: 2, burst: 5 }, 0)
    pace.spend(5)
    expect(pace.room(365 * DAY)).toBe(5)
  })

  it('goes on where the clock was put back', () => {
    const pace = new Pace({ perSecond: 1, burst: 1 }, DAY)
    pace.spend(1)
    expect(pace.room(0)).toBe(0)
    expect(pace.room(1_000)).toBe(1)
  })

  it('has room whenever it said that it would', () => {
    const pace = new Pace({ perSecond: 16.7, burst: 3 }, 0)
    for (let now = 0, begun = 0; begun < 500; begun += 1) {
      now += pace.untilRoomMs()
      expect(pace.room(now)).toBeGreaterThanOrEqual(1)
      pace.spend(1)
    }
  })
})

describe('the starts a second of a service', () => {
  const sources = (count: number, intervalMs?: number) =>
    Array.from({ length: count }, () => (intervalMs === undefined ? {} : { intervalMs }))

  it.each([
    ['with none', [], 10],
    ['with few', sources(100), 10],
    ['with 10,000, all of them in ten minutes', sources(10_000), 10_000 / 600],
    ['with 10,000 that are looked at once a day', sources(10_000, DAY), 10_000 / 600],
    ['with 1,200 that are looked at each minute', sources(1_200, MINUTE), 20],
    ['with some of each', [...sources(600, MINUTE), ...sources(1_200), ...sources(600, HOUR)], 13],
  ] as const)('%s', (_, all, expected) => expect(startsPerSecond(all)).toBeCloseTo(expected, 6))
})
