import { describe, expect, it } from 'vitest'
import { labelled, verdictOf, wordsOf } from '../../src/classify/classify.ts'
import type { Article } from '../../src/model/item.ts'
import type { Filter } from '../../src/model/rules.ts'
import { parseQuery } from '../../src/query/parse-query.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 10, 1)
const TEXT = 'Une usine de puces à Dresde, en bon plan'
const ARTICLE: Article = {
  title: 'TSMC construit',
  summary: TEXT,
  contentHtml: '',
  authors: [],
  categories: ['Puces'],
  enclosures: [],
  publishedAt: NOW - 10 * DAY,
}
const TOPICS = [{ id: 'chips', title: 'Chips', written: 'TSMC', query: parseQuery('TSMC') }]

const hide = (name: string, given: Partial<Filter>): Filter => ({ name, outcome: { kind: 'hide' }, ...given })
const include = (written: string) => ({ include: parseQuery(written) })
const exclude = (written: string) => ({ exclude: parseQuery(written) })

function verdict(filters: readonly Filter[], article = ARTICLE) {
  return verdictOf({ topics: TOPICS, filters }, article, wordsOf(article, TEXT), 'rfi', NOW)
}

describe('a filter that hides', () => {
  it.each<[what: string, given: Partial<Filter>, hiding: object | undefined]>([
    ['lets through what it includes', include('TSMC OR ASML'), undefined],
    ['hides what it does not include', include('ASML'), { failed: 'include', wanted: 'asml' }],
    ['lets through what it does not exclude', exclude('ASML'), undefined],
    [
      'hides what it excludes, by the query that matches',
      exclude('ASML OR "bon plan"'),
      { failed: 'exclude', wanted: '"bon plan"' },
    ],
    ['asks for topics', exclude('topic:chips'), { failed: 'exclude', wanted: 'topic:chips' }],
    ['asks for the source', exclude('source:rfi'), { failed: 'exclude', wanted: 'source:rfi' }],
    [
      'excludes before it includes no more',
      { ...include('TSMC'), ...exclude('puces') },
      { failed: 'exclude', wanted: 'puces' },
    ],
    ['counts words', { minWords: 9 }, undefined],
    ['hides what has fewer', { minWords: 10 }, { failed: 'minWords', wanted: '10' }],
    ['lets through what is young enough', { maxAgeMs: 10 * DAY }, undefined],
    ['hides what is older', { maxAgeMs: 10 * DAY - 1 }, { failed: 'maxAge', wanted: `${10 * DAY - 1}` }],
    ['counts relative dates from when it came', exclude('date:>9d'), { failed: 'exclude', wanted: 'date:>9d' }],
    ['is put to its own source', { source: 'rfi', ...exclude('TSMC') }, { failed: 'exclude', wanted: 'tsmc' }],
    ['is not put to another', { source: 'other', ...exclude('TSMC') }, undefined],
  ])('%s', (_what, given, hiding) => {
    const expected = hiding === undefined ? undefined : expect.objectContaining(hiding)
    expect(verdict([hide('f', given)]).hiding).toEqual(expected)
  })

  it('is the first that does, those for everything first and age last', () => {
    const own = hide('own', { source: 'rfi', ...exclude('TSMC') })
    const [age, word] = [hide('age', { maxAgeMs: DAY }), hide('word', exclude('puces'))]
    expect(verdict([own, age, word]).hiding?.filter).toBe('word')
    expect(verdict([own, age]).hiding?.filter).toBe('own')
    expect(verdict([age]).hiding?.filter).toBe('age')
  })

  it('lets what has no date through as new', () => {
    const { publishedAt: _none, ...undated } = ARTICLE
    expect(verdict([hide('age', { maxAgeMs: DAY })], undated).hiding).toBeUndefined()
  })
})

describe('a filter with another outcome', () => {
  const tag = (label: string, given: Partial<Filter>): Filter => ({
    name: label,
    outcome: { kind: 'tag', label },
    ...given,
  })
  const boost = (factor: number, given: Partial<Filter>): Filter => ({
    ...{ name: `${factor}`, outcome: { kind: 'boost', factor } },
    ...given,
  })

  it('tags what passes, and hides nothing', () => {
    const filters = [tag('deal', include('"bon plan"')), tag('long', { minWords: 100 }), tag('deal', include('TSMC'))]
    expect(verdict(filters)).toEqual({ topics: ['chips'], labels: ['deal'], boost: 1 })
  })

  it('boosts what passes, all together', () => {
    expect(verdict([boost(2, include('TSMC')), boost(3, include('puces')), boost(5, include('ASML'))]).boost).toBe(6)
  })

  it('makes tags searchable, but for those that the publisher gave', () => {
    const candidate = { article: ARTICLE, words: wordsOf(ARTICLE, TEXT), labels: ['Puces', 'Bons plans'] }
    const { article, words, labels } = labelled(candidate)
    expect(labels).toEqual(['Bons plans'])
    expect(article.categories).toEqual(['Puces', 'Bons plans'])
    expect(words.tag).toContain(' bons plans ')
  })
})
