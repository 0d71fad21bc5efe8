import fc from 'fast-check'
import { expect, it } from 'vitest'
import { wordsOf } from '../../src/classify/classify.ts'
import { compileTopics } from '../../src/classify/compile-topics.ts'
import type { Topic } from '../../src/model/feed.ts'
import { matches } from '../../src/query/match.ts'
import { parseQuery } from '../../src/query/parse-query.ts'
import { subjectOf } from '../../src/query/subject.ts'
import { article, leaf, NOON, queryOf } from '../query/arbitraries.ts'

it('finds what each topic finds by itself', () => {
  let telling = 0
  const topics = fc.array(queryOf(leaf), { minLength: 1, maxLength: 12 })
  const articles = fc.array(article, { minLength: 1, maxLength: 8 })
  const property = fc.property(topics, articles, (queries, made) => {
    const compiled = compileTopics(queries.map((query, i) => topic(`${i}`, query)))
    for (const { article: one, text } of made) {
      const subject = subjectOf(one, wordsOf(one, text), { sources: ['alpha'] })
      const found = queries.flatMap((query, i) => (matches(query, subject) ? [`${i}`] : []))
      expect({ queries, found: compiled(subject, NOON) }).toEqual({ queries, found })
      telling += found.length > 0 && found.length < queries.length ? 1 : 0
    }
  })
  fc.assert(property, { numRuns: 400 })
  expect(telling).toBeGreaterThan(400)
})

it('counts relative dates from the moment of asking, at each asking', () => {
  const compiled = compileTopics([topic('new', parseQuery('chip date:<2d'))])
  const one = { title: 'Chip', summary: '', contentHtml: '', authors: [], categories: [], enclosures: [] }
  const subject = subjectOf(one, wordsOf(one, ''), { publishedAt: NOON })
  expect(compiled(subject, NOON)).toEqual(['new'])
  expect(compiled(subject, NOON + 3 * 86_400_000)).toEqual([])
  expect(compiled(subject, NOON)).toEqual(['new'])
})

function topic(id: string, query: Topic['query']): Topic {
  return { id, title: id, query, written: id }
}
