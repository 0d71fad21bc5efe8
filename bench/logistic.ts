/** Something that held or not, what spoke for it, and what it counts for. */
export interface Case {
  readonly evidence: readonly number[]
  readonly holds: boolean
  readonly weight: number
}

const STEPS = 15
/** Pulls weights that nothing speaks for towards zero. */
const PENALTY = 0.05
const LEAST_CURVATURE = 1e-6

/** Weights of a logistic regression (Newton's method), one for each of the `size` numbers in the evidence. */
export function fitted(cases: readonly Case[], size: number): readonly number[] {
  let weights: readonly number[] = new Array<number>(size).fill(0)
  for (let step = 0; step < STEPS; step++) {
    const move = solved(systemOf(cases, weights))
    weights = weights.map((weight, at) => weight + (move[at] ?? 0))
  }
  return weights
}

/** Curvature and, as its last column, slope. */
function systemOf(cases: readonly Case[], weights: readonly number[]): Float64Array[] {
  const size = weights.length
  const rows = weights.map((weight, at) => {
    const row = new Float64Array(size + 1)
    row[at] = PENALTY
    row[size] = -PENALTY * weight
    return row
  })
  for (const { evidence, holds, weight } of cases) {
    const chance = 1 / (1 + Math.exp(-evidence.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0)))
    const curvature = weight * Math.max(chance * (1 - chance), LEAST_CURVATURE)
    const slope = weight * ((holds ? 1 : 0) - chance)
    for (const [at, row] of rows.entries()) {
      const value = evidence[at] ?? 0
      if (value === 0) continue
      for (let other = 0; other < size; other++)
        row[other] = (row[other] ?? 0) + curvature * value * (evidence[other] ?? 0)
      row[size] = (row[size] ?? 0) + slope * value
    }
  }
  return rows
}

/** Gauss and Jordan; the curvature of a logistic regression with a penalty needs no pivots. */
function solved(rows: readonly Float64Array[]): readonly number[] {
  for (const [at, row] of rows.entries()) {
    for (const [other, target] of rows.entries()) {
      if (other === at) continue
      const factor = (target[at] ?? 0) / (row[at] ?? 1)
      for (let column = at; column < target.length; column++) {
        target[column] = (target[column] ?? 0) - factor * (row[column] ?? 0)
      }
    }
  }
  return rows.map((row, at) => (row.at(-1) ?? 0) / (row[at] ?? 1))
}
