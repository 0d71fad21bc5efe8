import { describe, expect, it } from 'vitest'
import { budgetOf, USUAL_REQUESTS_AN_HOUR } from '../../src/schedule/budget.ts'
import { HOUR } from './made-results.ts'

/** Requests that the budget lets through in so long, of somebody who always has one. */
function granted({ spacingMs, burstMs }: ReturnType<typeof budgetOf>, ms: number): number {
  let count = 0
  for (let now = 0, freeAt = 0; now < ms; ) {
    if (freeAt > now + burstMs) now = freeAt - burstMs
    else {
      freeAt = Math.max(freeAt, now) + spacingMs
      count += 1
    }
  }
  return count
}

describe('the budget of a domain', () => {
  it.each([
    [600, 6_000, 30],
    [1_200, 3_000, 60],
    [60, 60_000, 3],
    [20, 180_000, 1],
    [1, HOUR, 1],
    [100_000, 36, 5_000],
  ])('of %i requests an hour is one each %i ms, %i of them at once', (requests, spacing, burst) => {
    const budget = budgetOf(requests)
    expect(budget.spacingMs).toBe(spacing)
    expect(granted(budget, 1)).toBe(burst)
    expect(granted(budget, HOUR)).toBeLessThanOrEqual(requests + burst)
    expect(granted(budget, 10 * HOUR)).toBeGreaterThanOrEqual(10 * requests)
  })

  it('is, usually, 600 an hour', () => expect(USUAL_REQUESTS_AN_HOUR).toBe(600))
})
