import type { Entry } from './entry.ts'
import { evidenceOf } from './evidence.ts'
import type { Overlap } from './overlap.ts'
import { frameOf } from './series.ts'
import { PAIR_WEIGHTS } from './weights.ts'

/** How alike two articles are: the sum of its evidence, weighed, and of the parts below. */
export interface Likeness {
  readonly score: number
  /** In the order of `EVIDENCE`. */
  readonly evidence: readonly number[]
  readonly weights: readonly number[]
  readonly timeApart: number
  readonly frame: number
}

const DAY_MS = 86_400_000
/** Outlets write of an event within hours. What comes a day later, in the same words, is most often its sequel. */
const SAME_DAYS = 0.25
const PER_DAY = -3
const MAX_DAYS = 1
const SAME_FRAME = -8
/** What two articles that have nothing in common may cost: one of them does not decide a story. */
const LEAST = -12

/** How alike two articles are, given how alike each is to those around it. */
export function likenessOf(a: Entry, b: Entry, overlap: Overlap, crowds: readonly [number, number]): Likeness {
  const evidence = evidenceOf(a, b, overlap, crowds)
  const timeApart = PER_DAY * Math.min(MAX_DAYS, Math.max(0, Math.abs(a.at - b.at) / DAY_MS - SAME_DAYS))
  const frame = frameOf(a, b, overlap) === undefined ? 0 : SAME_FRAME
  const weights = pairWeights(a, b)
  const sum = evidence.reduce((total, value, at) => total + value * (weights[at] ?? 0), 0)
  return { score: Math.max(LEAST, sum + timeApart + frame), evidence, weights, timeApart, frame }
}

/** Where there are leads to compare, they tell more than titles do. */
export function pairWeights(a: Entry, b: Entry): readonly number[] {
  return a.hasLead && b.hasLead ? PAIR_WEIGHTS.withLeads : PAIR_WEIGHTS.titlesOnly
}

/** Ranks among the nearest articles: the first ones may be of the same story, those after them are its surroundings. */
const CROWD = [4, 12] as const

/** How alike, from 0 to 1, an article is to those around it that are likely not of its story, by its cosines with them. */
export function crowdOf(near: readonly number[]): number {
  const rising = Float64Array.from(near).sort()
  let sum = 0
  for (let rank = CROWD[0]; rank < CROWD[1]; rank += 1) sum += rising[rising.length - 1 - rank] ?? 0
  return sum / (CROWD[1] - CROWD[0])
}
