import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Query } from '../../src/model/query.ts'
import { parseQuery } from '../../src/query/parse-query.ts'
import { writeQuery } from '../../src/query/write-query.ts'
import { leaf, queryOf } from './arbitraries.ts'

const AMPLE = { length: 100_000, words: 10_000, prefixes: 10_000, regexps: 10_000 }

describe('a query that is written', () => {
  it('is read as the same query', () => {
    const property = fc.property(queryOf(leaf), (query) => {
      expect(flat(parseQuery(writeQuery(query), 'q', AMPLE))).toEqual(flat(query))
    })
    fc.assert(property, { numRuns: 2_000 })
  })

  it.each([
    'date:<7d',
    'date:>36h',
    'date:today',
    'date:yesterday',
    'date:yesterday..',
    'date:..today',
    'date:2024-02-01..2024-02-29',
    'date:2024-02-09',
    'date:2024-02-09..',
    'date:..2024-02-09',
    'sources:>=3',
    'sources:<3',
    'sources:3',
    'url:/a\\/b/i',
    'title:NEAR(a "b c" de-f*, 5)',
    'source:"Le Monde"',
    'a -(b OR "c d") e',
  ])('%s is written so again', (written) => expect(writeQuery(parseQuery(written))).toBe(written))
})

/** What is within its like needs no parentheses, and gets none. */
function flat(query: Query): Query {
  if (query.kind === 'not') return { kind: 'not', of: flat(query.of) }
  if (query.kind !== 'and' && query.kind !== 'or') return { ...query }
  const { kind } = query
  return { kind, of: query.of.map(flat).flatMap((part) => (part.kind === kind ? part.of : [part])) }
}
