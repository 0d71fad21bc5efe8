import type { Instant } from '../model/source.ts'
import { type Entry, entryOf, IN_TITLE, type StoryItem } from './entry.ts'
import { createGrams, type Grams } from './grams.ts'
import { createLexis, type Lexis } from './lexis.ts'
import { createPostings } from './postings.ts'
import { createRarity, type Rarity } from './rarity.ts'

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
  readonly grams: Grams
  readonly rarity: Rarity
  readonly size: number
  entryOf(item: StoryItem): Entry
  get(slot: number): Entry | undefined
  slotOf(id: string): number | undefined
  add(item: StoryItem): Held
  remove(slot: number): void
  /** Those with rare words in common, the likeliest first, at most 60. */
  near(entry: Entry): readonly Held[]
  /** Those in the other language with two bridge keys in common, one of them rare. */
  across(entry: Entry): readonly Held[]
  before(instant: Instant): readonly Held[]
}

/** Words that are looked up for an article, the rarest first, and how many articles are touched in all. */
const MAX_WORDS = 24
const MAX_TOUCHED = 8000
const MAX_SLOTS_A_WORD = 1500
const MAX_NEAR = 60
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
  const inReach = (slot: number, entry: Entry): Entry | undefined => {
    const other = entries[slot]
    return other !== undefined && other.id !== entry.id && Math.abs(other.at - entry.at) <= WINDOW_MS
      ? other
      : undefined
  }
  const best = (points: ReadonlyMap<number, number>, max: number): readonly Held[] =>
    [...points]
      .toSorted((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, max)
      .flatMap(([slot]) => {
        const entry = entries[slot]
        return entry === undefined ? [] : [{ slot, entry }]
      })
  return {
    lexis,
    grams,
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
      const points = new Map<number, number>()
      for (const { word, weight } of rarestOf(entry, lexis)) {
        const list = words.of(word)
        if (list.length > MAX_SLOTS_A_WORD || points.size > MAX_TOUCHED) continue
        for (const slot of list) {
          if (inReach(slot, entry) !== undefined) points.set(slot, (points.get(slot) ?? 0) + weight)
        }
      }
      for (const [slot, sum] of points) points.set(slot, sum / Math.sqrt(4 + (entries[slot]?.words.length ?? 0)))
      return best(points, MAX_NEAR)
    },
    across: (entry) => {
      const points = new Map<number, number>()
      const rare = new Set<number>()
      for (const key of entry.bridge) {
        const weight = rarity.of(key)
        const list = keys.of(key)
        if (list.length > MAX_SLOTS_A_WORD) continue
        for (const slot of list) {
          const other = inReach(slot, entry)
          if (other === undefined || other.lang === entry.lang) continue
          points.set(slot, (points.get(slot) ?? 0) + weight)
          if (weight > RARE_KEY) rare.add(slot)
        }
      }
      for (const slot of points.keys()) if (!rare.has(slot)) points.delete(slot)
      return best(points, MAX_ACROSS)
    },
    before: (instant) =>
      entries.flatMap((entry, slot) => (entry !== undefined && entry.at < instant ? [{ slot, entry }] : [])),
  }
}

function rarestOf(entry: Entry, lexis: Lexis): readonly { readonly word: number; readonly weight: number }[] {
  const rarities = Array.from(entry.words, (word, at) => {
    const inTitle = ((entry.marks[at] ?? 0) & IN_TITLE) !== 0
    return { word, weight: (lexis.rarity(word) * (inTitle ? TITLE_FACTOR : 1)) ** 2 }
  })
  return rarities.toSorted((a, b) => b.weight - a.weight).slice(0, MAX_WORDS)
}
