import type { Query } from '../model/query.ts'
import { type Field, marksIn } from './marks.ts'
import type { Place } from './places.ts'

/** A piece of a text, and what of it to mark. */
export interface Snippet {
  readonly text: string
  readonly marks: readonly Place[]
}

const LENGTH = 160
/** Characters before the first mark, so that it is read in its sentence. */
const LEAD = 50
/** Characters that are read for it. */
const READ = 20_000

/**
 * About `length` characters of a text around the first thing that the query asks for, or its beginning where there is
 * none, cut between words, with an ellipsis where something was cut. `fields`: what the text is to the query.
 */
export function snippetOf(
  query: Query,
  written: string,
  fields: readonly Field[] = ['text', 'summary'],
  length = LENGTH,
): Snippet {
  const text = written.slice(0, READ)
  const marks = marksIn(query, fields, text)
  const first = marks[0]
  const from =
    first === undefined || first.end <= length ? 0 : wordStart(text, Math.max(0, first.start - LEAD), first.start)
  const until =
    from + length >= text.length ? text.length : wordEnd(text, from, Math.max(from + length, first?.end ?? 0))
  const before = from === 0 ? '' : '…'
  return {
    text: `${before}${text.slice(from, until)}${until === text.length && text.length === written.length ? '' : '…'}`,
    marks: marks
      .filter(({ start, end }) => start >= from && end <= until)
      .map(({ start, end }) => ({ start: start - from + before.length, end: end - from + before.length })),
  }
}

/** The first beginning of a word from `at` on, up to `last`. */
function wordStart(text: string, at: number, last: number): number {
  const space = text.slice(at, last).search(/\s\S/)
  return space < 0 ? withinLetter(text, at) : at + space + 1
}

/** The last end of a word from `at` back, but not too far. */
function wordEnd(text: string, from: number, at: number): number {
  const space = text.slice(from, at + 1).search(/\s\S*$/)
  return space < (at - from) * 0.6 ? withinLetter(text, at) : from + space
}

/** Not between the two halves of a surrogate pair. */
function withinLetter(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at
}
