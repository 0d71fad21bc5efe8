/** One word, quotation or value, with what it is looked for in. */
export interface WordTerm {
  readonly kind: 'term'
  readonly at: number
  readonly field: string | undefined
  readonly valueAt: number
  readonly value: string
  readonly quoted: boolean
}

interface RegexpTerm {
  readonly kind: 'regexp'
  readonly at: number
  readonly field: string | undefined
  readonly pattern: string
  readonly ignoreCase: boolean
}

interface NearTerm {
  readonly kind: 'near'
  readonly at: number
  readonly field: string | undefined
  readonly phrases: readonly WordTerm[]
  readonly within: number
}

export type Term = WordTerm | RegexpTerm | NearTerm
export type Token = { readonly kind: '(' | ')' | 'or' | 'and' | 'not'; readonly at: number } | Term
/** Says what is wrong, and at which character, by throwing. */
export type Fail = (what: string, at: number) => never

const OPERATORS = new Map([
  ['OR', 'or'],
  ['AND', 'and'],
  ['NOT', 'not'],
] as const)
const QUOTE = /["“”«»]/
const RUN = /[^\s()"“”«»]+/y
const NEAR = 'NEAR('
const NEAR_WORD = /[^\s()"“”«»,]+/y
const NEAR_END = /[\s,]*(?:,\s*(\d{1,9})\s*)?\)/y
/** How many words may lie between, where nothing is said: as in FTS5. */
const USUAL_DISTANCE = 10
const MAX_DISTANCE = 100
const REGEXP = /\/((?:\\.|[^\\/])+)\/(\w*)(?=(.?))/sy

/** Splits a query into its tokens; `knows` says which fields there are. */
export function lex(written: string, knows: (field: string, at: number) => void, fail: Fail): Token[] {
  return new Lexer(written, knows, fail).read()
}

class Lexer {
  readonly #written: string
  readonly #knows: (field: string, at: number) => void
  readonly #fail: Fail
  readonly #tokens: Token[] = []
  #at = 0

  constructor(written: string, knows: (field: string, at: number) => void, fail: Fail) {
    this.#written = written
    this.#knows = knows
    this.#fail = fail
  }

  read(): Token[] {
    while (this.#at < this.#written.length) {
      const character = this.#written.charAt(this.#at)
      if (/\s/.test(character)) this.#at += 1
      else if (character === '(' || character === ')') this.#tokens.push({ kind: character, at: this.#at++ })
      else if (!this.#special(this.#at, undefined)) this.#run()
    }
    return this.#tokens
  }

  /** A quotation, a regular expression or a `NEAR(…)`, where one begins. */
  #special(at: number, field: string | undefined): boolean {
    const [first = '', second = ' '] = this.#written.slice(this.#at, this.#at + 2)
    if (QUOTE.test(first)) this.#tokens.push(this.#quotation(at, field))
    else if (first === '/' && /[^\s/]/.test(second)) this.#tokens.push(this.#regexp(at, field))
    else if (this.#written.startsWith(NEAR, this.#at)) this.#tokens.push(this.#near(at, field))
    else return false
    return true
  }

  /** A run without spaces: an operator, a word, `-word` or `field:value`. */
  #run(): void {
    const at = this.#at
    const run = this.#match(RUN)?.[0] ?? this.#fail('Nothing readable', at)
    const operator = OPERATORS.get(run as 'OR')
    if (operator !== undefined) {
      this.#tokens.push({ kind: operator, at })
    } else if (run.startsWith('-')) {
      this.#at = at + 1
      // A dash that nothing follows, as in “Apple - Google”, is no operator.
      if (!/^(\s|\)|$)/.test(this.#written.slice(at + 1, at + 2))) this.#tokens.push({ kind: 'not', at })
    } else {
      const [, name = '', value = ''] = /^([A-Za-z]+):(?!\/\/)(.*)$/s.exec(run) ?? []
      if (name === '') this.#tokens.push({ kind: 'term', at, field: undefined, valueAt: at, value: run, quoted: false })
      else this.#field(at, name, value)
    }
  }

  #field(at: number, name: string, value: string): void {
    const field = name.toLowerCase()
    this.#knows(name, at)
    const valueAt = at + name.length + 1
    const end = this.#at
    this.#at = valueAt
    if (this.#special(at, field)) return
    if (value === '') this.#fail(`“${name}:” wants a value right behind it`, valueAt)
    this.#tokens.push({ kind: 'term', at, field, valueAt, value, quoted: false })
    this.#at = end
  }

  #quotation(at: number, field: string | undefined): WordTerm {
    const opening = this.#at
    const length = this.#written.slice(opening + 1).search(QUOTE)
    if (length < 0) this.#fail('This quotation is never closed', opening)
    this.#at = opening + length + 2
    const value = this.#written.slice(opening + 1, opening + 1 + length)
    return { kind: 'term', at, field, valueAt: opening, value, quoted: true }
  }

  #regexp(at: number, field: string | undefined): RegexpTerm {
    const opening = this.#at
    const found =
      this.#match(REGEXP) ??
      this.#fail('This regular expression is never closed; put what is none in quotation marks', opening)
    const [, pattern = '', flags = '', next = ''] = found
    if ((flags !== '' && flags !== 'i') || /[^\s()]/.test(next))
      this.#fail(
        'Behind “/…/”, a regular expression, stands a space, or “i”; put what is none in quotation marks',
        opening + pattern.length + 2,
      )
    return { kind: 'regexp', at, field, pattern: pattern.replaceAll('\\/', '/'), ignoreCase: flags === 'i' }
  }

  /** `NEAR(a "b c" d*, 5)`. */
  #near(at: number, field: string | undefined): NearTerm {
    const opening = this.#at
    const phrases: WordTerm[] = []
    this.#at += NEAR.length
    for (;;) {
      const end = this.#match(NEAR_END)
      if (end !== null) {
        const within = Number(end[1] ?? USUAL_DISTANCE)
        if (within > MAX_DISTANCE) this.#fail(`NEAR reaches over at most ${MAX_DISTANCE} words`, opening)
        return { kind: 'near', at, field, phrases, within }
      }
      phrases.push(this.#nearPhrase(opening, field))
    }
  }

  #nearPhrase(opening: number, field: string | undefined): WordTerm {
    this.#match(/[\s,]*/y)
    const at = this.#at
    if (at >= this.#written.length) this.#fail('This NEAR is never closed', opening)
    if (QUOTE.test(this.#written.charAt(at))) return this.#quotation(at, field)
    const value = this.#match(NEAR_WORD)?.[0]
    if (value === undefined || OPERATORS.has(value as 'OR'))
      return this.#fail('NEAR takes words and “phrases”, and a number of words after a comma', at)
    return { kind: 'term', at, field, valueAt: at, value, quoted: false }
  }

  /** What a sticky pattern finds here, and steps behind it. */
  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#written)
    if (found !== null) this.#at = pattern.lastIndex
    return found
  }
}
