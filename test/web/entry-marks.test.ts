import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { marksOf, readMarks } from '../../src/web/entry-marks.ts'

const hashes = (count: number, prefix = '') =>
  Array.from({ length: count }, (_, i) => createHash('sha256').update(`${prefix}${i}`).digest('base64url').slice(0, 16))

describe('what a tag says of entries', () => {
  it.each([1, 2, 3, 7, 31, 40, 50, 60, 66])('tells %i of them from a thousand others', (count) => {
    const written = marksOf(hashes(count))
    expect(written).toMatch(/^[\w-]{3,218}$/)
    const had = readMarks(written)
    expect(hashes(count).every((hash) => had?.(hash))).toBe(true)
    expect(hashes(1_000, 'others').filter((hash) => had?.(hash))).toEqual([])
  })

  it('is of the first of many', () => {
    const had = readMarks(marksOf(hashes(500)))
    expect(hashes(500).map((hash) => had?.(hash))).toEqual(hashes(500).map((_, i) => i < 72))
  })

  it('is nothing where there is none, and is not read from what is no such writing', () => {
    expect(marksOf([])).toBe('')
    const written = marksOf(hashes(5))
    for (const other of [
      '',
      'A',
      'AA',
      'AB',
      '__',
      written.slice(1),
      written.slice(0, -1),
      `${written}A`,
      `.${written.slice(1)}`,
    ])
      expect(readMarks(other), other).toBeUndefined()
  })
})
