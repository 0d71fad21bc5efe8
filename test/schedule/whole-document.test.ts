import { describe, expect, it } from 'vitest'
import { wantsWhole } from '../../src/schedule/whole-document.ts'

const HOUR = 3_600_000
const WEEK = 7 * 24 * HOUR
const NOW = Date.UTC(2026, 10, 25)

describe('the whole document', () => {
  it('is asked for by the first poll ever', () => {
    expect(wantsWhole('a', undefined, NOW)).toBe(true)
  })

  it.each(['a', 'b', 'rfi-fr'])('is asked for once in any week of hourly polls of %s', (id) => {
    const polls = Array.from({ length: 10 * 7 * 24 }, (_, hour) => NOW + hour * HOUR)
    const whole = polls.filter((at) => wantsWhole(id, at - HOUR, at))
    expect(whole).toHaveLength(10)
    expect(new Set(whole.slice(1).map((at, i) => at - (whole[i] ?? 0)))).toEqual(new Set([WEEK]))
  })

  it('is asked for until it was answered', () => {
    const answered = (hour: number) => wantsWhole('a', NOW, NOW + hour * HOUR)
    const first = Array.from({ length: 169 }, (_, hour) => hour).findIndex(answered)
    expect(first).toBeGreaterThan(0)
    for (let hour = first; hour < first + 400; hour += 1) expect(answered(hour)).toBe(true)
  })

  it('is asked for at times of their own', () => {
    const times = Array.from({ length: 200 }, (_, n) => {
      const hour = Array.from({ length: 168 }, (_, i) => i).find((i) =>
        wantsWhole(`s${n}`, NOW + (i - 1) * HOUR, NOW + i * HOUR),
      )
      return Math.floor((hour ?? 0) / 24)
    })
    for (let day = 0; day < 7; day += 1) expect(times.filter((each) => each === day).length).toBeGreaterThan(10)
  })
})
