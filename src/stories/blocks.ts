const NUMBERS = 1 << 14

/**
 * Short lists of numbers, cut one after the other out of large blocks: a typed array of its own costs as much as the
 * numbers in it. Those of articles that came together are dropped together, and their block with them.
 */
export class Blocks {
  private block = new Int32Array(NUMBERS)
  private used = 0

  take(length: number): Int32Array<ArrayBuffer> {
    if (length > NUMBERS) return new Int32Array(length)
    if (this.used + length > NUMBERS) {
      this.block = new Int32Array(NUMBERS)
      this.used = 0
    }
    this.used += length
    return this.block.subarray(this.used - length, this.used)
  }
}
