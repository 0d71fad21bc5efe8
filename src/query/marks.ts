import type { Words } from '../model/item.ts'
import type { Phrase, Query } from '../model/query.ts'
import { wordFields } from './match.ts'
import { startsNear, startsOf } from './near.ts'
import { type Place, type PlacedWord, placedWords } from './places.ts'
import { placesOf } from './regexp.ts'

/** A text of an item: what its words are taken from, or its summary, which regular expressions read. */
export type Field = keyof Words | 'summary'

/** Places of one part in one text. */
const MAX_PLACES = 50

/** Where one part of a query, a leaf, finds its words in a text of an item; nowhere where it does not look there. */
export function placesIn(leaf: Query, field: Field, text: string): readonly Place[] {
  switch (leaf.kind) {
    case 'words': {
      if (!wordFields(leaf.field).some((each) => each === field)) return []
      const words = placedWords(text)
      return phrasesAt(words, leaf, startsOf(wordsOf(words), leaf))
    }
    case 'near': {
      if (!wordFields(leaf.field).some((each) => each === field)) return []
      const words = placedWords(text)
      const starts = startsNear(wordsOf(words), leaf.phrases, leaf.within)
      return leaf.phrases.flatMap((phrase, i) => phrasesAt(words, phrase, starts[i] ?? []))
    }
    case 'regexp': {
      const looks = leaf.field === 'any' ? field === 'title' || field === 'summary' : leaf.field === field
      return looks ? placesOf(leaf, text, MAX_PLACES) : []
    }
    default:
      return []
  }
}

/**
 * What of a text the query asks for, in order and apart from each other: what to mark for a reader. Parts that are to
 * be missing mark nothing.
 */
export function marksIn(query: Query, fields: readonly Field[], text: string): Place[] {
  const places = wanted(query).flatMap((leaf) => fields.flatMap((field) => placesIn(leaf, field, text)))
  const marks: Place[] = []
  for (const place of places.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = marks.at(-1)
    if (last === undefined || place.start >= last.end) marks.push(place)
    else if (place.end > last.end) marks[marks.length - 1] = { start: last.start, end: place.end }
  }
  return marks
}

function wanted(query: Query): readonly Query[] {
  if (query.kind === 'and' || query.kind === 'or') return query.of.flatMap(wanted)
  return query.kind === 'not' ? [] : [query]
}

function phrasesAt(words: readonly PlacedWord[], phrase: Phrase, starts: readonly number[]): Place[] {
  return starts.slice(0, MAX_PLACES).map((first) => ({
    start: words[first]?.start ?? 0,
    end: words[first + phrase.words.length - 1]?.end ?? 0,
  }))
}

function wordsOf(words: readonly PlacedWord[]): string[] {
  return words.map(({ word }) => word)
}
