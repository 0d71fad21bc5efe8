/**
 * What XML 1.0 cannot hold (2.2) or advises against, what HTML calls an error, and what only shows that a text was
 * decoded wrongly: controls, lone surrogates, noncharacters, U+FFFD.
 */
const NO_TEXT = /(?![\t\n\r])[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u{fffd}]/gu

/** What most texts have none of: told at once, where the exact answer takes a look at each character's properties. */
const SUSPICIOUS = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffd-\uffff]/

/**
 * Noncharacters that stand for the signs of markup until a document is written. None comes in by a text, for `xmlText`
 * takes them out; and no XML writer escapes one, leaves one out or breaks over it.
 */
const STAND_INS = new Map([
  ['&', '\u{fdd0}'],
  ['<', '\u{fdd1}'],
  ['>', '\u{fdd2}'],
  ['"', '\u{fdd3}'],
])
const SIGNS = new Map(
  [...STAND_INS].map(([sign, standIn]) => [standIn, `&#x${sign.charCodeAt(0).toString(16).toUpperCase()};`]),
)

/** Text without the characters that make a whole document ill-formed, or doubtful. */
export function xmlText(text: string): string {
  return SUSPICIOUS.test(text) ? text.replace(NO_TEXT, '') : text
}

export function escapeXml(text: string): string {
  return xmlText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** A text whose markup signs are stand-ins, for a writer that cannot be trusted with the signs themselves. */
export function standIn(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => STAND_INS.get(sign) ?? sign)
}

/**
 * The document with its stand-ins as hexadecimal references: what most readers understand where they disagree whether a
 * text is HTML (RSS Best Practices Profile, “Character data”).
 */
export function withoutStandIns(document: string): string {
  return document.replace(/[\u{fdd0}-\u{fdd3}]/gu, (standIn) => SIGNS.get(standIn) ?? '')
}

/** A text for where readers disagree whether it is HTML: only what HTML would take for markup is escaped. */
export function ambiguousText(text: string): string {
  return text.replace(/&(?=#?\w+;)/g, '&amp;').replace(/<(?=[a-z/!?])/gi, '&lt;')
}
