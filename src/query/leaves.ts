import type { Medium, Phrase, Query, RegexpField, TextField } from '../model/query.ts'
import { dateQuery } from './dates.ts'
import { foldedWords } from './fold.ts'
import type { Fail, Term, WordTerm } from './lex.ts'
import { faultOf } from './regexp.ts'

/** Scripts of which one character is a word, and a prefix of one finds little. */
const WORDLIKE =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Extended_Pictographic}]/u
const MAX_NEAR = 10
const MEDIA: readonly string[] = ['image', 'audio', 'video', 'content'] satisfies Medium[]
const TEXT_FIELDS: readonly string[] = ['title', 'text', 'author', 'tag', 'url'] satisfies TextField[]

/** What a value asks for; `undefined` where it is none of its field. */
type ReadValue = (value: string) => Query | undefined

const VALUE_FIELDS: ReadonlyMap<string, readonly [read: ReadValue, wanted: string]> = new Map([
  ['source', [(id) => ({ kind: 'source', id }), 'an id']],
  ['topic', [(id) => ({ kind: 'topic', id }), 'an id']],
  ['story', [(id) => ({ kind: 'story', id }), 'an id']],
  ['sources', [outletsQuery, 'a number such as 3 or >2']],
  ['lang', [(tag) => ({ kind: 'lang', tag: tag.toLowerCase() }), 'a language such as fr']],
  ['site', [(host) => ({ kind: 'site', host: host.toLowerCase() }), 'a host such as example.org']],
  ['has', [hasQuery, `one of ${MEDIA.join(', ')}`]],
  ['date', [dateQuery, 'a date such as 2024, 2024-02, 2024-02-01..2024-02-15, <7d, >7d, today or yesterday']],
])

export const FIELD_NAMES: readonly string[] = [...TEXT_FIELDS, ...VALUE_FIELDS.keys()]

/** What one term asks for; `undefined` for one that says nothing, as lone punctuation. */
export function leafOf(term: Term, fail: Fail): Query | undefined {
  if (term.kind === 'regexp') {
    const field = term.field ?? 'any'
    if (!isRegexpField(field)) return fail(`“${field}:” takes no regular expression`, term.at)
    const { pattern, ignoreCase } = term
    const query = { kind: 'regexp', field, pattern, ignoreCase } as const
    const fault = faultOf(query)
    return fault === undefined ? query : fail(`This regular expression cannot be used: ${fault}`, term.at)
  }
  const field = term.field ?? 'any'
  const [read, wanted] = VALUE_FIELDS.get(field) ?? []
  if (read !== undefined) {
    const value = term.kind === 'term' ? term.value.trim() : ''
    const query = value === '' ? undefined : read(value)
    return query ?? fail(`“${field}:” wants ${wanted}`, term.kind === 'term' ? term.valueAt : term.at)
  }
  if (!isTextField(field)) return fail(`There is no field “${field}”`, term.at)
  if (term.kind === 'term') {
    const phrase = phraseOf(term, fail)
    return phrase === undefined ? undefined : { kind: 'words', field, ...phrase }
  }
  const phrases = term.phrases.flatMap((each) => phraseOf(each, fail) ?? [])
  if (phrases.length < 2 || phrases.length > MAX_NEAR)
    fail(`NEAR wants two words or phrases, and at most ${MAX_NEAR}`, term.at)
  return { kind: 'near', field, phrases, within: term.within }
}

function phraseOf({ value, quoted, at }: WordTerm, fail: Fail): Phrase | undefined {
  const words = foldedWords(value)
  // Lone punctuation, as in “R & D”, is no word.
  const [first] = words
  if (first === undefined) return undefined
  const prefix = isPrefix({ value, quoted })
  if (prefix && words.length === 1 && [...first].length === 1 && !WORDLIKE.test(first))
    fail('A prefix has at least two letters before its “*”', at)
  return { words, prefix }
}

export function isPrefix({ value, quoted }: Pick<WordTerm, 'value' | 'quoted'>): boolean {
  return !quoted && value.endsWith('*')
}

function isTextField(field: string): field is TextField {
  return field === 'any' || TEXT_FIELDS.includes(field)
}

function isRegexpField(field: string): field is RegexpField {
  return isTextField(field) && field !== 'text'
}

function hasQuery(medium: string): Query | undefined {
  return isMedium(medium) ? { kind: 'has', medium } : undefined
}

function isMedium(word: string): word is Medium {
  return MEDIA.includes(word)
}

function outletsQuery(written: string): Query | undefined {
  const [, sign = '=', number] = /^(>=|<=|>|<|=)?(\d{1,4})$/.exec(written) ?? []
  if (number === undefined) return undefined
  const least = Number(number) + (sign === '>' ? 1 : 0)
  const most = Number(number) - (sign === '<' ? 1 : 0)
  return {
    kind: 'outlets',
    ...(sign.startsWith('<') ? {} : { from: least }),
    ...(sign.startsWith('>') ? {} : { until: most + 1 }),
  }
}
