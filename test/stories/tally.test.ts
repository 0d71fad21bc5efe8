import { expect, it } from 'vitest'
import { Tally } from '../../src/stories/tally.ts'

const asTheyAre = () => 1

it('tells the slots with the most points, of equals the lower one, and begins anew', () => {
  const tally = new Tally()
  for (const [slot, points] of [
    [7, 1],
    [2, 3],
    [5000, 2],
    [7, 1],
    [3, 0.5],
  ] as const)
    tally.add(slot, points)
  expect(tally.take(3, asTheyAre)).toEqual([2, 7, 5000])
  expect(tally.take(3, asTheyAre)).toEqual([])
})

it('scales points by slot', () => {
  const tally = new Tally()
  tally.add(1, 2)
  tally.add(2, 3)
  expect(tally.take(2, (slot) => (slot === 1 ? 2 : 1))).toEqual([1, 2])
})
