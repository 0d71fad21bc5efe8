import { Parser } from 'htmlparser2'

/** Elements whose content is not prose. */
const SILENT = new Set(['script', 'style', 'noscript', 'template', 'iframe', 'object', 'svg', 'head', 'title', 'form'])
/** Elements that run on in the line; all others end the word before them. */
const INLINE = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
)

/** The prose of an HTML fragment as plain text: no markup, entities decoded, white space folded. */
export function textOfHtml(html: string): string {
  if (!/[<&]/.test(html)) return oneLine(html)
  const out: string[] = []
  let silent = 0
  const parser = new Parser(
    {
      onopentag(name) {
        if (SILENT.has(name)) silent += 1
        else if (!INLINE.has(name)) out.push(' ')
      },
      onclosetag(name) {
        if (SILENT.has(name)) silent -= 1
        else if (!INLINE.has(name)) out.push(' ')
      },
      ontext(text) {
        if (silent === 0) out.push(text)
      },
    },
    { decodeEntities: true },
  )
  parser.end(html)
  return oneLine(out.join(''))
}

/** White space folded to single spaces; control characters and bidirectional overrides dropped. */
export function oneLine(text: string): string {
  return text
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** At most `limit` characters, cut between words, with an ellipsis where something was cut. */
export function excerpt(text: string, limit: number): string {
  if (text.length <= limit) return text
  const cut = text.slice(0, limit)
  const space = cut.lastIndexOf(' ')
  return `${(space > limit * 0.6 ? cut.slice(0, space) : cut.replace(/[\ud800-\udbff]$/, '')).replace(/[\s,;:.–—-]+$/, '')}…`
}
