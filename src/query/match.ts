import type { Article, Words } from '../model/item.ts'
import type { Medium, Query, RegexpField, Span, TextField } from '../model/query.ts'
import { startsNear } from './near.ts'
import { isFound } from './regexp.ts'
import type { Subject } from './subject.ts'

/** Bytes of HTML that an article has beyond its summary where there is more to read than that. */
const CONTENT_BYTES = 1_000

/**
 * Whether an item in memory answers a query; the same answer as the store's SQL gives. The query is resolved. What is
 * not known of the item answers no.
 */
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
      return hasWords(query, subject)
    case 'near':
      return wordsIn(query.field, subject.words).some((text) =>
        startsNear(text.trim().split(' '), query.phrases, query.within).every((starts) => starts.length > 0),
      )
    case 'regexp':
      return writtenIn(query.field, subject.article).some((text) => isFound(query, text))
    case 'source':
      return subject.sources.includes(query.id)
    case 'topic':
      return subject.topics.includes(query.id)
    case 'story':
      return subject.storyId === query.id
    case 'outlets':
      return isWithin(query, subject.outlets)
    case 'lang':
      return subject.article.lang === query.tag || subject.article.lang?.startsWith(`${query.tag}-`) === true
    case 'site':
      return subject.host === query.host || subject.host?.endsWith(`.${query.host}`) === true
    case 'has':
      return has(query.medium, subject.article)
    case 'date':
      return isWithin(query, subject.publishedAt)
    case 'age':
      throw new Error('a relative date is resolved before it is matched')
  }
}

/** The fields whose words a text field stands for. */
export function wordFields(field: TextField): readonly (keyof Words)[] {
  return field === 'any' ? ['title', 'text', 'author', 'tag'] : [field]
}

function hasWords({ field, words, prefix }: Extract<Query, { kind: 'words' }>, subject: Subject): boolean {
  const [first = ''] = words
  const isWhole = words.length > 1 || !prefix
  if (isWhole && field !== 'url' && subject.lacks?.(first) === true) return false
  const wanted = ` ${words.join(' ')}${prefix ? '' : ' '}`
  return wordsIn(field, subject.words).some((text) => text.includes(wanted))
}

function wordsIn(field: TextField, words: Words): readonly string[] {
  return wordFields(field).map((each) => words[each])
}

/** The texts that a regular expression is looked for in, each for itself. */
function writtenIn(field: RegexpField, { title, summary, url, authors, categories }: Article): readonly string[] {
  switch (field) {
    case 'any':
      return [title, summary]
    case 'title':
      return [title]
    case 'url':
      return url === undefined ? [] : [url]
    case 'author':
      return authors.map(({ name }) => name)
    case 'tag':
      return categories
  }
}

function has(medium: Medium, { image, enclosures, summary, contentHtml }: Article): boolean {
  if (medium === 'content') return Buffer.byteLength(contentHtml) >= Buffer.byteLength(summary) + CONTENT_BYTES
  if (medium === 'image' && image !== undefined) return true
  return enclosures.some(({ type }) => type?.startsWith(`${medium}/`))
}

function isWithin({ from = -Infinity, until = Infinity }: Span, value: number | undefined): boolean {
  return value !== undefined && value >= from && value < until
}
