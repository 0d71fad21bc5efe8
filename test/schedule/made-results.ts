import type { Candidate } from '../../src/model/item.ts'
import { optional } from '../../src/model/optional.ts'
import type { PollResult } from '../../src/model/poll.ts'
import type { RefreshHints } from '../../src/model/rhythm.ts'
import type { Instant } from '../../src/model/source.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
/** A Monday. */
export const NOW = Date.parse('2026-11-02T12:00:00Z')

export const UNCHANGED: PollResult = { kind: 'unchanged', status: 304, validators: {} }
export const FAILED = failed('failing')
export const GONE = failed('gone')

export function failed(health: 'failing' | 'limited' | 'gone', retryAfterMs?: number): PollResult {
  return { kind: 'failed', health, message: 'm', ...optional('retryAfterMs', retryAfterMs) }
}

/** A document with an entry for each date, or for each `undefined` one without. */
export function updated(
  dates: readonly (Instant | undefined)[],
  hints: RefreshHints = {},
  rest: { readonly freshMs?: number; readonly movedTo?: string } = {},
): PollResult {
  return {
    kind: 'updated',
    status: 200,
    validators: {},
    bodyHash: 'h',
    hints,
    candidates: dates.map(candidate),
    ...rest,
  }
}

function candidate(publishedAt: Instant | undefined, number: number): Candidate {
  const own = { id: `${number}`, guidKey: `${number}` }
  return {
    article: {
      title: `Article ${number}`,
      summary: '',
      contentHtml: '',
      authors: [],
      categories: [],
      enclosures: [],
      ...optional('publishedAt', publishedAt),
    },
    identity: { ...own, spare: own, textKey: `${number}`, contentHash: `${number}`, substance: `${number}` },
    words: { title: '', text: '', author: '', tag: '', url: '' },
    topics: [],
    labels: [],
    boost: 1,
    rank: 50,
  }
}

/** So many instants, `gap` apart, the last one `before` milliseconds before `NOW`. */
export function every(gap: number, count: number, before = gap): Instant[] {
  return Array.from({ length: count }, (_, i) => NOW - before - (count - 1 - i) * gap)
}
