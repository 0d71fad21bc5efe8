/** A title and text with fewer words say too little to be told from others by them. */
const FEW = 4
/** Parts of the smaller number of words that two titles, or two texts, have in common where one may be an edit of the other. */
const TITLES_ALIKE = 0.34
const TEXTS_ALIKE = 0.5
/** Words of its own, and the part of all, from which on a text says something that another does not. */
const OWN_WORDS = 12
const OWN_PART = 0.4

/** What is compared of an article; `text` may be HTML. */
export interface Told {
  readonly title: string
  readonly text: string
}

/** How much of the words of two titles is the same, from 0 to 1; 1 where they are equal. */
export function likeness(a: string, b: string): number {
  return a === b ? 1 : inCommon(wordsOf(a), wordsOf(b))
}

/** Whether one may be an edit of the other. Where both say too little to tell they are. */
export function isAlike(a: Told, b: Told): boolean {
  if (likeness(a.title, b.title) >= TITLES_ALIKE) return true
  const texts = [wordsOf(withoutTags(a.text)), wordsOf(withoutTags(b.text))] as const
  if (Math.min(...texts.map(({ size }) => size)) >= 2 && inCommon(...texts) >= TEXTS_ALIKE) return true
  const words = [wordsOf(`${a.title} ${withoutTags(a.text)}`), wordsOf(`${b.title} ${withoutTags(b.text)}`)]
  return words.some(({ size }) => size < FEW)
}

/** Whether a text says something that another article does not. */
export function addsTo(own: Told, other: Told): boolean {
  const words = wordsOf(withoutTags(own.text))
  const known = wordsOf(`${other.title} ${withoutTags(other.text)}`)
  const added = [...words].filter((word) => !known.has(word)).length
  return added >= OWN_WORDS && added >= OWN_PART * words.size
}

function inCommon(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const smaller = Math.min(a.size, b.size)
  return smaller === 0 ? 0 : [...a].filter((word) => b.has(word)).length / smaller
}

/** The words that say something: long ones, numbers, and each character of scripts that write no spaces. */
function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|\p{N}+|[\p{L}\p{M}]{4,}/gu) ?? [])
}

function withoutTags(html: string): string {
  return html.replace(/<[^>]*>/g, ' ')
}
