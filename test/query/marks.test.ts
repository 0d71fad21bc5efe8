import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../src/classify/classify.ts'
import type { Article } from '../../src/model/item.ts'
import { explainMatch } from '../../src/query/explain-match.ts'
import { fold, foldedWords } from '../../src/query/fold.ts'
import { marksIn } from '../../src/query/marks.ts'
import { matches } from '../../src/query/match.ts'
import { parseQuery } from '../../src/query/parse-query.ts'
import { placedWords } from '../../src/query/places.ts'
import { snippetOf } from '../../src/query/snippet.ts'
import { subjectOf, textsOf } from '../../src/query/subject.ts'
import { writeQuery } from '../../src/query/write-query.ts'
import { article, leaf, queryOf } from './arbitraries.ts'

describe('the words of a text in their places', () => {
  it('are the folded words, each where it is written', () => {
    const property = fc.property(
      fc.oneof(
        article.map(({ text }) => text),
        fc.string({ unit: 'binary' }),
      ),
      (text) => {
        const placed = placedWords(text)
        expect(placed.map(({ word }) => word)).toEqual(foldedWords(text))
        for (const { start, end } of placed) expect(end).toBeGreaterThan(start)
      },
    )
    fc.assert(property, { numRuns: 3_000 })
  })

  it.each([
    ['L’Œuvre, ici', 'oeuvre', 'Œuvre'],
    ['e\u0301conomie (e\u0301tat)', 'etat', 'e\u0301tat'],
    ['semi\u00adcon\u00adduc\u00adteur !', 'semiconducteur', 'semi\u00adcon\u00adduc\u00adteur'],
    ['一つの半導体', '導', '導'],
    ['La ﬁnance', 'finance', 'ﬁnance'],
    ['ὁ ΟΔΟΣ', 'οδος', 'ΟΔΟΣ'],
    ['한국', '한국', '한국'],
    ['ça marche 🦉!', '🦉', '🦉'],
  ])('in “%s”, “%s” is written “%s”', (text, word, written) => {
    const place = placedWords(text).find((one) => one.word === fold(word).trim())
    expect(text.slice(place?.start, place?.end)).toBe(written)
  })
})

describe('marks', () => {
  const marked = (query: string, text: string, field: 'title' | 'text' | 'summary' = 'title') =>
    marksIn(parseQuery(query), [field], text).map(({ start, end }) => text.slice(start, end))

  it.each([
    ['economie puce*', 'L’économie des puces', ['économie', 'puces']],
    ['"semi conducteurs"', 'Les semi-conducteurs, semi', ['semi-conducteurs']],
    ['a OR b', 'B and a', ['B', 'a']],
    ['a -b', 'a b', ['a']],
    ['"a b" "b c"', 'a b c', ['a b c']],
    ['NEAR(a d, 1)', 'a b c d a', ['d', 'a']],
    ['/b+/', 'abba cab', ['bb', 'b']],
    ['title:a text:b', 'a b', ['a']],
    ['lang:fr', 'lang fr', []],
  ])('%s marks “%s”', (query, text, found) => expect(marked(query, text)).toEqual(found))

  it('are where the query looks', () => {
    expect(marked('title:a', 'a', 'text')).toEqual([])
    expect(marked('/a/', 'a', 'summary')).toEqual(['a'])
    expect(marked('/a/', 'a', 'text')).toEqual([])
  })
})

