import { scaleBand, scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'

/** In units of the drawing, which is stretched to the room that it gets. */
const WIDTH = 120
const HEIGHT = 28

/** A small drawing without axes: one path. */
export interface Spark {
  readonly kind: 'bars' | 'line'
  readonly width: number
  readonly height: number
  /** SVG path data. */
  readonly path: string
}

/** A bar for each number above 0, in their order; the highest is as high as the drawing. */
export function sparkBars(values: readonly number[]): Spark {
  const x = scaleBand<number>().domain(values.keys()).range([0, WIDTH]).paddingInner(0.2)
  const y = scaleLinear([0, Math.max(1, ...values)], [0, HEIGHT])
  const bars = values.flatMap((value, i) => {
    // One article among hundreds is to be seen too.
    const height = Math.max(1.5, y(value))
    return value === 0 ? [] : [`M${short(x(i) ?? 0)} ${HEIGHT}v${short(-height)}h${short(x.bandwidth())}V${HEIGHT}z`]
  })
  return { kind: 'bars', width: WIDTH, height: HEIGHT, path: bars.join('') }
}

/** A line from the first number to the last, from 0 up; it breaks where a number is missing. */
export function sparkLine(values: readonly (number | undefined)[]): Spark {
  const x = scaleLinear([0, Math.max(1, values.length - 1)], [1, WIDTH - 1])
  const y = scaleLinear([0, Math.max(1, ...values.filter((value) => value !== undefined))], [HEIGHT - 1, 1])
  const path = line<number | undefined>()
    .defined((value) => value !== undefined)
    .x((_, i) => x(i))
    .y((value) => y(value ?? 0))
    .digits(1)(values)
  return { kind: 'line', width: WIDTH, height: HEIGHT, path: path ?? '' }
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10)
}
