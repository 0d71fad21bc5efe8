import { describe, expect, it } from 'vitest'
import { TributaryError } from '../../src/errors.ts'
import type { Query } from '../../src/model/query.ts'
import { parseQuery } from '../../src/query/parse-query.ts'

/** What a query is read as, with every AND, OR and NOT in parentheses. */
const READ: readonly (readonly [written: string, read: string])[] = [
  ['', 'all'],
  ['   ', 'all'],
  ['puce', 'puce'],
  ['Semi-Conducteurs', '"semi conducteurs"'],
  // Grammar and precedence: NOT, then AND, then OR
  ['a b', '(a & b)'],
  ['a AND b', '(a & b)'],
  ['a OR b', '(a | b)'],
  ['a OR b OR c', '(a | b | c)'],
  ['a b OR c d', '((a & b) | (c & d))'],
  ['a (b OR c) d', '(a & (b | c) & d)'],
  ['(a b) c', '(a & b & c)'],
  ['((a))', 'a'],
  ['(a OR b)(c OR d)', '((a | b) & (c | d))'],
  ['NOT a b', '(!a & b)'],
  ['NOT (a b)', '!(a & b)'],
  ['a -b OR c', '((a & !b) | c)'],
  ['a AND NOT b', '(a & !b)'],
  ['-a', '!a'],
  ['--a', '!!a'],
  ['-(a OR b)', '!(a | b)'],
  ['-"a b"', '!"a b"'],
  ['-title:a', '!title:a'],
  // Only capitals are operators
  ['a or b', '(a & or & b)'],
  ['ORAN ANDRE NOTRE', '(oran & andre & notre)'],
  ['"a OR b"', '"a or b"'],
  // Words, phrases, prefixes
  ['"a b"', '"a b"'],
  ['“a b” c', '("a b" & c)'],
  ['«\u00a0a b\u00a0»', '"a b"'],
  ['"a"b', '(a & b)'],
  ["l'été", '"l ete"'],
  ['a-t-il', '"a t il"'],
  ['semi*', 'semi*'],
  ['semi-cond*', '"semi cond"*'],
  ['"semi*"', 'semi'],
  ['sem*i', '"sem i"'],
  ['10:30', '"10 30"'],
  ['https://a.example/x', '"https a example x"'],
  ['半導体', '"半 導 体"'],
  // Lone punctuation is no word
  ['R & D', '(r & d)'],
  ['Apple - Google', '(apple & google)'],
  ['Apple – Google', '(apple & google)'],
  ['a -', 'a'],
  ['(a -) b', '(a & b)'],
  ['* a', 'a'],
  ['"" a', 'a'],
  ['title:& a', 'a'],
  // Fields
  ['title:été', 'title:ete'],
  ['TITLE:a', 'title:a'],
  ['title:"a b" c', '(title:"a b" & c)'],
  ['title:«a b»', 'title:"a b"'],
  ['text:sem*', 'text:sem*'],
  ['author:ann tag:ia', '(author:ann & tag:ia)'],
  ['title:-a', 'title:a'],
  ['source:rfi-monde', 'source=rfi-monde'],
  ['source:"Le Monde"', 'source=Le Monde'],
  ['topic:ia OR story:x1', '(topic=ia | story=x1)'],
  ['lang:FR-ca', 'lang=fr-ca'],
  ['-site:WWW.Example.ORG', '!site=www.example.org'],
]

/** The message up to its position, and the number of the character that the caret stands under. */
const REFUSED: readonly (readonly [written: string, what: string, character: number])[] = [
  ['a (b', 'This parenthesis is never closed', 3],
  ['a) b', 'This parenthesis was never opened', 2],
  [')', 'This parenthesis was never opened', 1],
  ['()', 'There is nothing in this parenthesis', 1],
  ['a (&)', 'There is nothing in this parenthesis', 3],
  ['a "b', 'This quotation is never closed', 3],
  ['title:"b', 'This quotation is never closed', 7],
  ['OR a', '“OR” wants something on both sides', 1],
  ['a OR', '“OR” wants something on both sides', 3],
  ['a OR OR b', '“OR” wants something on both sides', 3],
  ['a (OR b)', '“OR” wants something on both sides', 4],
  ['AND a', '“AND” wants something on both sides', 1],
  ['a AND', '“AND” wants something on both sides', 3],
  ['a AND AND b', '“AND” wants something on both sides', 3],
  ['a AND OR b', '“AND” wants something on both sides', 3],
  ['(a AND) b', '“AND” wants something on both sides', 4],
  ['a NOT', 'Something to look for is missing', 6],
  ['NOT OR a', 'Something to look for is missing', 5],
  ['-"', 'This quotation is never closed', 2],
  ['&', 'There is no word to look for', 1],
  ['-', 'There is no word to look for', 1],
  ['-&', 'There is no word to look for', 1],
  ['a titre:b', 'There is no field “titre”; fields are title, text, author', 3],
  ['title: b', '“title:” wants a value right behind it', 7],
  ['title:(a b)', '“title:” wants a value right behind it', 7],
  ['source:', '“source:” wants a value right behind it', 8],
  ['a source:""', '“source:” wants an id', 10],
]

