import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../src/classify/classify.ts'
import type { Article } from '../../src/model/item.ts'
import { fold, foldedWords } from '../../src/query/fold.ts'
import { matches } from '../../src/query/match.ts'
import { parseQuery } from '../../src/query/parse-query.ts'
import { type Subject, subjectOf } from '../../src/query/subject.ts'

const BASE: Article = {
  title: 'L’œuvre d’art et l’intelligence artificielle',
  summary: '',
  contentHtml: '',
  authors: [{ name: 'Anne-Marie Łukasz' }, { name: 'Jean Dupont' }],
  categories: ['Semi-conducteurs', 'Économie'],
  enclosures: [],
}
const SUBJECT: Subject = subjectOf(
  { ...BASE, url: 'https://www.rfi.fr/fr/une', lang: 'fr-ca', publishedAt: Date.UTC(2024, 0, 15) },
  wordsOf(BASE, 'Aujourd’hui, TSMC (台湾積體電路) fabrique des puces de 3 nm à Hsinchu, dit-on. Straße, smørrebrød.'),
  { sources: ['rfi-monde', 'france24'], topics: ['semiconductors'], storyId: 's1' },
)

const FOUND = [
  '',
  'oeuvre',
  'ŒUVRE',
  'œuvre',
  'intelligence',
  'l’intelligence',
  "L'INTELLIGENCE artificielle",
  '"intelligence artificielle"',
  '"intelligence-artificielle"',
  'aujourd’hui',
  "aujourd'hui",
  'hui',
  '"semi conducteurs"',
  'semi-conducteurs',
  'semi‑conducteurs',
  'economie',
  'ÉCONOMIE',
  'e\u0301conomie',
  'intel*',
  '"3 nm"',
  '3nm OR "3 nm"',
  'dit-on',
  'strasse',
  'smorrebrod',
  'lukasz',
  'ＴＳＭＣ',
  '台湾',
  '積體電',
  '電*',
  '湾積*',
  'title:oeuvre',
  'text:tsmc',
  'author:dupont',
  'author:"anne marie"',
  'tag:conducteurs',
  'tag:"semi cond*" OR tag:semi-cond*',
  'source:rfi-monde',
  'source:france24',
  'topic:semiconductors',
  'story:s1',
  'lang:fr',
  'lang:fr-CA',
  'site:rfi.fr',
  'site:www.rfi.fr',
  'puces tsmc -samsung',
  'samsung OR tsmc',
  'NOT (samsung OR intel)',
  '-lang:en',
]

/** What looks alike and is not. */
const FALSE_FRIENDS = [
  'intel',
  'art*ficielle',
  'puce',
  'uces',
  'ia',
  'semiconducteurs',
  '"artificielle intelligence"',
  '"oeuvre intelligence"',
  '"intelligence artificiel"',
  '"intelligence artificielle aujourd"',
  '"lukasz jean" author:tsmc',
  '台電',
  '体電',
  'title:tsmc',
  'text:oeuvre',
  'author:anne-marie-jean',
  'tag:puces',
  'tag:"conducteurs semi"',
  'source:rfi',
  'source:rfi-monde2',
  'source:RFI-Monde',
  'topic:semi',
  'story:s',
  'lang:f',
  'lang:fr-c',
  'lang:en',
  'site:fi.fr',
  'site:fr.example',
  'site:a.www.rfi.fr',
  '-puces',
  'tsmc samsung',
  'NOT (samsung OR tsmc)',
]

describe('matches', () => {
  it.each(FOUND)('finds the article by “%s”', (written) => {
    expect(matches(parseQuery(written), SUBJECT)).toBe(true)
  })

  it.each(FALSE_FRIENDS)('does not find it by “%s”', (written) => {
    expect(matches(parseQuery(written), SUBJECT)).toBe(false)
  })

  it('finds nothing in an item of which nothing is known, but by what it is not', () => {
    const nothing = { ...BASE, title: '', authors: [], categories: [] }
    const empty = subjectOf(nothing, wordsOf(nothing, ''), {})
    for (const written of ['a', 'ab*', 'lang:fr', 'site:a.example', 'source:a', 'topic:a', 'story:a']) {
      expect(matches(parseQuery(written), empty), written).toBe(false)
      expect(matches(parseQuery(`-${written}`), empty), written).toBe(true)
    }
    expect(matches({ kind: 'date' }, empty)).toBe(false)
  })

  it('takes dates from the first instant on, and up to but without the last', () => {
    const at = SUBJECT.publishedAt ?? 0
    expect(matches({ kind: 'date', from: at, until: at + 1 }, SUBJECT)).toBe(true)
    expect(matches({ kind: 'date', from: at + 1 }, SUBJECT)).toBe(false)
    expect(matches({ kind: 'date', until: at }, SUBJECT)).toBe(false)
    expect(matches({ kind: 'date' }, SUBJECT)).toBe(true)
  })
})

describe('fold', () => {
  it.each([
    ['', ''],
    [' – !? ', ''],
    ['Été', ' ete '],
    ['Cœur Æsir Straße Øre Łódź Đà Þór ıI', ' coeur aesir strasse ore lodz da thor ii '],
    ['ﬁn № 5² Ⅳ', ' fin no 52 iv '],
    ['rock’n’roll', ' rock n roll '],
    ['C++ et .NET', ' c et net '],
    ['a_b', ' a b '],
    ['İstanbul', ' istanbul '],
    ['Ελλάδα Москва Йод', ' ελλαδα москва иод '],
    ['5G半導体AI', ' 5g 半 導 体 ai '],
    ['ガン', ' カ ン '],
    ['한국', ' 한국 '],
    ['semi\u00adcon\u00adduc\u00adteurs \u200eici\u200b', ' semiconducteurs ici '],
  ])('“%s” is “%s”', (written, folded) => {
    expect(fold(written)).toBe(folded)
  })

  it('changes nothing the second time, and reads ASCII as it reads the rest', () => {
    // Every letter below the surrogates, alone and between others.
    const letters = Array.from({ length: 0xd800 }, (_, code) => String.fromCharCode(code))
    const foldedTwice = (letter: string) => fold(fold(`a${letter}b ${letter}`))
    expect(letters.filter((letter) => foldedTwice(letter) !== fold(`a${letter}b ${letter}`))).toEqual([])
    const ascii = letters.slice(0, 0x80)
    expect(ascii.filter((letter) => fold(`${letter} é`) !== `${fold(letter).trimEnd()} e `)).toEqual([])
  })

  it('splits into words', () => {
    expect(foldedWords('L’été à Nîmes')).toEqual(['l', 'ete', 'a', 'nimes'])
    expect(foldedWords('…')).toEqual([])
  })
})
