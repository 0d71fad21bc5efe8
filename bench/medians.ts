export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The value below which a share of them lies; `NaN` of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? Number.NaN
}

/** The median of what each run's own values come to: what else the machine did in a run falls on both. */
export function ratioOf(ours: readonly number[], theirs: readonly number[]): number {
  return median(ours.map((value, run) => value / (theirs[run] ?? Number.NaN)))
}
