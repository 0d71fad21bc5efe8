/** Numbers that look like chance and are the same in every run (mulberry32). */
export class Random {
  #state: number

  constructor(seed: string) {
    this.#state = [...seed].reduce((hash, character) => Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619), 1)
  }

  /** From 0 up to 1, without it. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }

  /** A whole number from 0 up to `below`, without it. */
  below(below: number): number {
    return Math.floor(this.next() * below)
  }

  pick<Value>(from: readonly Value[]): Value {
    const value = from[this.below(from.length)]
    if (value === undefined) throw new Error('nothing to pick from')
    return value
  }

  /** `count` different numbers below `below`, in order. */
  some(count: number, below: number): number[] {
    const all = Array.from({ length: below }, (_, number) => number)
    const taken = Array.from({ length: Math.min(count, below) }, () => all.splice(this.below(all.length), 1)[0] ?? 0)
    return taken.sort((a, b) => a - b)
  }
}
