import type { Instant } from '../model/source.ts'
import type { Background } from './background-read.ts'
import { Blocks } from './blocks.ts'
import { Column } from './column.ts'
import { type Entry, entryOf, IN_TITLE, marksIn, type StoryItem, wordIn } from './entry.ts'
import type { Lexis } from './lexis.ts'
import { Comparison } from './overlap.ts'
import { Postings } from './postings.ts'
import type { Rarity } from './rarity.ts'
import { Tally } from './tally.ts'

/** How far apart, in milliseconds, two articles of a story are published at most: four days. */
export const WINDOW_MS = 4 * 86_400_000

/** An entry in the pool, by a number that is its own while it is there. */
export interface Held {
  readonly slot: number
  readonly entry: Entry
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

/** The articles of the window, and which of them have rare words in common. */
export class Pool {
  readonly lexis: Lexis
  readonly rarity: Rarity
  readonly comparison: Comparison
  private readonly known: Background
  private readonly blocks = new Blocks()
  private readonly held: (Held | undefined)[] = []
  private readonly free: number[] = []
  private readonly slots = new Map<string, number>()
  private readonly words = new Postings()
  /** By bridge key, English and French articles apart: either looks for the other. */
  private readonly english = new Postings()
  private readonly french = new Postings()
  private readonly times = new Column()
  /** What points count for by the length of an article. */
  private readonly scales = new Column()
  private readonly tally = new Tally()

  constructor(known: Background) {
    this.known = known
    this.lexis = known.lexis
    this.rarity = known.rarity
    this.comparison = new Comparison(known.lexis, known.grams)
  }

  get size(): number {
    return this.slots.size
  }

  entryOf(item: StoryItem): Entry {
    return entryOf(item, this.known, this.blocks)
  }

  slotOf(id: string): number | undefined {
    return this.slots.get(id)
  }

  add(entry: Entry): Held {
    const slot = this.free.pop() ?? this.held.length
    const held = { slot, entry }
    this.held[slot] = held
    this.times.set(slot, entry.at)
    this.scales.set(slot, 1 / Math.sqrt(4 + entry.runsAt))
    this.slots.set(entry.id, slot)
    for (let at = 0; at < entry.runsAt; at += 1) {
      const word = wordIn(entry.codes[at] ?? 0)
      this.words.add(word, slot)
      this.lexis.add(word)
    }
    this.lexis.setTotal(this.size)
    const { keys, mine } = this.bridgeOf(entry)
    for (const key of entry.bridge) mine.add(key, slot)
    this.rarity.add(keys, entry.lang)
    return held
  }

  remove(slot: number): void {
    const entry = this.held[slot]?.entry
    if (entry === undefined) return
    this.held[slot] = undefined
    this.times.set(slot, Number.POSITIVE_INFINITY)
    this.free.push(slot)
    this.slots.delete(entry.id)
    for (let at = 0; at < entry.runsAt; at += 1) {
      const word = wordIn(entry.codes[at] ?? 0)
      this.words.remove(word, slot)
      this.lexis.forget(word)
    }
    this.lexis.setTotal(this.size)
    const { keys, mine } = this.bridgeOf(entry)
    for (const key of entry.bridge) mine.remove(key, slot)
    this.rarity.forget(keys, entry.lang)
  }

  /** Those with rare words in common, the likeliest first, at most 40. */
  near(entry: Entry): readonly Held[] {
    let visits = 0
    for (const { word, weight } of this.rarestOf(entry)) {
      visits += this.words.lengthOf(word)
      if (visits > MAX_VISITS) break
      this.visit(this.words, word, entry.at, weight)
    }
    return this.best(MAX_NEAR, entry, (slot) => this.scales.get(slot))
  }

  /** Those in the other language whose shared bridge keys may be so rare in all, at most 40. */
  across(entry: Entry, fewest: number): readonly Held[] {
    let common = 0
    const { mine, others } = this.bridgeOf(entry)
    for (const key of entry.bridge) {
      const weight = this.rarity.ofId(key)
      const count = others.lengthOf(key)
      if (weight <= RARE_KEY || count + mine.lengthOf(key) > MAX_SLOTS_A_WORD) common += weight
      else this.visit(others, key, entry.at, weight)
    }
    return this.best(MAX_ACROSS, entry, () => 1, fewest - common)
  }

  /** Slots of what was published before, so many at most. */
  before(instant: Instant, most: number): readonly number[] {
    const found: number[] = []
    for (let slot = 0; slot < this.held.length && found.length < most; slot += 1)
      if (this.times.get(slot) < instant) found.push(slot)
    return found
  }

  /** Gives points to all that have a word and are in reach of an instant. */
  private visit(postings: Postings, word: number, instant: Instant, points: number): void {
    const { slots } = postings
    const { values: times } = this.times
    const start = postings.startOf(word)
    const end = start + postings.lengthOf(word)
    for (let at = start; at < end; at += 1) {
      const slot = slots[at] ?? 0
      if (Math.abs((times[slot] ?? 0) - instant) <= WINDOW_MS) this.tally.add(slot, points)
    }
  }

  private bridgeOf({ bridge, lang }: Entry) {
    const [mine, others] = lang === 'fr' ? [this.french, this.english] : [this.english, this.french]
    return { mine, others, keys: Array.from(bridge, this.rarity.keyOf) }
  }

  private best(max: number, { id }: Entry, scaled: (slot: number) => number, fewest = 0): readonly Held[] {
    return this.tally.take(max, scaled, fewest).flatMap((slot) => {
      const held = this.held[slot]
      return held === undefined || held.entry.id === id ? [] : [held]
    })
  }

  /** Its rarest words that others have too, but not too many. */
  private rarestOf({ codes, runsAt }: Entry): readonly { readonly word: number; readonly weight: number }[] {
    const common: { readonly word: number; readonly weight: number }[] = []
    for (let at = 0; at < runsAt; at += 1) {
      const word = wordIn(codes[at] ?? 0)
      const others = this.words.lengthOf(word)
      if (others === 0 || others > MAX_SLOTS_A_WORD) continue
      const factor = (marksIn(codes[at] ?? 0) & IN_TITLE) === 0 ? 1 : TITLE_FACTOR
      common.push({ word, weight: (this.lexis.rarity(word) * factor) ** 2 })
    }
    return common.sort((a, b) => b.weight - a.weight).slice(0, MAX_WORDS)
  }
}
