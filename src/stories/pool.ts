import type { Instant } from '../model/source.ts'
import { Column } from './column.ts'
import { type Entry, entryOf, IN_TITLE, marksIn, type StoryItem, wordIn } from './entry.ts'
import { Grams } from './grams.ts'
import { KeyPostings } from './key-postings.ts'
import { Lexis } from './lexis.ts'
import { Comparison } from './overlap.ts'
import { Postings } from './postings.ts'
import { createRarity, type Rarity } from './rarity.ts'
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
  readonly lexis = new Lexis()
  readonly rarity: Rarity = createRarity()
  readonly comparison: Comparison
  private readonly grams = new Grams()
  private readonly held: (Held | undefined)[] = []
  private readonly free: number[] = []
  private readonly slots = new Map<string, number>()
  private readonly words = new Postings()
  private readonly keys = new KeyPostings()
  private readonly times = new Column()
  /** What points count for by the length of an article. */
  private readonly scales = new Column()
  private readonly tally = new Tally()

  constructor() {
    this.comparison = new Comparison(this.lexis, this.grams)
  }

  get size(): number {
    return this.slots.size
  }

  entryOf(item: StoryItem): Entry {
    return entryOf(item, this.lexis, this.grams)
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
    this.keys.add(entry, slot)
    this.rarity.add(entry.bridge, entry.lang)
    return held
  }

  remove(slot: number): void {
    const entry = this.held[slot]?.entry
    if (entry === undefined) return
    this.held[slot] = undefined
    this.free.push(slot)
    this.slots.delete(entry.id)
    for (let at = 0; at < entry.runsAt; at += 1) {
      const word = wordIn(entry.codes[at] ?? 0)
      this.words.remove(word, slot)
      this.lexis.forget(word)
    }
    this.lexis.setTotal(this.size)
    this.keys.remove(entry, slot)
    this.rarity.forget(entry.bridge, entry.lang)
  }

  /** Those with rare words in common, the likeliest first, at most 40. */
  near(entry: Entry): readonly Held[] {
    const { words, times } = this
    const [from, to] = [entry.at - WINDOW_MS, entry.at + WINDOW_MS]
    let visits = 0
    for (const { word, weight } of this.rarestOf(entry)) {
      const start = words.startOf(word)
      const end = start + words.lengthOf(word)
      visits += end - start
      if (visits > MAX_VISITS) break
      for (let at = start; at < end; at += 1) {
        const slot = words.slots[at] ?? 0
        const time = times.get(slot)
        if (time >= from && time <= to) this.tally.add(slot, weight)
      }
    }
    return this.best(MAX_NEAR, entry, (slot) => this.scales.get(slot))
  }

  /** Those in the other language with rare bridge keys in common, at most 40. */
  across(entry: Entry): readonly Held[] {
    for (const key of entry.bridge) {
      const weight = this.rarity.of(key)
      if (weight <= RARE_KEY || this.keys.lengthOf(key) > MAX_SLOTS_A_WORD) continue
      for (const slot of this.keys.across(key, entry.lang)) {
        if (Math.abs(this.times.get(slot) - entry.at) <= WINDOW_MS) this.tally.add(slot, weight)
      }
    }
    return this.best(MAX_ACROSS, entry, () => 1)
  }

  before(instant: Instant): readonly Held[] {
    return this.held.filter((one) => one !== undefined && one.entry.at < instant).filter((one) => one !== undefined)
  }

  private best(max: number, { id }: Entry, scaled: (slot: number) => number): readonly Held[] {
    return this.tally.take(max, scaled).flatMap((slot) => {
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
