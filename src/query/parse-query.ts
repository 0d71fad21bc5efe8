import { TributaryError } from '../errors.ts'
import type { Query, TextField } from '../model/query.ts'
import { allOf, anyOf } from './compose.ts'
import { foldedWords } from './fold.ts'

/** What a stranger may send. */
const LIMITS = { length: 1_000, terms: 100, prefixes: 8 }
/** A prefix that finds a tenth of all words; one character of Chinese is a word. */
const SHORT_PREFIX = /^[a-z0-9]$/
const MAX_DEPTH = 20

const TEXT_FIELDS = new Map<string, TextField>([
  ['title', 'title'],
  ['text', 'text'],
  ['author', 'author'],
  ['tag', 'tag'],
])
const VALUE_FIELDS = new Map<string, (value: string) => Query>([
  ['source', (id) => ({ kind: 'source', id })],
  ['topic', (id) => ({ kind: 'topic', id })],
  ['story', (id) => ({ kind: 'story', id })],
  ['lang', (tag) => ({ kind: 'lang', tag: tag.toLowerCase() })],
  ['site', (host) => ({ kind: 'site', host: host.toLowerCase() })],
])
const FIELD_NAMES = [...TEXT_FIELDS.keys(), ...VALUE_FIELDS.keys()].join(', ')

type Token = { readonly kind: '(' | ')' | 'or' | 'and' | 'not'; readonly at: number } | Term

interface Term {
  readonly kind: 'term'
  readonly at: number
  readonly field: string | undefined
  readonly value: string
  readonly quoted: boolean
}

/**
 * Reads a query: words mean AND; `OR`, `NOT` or `-`, parentheses, `"phrases"`, `prefix*` and `field:value`.
 * An empty one asks for everything. What cannot be read is an `invalid` error that names `parameter`, says where,
 * and shows the query with a caret under that place. Grammar: docs/query-language.md.
 */
export function parseQuery(written: string, parameter = 'q', limits = LIMITS): Query {
  const fail = (what: string, at: number): never => {
    const line = written.replace(/\s/g, ' ')
    const from = Math.max(0, at - 60)
    throw new TributaryError(
      'invalid',
      `${what}, at character ${at + 1}\n  ${line.slice(from, from + 120)}\n  ${' '.repeat(at - from)}^`,
      { parameter },
    )
  }
  if (written.length > limits.length) fail(`A query has at most ${limits.length} characters`, limits.length)
  const tokens = lex(written, fail)
  if (tokens.length === 0 && written.trim() === '') return { kind: 'all' }
  if (tokens.filter((token) => token.kind === 'term').length > limits.terms)
    fail(`A query has at most ${limits.terms} terms`, 0)
  const prefixes = tokens.filter((token) => token.kind === 'term' && !token.quoted && token.value.endsWith('*'))
  if (prefixes.length > limits.prefixes)
    fail(`A query has at most ${limits.prefixes} prefixes`, prefixes.at(-1)?.at ?? 0)
  return new Reader(tokens, written.length, fail).read()
}

type Fail = (what: string, at: number) => never

