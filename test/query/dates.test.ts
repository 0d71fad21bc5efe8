import { describe, expect, it } from 'vitest'
import type { Query } from '../../src/model/query.ts'
import { dateQuery } from '../../src/query/dates.ts'
import { parseQuery } from '../../src/query/parse-query.ts'
import { resolve } from '../../src/query/resolve.ts'

const NOW = Date.parse('2024-03-01T12:34:56.789Z')

describe('date:', () => {
  it.each([
    ['2024', '2024-01-01', '2025-01-01'],
    ['2024-02', '2024-02-01', '2024-03-01'],
    ['2023-12', '2023-12-01', '2024-01-01'],
    ['2024-02-29', '2024-02-29', '2024-03-01'],
    ['2024-12-31', '2024-12-31', '2025-01-01'],
    ['2023..2024-02', '2023-01-01', '2024-03-01'],
    ['2024-02-01..2024-02-15', '2024-02-01', '2024-02-16'],
    ['2024-02-01..2024-02-01', '2024-02-01', '2024-02-02'],
    ['2024-02..', '2024-02-01', undefined],
    ['..2024-02', undefined, '2024-03-01'],
    ['today', '2024-03-01', '2024-03-02'],
    ['yesterday', '2024-02-29', '2024-03-01'],
    ['..yesterday', undefined, '2024-03-01'],
    ['today..', '2024-03-01', undefined],
    ['<1h', '2024-03-01T11:34:00', undefined],
    ['<2d', '2024-02-28T12:34:00', undefined],
    ['>1w', undefined, '2024-02-23T12:34:00'],
    ['>90m', undefined, '2024-03-01T11:04:00'],
  ])('%s is from %s until %s', (written, from, until) => {
    const query = dateQuery(written)
    expect(query === undefined ? undefined : resolve(query, NOW)).toEqual({
      kind: 'date',
      ...(from === undefined ? {} : { from: utc(from) }),
      ...(until === undefined ? {} : { until: utc(until) }),
    })
  })

  it('may begin with a date and end with a day that moves', () => {
    expect(resolve(parseQuery('date:2024-02..today'), NOW)).toEqual({
      kind: 'and',
      of: [
        { kind: 'date', from: utc('2024-02-01') },
        { kind: 'date', until: utc('2024-03-02') },
      ],
    })
  })

  it.each([
    ...['', '..', '24', '2024-2', '2024-13', '2023-02-29', '2024-02-30', '2024-1-1', '2024-02-01T10:00', 'tomorrow'],
    ...['2024..2023', '2024-03-01..2024-02-01', '2024..2025..2026', '<7', '<7y', '7d', '<=7d', '<123456d', 'Today'],
  ])('%s is none', (written) => expect(dateQuery(written)).toBeUndefined())
})

describe('resolve', () => {
  it('leaves alone what has no relative date, to the object', () => {
    const query = parseQuery('a (b OR -c) date:2024')
    expect(resolve(query, NOW)).toBe(query)
  })

  it('finds relative dates at any depth, and shares the rest', () => {
    const query = parseQuery('(a OR b) -(c date:today)')
    if (query.kind !== 'and') throw new Error('not an AND')
    const resolved = resolve(query, NOW) as Extract<Query, { kind: 'and' }>
    expect(resolved.of[0]).toBe(query.of[0])
    expect(resolved.of[1]).toMatchObject({ kind: 'not', of: { of: [{ words: ['c'] }, { kind: 'date' }] } })
  })

  it('is the same for a minute', () => {
    const query = parseQuery('date:<7d')
    expect(resolve(query, NOW)).toEqual(resolve(query, NOW + 3_000))
    expect(resolve(query, NOW)).not.toEqual(resolve(query, NOW + 60_000))
  })
})

function utc(written: string): number {
  return Date.parse(written.includes('T') ? `${written}Z` : written)
}
