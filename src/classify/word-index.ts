/** A word that a text has to have, or with `prefix` one that begins so. Folded. */
export interface Key {
  readonly word: string
  readonly prefix: boolean
}

/** Words whose letters add up alike are told apart by looking them up. */
const SUMS = 0x10000

/**
 * Entries by their keys. A text is read once, letter by letter, and only what may be a key is looked up: that costs
 * nearly the same however many entries there are.
 */
export class WordIndex<Entry> {
  readonly #words = new Map<string, Entry[]>()
  readonly #prefixes = new Map<string, Entry[]>()
  readonly #wordSums = new Uint8Array(SUMS)
  readonly #prefixSums = new Uint8Array(SUMS)

  add({ word, prefix }: Key, entry: Entry): void {
    const entries = prefix ? this.#prefixes : this.#words
    const sums = prefix ? this.#prefixSums : this.#wordSums
    entries.set(word, [...(entries.get(word) ?? []), entry])
    sums[sumOf(word)] = 1
  }

  /** Calls back with each entry of which a folded text has a key, maybe several times. */
  forEachIn(folded: string, found: (entry: Entry) => void): void {
    let start = 1
    let sum = 0
    for (let i = 1; i < folded.length; i += 1) {
      const code = folded.charCodeAt(i)
      if (code !== SPACE) {
        sum = add(sum, code)
        if (this.#prefixSums[sum] === 1) this.#prefixes.get(folded.slice(start, i + 1))?.forEach(found)
      } else {
        if (this.#wordSums[sum] === 1) this.#words.get(folded.slice(start, i))?.forEach(found)
        start = i + 1
        sum = 0
      }
    }
  }
}

const SPACE = 32

function add(sum: number, code: number): number {
  return (sum * 31 + code) & (SUMS - 1)
}

function sumOf(word: string): number {
  let sum = 0
  for (let i = 0; i < word.length; i += 1) sum = add(sum, word.charCodeAt(i))
  return sum
}