function lex(written: string, fail: Fail): Token[] {
  const tokens: Token[] = []
  const word = /[^\s()"“”«»]+/y
  let at = 0
  while (at < written.length) {
    const character = written.charAt(at)
    if (/\s/.test(character)) at += 1
    else if (character === '(' || character === ')') tokens.push({ kind: character, at: at++ })
    else if (/["“”«»]/.test(character)) {
      const end = closingQuote(written, at, fail)
      tokens.push({ kind: 'term', at, field: undefined, value: written.slice(at + 1, end), quoted: true })
      at = end + 1
    } else {
      word.lastIndex = at
      const [run] = word.exec(written) ?? fail('Nothing readable', at)
      at = lexRun(run, at, written, tokens, fail)
    }
  }
  return tokens
}

/** A run without spaces: an operator, a word, `-word` or `field:value`; returns where to go on. */
function lexRun(run: string, at: number, written: string, tokens: Token[], fail: Fail): number {
  if (run === 'OR' || run === 'AND' || run === 'NOT') {
    tokens.push({ kind: run === 'OR' ? 'or' : run === 'AND' ? 'and' : 'not', at })
    return at + run.length
  }
  if (run.startsWith('-')) {
    // A dash that nothing follows, as in “Apple - Google”, is no operator.
    const dash = run === '-' && /^(\s|\)|$)/.test(written.slice(at + 1, at + 2))
    if (!dash) tokens.push({ kind: 'not', at })
    return at + 1
  }
  const field = /^([A-Za-z]+):(?!\/\/)(.*)$/s.exec(run)
  if (field === null) {
    tokens.push({ kind: 'term', at, field: undefined, value: run, quoted: false })
    return at + run.length
  }
  const [, name = '', value = ''] = field
  const known = name.toLowerCase()
  if (!TEXT_FIELDS.has(known) && !VALUE_FIELDS.has(known))
    fail(`There is no field “${name}”; fields are ${FIELD_NAMES}`, at)
  const valueAt = at + name.length + 1
  if (value !== '') {
    tokens.push({ kind: 'term', at, field: known, value, quoted: false })
    return at + run.length
  }
  if (!/["“”«»]/.test(written.charAt(valueAt))) fail(`“${name}:” wants a value right behind it`, valueAt)
  const end = closingQuote(written, valueAt, fail)
  tokens.push({ kind: 'term', at, field: known, value: written.slice(valueAt + 1, end), quoted: true })
  return end + 1
}

function closingQuote(written: string, opening: number, fail: Fail): number {
  const rest = written.slice(opening + 1).search(/["“”«»]/)
  return rest < 0 ? fail('This quotation is never closed', opening) : opening + 1 + rest
}

/** Recursive descent: or → and → unary → term. */
class Reader {
  readonly #tokens: readonly Token[]
  readonly #end: number
  readonly #fail: Fail
  #next = 0

  constructor(tokens: readonly Token[], end: number, fail: Fail) {
    this.#tokens = tokens
    this.#end = end
    this.#fail = fail
  }

  read(): Query {
    const query = this.#or(0)
    const rest = this.#tokens[this.#next]
    if (rest !== undefined) this.#fail('This parenthesis was never opened', rest.at)
    return query ?? this.#fail('There is no word to look for', 0)
  }

  #or(depth: number): Query | undefined {
    const parts = [this.#and(depth)]
    while (this.#tokens[this.#next]?.kind === 'or') {
      const at = this.#take()
      const part = this.#and(depth)
      if (part === undefined || parts[0] === undefined) this.#fail('“OR” wants something on both sides', at)
      parts.push(part)
    }
    return anyOf(parts.filter((part) => part !== undefined))
  }

  #and(depth: number): Query | undefined {
    const parts: Query[] = []
    for (;;) {
      const token = this.#tokens[this.#next]
      if (token === undefined || token.kind === ')' || token.kind === 'or') break
      if (token.kind === 'and') {
        const at = this.#take()
        const following = this.#tokens[this.#next]?.kind
        if (parts.length === 0 || following === undefined || ['and', 'or', ')'].includes(following))
          this.#fail('“AND” wants something on both sides', at)
        continue
      }
      const part = this.#unary(depth)
      if (part !== undefined) parts.push(part)
    }
    return parts.length === 0 ? undefined : allOf(parts)
  }

  #unary(depth: number): Query | undefined {
    if (depth > MAX_DEPTH) this.#fail(`Parentheses go at most ${MAX_DEPTH} deep`, this.#tokens[this.#next]?.at ?? 0)
    const token = this.#tokens[this.#next]
    if (token === undefined || token.kind === 'or' || token.kind === 'and' || token.kind === ')')
      return this.#fail('Something to look for is missing', token?.at ?? this.#end)
    this.#next += 1
    if (token.kind === 'not') {
      const of = this.#unary(depth + 1)
      return of === undefined ? undefined : { kind: 'not', of }
    }
    return token.kind === 'term' ? this.#term(token) : this.#group(token.at, depth)
  }

  #group(at: number, depth: number): Query {
    const query = this.#or(depth + 1)
    if (this.#tokens[this.#next]?.kind !== ')') this.#fail('This parenthesis is never closed', at)
    this.#take()
    return query ?? this.#fail('There is nothing in this parenthesis', at)
  }

  #term(token: Term): Query | undefined {
    const valueField = token.field === undefined ? undefined : VALUE_FIELDS.get(token.field)
    if (valueField !== undefined) {
      if (token.value.trim() === '') this.#fail(`“${token.field}:” wants a value`, token.at)
      return valueField(token.value.trim())
    }
    const field: TextField = TEXT_FIELDS.get(token.field ?? '') ?? 'any'
    const words = foldedWords(token.value)
    // Lone punctuation, as in “R & D”, is no word.
    if (words.length === 0) return undefined
    const prefix = !token.quoted && token.value.endsWith('*')
    if (prefix && words.length === 1 && SHORT_PREFIX.test(words[0] ?? ''))
      this.#fail('A prefix has at least two letters before its “*”', token.at)
    return { kind: 'words', field, words, prefix }
  }

  #take(): number {
    return this.#tokens[this.#next++]?.at ?? this.#end
  }
}
