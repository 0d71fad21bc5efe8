import type { Query } from '../model/query.ts'
import { type Field, placesIn } from './marks.ts'
import { matches } from './match.ts'
import type { Place } from './places.ts'
import type { Subject, Texts } from './subject.ts'

/** A part of a query without parts of its own, and what it says to an item by itself. */
export interface Reason {
  readonly part: Query
  readonly holds: boolean
  /** Where its words are in the item's texts, as they are written. */
  readonly places: readonly FieldPlace[]
}

export interface FieldPlace extends Place {
  readonly field: Field
}

export interface Explanation {
  readonly matches: boolean
  /** The parts that decide: all of an AND, those of an OR that hold; of what does not match the first that fails. */
  readonly because: readonly Reason[]
}

const FIELDS: readonly Field[] = ['title', 'summary', 'text', 'author', 'tag', 'url']

/** Why an item answers a query, or does not: the verdict of `matches`, and the parts of the query that it comes from. */
export function explainMatch(query: Query, subject: Subject, texts: Texts): Explanation {
  return { matches: matches(query, subject), because: reasons(query, subject, texts) }
}

function reasons(query: Query, subject: Subject, texts: Texts): readonly Reason[] {
  const holds = matches(query, subject)
  if (query.kind === 'not') return reasons(query.of, subject, texts)
  if (query.kind === 'and' || query.kind === 'or') {
    // Each part of an AND that holds is needed, one that fails is enough; an OR is the other way round.
    const decisive = query.of.filter((part) => matches(part, subject) === holds)
    return (query.kind === 'and' && !holds ? decisive.slice(0, 1) : decisive).flatMap((part) =>
      reasons(part, subject, texts),
    )
  }
  const textOf = (field: Field) => (field === 'summary' ? subject.article.summary : texts[field])
  const places = holds
    ? FIELDS.flatMap((field) => placesIn(query, field, textOf(field)).map((place) => ({ field, ...place })))
    : []
  return [{ part: query, holds, places }]
}
