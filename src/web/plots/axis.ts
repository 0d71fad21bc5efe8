import { scaleLinear } from 'd3-scale'
import type { Instant } from '../../model/source.ts'

/** Of a plot with axes, in pixels, the writing under it included; across it takes the room that there is, in per cent. */
export const PLOT_HEIGHT = 180
/** Where the bottom of the plot is; dates are under it. */
export const BASE = 156
/** Room for the number at the highest line, which is written above it. */
const TOP = 18
/** Dates under the plot: more would not be legible on a telephone. */
export const DATES = 4

export interface LevelTick {
  readonly y: number
  readonly value: number
}

export interface DateTick {
  readonly x: string
  readonly at: Instant
  readonly anchor: 'start' | 'middle' | 'end'
}

/** From numbers to places above the bottom, with lines at round numbers; `most` fits in. */
export function levels(most: number) {
  const scale = scaleLinear([0, Math.max(1, most)], [BASE, TOP]).nice(3)
  const round = scale.ticks(3).filter((value) => value > 0 && Number.isInteger(value))
  return {
    y: (value: number) => inTenths(scale(value)),
    ticks: round.map((value): LevelTick => ({ y: inTenths(scale(value)), value })),
  }
}

/** Some of the places from left to right, the first and the last among them; `at` says when one is, `x` where that is. */
export function dateTicks(places: number, x: (at: Instant) => number, at: (place: number) => Instant): DateTick[] {
  const count = Math.min(places, DATES)
  return Array.from({ length: count }, (_, i) => {
    const place = count === 1 ? 0 : Math.round((i * (places - 1)) / (count - 1))
    const anchor = i === 0 ? 'start' : i === count - 1 ? 'end' : 'middle'
    return { x: percent(x(at(place))), at: at(place), anchor }
  })
}

/** A place from 0 to 100, as an attribute has it: the plot takes the width that there is, and its writing does not. */
export function percent(value: number): string {
  return `${Math.round(value * 100) / 100}%`
}

function inTenths(value: number): number {
  return Math.round(value * 10) / 10
}
