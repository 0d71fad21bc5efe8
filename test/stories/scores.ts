/** How well a grouping agrees with the labels: each from 0 to 1. */
export interface Scores {
  /** Of the pairs that are put together, those that belong together; of those that do, the ones that are. */
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** The same item by item, so that large stories count no more than their size. */
  readonly bCubedPrecision: number
  readonly bCubedRecall: number
  readonly bCubed: number
}

export interface Grouped {
  readonly cluster: string
  readonly storyId: string
}

export function scoresOf(items: readonly Grouped[]): Scores {
  const clusters = sizesOf(items.map(({ cluster }) => cluster))
  const stories = sizesOf(items.map(({ storyId }) => storyId))
  const both = sizesOf(items.map(keyOf))
  const [right, put, meant] = [pairsIn(both), pairsIn(stories), pairsIn(clusters)]
  const sum = (sizes: ReadonlyMap<string, number>, of: (item: Grouped) => string): number =>
    items.reduce((all, item) => all + (both.get(keyOf(item)) ?? 0) / (sizes.get(of(item)) ?? 1), 0) / items.length
  const [precision, recall] = [right / Math.max(1, put), right / Math.max(1, meant)]
  const bCubedPrecision = sum(stories, ({ storyId }) => storyId)
  const bCubedRecall = sum(clusters, ({ cluster }) => cluster)
  return {
    ...{ precision, recall, f1: harmonic(precision, recall) },
    ...{ bCubedPrecision, bCubedRecall, bCubed: harmonic(bCubedPrecision, bCubedRecall) },
  }
}

function keyOf({ cluster, storyId }: Grouped): string {
  return `${cluster}\n${storyId}`
}

function sizesOf(names: readonly string[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>()
  for (const name of names) sizes.set(name, (sizes.get(name) ?? 0) + 1)
  return sizes
}

function pairsIn(sizes: ReadonlyMap<string, number>): number {
  return [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)
}

function harmonic(a: number, b: number): number {
  return a + b === 0 ? 0 : (2 * a * b) / (a + b)
}