describe('a snippet', () => {
  const long = `${'Rien ici. '.repeat(40)}Enfin l’économie des puces. ${'Rien là. '.repeat(40)}`

  it('is around the first thing that was looked for', () => {
    const { text, marks } = snippetOf(parseQuery('puce* economie'), long)
    expect(text).toMatch(/^…\S.*\S…$/)
    expect(text.length).toBeLessThan(170)
    expect(marks.map(({ start, end }) => text.slice(start, end))).toEqual(['économie', 'puces'])
  })

  it('is the beginning where nothing is found, and all of what is short', () => {
    expect(snippetOf(parseQuery('nulle'), long).text).toMatch(/^Rien ici\. .*…$/)
    expect(snippetOf(parseQuery('b'), 'A b c.')).toEqual({ text: 'A b c.', marks: [{ start: 2, end: 3 }] })
    expect(snippetOf(parseQuery('b'), '')).toEqual({ text: '', marks: [] })
  })

  it('never cuts a letter in two, and its marks are what was looked for', () => {
    const text = '🦉'.repeat(200)
    for (const query of ['nulle', 'a'])
      expect(snippetOf(parseQuery(query), `${text}a${text}`).text).not.toMatch(
        /(?<![\ud800-\udbff])[\udc00-\udfff]|[\ud800-\udbff](?![\udc00-\udfff])/,
      )
    const property = fc.property(queryOf(leaf), article, fc.nat(80), (query, { text: written }, length) => {
      const { text: snippet, marks } = snippetOf(query, written, ['text'], length)
      const found = marksIn(query, ['text'], written).map(({ start, end }) => written.slice(start, end))
      for (const { start, end } of marks) expect(found).toContain(snippet.slice(start, end))
    })
    fc.assert(property, { numRuns: 1_000 })
  })
})

describe('explaining a match', () => {
  const ARTICLE: Article = {
    title: 'L’économie des puces',
    summary: 'Une usine à Dresde',
    contentHtml: '',
    authors: [{ name: 'Ann' }, { name: 'Zoé Martin' }],
    categories: ['Éco'],
    enclosures: [],
    url: 'https://a.example/usine',
    lang: 'fr',
  }
  const TEXT = 'Une usine à Dresde. Des puces, encore.'
  const explained = (query: string) => {
    const { matches: verdict, because } = explainMatch(
      parseQuery(query),
      subjectOf(ARTICLE, wordsOf(ARTICLE, TEXT), { sources: ['rfi'] }),
      textsOf(ARTICLE, TEXT),
    )
    const texts = { ...textsOf(ARTICLE, TEXT), summary: ARTICLE.summary }
    return [
      verdict,
      ...because.map(({ part, holds, places }) => [
        `${writeQuery(part)} ${holds ? 'holds' : 'fails'}`,
        ...places.map(({ field, start, end }) => `${field}: ${texts[field].slice(start, end)}`),
      ]),
    ]
  }

  it.each([
    ['economie', [true, ['economie holds', 'title: économie']]],
    ['puce*', [true, ['puce* holds', 'title: puces', 'text: puces']]],
    ['author:martin tag:eco', [true, ['author:martin holds', 'author: Martin'], ['tag:eco holds', 'tag: Éco']]],
    ['url:usine lang:fr', [true, ['url:usine holds', 'url: usine'], ['lang:fr holds']]],
    ['/us.ne/', [true, ['/us.ne/ holds', 'summary: usine']]],
    ['nulle OR dresde', [true, ['dresde holds', 'text: Dresde']]],
    ['nulle OR rien', [false, ['nulle fails'], ['rien fails']]],
    ['dresde nulle rien', [false, ['nulle fails']]],
    ['dresde -puces', [false, ['puces holds', 'title: puces', 'text: puces']]],
    ['dresde -nulle', [true, ['dresde holds', 'text: Dresde'], ['nulle fails']]],
    ['-(dresde nulle)', [true, ['nulle fails']]],
  ])('%s', (query, because) => expect(explained(query)).toEqual(because))

  it('has the verdict of the match, and places for each word that matched', () => {
    const property = fc.property(queryOf(leaf), article, (query, { article: one, text }) => {
      const subject = subjectOf(one, wordsOf(one, text), { sources: ['alpha'] })
      const explanation = explainMatch(query, subject, textsOf(one, text))
      expect(explanation.matches).toBe(matches(query, subject))
      for (const { part, holds, places } of explanation.because) {
        expect(holds).toBe(matches(part, subject))
        if (part.kind === 'words' || part.kind === 'near') expect(places.length > 0).toBe(holds)
      }
    })
    fc.assert(property, { numRuns: 2_000 })
  })
})
