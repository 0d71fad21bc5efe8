import { describe, expect, it } from 'vitest'
import { verdictOf, wordsOf } from '../../src/classify/classify.ts'
import type { Topic } from '../../src/model/feed.ts'
import type { Article } from '../../src/model/item.ts'
import { parseQuery } from '../../src/query/parse-query.ts'

const ARTICLE: Article = {
  title: 'L’Europe investit dans les semi-conducteurs',
  url: 'https://www.news.example/tech/1',
  summary: '',
  contentHtml: '',
  authors: [{ name: 'Zoé Martin' }, { name: 'Ann Lee' }],
  categories: ['Éco', 'High-Tech'],
  enclosures: [],
  lang: 'fr-ca',
  publishedAt: Date.parse('2026-11-01T12:00:00Z'),
}

const { url: _url, ...UNLINKED } = ARTICLE

const topic = (written: string): Topic => ({ id: written, title: written, query: parseQuery(written), written })

function found(queries: readonly string[], article: Article = ARTICLE, text = 'Une usine à Dresde'): readonly string[] {
  return verdictOf(
    { topics: queries.map(topic), filters: [] },
    article,
    wordsOf(article, text),
    'rfi',
    Date.UTC(2026, 10, 2),
  ).topics
}

describe('the words of an article', () => {
  it('are folded, field by field', () =>
    expect(wordsOf(ARTICLE, 'Une usine à Dresde.')).toEqual({
      title: ' l europe investit dans les semi conducteurs ',
      text: ' une usine a dresde ',
      author: ' zoe martin ann lee ',
      tag: ' eco high tech ',
      url: expect.stringContaining(' news example tech 1 '),
    }))

  it('are none where nothing is said', () =>
    expect(wordsOf({ ...UNLINKED, title: '—', authors: [], categories: [] }, '')).toEqual({
      title: '',
      text: '',
      author: '',
      tag: '',
      url: '',
    }))
})

describe('the topics of an article', () => {
  it.each([
    'semi-conducteurs',
    'title:europe',
    'dresde',
    'author:"Zoé Martin"',
    'tag:high-tech',
    'lang:fr',
    'site:news.example',
    'source:rfi',
    'europe -asie',
    'asie OR dresde',
  ])('%s is one', (query) => expect(found([query])).toEqual([query]))

  it.each(['asie', 'title:dresde', 'lang:en', 'site:other.example', 'source:bbc', 'europe -dresde'])(
    '%s is not',
    (query) => expect(found([query])).toEqual([]),
  )

  it('come in the order of the configuration', () => {
    expect(found(['usine', 'asie', 'europe'])).toEqual(['usine', 'europe'])
    expect(found(['europe', 'asie', 'usine'])).toEqual(['europe', 'usine'])
  })

  it('need no link, language or date', () => {
    const { url: _url, lang: _lang, publishedAt: _date, ...bare } = ARTICLE
    expect(found(['europe', 'site:news.example', 'lang:fr'], bare)).toEqual(['europe'])
    expect(found(['europe'], { ...bare, url: 'no address' })).toEqual(['europe'])
  })
})
