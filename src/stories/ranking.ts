import { type Likeness, likenessOf } from './likeness.ts'
import type { Held } from './pool.ts'
import type { Newcomer, Shelf } from './shelf.ts'
import { STORY_WEIGHTS } from './weights.ts'

/** A story that an article may belong to. */
export interface Ranked {
  readonly storyId: string
  readonly score: number
  /** The mean likeness to its members, and how far that is ahead of the next story's. */
  readonly mean: number
  readonly lead: number
  /** What the score is a sum of, times `STORY_WEIGHTS`. */
  readonly evidence: readonly number[]
  readonly likenesses: readonly Likeness[]
}

/** Stories that are looked at, and the members of each, the latest. */
const MAX_STORIES = 6
const MAX_MEMBERS = 12
/** A story none of whose articles comes up to this is none to look at. */
const LEAST_LIKENESS = -4.5
/** How far a story can be ahead, and how far one is that is alone. */
const MAX_LEAD = 4

/** The stories that an article may belong to, the likeliest first. */
export function rankStories(newcomer: Newcomer, shelf: Shelf): readonly Ranked[] {
  const known = new Map<number, Likeness>()
  const likeness = (held: Held): Likeness => {
    const seen = known.get(held.slot)
    if (seen !== undefined) return seen
    const overlap = newcomer.overlaps.get(held.slot) ?? shelf.pool.comparison.overlap(newcomer.entry, held.entry)
    const found = likenessOf(newcomer.entry, held.entry, overlap, [newcomer.crowd, shelf.crowd(held)])
    known.set(held.slot, found)
    return found
  }
  const averages = storiesNear(newcomer, shelf, likeness).map((storyId) => {
    const likenesses = shelf.membersOf(storyId).slice(-MAX_MEMBERS).map(likeness)
    return { storyId, likenesses, mean: meanOf(likenesses.map(({ score }) => score)) }
  })
  const means = averages.map(({ mean }) => mean).toSorted((a, b) => b - a)
  const ranked = averages.map((one) => {
    const lead = leadOf(one.mean, means)
    const evidence = storyEvidence(one.mean, lead, newcomer, shelf.membersOf(one.storyId))
    return {
      ...one,
      lead,
      evidence,
      score: evidence.reduce((sum, value, at) => sum + value * (STORY_WEIGHTS[at] ?? 0), 0),
    }
  })
  return ranked.toSorted((a, b) => b.score - a.score)
}

function storiesNear({ near }: Newcomer, shelf: Shelf, likeness: (held: Held) => Likeness): readonly string[] {
  const best = new Map<string, number>()
  for (const held of near) {
    const storyId = shelf.storyOf(held.slot)
    const { score } = likeness(held)
    if (storyId === undefined || score < LEAST_LIKENESS) continue
    best.set(storyId, Math.max(score, best.get(storyId) ?? score))
  }
  const stories = [...best].toSorted((a, b) => b[1] - a[1])
  return stories.slice(0, MAX_STORIES).map(([storyId]) => storyId)
}

/** `means` fall: the first is the best. */
function leadOf(mean: number, means: readonly number[]): number {
  const next = mean === means[0] ? means[1] : means[0]
  return next === undefined ? MAX_LEAD : Math.max(-MAX_LEAD, Math.min(MAX_LEAD, mean - next))
}

function storyEvidence(mean: number, lead: number, { entry }: Newcomer, members: readonly Held[]): readonly number[] {
  const bare = entry.hasLead ? 0 : 1
  const again = members.some((member) => member.entry.outlet === entry.outlet) ? 1 : 0
  return [1, mean, lead, bare, bare * mean, bare * lead, again]
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
