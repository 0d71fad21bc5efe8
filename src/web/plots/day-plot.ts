import { scaleBand, scaleLinear } from 'd3-scale'
import type { Instant } from '../../model/source.ts'
import { type Days, totalOf, type Volume } from '../../model/volume.ts'
import { BASE, type DateTick, dateTicks, type LevelTick, levels, PLOT_HEIGHT, percent } from './axis.ts'

const DAY = 86_400_000

/** One day, and its bar: places across in per cent, others in pixels from the top. */
export interface DayBar {
  /** An instant in the middle of the day. */
  readonly at: Instant
  readonly items: number
  readonly x: string
  readonly width: string
  readonly y: number
  readonly height: number
}

export interface DayPlot {
  readonly height: number
  readonly base: number
  readonly days: readonly DayBar[]
  readonly levels: readonly LevelTick[]
  readonly dates: readonly DateTick[]
  readonly total: number
  /** The day with most. */
  readonly highest: DayBar | undefined
}

/** What came out day by day as bars, with round numbers at the side and dates below. */
export function dayPlot(volume: Volume, { from }: Days): DayPlot {
  const x = scaleBand<number>().domain(volume.keys()).range([0, 100]).paddingInner(0.25)
  const { y, ticks } = levels(Math.max(...volume))
  const at = (day: number) => from + day * DAY + DAY / 2
  const left = (day: number) => x(day) ?? 0
  const days = volume.map((items, day) => ({
    ...{ at: at(day), items, x: percent(left(day)), width: percent(x.bandwidth()) },
    ...{ y: y(items), height: Math.round((BASE - y(items)) * 10) / 10 },
  }))
  // The dates at the ends begin and end with the plot.
  const time = scaleLinear([at(0), Math.max(at(volume.length - 1), at(0) + 1)], [0, 100])
  return {
    ...{ height: PLOT_HEIGHT, base: BASE, days, levels: ticks },
    dates: dateTicks(volume.length, time, at),
    total: totalOf(volume),
    highest: days.reduce<DayBar | undefined>((best, day) => (day.items > (best?.items ?? 0) ? day : best), undefined),
  }
}
