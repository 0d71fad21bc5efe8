/** Numbers by place, from 0 on, in one block of memory that grows: one for each of 100,000 items costs 8 bytes. */
export class Column {
  values: Float64Array

  constructor(size = 1024) {
    this.values = new Float64Array(size)
  }

  /** 0 where nothing has been set. */
  get(at: number): number {
    return this.values[at] ?? 0
  }

  set(at: number, value: number): void {
    if (at >= this.values.length) this.grow(at)
    this.values[at] = value
  }

  private grow(at: number): void {
    const larger = new Float64Array(Math.max(at + 1, Math.ceil(this.values.length * 1.5)))
    larger.set(this.values)
    this.values = larger
  }
}
