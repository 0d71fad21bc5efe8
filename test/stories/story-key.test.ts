import { describe, expect, it } from 'vitest'
import { fold } from '../../src/query/fold.ts'
import { storyKey } from '../../src/stories/story-key.ts'

const keyOf = (title: string) => storyKey(fold(title))

describe('the key of a story', () => {
  it.each([
    ['Nvidia dévoile sa nouvelle puce', 'NVIDIA devoile sa nouvelle puce !'],
    ['Semi-conducteurs : l’Europe investit', 'Semi conducteurs, l’Europe investit'],
    ['Cœur artificiel : un premier patient opéré', 'Coeur artificiel — un premier patient opéré'],
  ])('is one for “%s” and “%s”', (one, other) => {
    expect(keyOf(one)).toBeDefined()
    expect(keyOf(one)).toBe(keyOf(other))
  })

  it.each([
    ['Nvidia unveils its newest chip for 2026', 'Nvidia unveils its newest chip for 2027'],
    ['Apple sues the maker of the phone', 'The maker of the phone sues Apple'],
  ])('is not for “%s” and “%s”', (one, other) => expect(keyOf(one)).not.toBe(keyOf(other)))

  it.each([
    '',
    '!!!',
    'Live',
    'Photo of the day',
    'A b c d e f g',
    'Internationalisation Telecommunications',
    'Le journal de 8 h',
  ])('is none for “%s”, which many articles are called', (title) => expect(keyOf(title)).toBeUndefined())

  it('wants four words and 24 characters', () => {
    expect(keyOf('abcdefg abcdefg ab abcde')).toBe('abcdefg abcdefg ab abcde')
    expect(keyOf('abcdefg abcdefg ab abcd')).toBeUndefined()
    expect(keyOf('abcdefghij abcdefghij abcdefghij')).toBeUndefined()
  })
})
