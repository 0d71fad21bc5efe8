import type { Query } from '../model/query.ts'
import { explainMatch } from '../query/explain-match.ts'
import type { Field } from '../query/marks.ts'
import type { Subject, Texts } from '../query/subject.ts'
import { writeQuery } from '../query/write-query.ts'

/** A word of the item, where it is in a text of it: UTF-16 code units. */
export interface Found {
  readonly field: Field
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A part of a query that made it match, or not: `-` before what the item does not have, or should not. */
export interface Because {
  readonly part: string
  readonly words: readonly Found[]
}

export interface Match {
  readonly matches: boolean
  readonly because: readonly Because[]
}

/** Whether an item matches a query, and by which of its words; the query is resolved. */
export function because(query: Query, subject: Subject, texts: Texts): Match {
  const explained = explainMatch(query, subject, texts)
  return {
    matches: explained.matches,
    because: explained.because
      .filter(({ part }) => part.kind !== 'all')
      .map(({ part, holds, places }) => ({
        part: `${holds ? '' : '-'}${writeQuery(part)}`,
        words: places.map(({ field, start, end }) => {
          const text = field === 'summary' ? subject.article.summary : texts[field]
          return { field, start, end, text: text.slice(start, end) }
        }),
      })),
  }
}
