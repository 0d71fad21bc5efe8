import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import type { PastPoll } from '../../model/poll.ts'
import { median } from '../median.ts'
import { BASE, DATES, type DateTick, dateTicks, type LevelTick, levels, PLOT_HEIGHT, percent } from './axis.ts'

/** One poll as a point: how long the server took; at the bottom where nothing was measured. */
export interface PollPoint {
  readonly poll: PastPoll
  readonly x: string
  readonly y: number
  readonly failed: boolean
}

export interface PollPlot {
  readonly height: number
  readonly base: number
  /** Path data in a drawing that is 100 wide and as high as the plot. */
  readonly path: string
  readonly points: readonly PollPoint[]
  readonly levels: readonly LevelTick[]
  readonly dates: readonly DateTick[]
  /** From the first poll to the last, in milliseconds. */
  readonly span: number
  /** In milliseconds, of the polls that were answered; `undefined` where none was measured. */
  readonly median: number | undefined
}

/** How long the server took, poll by poll as time goes on; `polls`: the latest first. */
export function pollPlot(polls: readonly PastPoll[]): PollPlot {
  const inTime = polls.toReversed()
  const measured = inTime.flatMap(({ durationMs }) => durationMs ?? [])
  const [first = 0, last = first] = [inTime[0]?.at, inTime.at(-1)?.at]
  const x = scaleLinear([first, Math.max(last, first + 1)], [0, 100])
  const { y, ticks } = levels(Math.max(...measured))
  const path = line<PastPoll>()
    .defined((poll) => poll.durationMs !== undefined && !hasFailed(poll))
    .x(({ at }) => x(at))
    .y(({ durationMs = 0 }) => y(durationMs))
    .digits(2)(inTime)
  return {
    ...{ height: PLOT_HEIGHT, base: BASE, path: path ?? '', levels: ticks },
    points: inTime.map((poll) => {
      const { at, durationMs = 0 } = poll
      return { poll, x: percent(x(at)), y: y(durationMs), failed: hasFailed(poll) }
    }),
    span: last - first,
    dates: dateTicks(last === first ? 1 : DATES, x, (place) => first + (place * (last - first)) / (DATES - 1)),
    median: median(inTime.flatMap((poll) => (hasFailed(poll) ? [] : (poll.durationMs ?? [])))),
  }
}

export function hasFailed({ outcome }: PastPoll): boolean {
  return outcome === 'failing' || outcome === 'limited' || outcome === 'gone'
}