describe('parseQuery', () => {
  it.each(READ)('reads “%s” as %s', (written, read) => {
    expect(spelled(parseQuery(written))).toBe(read)
  })

  it.each(REFUSED)('refuses “%s”: %s, at character %i', (written, what, character) => {
    const { code, parameter, message } = refusal(() => parseQuery(written, 'topics[0].query'))
    const [said = '', line, caret] = message.split('\n')
    expect({ code, parameter }).toEqual({ code: 'invalid', parameter: 'topics[0].query' })
    expect(said).toContain(what)
    expect(said).toMatch(new RegExp(`, at character ${character}$`))
    expect(line).toBe(`  ${written}`)
    expect(caret).toBe(`  ${' '.repeat(character - 1)}^`)
  })

  it('names the parameter q unless told otherwise', () => {
    expect(refusal(() => parseQuery('(')).parameter).toBe('q')
  })

  it('shows the part of a long query that is wrong, on one line', () => {
    const { message } = refusal(() => parseQuery(`${'mot\n'.repeat(20)}${' '.repeat(120)}OR`))
    const [, line = '', caret = ''] = message.split('\n')
    expect(line.slice(caret.indexOf('^'))).toBe('OR')
    expect(line.length).toBeLessThanOrEqual(122)
  })
})

describe('bounds', () => {
  it('takes 1,000 characters and 24 words, and no more', () => {
    expect(parseQuery('x'.repeat(1_000)).kind).toBe('words')
    expect(() => parseQuery('x'.repeat(1_001))).toThrow('at most 1000 characters, at character 1001')
    expect(parseQuery('x '.repeat(24)).kind).toBe('and')
    expect(() => parseQuery('x '.repeat(25))).toThrow('at most 24 words')
  })

  it('goes 20 parentheses deep, and no deeper', () => {
    const nested = (depth: number) => `${'('.repeat(depth)}x${')'.repeat(depth)}`
    expect(parseQuery(nested(20)).kind).toBe('words')
    expect(() => parseQuery(nested(21))).toThrow('Parentheses go at most 20 deep, at character 22')
    expect(() => parseQuery(`${'-'.repeat(500)}x`)).toThrow('at most 20 deep')
    expect(() => parseQuery('('.repeat(1_000))).toThrow('at most 20 deep')
  })

  it('answers or refuses whatever is written, and never anything else', () => {
    const pieces = ['a ', '(', ')', '"', '-', ':', '*', 'OR ', 'NOT ', 'title:', 'lang:', '\ud800']
    const base = pieces.length
    const unexpected: unknown[] = []
    for (let n = 0; n < base ** 4; n += 1) {
      const written = [0, 1, 2, 3].map((place) => pieces[Math.floor(n / base ** place) % base]).join('')
      try {
        parseQuery(written)
      } catch (problem) {
        if (!(problem instanceof TributaryError)) unexpected.push([written, problem])
      }
    }
    expect(unexpected).toEqual([])
  })
})

function refusal(attempt: () => unknown): TributaryError {
  try {
    attempt()
  } catch (problem) {
    if (problem instanceof TributaryError) return problem
    throw problem
  }
  throw new Error('nothing was refused')
}

function spelled(query: Query): string {
  switch (query.kind) {
    case 'and':
      return `(${query.of.map(spelled).join(' & ')})`
    case 'or':
      return `(${query.of.map(spelled).join(' | ')})`
    case 'not':
      return `!${spelled(query.of)}`
    case 'words': {
      const words = query.words.length === 1 ? query.words.join() : `"${query.words.join(' ')}"`
      return `${query.field === 'any' ? '' : `${query.field}:`}${words}${query.prefix ? '*' : ''}`
    }
    case 'source':
    case 'topic':
    case 'story':
      return `${query.kind}=${query.id}`
    case 'lang':
      return `lang=${query.tag}`
    case 'site':
      return `site=${query.host}`
    default:
      return query.kind
  }
}
