/** Lists of numbers in the making, one behind the other, in memory that is used again. */
export class Draft {
  private values = new Int32Array(1024)
  length = 0

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Int32Array(this.length * 2)
      larger.set(this.values)
      this.values = larger
    }
    this.values[this.length] = value
    this.length += 1
  }

  /** Puts what was pushed from a place on in rising order. Numbers that differ in their last `bits` only become one, with the bits of all. */
  settle(from: number, bits: number): void {
    const { values } = this
    values.subarray(from, this.length).sort()
    let to = from
    for (let at = from; at < this.length; at += 1) {
      const value = values[at] ?? 0
      const last = values[to - 1] ?? 0
      if (to > from && last >> bits === value >> bits) values[to - 1] = last | value
      else {
        values[to] = value
        to += 1
      }
    }
    this.length = to
  }

  /** All of it; the next list begins anew. */
  take(): Int32Array {
    const all = this.values.subarray(0, this.length)
    this.length = 0
    return all
  }
}
