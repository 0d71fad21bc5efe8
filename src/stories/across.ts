import {
  type BridgePart,
  CROSS_LANGUAGE_THRESHOLD,
  crossLanguageScore,
  leastShared,
  mostAcross,
} from './cross-language.ts'
import type { Entry } from './entry.ts'
import type { Rarity } from './rarity.ts'
import type { Shelf } from './shelf.ts'

/** A story that an article joins by one in the other language. */
export interface Across {
  readonly storyId: string
  readonly score: number
  readonly because: readonly BridgePart[]
}

/** The story of the likeliest article in the other language, if one is likely enough. */
export function bestAcross(entry: Entry, shelf: Shelf): Across | undefined {
  if (entry.bridge.length === 0) return undefined
  const { rarity } = shelf.pool
  const mine = sumOf(entry.bridge, rarity)
  const side = sideOf(entry, rarity)
  let best: Across | undefined
  for (const { slot, entry: other } of shelf.pool.across(entry, leastShared(mine))) {
    const storyId = shelf.storyOf(slot)
    const shared = sumOf(entry.bridge, rarity, other.bridge)
    if (storyId === undefined || mostAcross(shared, mine, sumOf(other.bridge, rarity)) < CROSS_LANGUAGE_THRESHOLD)
      continue
    const across = crossLanguageScore(side, sideOf(other, rarity), rarity.of)
    if (across.score < CROSS_LANGUAGE_THRESHOLD || across.score <= (best?.score ?? 0)) continue
    best = { storyId, ...across }
  }
  return best
}

/** How rare keys are in all; of those alone that are `among` others. */
function sumOf(keys: Int32Array, rarity: Rarity, among = keys): number {
  let sum = 0
  for (const key of keys) if (among === keys || among.includes(key)) sum += rarity.ofId(key)
  return sum
}

function sideOf({ bridge, at }: Entry, rarity: Rarity) {
  return { keys: Array.from(bridge, rarity.keyOf), at }
}
