import { foldLetters, isAscii, WORD } from './fold.ts'

/** A range of a text, in UTF-16 code units as `slice` takes them. */
export interface Place {
  readonly start: number
  readonly end: number
}

export interface PlacedWord extends Place {
  /** Folded. */
  readonly word: string
}

/** What folds for itself: letters of Hangul that may join, plain ASCII, a letter with its accents. */
const UNITS = /[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]+|[\x00-\x7f]+(?![\p{M}\p{Cf}])|\P{M}[\p{M}\p{Cf}]*|./gsu

/** The folded words of a text, in order, each with its place in the text as it is written. */
export function placedWords(text: string): PlacedWord[] {
  // Each letter stands where it is written.
  if (isAscii(text))
    return [...foldLetters(text).matchAll(WORD)].map(({ 0: word, index }) => ({
      word,
      start: index,
      end: index + word.length,
    }))
  const places: Place[] = []
  let inUnits = ''
  for (const { 0: unit, index } of text.matchAll(UNITS)) {
    const letters = foldLetters(unit)
    inUnits += letters
    const isPlain = isAscii(unit)
    for (let i = 0; i < letters.length; i += 1)
      places.push(isPlain ? { start: index + i, end: index + i + 1 } : { start: index, end: index + unit.length })
  }
  // Some letters look different at the end of a word, which only the whole text shows.
  const whole = foldLetters(text)
  const letters = whole.length === inUnits.length ? whole : inUnits
  return [...letters.matchAll(WORD)].map(({ 0: word, index }) => ({
    word,
    start: places[index]?.start ?? 0,
    end: places[index + word.length - 1]?.end ?? text.length,
  }))
}
