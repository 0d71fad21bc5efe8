import { describe, expect, it } from 'vitest'
import { madeUpSource, randomFrom } from '../../bench/publications.ts'
import { runAlone, runTogether, Tally } from '../../bench/simulation.ts'
import { budgetOf, USUAL_REQUESTS_AN_HOUR } from '../../src/schedule/budget.ts'
import { DAY, HOUR, MINUTE, NOW } from './made-results.ts'

const POLICY = { floorMs: 10 * MINUTE, ceilingMs: DAY }
const SOURCES = Array.from({ length: 300 }, (_, i) => madeUpSource(i, NOW, 7))

function simulate(policy: Parameters<typeof runAlone>[2]) {
  const tally = new Tally()
  const random = randomFrom(1)
  for (const source of SOURCES)
    runAlone(source, tally, policy, random() * (typeof policy === 'number' ? policy : 10 * MINUTE))
  return tally.figures()
}

describe('300 sources over a week', () => {
  const adaptive = simulate(POLICY)
  const halfHour = simulate(30 * MINUTE)
  const hour = simulate(HOUR)

  it('are what they should be at fixed intervals', () => {
    expect(halfHour.requests).toBeCloseTo(48, 0)
    expect(hour.requests).toBeCloseTo(24, 0)
    expect(halfHour.median).toBeCloseTo(15, -1)
    expect(hour.median).toBeCloseTo(30, -1)
    expect(hour.seen).toBeGreaterThan(10_000)
  })

  it('cost fewer requests than at a fixed hour', () => expect(adaptive.requests).toBeLessThan(0.85 * hour.requests))

  it('are seen sooner than at a fixed half hour', () => expect(adaptive.median).toBeLessThan(0.95 * halfHour.median))

  it('lose no more items than at a fixed half hour', () =>
    expect(adaptive.lost / adaptive.seen).toBeLessThan(halfHour.lost / halfHour.seen + 0.002))
})

describe('300 sources on one domain', () => {
  const together = (requestsAnHour: number, sleepMs: number) => {
    const tally = new Tally()
    const domain = { ...budgetOf(requestsAnHour), sleepAt: NOW + 3 * DAY, sleepMs }
    const longest = runTogether(SOURCES, tally, POLICY, domain)
    return { ...tally.figures(), longest }
  }

  it('wait hardly at all for the usual budget', () => {
    const usual = together(USUAL_REQUESTS_AN_HOUR, 0)
    expect(usual.median).toBeLessThan(1.05 * together(100_000, 0).median)
    expect(together(60, 0).median).toBeGreaterThan(2 * usual.median)
  })

  it('are all polled within an hour after a long sleep', () => {
    expect(together(USUAL_REQUESTS_AN_HOUR, DAY / 2).longest).toBeLessThan(HOUR)
  })
})
