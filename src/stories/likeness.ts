import type { Entry } from './entry.ts'
import { evidenceOf } from './evidence.ts'
import { overlapOf } from './overlap.ts'
import type { Held, Pool } from './pool.ts'
import { frameOf } from './series.ts'
import { PAIR_WEIGHTS } from './weights.ts'

/** One part of a likeness; `detail` is not told word by word. */
export interface Likeness {
  readonly score: number
  /** In the order of `EVIDENCE`. */
  readonly evidence: readonly number[]
  readonly timeApart: number
  readonly sameSource: number
  readonly frame: number
}

const DAY_MS = 86_400_000
/** The morning's news is the evening's: nothing is taken off for half a day. */
const SAME_DAYS = 0.5
const PER_DAY = -0.5
/** An outlet seldom tells a story twice; what it says alike is its manner. */
const SAME_SOURCE = -1
const SAME_FRAME = -8
/** What two articles that have nothing in common may cost: one of them does not decide a story. */
const LEAST = -12

/** How alike two articles are, given how alike each is to those around it. */
export function likenessOf(a: Entry, b: Entry, pool: Pool, crowds: readonly [number, number]): Likeness {
  const overlap = overlapOf(a, b, pool.lexis, pool.grams)
  const evidence = evidenceOf(a, b, overlap, crowds)
  const timeApart = PER_DAY * Math.max(0, Math.abs(a.at - b.at) / DAY_MS - SAME_DAYS)
  const sameSource = a.sourceId === b.sourceId ? SAME_SOURCE : 0
  const frame = frameOf(a, b, overlap) === undefined ? 0 : SAME_FRAME
  const sum = evidence.reduce((total, value, at) => total + value * (PAIR_WEIGHTS[at] ?? 0), 0)
  return { score: Math.max(LEAST, sum + timeApart + sameSource + frame), evidence, timeApart, sameSource, frame }
}

/** Ranks among the nearest articles: the first ones may be of the same story, those after them are its surroundings. */
const CROWD = [4, 12] as const

/** How alike, from 0 to 1, an article is to those around it that are likely not of its story. */
export function crowdOf(entry: Entry, near: readonly Held[], pool: Pool): number {
  const cosines = near.slice(0, 40).map((one) => overlapOf(entry, one.entry, pool.lexis, pool.grams).cosine)
  const crowd = cosines.toSorted((a, b) => b - a).slice(...CROWD)
  return crowd.reduce((sum, cosine) => sum + cosine, 0) / (CROWD[1] - CROWD[0])
}
