/** A word that a text has to have, or with `prefix` one that begins so. Folded. */
export interface Key {
  readonly word: string
  readonly prefix: boolean
}

/** Words whose letters add up alike are told apart by looking them up. */
const SUMS = 0x10000
const SPACE = 32

/**
 * Entries by their keys. A text is read once, letter by letter, and only what may be a key is looked up: that costs
 * nearly the same however many entries there are.
 */
export class WordIndex<Entry> {
  readonly #words = new Map<string, Entry[]>()
  readonly #prefixes = new Map<string, Entry[]>()
  readonly #wordSums = new Uint8Array(SUMS)
  readonly #prefixSums = new Uint8Array(SUMS)
  /** By the sums of words: in which reading one was last seen. */
  readonly #seen = new Uint32Array(SUMS)
  #reading = 0

  add({ word, prefix }: Key, entry: Entry): void {
    const entries = prefix ? this.#prefixes : this.#words
    const sums = prefix ? this.#prefixSums : this.#wordSums
    const same = entries.get(word)
    if (same === undefined) entries.set(word, [entry])
    else same.push(entry)
    sums[sumOf(word)] = 1
  }

  /** The entries of which folded texts have a key, each as often as they have one. */
  read(texts: readonly string[]): Entry[] {
    const found: Entry[] = []
    this.#reading += 1
    for (const text of texts) this.#readText(text, found)
    return found
  }

  /** A quick no: whether the texts that were read last are sure not to have a word. */
  lacks(word: string): boolean {
    return this.#seen[sumOf(word)] !== this.#reading
  }

  #readText(folded: string, found: Entry[]): void {
    let start = 1
    let sum = 0
    for (let i = 1; i < folded.length; i += 1) {
      const code = folded.charCodeAt(i)
      if (code !== SPACE) {
        sum = added(sum, code)
        if (this.#prefixSums[sum] === 1) take(this.#prefixes.get(folded.slice(start, i + 1)), found)
      } else {
        if (this.#wordSums[sum] === 1) take(this.#words.get(folded.slice(start, i)), found)
        this.#seen[sum] = this.#reading
        start = i + 1
        sum = 0
      }
    }
  }
}

function take<Entry>(entries: readonly Entry[] | undefined, found: Entry[]): void {
  if (entries !== undefined) for (const entry of entries) found.push(entry)
}

function added(sum: number, code: number): number {
  return (sum * 31 + code) & (SUMS - 1)
}

function sumOf(word: string): number {
  let sum = 0
  for (let i = 0; i < word.length; i += 1) sum = added(sum, word.charCodeAt(i))
  return sum
}
