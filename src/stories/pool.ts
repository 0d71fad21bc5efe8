import type { Instant } from '../model/source.ts'
import { type Entry, entryOf, IN_TITLE, type StoryItem } from './entry.ts'
import { createGrams } from './grams.ts'
import { createLexis, type Lexis } from './lexis.ts'
import { type Overlap, overlapOf } from './overlap.ts'
import { createPostings, type Postings } from './postings.ts'
import { createRarity, type Rarity } from './rarity.ts'
import { Tally } from './tally.ts'

/** How far apart, in milliseconds, two articles of a story are published at most: four days. */
export const WINDOW_MS = 4 * 86_400_000

/** An entry in the pool, by a number that is its own while it is there. */
export interface Held {
  readonly slot: number
  readonly entry: Entry
}

/** The articles of the window, and which of them have rare words in common. */
export interface Pool {
  readonly lexis: Lexis
  readonly rarity: Rarity
  readonly size: number
  entryOf(item: StoryItem): Entry
  get(slot: number): Entry | undefined
  slotOf(id: string): number | undefined
  add(item: StoryItem): Held
  remove(slot: number): void
  /** Those with rare words in common, the likeliest first, at most 40. */
  near(entry: Entry): readonly Held[]
  /** Those in the other language with rare bridge keys in common, at most 40. */
  across(entry: Entry): readonly Held[]
  overlap(a: Entry, b: Entry): Overlap
  before(instant: Instant): readonly Held[]
}

/** Words that are looked up for an article, the rarest first, and how many articles with them in all. */
const MAX_WORDS = 24
const MAX_VISITS = 4000
const MAX_SLOTS_A_WORD = 1500
const MAX_NEAR = 40
const TITLE_FACTOR = 1.5
/** A bridge key from here on is worth a look. */
const RARE_KEY = 3
const MAX_ACROSS = 40

export function createPool(): Pool {
  const lexis = createLexis()
  const grams = createGrams()
  const rarity = createRarity()
  const entries: (Entry | undefined)[] = []
  const free: number[] = []
  const slots = new Map<string, number>()
  const words = createPostings<number>()
  const keys = createPostings<string>()
  const times: number[] = []
  const inReach = (slot: number, at: number): boolean => Math.abs((times[slot] ?? 0) - at) <= WINDOW_MS
  const tally = new Tally()
  const best = (max: number, { id }: Entry, scaled: (slot: number) => number): readonly Held[] =>
    tally.take(max, scaled).flatMap((slot) => {
      const entry = entries[slot]
      return entry === undefined || entry.id === id ? [] : [{ slot, entry }]
    })
  return {
    lexis,
    rarity,
    get size() {
      return slots.size
    },
    entryOf: (item) => entryOf(item, lexis, grams),
    get: (slot) => entries[slot],
    slotOf: (id) => slots.get(id),
    add: (item) => {
      const entry = entryOf(item, lexis, grams)
      const slot = free.pop() ?? entries.length
      entries[slot] = entry
      times[slot] = entry.at
      slots.set(entry.id, slot)
      words.add(entry.words, slot)
      keys.add(entry.bridge, slot)
      lexis.add(entry.words)
      rarity.add(entry.bridge, entry.lang)
      return { slot, entry }
    },
    remove: (slot) => {
      const entry = entries[slot]
      if (entry === undefined) return
      entries[slot] = undefined
      free.push(slot)
      slots.delete(entry.id)
      words.remove(entry.words, slot)
      keys.remove(entry.bridge, slot)
      lexis.forget(entry.words)
      rarity.forget(entry.bridge, entry.lang)
    },
    near: (entry) => {
      let visits = 0
      for (const { word, weight } of rarestOf(entry, lexis, words)) {
        const list = words.of(word)
        visits += list.length
        if (visits > MAX_VISITS) break
        for (const slot of list) if (inReach(slot, entry.at)) tally.add(slot, weight)
      }
      return best(MAX_NEAR, entry, (slot) => 1 / Math.sqrt(4 + (entries[slot]?.words.length ?? 0)))
    },
    across: (entry) => {
      for (const key of entry.bridge) {
        const weight = rarity.of(key)
        const list = keys.of(key)
        if (weight <= RARE_KEY || list.length > MAX_SLOTS_A_WORD) continue
        for (const slot of list) {
          if (inReach(slot, entry.at) && entries[slot]?.lang !== entry.lang) tally.add(slot, weight)
        }
      }
      return best(MAX_ACROSS, entry, () => 1)
    },
    overlap: (a, b) => overlapOf(a, b, lexis, grams),
    before: (instant) =>
      entries.flatMap((entry, slot) => (entry !== undefined && entry.at < instant ? [{ slot, entry }] : [])),
  }
}

/** Its rarest words that others have too, but not too many. */
function rarestOf(
  entry: Entry,
  lexis: Lexis,
  words: Postings<number>,
): readonly { readonly word: number; readonly weight: number }[] {
  const rarities = Array.from(entry.words, (word, at) => {
    const inTitle = ((entry.marks[at] ?? 0) & IN_TITLE) !== 0
    return { word, weight: (lexis.rarity(word) * (inTitle ? TITLE_FACTOR : 1)) ** 2 }
  })
  const common = rarities.filter(({ word }) => isBetween(words.of(word).length, 1, MAX_SLOTS_A_WORD))
  return common.toSorted((a, b) => b.weight - a.weight).slice(0, MAX_WORDS)
}

function isBetween(count: number, least: number, most: number): boolean {
  return count >= least && count <= most
}
