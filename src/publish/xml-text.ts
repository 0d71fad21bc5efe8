/** What XML 1.0 (2.2) cannot hold, and lone surrogates. */
const NOT_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

/** Text without the characters that make a whole document ill-formed. */
export function xmlText(text: string): string {
  return text.replace(NOT_XML, '')
}

export function escapeXml(text: string): string {
  return xmlText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/**
 * A text for where readers disagree whether it is HTML: only what HTML would take for markup is escaped, and the end of
 * a CDATA section, of which the `feed` package splits the first one alone.
 */
export function ambiguousText(text: string): string {
  return xmlText(text)
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(']]>', ']]&gt;')
}
