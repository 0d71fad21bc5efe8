/** Adds up points by slot, and tells who has the most: for thousands of slots an item, so nothing is allocated for each. */
export class Tally {
  private points = new Float64Array(1024)
  private touched = new Int32Array(1024)
  private count = 0

  add(slot: number, points: number): void {
    if (slot >= this.points.length) this.grow(slot)
    const sum = this.points[slot] ?? 0
    if (sum === 0) {
      this.touched[this.count] = slot
      this.count += 1
    }
    this.points[slot] = sum + points
  }

  /** The slots with the most points, `scaled` by slot, the first of them first; of equals the lower slot; none with fewer than `fewest`. Clears all. */
  take(max: number, scaled: (slot: number) => number, fewest = 0): readonly number[] {
    const slots: number[] = []
    const sums: number[] = []
    const { count, touched, points: all } = this
    let least = fewest
    for (let i = 0; i < count; i += 1) {
      const slot = touched[i] ?? 0
      const points = (all[slot] ?? 0) * scaled(slot)
      all[slot] = 0
      if (points < least) continue
      let at = slots.length
      if (at === max && !isAfter(slots[max - 1] ?? 0, sums[max - 1] ?? 0, slot, points)) continue
      if (at === max) at -= 1
      for (; at > 0 && isAfter(slots[at - 1] ?? 0, sums[at - 1] ?? 0, slot, points); at -= 1) {
        slots[at] = slots[at - 1] ?? 0
        sums[at] = sums[at - 1] ?? 0
      }
      slots[at] = slot
      sums[at] = points
      if (slots.length === max) least = sums[max - 1] ?? 0
    }
    this.count = 0
    return slots
  }

  private grow(slot: number): void {
    const size = Math.max(slot + 1, this.points.length * 2)
    const [points, touched] = [new Float64Array(size), new Int32Array(size)]
    points.set(this.points)
    touched.set(this.touched)
    this.points = points
    this.touched = touched
  }
}

/** Whether what is held comes after a slot with so many points. */
function isAfter(held: number, heldPoints: number, slot: number, points: number): boolean {
  return heldPoints === points ? held > slot : heldPoints < points
}
