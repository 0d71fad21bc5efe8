import { foldLetters, isAscii } from '../query/fold.ts'
import { CONCEPT_WORDS } from './concept-words.ts'
import { PLACE_WORDS } from './place-words.ts'

/** What one language writes for the concepts: whole words and phrases by their plain form, stems as they are. */
interface Lexicon {
  readonly french: boolean
  readonly words: ReadonlyMap<string, readonly string[]>
  /** By their first letters, the longest first. */
  readonly stems: ReadonlyMap<string, readonly Stem[]>
  /** Words that a phrase begins with. */
  readonly openers: ReadonlySet<string>
}
interface Stem {
  readonly text: string
  readonly keys: readonly string[]
}
interface Word {
  readonly written: string
  readonly plain: string
  /** Whether it begins a sentence or a quotation. */
  readonly opens: boolean
}

interface Concepts {
  readonly keys: readonly string[]
  readonly rest: readonly string[]
}

const LONGEST_PHRASE = 6
const SHORTEST_STEM = 3
/** What is read of a text: as far as headlines and leads go. */
const MAX_LENGTH = 2000
const INITIALS = /\b(?:\p{Lu}\.){2,}|\b(?:\p{Lu}\.)+\p{Lu}\b/gu
/** What lies before the first word of a sentence. */
const OPENING = /[.:!?…«“"|–—]/u
const ASCII_WORDS = /[A-Za-z\d]+/g
const WORDS = /[\p{L}\p{M}\p{N}]+/gu

const ENGLISH = 0
const FRENCH = 1
/** Each made when it is asked for first: a service starts without. */
const lexicons: (Lexicon | undefined)[] = []

/**
 * The concepts that a text in English or French speaks of, as keys that both languages share: `e:layoff` of “layoffs”
 * and “licenciements”, `p:germany` of “German” and “Allemagne”, `c:chip` of
 * “chips” and “puces”. Each once, in the order of the text; none of a text in
 * another language. A word of several meanings gives a key for each.
 */
export function conceptsIn(text: string, lang: string | undefined): readonly string[] {
  return readConcepts(text, lang).keys
}

/** The concepts of a text, and the words that name none, as they are written. */
export function readConcepts(text: string, lang: string | undefined): Concepts {
  const lexicon = lexiconFor(lang)
  const words = wordsOf(text, lexicon?.french === true)
  const keys = new Set<string>()
  const rest: string[] = []
  for (let at = 0; at < words.length; ) {
    const [found, taken] = lexicon === undefined ? [[], 1] : conceptOrName(lexicon, words, at)
    for (const key of found) keys.add(key)
    if (found.length === 0) rest.push(words[at]?.written ?? '')
    at += taken
  }
  return { keys: [...keys], rest }
}

function lexiconFor(lang: string | undefined): Lexicon | undefined {
  const side = lang?.startsWith('fr') === true ? FRENCH : lang?.startsWith('en') === true ? ENGLISH : undefined
  if (side === undefined) return undefined
  const lexicon = lexicons[side] ?? lexiconOf(side)
  lexicons[side] = lexicon
  return lexicon
}

/**
 * French gives capitals to names only: a word with one inside a sentence is part of a name (“Burger King”) and no concept,
 * unless it is the name of a place or all in capitals.
 */
function conceptOrName(lexicon: Lexicon, words: readonly Word[], at: number): readonly [readonly string[], number] {
  const [keys, taken] = conceptAt(lexicon, words, at)
  const word = words[at]
  const isName = lexicon.french && taken === 1 && word !== undefined && !word.opens && isCapitalised(word.written)
  return [isName ? keys.filter((key) => key.startsWith('p:')) : keys, taken]
}

function isCapitalised(word: string): boolean {
  return word !== word.toLowerCase() && (word.length === 1 || word !== word.toUpperCase())
}

/** The concepts at a place, and how many words name them; the longest phrase counts. */
function conceptAt(lexicon: Lexicon, words: readonly Word[], at: number): readonly [readonly string[], number] {
  const word = words[at]
  if (word === undefined) return [[], 1]
  const longest = lexicon.openers.has(word.plain) ? LONGEST_PHRASE : 1
  for (let length = longest; length > 1; length -= 1) {
    const phrase = words.slice(at, at + length)
    const keys = phrase.length < length ? undefined : lexicon.words.get(phrase.map((one) => one.plain).join(' '))
    if (keys !== undefined) return [keys, length]
  }
  return [lexicon.words.get(word.written) ?? lexicon.words.get(word.plain) ?? stemmed(lexicon, word.plain), 1]
}

function stemmed(lexicon: Lexicon, plain: string): readonly string[] {
  const stems = lexicon.stems.get(plain.slice(0, SHORTEST_STEM))
  return stems?.find(({ text }) => plain.startsWith(text))?.keys ?? []
}

function wordsOf(text: string, french: boolean): readonly Word[] {
  const read = text.slice(0, MAX_LENGTH).replace(INITIALS, (initials) => initials.replaceAll('.', ''))
  const ascii = isAscii(read)
  const words: Word[] = []
  let end = 0
  for (const { 0: written, index } of read.matchAll(ascii ? ASCII_WORDS : WORDS)) {
    const opens = index === 0 || OPENING.test(read.slice(end, index))
    end = index + written.length
    words.push({ written, plain: plainForm(ascii ? written.toLowerCase() : foldLetters(written), french), opens })
  }
  return words
}

/** A word without the endings of plurals and, in French, of the feminine; no word of the language, and the same for both. */
function plainForm(folded: string, french: boolean): string {
  if (folded.length < 4) return folded
  if (!french) return folded.endsWith('s') ? folded.replace(/ies$/, 'y').replace(/([^su])s$/, '$1') : folded
  const single = folded.replace(/([^e])aux$/, '$1al').replace(/[sx]$/, '')
  return single.length < 6 ? single : single.replace(/([^e])e$/, '$1').replace(/nn$/, 'n')
}

function lexiconOf(side: 0 | 1): Lexicon {
  const words = new Map<string, string[]>()
  const stems = new Map<string, string[]>()
  const entries = [...entriesOf(CONCEPT_WORDS, 'c'), ...entriesOf(PLACE_WORDS, 'p')]
  for (const { key, forms } of entries)
    for (const form of forms[side]) {
      if (form.endsWith('*')) append(stems, form.slice(0, -1), key)
      else append(words, formKey(form, side === FRENCH), key)
    }
  const openers = [...words.keys()].filter((one) => one.includes(' ')).map((one) => one.slice(0, one.indexOf(' ')))
  return { french: side === FRENCH, words, stems: byBeginning(stems), openers: new Set(openers) }
}

function byBeginning(stems: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly Stem[]> {
  const longestFirst = Array.from(stems, ([text, keys]): Stem => ({ text, keys }))
    .filter(({ text }) => text.length >= SHORTEST_STEM)
    .sort((a, b) => b.text.length - a.text.length)
  return Map.groupBy(longestFirst, ({ text }) => text.slice(0, SHORTEST_STEM))
}

/** A form in capitals is meant as it is written: `US` is no “us”. */
function formKey(form: string, french: boolean): string {
  if (form !== form.toLowerCase()) return form
  return form
    .split('_')
    .map((word) => plainForm(word, french))
    .join(' ')
}

function entriesOf(table: string, kind: string): { key: string; forms: readonly [string[], string[]] }[] {
  return table
    .split(/[;\n]/)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [english = [], french = []] = line.split('=').map((side) => side.trim().split(/\s+/))
      const first = english[0] ?? ''
      const key = `${first.startsWith('!') ? 'e' : kind}:${first.replace(/[!*]/g, '').toLowerCase()}`
      return { key, forms: [[first.replace('!', ''), ...english.slice(1)], french] }
    })
}

function append(map: Map<string, string[]>, form: string, key: string): void {
  const keys = map.get(form)
  if (keys === undefined) map.set(form, [key])
  else if (!keys.includes(key)) keys.push(key)
}
