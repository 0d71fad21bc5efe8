import { expect, it } from 'vitest'
import { parseQuery } from '../../src/query/parse-query.ts'
import { sourcesNamed } from '../../src/query/sources-named.ts'

it.each([
  ['source:a', ['a']],
  ['source:a TSMC', ['a']],
  ['source:a OR source:b', ['a', 'b']],
  ['(source:a OR source:b) (source:b OR source:c) lang:fr', ['b']],
  ['source:a source:b', ['a', 'b']],
  ['(source:a TSMC) OR (source:b ASML)', ['a', 'b']],
  ['source:a OR TSMC', undefined],
  ['TSMC', undefined],
  ['', undefined],
  ['-source:a', undefined],
  ['source:a -source:b', ['a']],
])('the sources that a query names: %s', (written, ids) => {
  expect(sourcesNamed(parseQuery(written))).toEqual(ids === undefined ? undefined : new Set(ids))
})
