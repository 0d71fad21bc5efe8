import { describe, expect, it } from 'vitest'
import type { PastPoll } from '../../src/model/poll.ts'
import { dayPlot } from '../../src/web/plots/day-plot.ts'
import { pollPlot } from '../../src/web/plots/poll-plot.ts'
import { sparkBars, sparkLine } from '../../src/web/plots/spark.ts'

const DAY = 86_400_000
const FROM = Date.parse('2026-11-01T00:00:00Z')

describe('a spark', () => {
  it('has a bar for each number above 0, the highest as high as the drawing', () => {
    const { path, width, height } = sparkBars([0, 10, 1, 0, 1_000])
    const bars = [...path.matchAll(/M([\d.]+) 28v-([\d.]+)h([\d.]+)V28z/g)].map((bar) => bar.slice(1).map(Number))

    expect(bars).toHaveLength(3)
    expect(bars.map(([, tall]) => tall)).toEqual([1.5, 1.5, height])
    const [first, , last] = bars
    expect(first?.[0]).toBeGreaterThan(width / 5)
    expect((last?.[0] ?? 0) + (last?.[2] ?? 0)).toBeCloseTo(width, 0)
    expect(sparkBars([0, 0]).path).toBe('')
    expect(sparkBars([]).path).toBe('')
  })

  it('is a line that breaks where a number is missing', () => {
    expect(sparkLine([0, 100, undefined, 50, 100]).path).toBe('M1,27L30.5,1M89.5,14L119,1')
    expect(sparkLine([undefined]).path).toBe('')
    expect(sparkLine([]).path).toBe('')
  })
})

describe('the plot of days', () => {
  it('has a bar a day across all of the width, and lines at round numbers that all fit under', () => {
    const plot = dayPlot([3, 0, 17], { from: FROM, days: 3 })

    expect(plot.days.map(({ items, height }) => [items, height])).toEqual([
      [3, expect.closeTo(20.7, 0)],
      [0, 0],
      [17, expect.closeTo(117.3, 0)],
    ])
    expect(plot.days.map(({ x }) => Number.parseFloat(x))).toEqual([
      0,
      expect.closeTo(36.4, 0),
      expect.closeTo(72.7, 0),
    ])
    expect(plot.levels.map(({ value }) => value)).toEqual([5, 10, 15, 20])
    expect([plot.total, plot.highest?.items, plot.highest?.at]).toEqual([20, 17, FROM + 2.5 * DAY])
    expect(plot.dates.map(({ x, anchor }) => [x, anchor])).toEqual([
      ['0%', 'start'],
      ['50%', 'middle'],
      ['100%', 'end'],
    ])
  })

  it('has no number between 0 and 1, and no highest day where there was nothing', () => {
    expect(dayPlot([1, 0], { from: FROM, days: 2 }).levels).toEqual([{ y: 18, value: 1 }])
    const none = dayPlot([0, 0], { from: FROM, days: 2 })
    expect([none.total, none.highest, none.days.every(({ height }) => height === 0)]).toEqual([0, undefined, true])
    expect(dayPlot([], { from: FROM, days: 0 }).days).toEqual([])
  })
})

describe('the plot of polls', () => {
  it('has a point for each, where it was in time, and a line through those that were answered', () => {
    const plot = pollPlot([poll(4, 100), poll(3, undefined), poll(2, 30, 'failing'), poll(1, 200), poll(0, 50)])

    expect(plot.points.map(({ x, failed }) => [x, failed])).toEqual([
      ['0%', false],
      ['25%', false],
      ['50%', true],
      ['75%', false],
      ['100%', false],
    ])
    expect(plot.path.match(/[ML][^ML]+/g)).toEqual(['M0,121.5', 'L25,18', 'M100,87Z'])
    expect([plot.median, plot.span]).toEqual([100, 4 * DAY])
  })

  it('is one point after the first poll', () => {
    const plot = pollPlot([poll(0, 80)])
    expect([plot.points.map(({ x }) => x), plot.dates.length, plot.span, plot.median]).toEqual([['0%'], 1, 0, 80])
    expect(pollPlot([poll(0, undefined, 'failing')]).median).toBeUndefined()
  })
})

function poll(day: number, durationMs: number | undefined, outcome: PastPoll['outcome'] = 'unchanged'): PastPoll {
  const none = { added: 0, merged: 0, updated: 0, repaired: false }
  return { ...none, at: FROM + day * DAY, outcome, ...(durationMs === undefined ? {} : { durationMs }) }
}
