import type { Query } from '../model/query.ts'
import { snippetOf } from '../query/snippet.ts'

/** Longer than any title. */
const WHOLE = 1_000

export interface Piece {
  readonly text: string
  readonly marked: boolean
}

/** A title, or some of a summary, as pieces, of which those that a query asks for are marked. */
export function piecesOf(asked: Query | undefined, text: string, field: 'title' | 'summary'): Piece[] {
  if (asked === undefined) return [{ text, marked: false }]
  const fields = field === 'title' ? (['title'] as const) : (['text', 'summary'] as const)
  const { text: shown, marks } = snippetOf(asked, text, fields, field === 'title' ? WHOLE : undefined)
  const pieces: Piece[] = []
  let at = 0
  for (const { start, end } of marks) {
    pieces.push({ text: shown.slice(at, start), marked: false }, { text: shown.slice(start, end), marked: true })
    at = end
  }
  return [...pieces, { text: shown.slice(at), marked: false }]
}
