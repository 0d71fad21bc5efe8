import { expect, it } from 'vitest'
import { randomFrom } from '../../bench/publications.ts'
import { Blocks } from '../../src/stories/blocks.ts'
import { Draft } from '../../src/stories/draft.ts'
import { Postings } from '../../src/stories/postings.ts'

function slotsOf(postings: Postings, word: number): readonly number[] {
  const start = postings.startOf(word)
  return [...postings.slots.subarray(start, start + postings.lengthOf(word))].toSorted((a, b) => a - b)
}

it('knows which slots have a word, whatever comes and goes', () => {
  const random = randomFrom(5)
  const postings = new Postings()
  const expected = new Map<number, Set<number>>()
  for (let step = 0; step < 20_000; step += 1) {
    // Few words have most slots, and one is far from the others.
    const word = random() < 0.1 ? 50_000 : Math.floor(60 * random() ** 3)
    const slot = Math.floor(400 * random())
    const slots = expected.get(word) ?? new Set()
    expected.set(word, slots)
    if (slots.delete(slot)) postings.remove(word, slot)
    else {
      slots.add(slot)
      postings.add(word, slot)
    }
  }
  for (const [word, slots] of expected) expect(slotsOf(postings, word)).toEqual([...slots].toSorted((a, b) => a - b))
})

it('leaves a word alone that a slot has not', () => {
  const postings = new Postings()
  postings.add(1, 7)
  postings.add(2, 8)
  postings.remove(1, 8)
  postings.remove(3, 8)
  expect([1, 2, 3].map((word) => slotsOf(postings, word))).toEqual([[7], [8], []])
})

it('puts numbers in order, and makes those one that differ in their last bits', () => {
  const draft = new Draft()
  for (const value of [0b10_01, 0b01_00, 0b10_10]) draft.push(value)
  draft.settle(0, 2)
  const second = draft.length
  for (const value of [9, 3, 9, 0b01_00]) draft.push(value)
  draft.settle(second, 0)
  expect([...draft.take()]).toEqual([0b01_00, 0b10_11, 3, 0b01_00, 9])
  for (let value = 5000; value > 0; value -= 1) draft.push(value)
  draft.settle(0, 0)
  expect([...draft.take()]).toEqual(Array.from({ length: 5000 }, (_, i) => i + 1))
})

it('cuts lists out of blocks that do not overlap', () => {
  const blocks = new Blocks()
  const lists = [10_000, 6000, 6000, 40_000, 0, 3].map((length, i) => blocks.take(length).fill(i))
  expect(lists.map((list) => [list.length, new Set(list).size])).toEqual([
    [10_000, 1],
    [6000, 1],
    [6000, 1],
    [40_000, 1],
    [0, 0],
    [3, 1],
  ])
})
