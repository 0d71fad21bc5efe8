import { describe, expect, it } from 'vitest'
import { scoresOf } from './scores.ts'

const grouped = (text: string) => text.split(' ').map((pair) => ({ cluster: pair.slice(0, 1), storyId: pair.slice(1) }))

describe('the scores of a grouping', () => {
  it('are 1 where it agrees with the labels', () => {
    expect(scoresOf(grouped('a1 a1 b2 b2 c3'))).toMatchObject({ precision: 1, recall: 1, f1: 1, bCubed: 1 })
  })

  it('count pairs, and items', () => {
    const scores = scoresOf(grouped('a1 a1 a2 b2'))
    expect(scores).toMatchObject({ precision: 1 / 2, recall: 1 / 3, bCubedPrecision: 3 / 4 })
    expect(scores.bCubedRecall).toBeCloseTo((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
  })

  it('are those of nothing put together', () => {
    expect(scoresOf(grouped('a1 a2'))).toMatchObject({ precision: 0, recall: 0, f1: 0, bCubedPrecision: 1 })
  })
})
