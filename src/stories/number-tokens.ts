import { foldLetters, isAscii } from '../query/fold.ts'

/** A number, a word or a sign of a text, and what lies between it and the one before. */
export interface Token {
  readonly kind: 'number' | 'word' | 'mixed' | 'sign'
  readonly text: string
  /** Without case and accents. */
  readonly folded: string
  /** What lies before it: `''` where it follows at once, one space for any run of spaces. */
  readonly gap: string
}

/** What is read of a text: figures that tell a story stand near its beginning. */
const MAX_LENGTH = 4000
/** Longer runs of digits are serial numbers. */
const MAX_DIGITS = 18
/** Groups of three by a no-break or thin space, which every language may have, or by a plain one, which English has not. */
const GROUPED = "\\d{1,3}(?:[\\u00a0\\u2009\\u202f'’]\\d{3}(?!\\d))+(?:[.,]\\d+)?"
const GROUPED_BY_SPACES = GROUPED.replace('\\u00a0', ' \\u00a0')
const PLAIN = '\\d+(?:[.,]\\d+)*'
/** Not behind a figure: `14h30` is a time. */
const MIXED = '(?<!\\d)\\p{L}+\\d[\\p{L}\\d]*(?:\\.\\d+)*'
const WORD = '\\p{L}[\\p{L}\\p{M}]*'
const SIGN = '[$€£¥₩₹%]'
const ENGLISH = new RegExp(`(${GROUPED}|${PLAIN})|(${MIXED})|(${WORD})|${SIGN}`, 'gu')
const OTHERS = new RegExp(`(${GROUPED_BY_SPACES}|${PLAIN})|(${MIXED})|(${WORD})|${SIGN}`, 'gu')

/** The tokens at the beginning of a text. Time grows with its length alone. */
export function tokensOf(text: string, lang: string | undefined): readonly Token[] {
  const read = text.slice(0, MAX_LENGTH)
  const fold = isAscii(read) ? (word: string) => word.toLowerCase() : foldLetters
  const tokens: Token[] = []
  let end = 0
  for (const found of read.matchAll(isEnglish(lang) ? ENGLISH : OTHERS)) {
    const between = read.slice(end, found.index)
    const gap = between === '' || between === ' ' ? between : between.replace(/^\s+$/, ' ')
    end = found.index + found[0].length
    tokens.push({ kind: kindOf(found), text: found[0], folded: fold(found[0]), gap })
  }
  return tokens
}

/**
 * The value of a number as a language writes it, `undefined` for what is none (a date, a version). Three zeros behind a
 * point or a comma are thousands in every language: nobody counts in thousandths, and people copy figures.
 */
export function numberWritten(written: string, lang: string | undefined): number | undefined {
  const text = written.replace(/[\s'’]/g, '')
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','))
  if (text.length > MAX_DIGITS) return undefined
  if (last < 0) return Number(text)
  const mark = text[last] ?? ''
  const [whole = '', after = ''] = [text.slice(0, last), text.slice(last + 1)]
  const thousands = whole.includes(mark) || (after.length === 3 && (mark === thousandsMark(lang) || after === '000'))
  if (thousands) return /^\d{1,3}(?:[.,]\d{3})+$/.test(text) ? Number(text.replace(/[.,]/g, '')) : undefined
  return /^\d+$|^\d{1,3}(?:[.,]\d{3})+$/.test(whole) ? Number(`${whole.replace(/[.,]/g, '')}.${after}`) : undefined
}

export function isEnglish(lang: string | undefined): boolean {
  return lang === undefined || lang.startsWith('en')
}

function thousandsMark(lang: string | undefined): string {
  return isEnglish(lang) ? ',' : '.'
}

function kindOf(found: RegExpExecArray): Token['kind'] {
  if (found[1] !== undefined) return 'number'
  if (found[2] !== undefined) return 'mixed'
  return found[3] === undefined ? 'sign' : 'word'
}
