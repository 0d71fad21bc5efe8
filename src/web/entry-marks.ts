const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const SIGN_BITS = 6
/** Entries that are told: beyond, too few bits would be left for each. */
const MAX_ENTRIES = 72
/** Signs of their number. */
const COUNT = 2
/** Of all entries together: many readers keep a tag in a column of 255 characters, with a hash and a coding beside these. */
const MAX_BITS = 216 * SIGN_BITS
const MAX_WIDTH = 32

/**
 * What a tag says of the entries of its document, so that a server which has forgotten the document, or never had it, can tell
 * what is new since: their number, and some bits of each one's hash (base64url). Sixty entries have 21 bits each, so
 * that one new entry in 35,000 is taken for one that was there; of a document with more than 72 entries the first are told.
 */
export function marksOf(hashes: readonly string[]): string {
  const told = hashes.slice(0, MAX_ENTRIES)
  if (told.length === 0) return ''
  const width = widthFor(told.length)
  const count = told.length.toString(2).padStart(COUNT * SIGN_BITS, '0')
  return written(count + told.map((hash) => bitsOf(hash, width)).join(''))
}

/** Tells of an entry's hash whether it was in the document; `undefined` for what is no such writing. */
export function readMarks(text: string): ((hash: string) => boolean) | undefined {
  const count = Number.parseInt(bitsOf(text, COUNT * SIGN_BITS), 2)
  if (!(count >= 1 && count <= MAX_ENTRIES)) return undefined
  const width = widthFor(count)
  if (text.length !== COUNT + Math.ceil((count * width) / SIGN_BITS)) return undefined
  const bits = bitsOf(text.slice(COUNT), count * width)
  const marks = new Set(bits.match(new RegExp(`.{${width}}`, 'g')))
  return (hash) => marks.has(bitsOf(hash, width))
}

function widthFor(count: number): number {
  return Math.min(MAX_WIDTH, Math.floor(MAX_BITS / count))
}

/** Zeros and ones as text in base64url. */
function written(bits: string): string {
  return bits.replace(/.{1,6}/g, (six) => SIGNS[Number.parseInt(six.padEnd(SIGN_BITS, '0'), 2)] ?? '')
}

/** The first bits of a text in base64url, as zeros and ones. */
function bitsOf(text: string, count: number): string {
  const signs = text.slice(0, Math.ceil(count / SIGN_BITS))
  return [...signs]
    .map((sign) => SIGNS.indexOf(sign).toString(2).padStart(SIGN_BITS, '0'))
    .join('')
    .slice(0, count)
}
