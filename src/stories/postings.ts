/** Rooms for lists hold 2, 4, 8 … slots. */
const SIZES = 30

/**
 * Which slots have a word, in no order. The lists of all words lie in one block of memory; one that is full moves to
 * twice the room and leaves its own to the next list of that size.
 */
export class Postings {
  /** The list of a word is `slots` from `startOf` on, `lengthOf` of them. */
  slots = new Int32Array(1 << 16)
  private end = 0
  private starts = new Int32Array(1 << 15)
  private lengths = new Int32Array(1 << 15)
  /** The room of a word's list, as a power of two; 0 where it has none. */
  private sizes = new Uint8Array(1 << 15)
  private readonly free: readonly number[][] = Array.from({ length: SIZES }, () => [])

  startOf(word: number): number {
    return this.starts[word] ?? 0
  }

  lengthOf(word: number): number {
    return this.lengths[word] ?? 0
  }

  add(word: number, slot: number): void {
    if (word >= this.lengths.length) this.growWords(word)
    const [length, size] = [this.lengthOf(word), this.sizes[word] ?? 0]
    if (size === 0 || length === 1 << size) this.move(word, size)
    this.slots[this.startOf(word) + length] = slot
    this.lengths[word] = length + 1
  }

  remove(word: number, slot: number): void {
    const start = this.startOf(word)
    const last = start + this.lengthOf(word) - 1
    const at = this.slots.indexOf(slot, start)
    if (at < 0 || at > last) return
    this.slots[at] = this.slots[last] ?? 0
    this.lengths[word] = last - start
    if (last > start) return
    this.free[this.sizes[word] ?? 0]?.push(start)
    this.sizes[word] = 0
  }

  /** To twice the room. */
  private move(word: number, size: number): void {
    const from = this.startOf(word)
    const to = this.room(size + 1)
    if (size > 0) {
      this.slots.copyWithin(to, from, from + (1 << size))
      this.free[size]?.push(from)
    }
    this.starts[word] = to
    this.sizes[word] = size + 1
  }

  private room(size: number): number {
    const left = this.free[size]?.pop()
    if (left !== undefined) return left
    const start = this.end
    this.end += 1 << size
    if (this.end > this.slots.length) {
      const larger = new Int32Array(Math.max(this.end, Math.ceil(this.slots.length * 1.5)))
      larger.set(this.slots)
      this.slots = larger
    }
    return start
  }

  private growWords(word: number): void {
    const size = Math.max(word + 1, Math.ceil(this.lengths.length * 1.5))
    const larger = (from: Int32Array): Int32Array<ArrayBuffer> => {
      const to = new Int32Array(size)
      to.set(from)
      return to
    }
    this.starts = larger(this.starts)
    this.lengths = larger(this.lengths)
    const sizes = new Uint8Array(size)
    sizes.set(this.sizes)
    this.sizes = sizes
  }
}
