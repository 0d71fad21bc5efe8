/**
 * Pairs that say “é”, “à”, “’” in UTF-8 and are in no text as the letters that they look like: a document with several
 * of them has been through a wrong decoding.
 */
const WITNESS = /[\u00c2\u00c3][\u0080-\u00bf]|\u00e2\u20ac.|[\u00d0\u00d1][\u0080-\u00bf][\u00d0\u00d1]/g
const WITNESSES = 2
/** UTF-8's first byte of several and a byte that goes on, both taken for letters. */
const PAIR = /[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]/
/** Letters that no language of a feed has: a capital with an accent before an ellipsis or a quote would become one. */
const UNUSUAL = /[\u0080-\u009f\u0180-\u036f]/
const BYTES = new Map(
  [...new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))].map(
    (character, byte) => [character, byte],
  ),
)
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Whether a document has been in UTF-8, was read as windows-1252 and written in UTF-8 again. */
export function isMojibake(document: string): boolean {
  let found = 0
  for (const _ of document.matchAll(WITNESS)) if (++found >= WITNESSES) return true
  return false
}

/**
 * A text of such a document (`rÃ©gion`) as it was before (`région`). Only where every letter that is not ASCII fits, and
 * becomes a usual one: a part of the document may have been right all along.
 */
export function mendMojibake(text: string): string {
  if (!PAIR.test(text)) return text
  const bytes: number[] = []
  for (const character of text) {
    const code = character.charCodeAt(0)
    // A browser's windows-1252 keeps the five bytes that have no letter, as others keep all of 80 to 9F.
    const byte = code <= 0xff ? code : BYTES.get(character)
    if (byte === undefined) return text
    bytes.push(byte)
  }
  try {
    const mended = utf8.decode(Uint8Array.from(bytes))
    return UNUSUAL.test(mended) ? text : mended
  } catch {
    // It is no UTF-8: then it says what it says.
    return text
  }
}
