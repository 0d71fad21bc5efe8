import type { Finder } from './finder.ts'
import { STRUCTURE } from './grammar.ts'
import { readReferences } from './references.ts'

export interface StartTag {
  readonly kind: 'start'
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  /** It ends itself: `<a/>`. */
  readonly empty: boolean
  readonly written: string
}

interface Value {
  readonly value: string
  readonly end: number
  readonly quoted: boolean
}

export const NAME = String.raw`[A-Za-z_\u00c0-\uffff][\w.:\u00b7-\uffff-]*`
const START = new RegExp(`<(\\s{0,2})(${NAME})(?=[\\s/>"'<])`, 'y')
const SPACE_OR_SLASH = /[\s/]*/y
const ATTRIBUTE = /=?([^\s=<>/]*)(\s*=\s*)?/y
const ATTRIBUTE_NAME = /^[\p{L}_][\p{L}\p{N}_.:-]*$/u
const CDATA = /^\s*<!\[CDATA\[([\s\S]*)\]\]>\s*$/
/** Elements that are of no use without others in them: a slash at their end belongs to a URL. */
const NEVER_EMPTY = /^(?:\w+:)?(?:rss|rdf|feed|channel|item|entry)$/i
const UNQUOTED = /[^\s<>]*/y
/** A quote right behind this begins the value of an attribute, and ends none. */
const ASSIGNS = /\s[\w:.-]+\s*=\s*$/
const NEXT_STRUCTURE = new RegExp(STRUCTURE, 'gi')

/**
 * The start tag that begins at a `<`, however it is written; `undefined` where that is no tag but a less-than sign, or
 * a word in angle brackets. `isOfFeed` knows the names that only tags have.
 */
export function readStartTag(finder: Finder, at: number, isOfFeed: (name: string) => boolean): StartTag | undefined {
  const [opening = '', space = '', name = ''] = finder.match(START, at) ?? []
  if (name === '' || name.endsWith(':') || (space !== '' && !isOfFeed(name))) return undefined
  const attributes: Record<string, string> = Object.create(null)
  const tag = (end: number, empty = false): StartTag => {
    return { kind: 'start', name, attributes, empty, written: finder.text.slice(at, end) }
  }
  const start = at + opening.length
  let end = start
  let quotesEnd = 0
  for (;;) {
    const between = finder.match(SPACE_OR_SLASH, end)?.[0] ?? ''
    end += between.length
    const next = finder.text[end]
    if (next === '>') return tag(end + 1, between.includes('/'))
    if (next === undefined) return undefined
    // Its end is missing: what is behind its name, or its last quote, is text.
    if (next === '<') return quotesEnd > 0 ? tag(quotesEnd) : isOfFeed(name) ? tag(start) : undefined
    const [written = '', attribute = '', assigned] = finder.match(ATTRIBUTE, end) ?? []
    end += Math.max(1, written.length)
    const value =
      assigned === undefined ? { value: '', end, quoted: false } : readValue(finder, end, NEVER_EMPTY.test(name))
    end = value.end
    if (value.quoted) quotesEnd = end
    if (ATTRIBUTE_NAME.test(attribute)) attributes[attribute] ??= meant(value.value)
  }
}

function readValue(finder: Finder, start: number, keepsSlash: boolean): Value {
  const quote = finder.text[start] ?? ''
  if (quote !== '"' && quote !== "'") return readUnquoted(finder, start, keepsSlash)
  const end = finder.find(quote, start + 1)
  if (end < Number.POSITIVE_INFINITY && !isOfNext(finder, start + 1, end))
    return { value: finder.text.slice(start + 1, end), end: end + 1, quoted: true }
  return readUnquoted(finder, start + 1, keepsSlash)
}

/** The next quote belongs to what comes later: the value's own is missing. */
function isOfNext(finder: Finder, start: number, end: number): boolean {
  if (finder.find(NEXT_STRUCTURE, start) < end) return true
  if (ASSIGNS.test(finder.text.slice(Math.max(start, end - 100), end))) return true
  return finder.find('>', start) < end && !/[\s/>?]/.test(finder.text[end + 1] ?? ' ')
}

function readUnquoted(finder: Finder, start: number, keepsSlash: boolean): Value {
  const written = finder.match(UNQUOTED, start)?.[0] ?? ''
  // `<link href=https://a.example/>` ends itself.
  const isEnd = !keepsSlash && finder.text[start + written.length] === '>'
  const value = isEnd ? written.replace(/\/$/, '') : written
  return { value: value.replace(/(?<!["'])["']+$/, ''), end: start + value.length, quoted: false }
}

/** What a value stands for; some programs put CDATA there. */
function meant(value: string): string {
  const cdata = CDATA.exec(value)?.[1]
  return cdata ?? readReferences(value.replace(/[\t\n]/g, ' '))
}
