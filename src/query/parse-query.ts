import { TributaryError } from '../errors.ts'
import type { Query } from '../model/query.ts'
import { allOf, anyOf } from './compose.ts'
import { foldedWords } from './fold.ts'
import { FIELD_NAMES, isPrefix, leafOf } from './leaves.ts'
import { type Fail, lex, type Term, type Token } from './lex.ts'

export interface QueryLimits {
  /** Characters. */
  readonly length: number
  /** Words and values; those in NEAR, which take longer, count twice. */
  readonly words: number
  readonly prefixes: number
  readonly regexps: number
}

/** What a stranger may send: each word may be in every item, and 300,000 of them are looked through in well under a second. */
const LIMITS: QueryLimits = { length: 1_000, words: 24, prefixes: 8, regexps: 4 }
const MAX_DEPTH = 20

/**
 * Reads a query: words mean AND; `OR`, `NOT` or `-`, parentheses, `"phrases"`, `prefix*`, `NEAR(a b, 5)`,
 * `/regexps/i` and `field:value`. An empty one asks for everything. What cannot be read is an `invalid` error that
 * names `parameter`, says where, and shows the query with a caret under that place. Relative dates stay relative: see
 * `resolve`. Grammar: docs/query-language.md.
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
  const knows = (name: string, at: number) => {
    if (!FIELD_NAMES.includes(name.toLowerCase()))
      fail(`There is no field “${name}”; fields are ${FIELD_NAMES.join(', ')}`, at)
  }
  const tokens = lex(written, knows, fail)
  if (tokens.length === 0 && written.trim() === '') return { kind: 'all' }
  const terms = tokens.filter(isTerm)
  const phrases = terms.flatMap((term) => (term.kind === 'near' ? term.phrases : term.kind === 'term' ? [term] : []))
  const regexps = terms.filter(({ kind }) => kind === 'regexp')
  atMost(limits.words, 'words', terms.flatMap(eachWord), fail)
  atMost(limits.prefixes, 'prefixes', phrases.filter(isPrefix), fail)
  atMost(limits.regexps, 'regular expressions', regexps, fail)
  return new Reader(tokens, written.length, fail).read()
}

function atMost(limit: number, what: string, terms: readonly Term[], fail: Fail): void {
  const [first] = terms.slice(limit)
  if (first !== undefined) fail(`A query has at most ${limit} ${what}`, first.at)
}

/** A term as often as it has words. */
function eachWord(term: Term): Term[] {
  if (term.kind === 'near') return term.phrases.flatMap((phrase) => [phrase, phrase].flatMap(eachWord))
  return term.kind === 'regexp' ? [term] : foldedWords(term.value).map(() => term)
}

function isTerm(token: Token): token is Term {
  return token.kind === 'term' || token.kind === 'regexp' || token.kind === 'near'
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
    return isTerm(token) ? leafOf(token, this.#fail) : this.#group(token.at, depth)
  }

  #group(at: number, depth: number): Query {
    const query = this.#or(depth + 1)
    if (this.#tokens[this.#next]?.kind !== ')') this.#fail('This parenthesis is never closed', at)
    this.#take()
    return query ?? this.#fail('There is nothing in this parenthesis', at)
  }

  #take(): number {
    return this.#tokens[this.#next++]?.at ?? this.#end
  }
}
