import { xmlText } from './xml-text.ts'

/** The signs that open a direction (Unicode Bidirectional Algorithm, 2), each with the one that ends it. */
const ENDS: ReadonlyMap<string, string> = new Map([
  ...['\u202a', '\u202b', '\u202d', '\u202e'].map((sign) => [sign, '\u202c'] as const),
  ...['\u2066', '\u2067', '\u2068'].map((sign) => [sign, '\u2069'] as const),
])
const END = new Set(ENDS.values())
const ADDRESS = /<([^\s<>@]+@[^\s<>@]+)>/g

/** A text on one line that changes nothing around it: a title. */
export function plainLine(text: string): string {
  return closeDirections(xmlText(text).replace(/\s+/g, ' ').trim())
}

/**
 * A name on one line, for where no markup may be. An end tag is told apart by a space, and an address in brackets is
 * left out, for it asks for mail that nobody invited.
 */
export function plainName(text: string): string {
  const line = plainLine(text)
  const bare = line.replace(ADDRESS, '').trim() || line.replace(ADDRESS, '$1')
  return bare.replace(/<\/(?=\w+>)/g, '< /').replace(/\s+/g, ' ')
}

/** Text in which every direction that is opened is closed, and nothing closes what was opened before it. */
export function closeDirections(text: string): string {
  if (!/[\u202a-\u202e\u2066-\u2069]/.test(text)) return text
  const open: string[] = []
  const closed = Array.from(text, (sign) => {
    const end = ENDS.get(sign)
    if (end !== undefined) open.unshift(end)
    return END.has(sign) ? closing(open, sign) : sign
  })
  return [...closed, ...open].join('')
}

/** What closes the innermost open one of a kind, and all within it; takes that from `open`, the innermost first. */
function closing(open: string[], end: string): string {
  return open.splice(0, open.indexOf(end) + 1).join('')
}
