/** Adds up points by slot, and tells who has the most: for thousands of slots an item, so nothing is allocated for each. */
export class Tally {
  private points = new Float64Array(1024)
  private readonly touched: number[] = []

  add(slot: number, points: number): void {
    if (slot >= this.points.length) this.grow(slot)
    const sum = this.points[slot] ?? 0
    if (sum === 0) this.touched.push(slot)
    this.points[slot] = sum + points
  }

  /** The slots with the most points, `scaled` by slot, the first of them first; of equals the lower slot. Clears all. */
  take(max: number, scaled: (slot: number) => number): readonly number[] {
    const best: { readonly slot: number; readonly points: number }[] = []
    for (const slot of this.touched) {
      const points = (this.points[slot] ?? 0) * scaled(slot)
      this.points[slot] = 0
      const last = best.at(-1)
      if (best.length === max && !isAfter(last, slot, points)) continue
      let at = best.length
      while (at > 0 && isAfter(best[at - 1], slot, points)) at -= 1
      best.splice(at, 0, { slot, points })
      if (best.length > max) best.pop()
    }
    this.touched.length = 0
    return best.map(({ slot }) => slot)
  }

  private grow(slot: number): void {
    const larger = new Float64Array(Math.max(slot + 1, this.points.length * 2))
    larger.set(this.points)
    this.points = larger
  }
}

function isAfter(one: { slot: number; points: number } | undefined, slot: number, points: number): boolean {
  return one !== undefined && (one.points < points || (one.points === points && one.slot > slot))
}
