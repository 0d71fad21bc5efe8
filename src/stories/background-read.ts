import { Grams } from './grams.ts'
import { Lexis } from './lexis.ts'
import { createRarity, type Rarity } from './rarity.ts'

/** What articles of other years tell of words. */
export interface Background {
  readonly lexis: Lexis
  readonly rarity: Rarity
  readonly grams: Grams
}

/** Reads the background, in steps that take some milliseconds each. */
export function* background(): Generator<void, Background> {
  const lexis = new Lexis()
  yield
  const rarity = createRarity()
  const grams = new Grams()
  yield
  yield* grams.learn()
  return { lexis, rarity, grams }
}
