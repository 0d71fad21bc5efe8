import type { Instant } from '../model/source.ts'
import type { Features } from './features.ts'
import type { Grams } from './grams.ts'
import type { Lexis } from './lexis.ts'
import { frameWords } from './words.ts'

/** An item as `place` and `add` take it. */
export interface StoryItem {
  readonly id: string
  readonly sourceId: string
  readonly publishedAt: Instant
  readonly lang?: string
  readonly features: Features
}

/** An item as others are compared with it: words as numbers, in rising order. */
export interface Entry {
  readonly id: string
  /** Whose it is: outlets count, not the feeds that carry them. */
  readonly outlet: string
  readonly at: Instant
  readonly lang: string | undefined
  readonly words: Int32Array
  /** For each word where it stands: a sum of the marks below. */
  readonly marks: Uint8Array
  readonly titleLength: number
  /** It has more than a title to compare. */
  readonly hasLead: boolean
  readonly grams: Int32Array
  readonly concepts: Int32Array
  readonly title: string
  /** The title without numbers and dates. */
  readonly frame: string
  readonly bridge: readonly string[]
}

export const IN_TITLE = 1
export const IN_LEAD = 2
export const NAME = 4
export const RUBRIC = 8
export const FIGURE = 16
/** A shorter lead is a caption or a teaser. */
const LEAD_WORDS = 8
/** Below it a word with a capital is one of a headline in title case. */
const NAMENESS = 0.4

export function entryOf(item: StoryItem, lexis: Lexis, grams: Grams): Entry {
  const { features, lang } = item
  const marks = marksOf(features, lang, lexis)
  const words = Int32Array.from(marks.keys()).sort()
  return {
    id: item.id,
    outlet: features.outlet ?? item.sourceId,
    at: item.publishedAt,
    lang: lang?.slice(0, 2),
    words,
    marks: Uint8Array.from(words, (word) => marks.get(word) ?? 0),
    titleLength: features.stems.length,
    hasLead: features.lead.length >= LEAD_WORDS,
    grams: grams.of(features.stems),
    concepts: Int32Array.from(new Set(features.concepts.map((concept) => lexis.idOf(concept)))).sort(),
    title: features.title,
    frame: frameWords(features.title),
    bridge: features.bridge,
  }
}

function marksOf(features: Features, lang: string | undefined, lexis: Lexis): ReadonlyMap<number, number> {
  const marks = new Map<number, number>()
  const mark = (words: readonly string[], bit: number): void => {
    for (const word of words) marks.set(lexis.idOf(word), (marks.get(lexis.idOf(word)) ?? 0) | bit)
  }
  mark(features.stems, IN_TITLE)
  mark(features.lead, IN_LEAD)
  mark(
    features.names.filter((name) => isName(name, lang, lexis)),
    NAME,
  )
  mark(features.rubric, RUBRIC)
  mark(features.stems.filter(isFigure), FIGURE)
  return marks
}

function isFigure(word: string): boolean {
  return /^\d|:/.test(word)
}

/** In French a capital tells a name; English headlines give every word one. */
function isName(word: string, lang: string | undefined, lexis: Lexis): boolean {
  return lang?.startsWith('fr') === true || lexis.nameness(lexis.idOf(word)) > NAMENESS
}
