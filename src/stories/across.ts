import { type BridgePart, CROSS_LANGUAGE_THRESHOLD, crossLanguageScore } from './cross-language.ts'
import type { Entry } from './entry.ts'
import type { Shelf } from './shelf.ts'

/** A story that an article joins by one in the other language. */
export interface Across {
  readonly storyId: string
  readonly score: number
  readonly because: readonly BridgePart[]
}

/** The story of the likeliest article in the other language, if one is likely enough. */
export function bestAcross(entry: Entry, shelf: Shelf): Across | undefined {
  const rarityOf = shelf.pool.rarity.of
  const found = shelf.pool.across(entry).flatMap((held): readonly Across[] => {
    const storyId = shelf.storyOf(held.slot)
    const across = crossLanguageScore(
      { keys: entry.bridge, at: entry.at },
      { keys: held.entry.bridge, at: held.entry.at },
      rarityOf,
    )
    return storyId === undefined || across.score < CROSS_LANGUAGE_THRESHOLD ? [] : [{ storyId, ...across }]
  })
  return found.toSorted((a, b) => b.score - a.score)[0]
}
