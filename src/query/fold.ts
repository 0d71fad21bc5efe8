/** Letters that Unicode does not decompose, and what a reader would type for them. */
const SPELLED_OUT: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}
const SPELLED_OUT_LETTERS = new RegExp(`[${Object.keys(SPELLED_OUT).join('')}]`, 'g')
/** Accents, once they are apart from their letters, and what no reader sees: soft hyphens, joiners, direction marks. */
const UNSEEN = /[\p{M}\p{Cf}]+/gu
/** Emoji, and scripts written without spaces: each character is a word, so that a run of them is a phrase. */
const UNSPACED =
  /[[\p{Extended_Pictographic}\p{Regional_Indicator}]--[©®]]|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/gv
/** What words are made of, in folded letters. */
export const WORD = /[\p{L}\p{N}[[\p{Extended_Pictographic}\p{Regional_Indicator}]--[©®]]]+/gv
/** What lies between two words, all but single spaces, of which a text is full. */
const BETWEEN_WORDS =
  / *[^ \p{L}\p{N}[[\p{Extended_Pictographic}\p{Regional_Indicator}]--[©®]]][^\p{L}\p{N}[[\p{Extended_Pictographic}\p{Regional_Indicator}]--[©®]]]*| {2,}/gv
/** The same of an ASCII text in lower case. */
const BETWEEN_ASCII_WORDS = / *[^ a-z0-9][^a-z0-9]*| {2,}/g

/** The letters of a text as they are compared, and all that lies between its words. */
export function foldLetters(text: string): string {
  return isAscii(text)
    ? text.toLowerCase()
    : text
        .normalize('NFKD')
        .toLowerCase()
        .replace(UNSEEN, '')
        .replace(SPELLED_OUT_LETTERS, (letter) => SPELLED_OUT[letter] ?? letter)
        .replace(UNSPACED, ' $& ')
        .normalize('NFC')
}

/**
 * Text without case, accents and punctuation, one space between words and one at each end (`' semi conducteurs '`),
 * or `''` where there is no word. Folding twice changes nothing. Words that fold alike are alike to every query.
 */
export function fold(text: string): string {
  const letters = foldLetters(text)
  const words = letters.replace(isAscii(letters) ? BETWEEN_ASCII_WORDS : BETWEEN_WORDS, ' ').trim()
  return words === '' ? '' : ` ${words} `
}

/** The folded words of a text, in order. */
export function foldedWords(text: string): string[] {
  const folded = fold(text).trim()
  return folded === '' ? [] : folded.split(' ')
}

export function isAscii(text: string): boolean {
  return /^[\x00-\x7f]*$/.test(text)
}
