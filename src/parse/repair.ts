import { decodeHTML } from 'entities'
import { Parser } from 'htmlparser2'

const NAME = /^[\p{L}_][\p{L}\p{N}_.-]*(:[\p{L}_][\p{L}\p{N}_.-]*)?$/u
/** What XML 1.0 (2.2) allows in a document; the rest is dropped. */
const NOT_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu
const HTML_ENTITY = /&(?!amp;|lt;|gt;|quot;|apos;)[A-Za-z][A-Za-z0-9]{1,31};/g
const FEED_ROOT = /<(?:\w+:)?(?:rss|rdf|feed)[\s>]/i
const WEB_PAGE = /<!doctype html|<html[\s>]/i
const ITEM = /^(?:\w+:)?(item|entry)$/i

/**
 * Rewrites an ill-formed document as a well-formed one that says the same as far as that can be told: stray `&` and
 * `<`, HTML entities, control characters, text around the root, tags that are not closed. An item that the end of the
 * document cut off is left out, for half a guid would come back as a new item. Markup directly inside one of
 * `textElements` becomes text.
 */
export function repairXml(text: string, textElements: ReadonlySet<string>): string {
  const out: string[] = []
  const open: { readonly name: string; readonly written: boolean; readonly start: number }[] = []
  let inText = 0
  let done = false
  let ended = false
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (done) return
        const written = NAME.test(name)
        open.push({ name, written, start: out.length })
        if (!written) return
        const tag = `<${name}${attributesOf(attributes)}>`
        out.push(inText > 0 ? escapeXml(tag) : tag)
        if (inText > 0 || textElements.has(name)) inText += 1
      },
      onclosetag() {
        const element = open.pop()
        if (done || element === undefined || !element.written) return
        if (inText > 0) inText -= 1
        if (ended && ITEM.test(element.name)) out.length = element.start
        else out.push(inText > 0 ? escapeXml(`</${element.name}>`) : `</${element.name}>`)
        if (open.length === 0) done = true
      },
      ontext(data) {
        // Text within bare markup is markup's text: escaped once as HTML and once as XML.
        if (!done && open.length > 0) out.push(escapeXml(inText > 1 ? escapeXml(data) : data))
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.write(fromRoot(text.replace(NOT_XML, '')).replace(HTML_ENTITY, (entity) => escapeXml(decodeHTML(entity))))
  ended = true
  parser.end()
  return `<?xml version="1.0"?>\n${out.join('')}`
}

/** The document without what a script printed before it, markup or not; a web page that quotes a feed stays one. */
function fromRoot(text: string): string {
  const root = text.search(FEED_ROOT)
  return root < 0 || WEB_PAGE.test(text.slice(0, root)) ? text : text.slice(root)
}

function attributesOf(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .filter(([name]) => NAME.test(name))
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join('')
}

function escapeXml(text: string): string {
  return text
    .replace(NOT_XML, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
