import type { Instant } from '../model/source.ts'
import type { Background } from './background-read.ts'
import type { Blocks } from './blocks.ts'
import { Draft } from './draft.ts'
import type { Features } from './features.ts'
import type { Lexis } from './lexis.ts'
import { ownText } from './own-text.ts'
import type { Rarity } from './rarity.ts'
import { frameWords } from './words.ts'

/** An item as `place` and `add` take it. */
export interface StoryItem {
  readonly id: string
  readonly sourceId: string
  readonly publishedAt: Instant
  readonly lang?: string
  readonly features: Features
}

/** An item as others are compared with it. */
export interface Entry {
  readonly id: string
  /** Whose it is: outlets count, not the feeds that carry them. */
  readonly outlet: string
  readonly at: Instant
  readonly lang: string | undefined
  /**
   * In one block, for thousands of them are read an item: its words, each as a number (`wordIn`) and where it stands, a sum
   * of the marks below (`marksIn`); from `runsAt` on its runs of letters, from `conceptsAt` on its concepts. Each in
   * rising order.
   */
  readonly codes: Int32Array
  readonly runsAt: number
  readonly conceptsAt: number
  readonly titleLength: number
  /** It has more than a title to compare. */
  readonly hasLead: boolean
  /** The sums of the squared rarities of its runs and of its concepts. */
  readonly gramSquare: number
  readonly conceptSquare: number
  readonly title: string
  /** The title without numbers and dates. */
  readonly frame: string
  /** Its bridge keys, each as a number of `Rarity`. */
  readonly bridge: Int32Array
}

export const IN_TITLE = 1
export const IN_LEAD = 2
export const NAME = 4
export const RUBRIC = 8
export const FIGURE = 16
const MARK_BITS = 5
const ALL_MARKS = 2 ** MARK_BITS - 1
/** A shorter lead is a caption or a teaser. */
const LEAD_WORDS = 8
/** Below it a word with a capital is one of a headline in title case. */
const NAMENESS = 0.4

export function wordIn(packed: number): number {
  return packed >> MARK_BITS
}

export function marksIn(packed: number): number {
  return packed & ALL_MARKS
}

export function entryOf(item: StoryItem, { lexis, grams, rarity }: Background, blocks: Blocks): Entry {
  const { features, lang } = item
  pushWords(features, lang, lexis)
  DRAFT.settle(0, MARK_BITS)
  const runsAt = DRAFT.length
  for (const word of features.stems) grams.eachOf(word, (gram) => DRAFT.push(gram))
  DRAFT.settle(runsAt, 0)
  const conceptsAt = DRAFT.length
  for (const concept of features.concepts) DRAFT.push(lexis.idOf(concept))
  DRAFT.settle(conceptsAt, 0)
  const codes = blocks.take(DRAFT.length)
  codes.set(DRAFT.take())
  const title = ownText(features.title)
  const frame = frameWords(title)
  return {
    id: item.id,
    outlet: ownText(features.outlet ?? item.sourceId),
    at: item.publishedAt,
    lang: lang?.slice(0, 2),
    codes,
    runsAt,
    conceptsAt,
    titleLength: features.stems.length,
    hasLead: features.lead.length >= LEAD_WORDS,
    gramSquare: codes.subarray(runsAt, conceptsAt).reduce((sum, gram) => sum + grams.weight(gram), 0),
    conceptSquare: codes.subarray(conceptsAt).reduce((sum, id) => sum + lexis.rarityBefore(id) ** 2, 0),
    title,
    frame: frame === title ? title : frame,
    bridge: bridgeOf(features.bridge, rarity, blocks),
  }
}

/** Used by one entry at a time. */
const DRAFT = new Draft()

function pushWords(features: Features, lang: string | undefined, lexis: Lexis): void {
  const push = (word: string, marks: number): void => DRAFT.push((lexis.idOf(word) << MARK_BITS) | marks)
  for (const word of features.stems) push(word, isFigure(word) ? IN_TITLE | FIGURE : IN_TITLE)
  for (const word of features.lead) push(word, IN_LEAD)
  for (const name of features.names) if (isName(name, lang, lexis)) push(name, NAME)
  for (const word of features.rubric) push(word, RUBRIC)
}

function bridgeOf(keys: readonly string[], rarity: Rarity, blocks: Blocks): Int32Array {
  const ids = blocks.take(keys.length)
  for (const [at, key] of keys.entries()) ids[at] = rarity.idOf(key)
  return ids
}

function isFigure(word: string): boolean {
  return /^\d|:/.test(word)
}

/** In French a capital tells a name; English headlines give every word one. */
function isName(word: string, lang: string | undefined, lexis: Lexis): boolean {
  return lang?.startsWith('fr') === true || lexis.nameness(lexis.idOf(word)) > NAMENESS
}
