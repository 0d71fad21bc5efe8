import type { Words } from '../model/item.ts'
import type { Query, TextField } from '../model/query.ts'

/** What a query looks at. */
export interface Subject {
  readonly words: Words
  readonly sources: readonly string[]
  readonly topics: readonly string[]
  readonly storyId?: string
  readonly lang?: string
  readonly host?: string
  readonly publishedAt?: number
}

/** Whether an item in memory answers a query; the same answer as the store's SQL gives. */
export function matches(query: Query, subject: Subject): boolean {
  switch (query.kind) {
    case 'all':
      return true
    case 'and':
      return query.of.every((part) => matches(part, subject))
    case 'or':
      return query.of.some((part) => matches(part, subject))
    case 'not':
      return !matches(query.of, subject)
    case 'words':
      return fieldsOf(query.field, subject.words).some((text) =>
        text.includes(` ${query.words.join(' ')}${query.prefix ? '' : ' '}`),
      )
    case 'source':
      return subject.sources.includes(query.id)
    case 'topic':
      return subject.topics.includes(query.id)
    case 'story':
      return subject.storyId === query.id
    case 'lang':
      return subject.lang === query.tag || subject.lang?.startsWith(`${query.tag}-`) === true
    case 'site':
      return subject.host === query.host || subject.host?.endsWith(`.${query.host}`) === true
    case 'date':
      return (
        subject.publishedAt !== undefined &&
        subject.publishedAt >= (query.from ?? -Infinity) &&
        subject.publishedAt < (query.until ?? Infinity)
      )
  }
}

function fieldsOf(field: TextField, words: Words): readonly string[] {
  return field === 'any' ? [words.title, words.text, words.author, words.tag] : [words[field]]
}
