import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../src/classify/classify.ts'
import type { Article } from '../../src/model/item.ts'
import { optional } from '../../src/model/optional.ts'
import { matches } from '../../src/query/match.ts'
import { parseQuery } from '../../src/query/parse-query.ts'
import { resolve } from '../../src/query/resolve.ts'
import { type Subject, subjectOf } from '../../src/query/subject.ts'

const NOW = Date.parse('2024-02-15T12:00:00Z')
const DOCUMENT = readFileSync(new URL('../../docs/query-language.md', import.meta.url), 'utf8')
/** `| `query` | an article that it finds | one that it does not |` */
const EXAMPLES = [...DOCUMENT.matchAll(/^\| `([^|]+)` +\| ([^|]+?) +\| ([^|]+?) +\|$/gm)].map(
  ([, query = '', found = '', other = '']): [string, string, string] => [query, found, other],
)

/** An article as the table writes it: its title, and what else is said of it in brackets, `[lang=fr, image]`. */
function subject(written: string): Subject {
  const [, title = '', said = ''] = /^(.*?)(?: \[(.*)\])?$/.exec(written) ?? []
  const facts = new Map(
    said.split(', ').map((fact): [string, string] => [fact.split('=')[0] ?? '', fact.split('=')[1] ?? '']),
  )
  const date = facts.get('date')
  const article: Article = {
    title,
    summary: '',
    contentHtml: '',
    authors: facts.has('author') ? [{ name: facts.get('author') ?? '' }] : [],
    categories: facts.has('tag') ? [facts.get('tag') ?? ''] : [],
    enclosures: facts.has('audio') ? [{ url: 'https://a.example/a.mp3', type: 'audio/mpeg' }] : [],
    ...optional('image', facts.has('image') ? 'https://a.example/a.jpg' : undefined),
    ...optional('url', facts.get('url')),
    ...optional('lang', facts.get('lang')),
    ...optional('publishedAt', date === undefined ? undefined : Date.parse(date)),
  }
  const outlets = facts.get('sources')
  return subjectOf(article, wordsOf(article, facts.get('text') ?? ''), {
    sources: [facts.get('source') ?? 'somebody'],
    topics: [facts.get('topic') ?? 'none'],
    storyId: facts.get('story') ?? 'none',
    ...optional('outlets', outlets === undefined ? undefined : Number(outlets)),
  })
}

describe('the examples of docs/query-language.md', () => {
  it('are thirty and more', () => expect(EXAMPLES.length).toBeGreaterThanOrEqual(30))

  it.each(EXAMPLES)('`%s` finds “%s” and not “%s”', (query, found, other) => {
    const asked = resolve(parseQuery(query), NOW)
    expect(matches(asked, subject(found))).toBe(true)
    expect(matches(asked, subject(other))).toBe(false)
  })
})
