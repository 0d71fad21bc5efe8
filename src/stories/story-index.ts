import type { Instant } from '../model/source.ts'
import type { Joining } from '../model/story.ts'
import { type Across, bestAcross } from './across.ts'
import { background } from './background-read.ts'
import { reasonsAcross, reasonsOf } from './because.ts'
import { CROSS_LANGUAGE_THRESHOLD } from './cross-language.ts'
import type { StoryItem } from './entry.ts'
import { likenessOf } from './likeness.ts'
import { type Ranked, rankStories } from './ranking.ts'
import { createShelf, type Newcomer, type Shelf } from './shelf.ts'

export type { StoryItem } from './entry.ts'
export { WINDOW_MS } from './pool.ts'

export interface Placement {
  /** Absent where the item begins a story. */
  readonly storyId?: string
  /** Why it joins; absent where it joins none. */
  readonly joining?: Joining
  /** Other stories that the item shows to be one with `storyId`. */
  readonly bridges: readonly string[]
}

/** The stories of the last days. Whatever order items come in, the same order gives the same stories. */
export interface StoryIndex {
  /** Items in the window. */
  readonly size: number
  /** The story that an item was put into; absent where it is not in the window. */
  storyOf(itemId: string): string | undefined
  /** Which story an item belongs to, by what is known; changes nothing. */
  place(item: StoryItem): Placement
  /** Puts an item where it belongs; one that is there already moves. */
  add(item: StoryItem, storyId: string): void
  /** Makes two stories one. */
  merge(from: string, into: string): void
  /** Leaves out what was published before, at most so many; how many those were. */
  forget(before: Instant, most?: number): number
}

/** What a story's score has to reach: one setting for all. A wrong join is worse than a missed one. */
export const STORY_THRESHOLD = -0.75
/** How alike, on the mean, articles of two stories are that become one. */
const BRIDGE_LIKENESS = 1
/** Members of two stories that are compared before the two become one. */
const MAX_BRIDGE_MEMBERS = 6

export function createStoryIndex(): StoryIndex {
  const steps = storyIndexInSteps()
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  return step.value
}

/** Makes an empty index in steps that take some milliseconds each, so that others have their turn between two. */
export function* storyIndexInSteps(): Generator<void, StoryIndex> {
  const shelf = createShelf(yield* background())
  return {
    get size() {
      return shelf.pool.size
    },
    storyOf: (itemId) => {
      const slot = shelf.pool.slotOf(itemId)
      return slot === undefined ? undefined : shelf.storyOf(slot)
    },
    place: (item) => placementOf(shelf.arrive(item), shelf),
    add: shelf.add,
    merge: shelf.merge,
    forget: (before, most = Number.POSITIVE_INFINITY) => shelf.forget(before, most),
  }
}

function placementOf(newcomer: Newcomer, shelf: Shelf): Placement {
  const [best, ...others] = rankStories(newcomer, shelf)
  const across = bestAcross(newcomer.entry, shelf)
  if (best === undefined || best.score < STORY_THRESHOLD)
    return across === undefined ? { bridges: [] } : joinAcross(across)
  const bridges = others.filter((other) => isOneWith(other, best, shelf)).map(({ storyId }) => storyId)
  const foreign = across === undefined || across.storyId === best.storyId ? [] : [across.storyId]
  const joining = { score: best.score, threshold: STORY_THRESHOLD, because: reasonsOf(best, newcomer, shelf) }
  return { storyId: best.storyId, joining, bridges: [...new Set([...bridges, ...foreign])] }
}

function joinAcross({ storyId, score, because }: Across): Placement {
  const joining = { score, threshold: CROSS_LANGUAGE_THRESHOLD, because: reasonsAcross(because) }
  return { storyId, joining, bridges: [] }
}

/** The newcomer is like both, and they are like each other. */
function isOneWith(other: Ranked, best: Ranked, shelf: Shelf): boolean {
  if (other.mean < BRIDGE_LIKENESS) return false
  const [ours, theirs] = [best, other].map(({ storyId }) => shelf.membersOf(storyId).slice(-MAX_BRIDGE_MEMBERS))
  const scores = (ours ?? []).flatMap((a) =>
    (theirs ?? []).map(
      (b) =>
        likenessOf(a.entry, b.entry, shelf.pool.comparison.overlap(a.entry, b.entry), [shelf.crowd(a), shelf.crowd(b)])
          .score,
    ),
  )
  return scores.reduce((sum, score) => sum + score, 0) / scores.length >= BRIDGE_LIKENESS
}
