import type { ParsedText } from '../model/parsed-feed.ts'
import { attribute, children, innerHtml, ownBase, textOf } from './element.ts'
import type { Element } from './tree.ts'

/** Content that nobody reads as text. */
const BINARY = /^(image|audio|video|font|application\/(octet-stream|pdf|zip))/
/** What may stand in base64 and is text. */
const TEXTUAL = /^text\b|html/

/** A text construct (RFC 4287, 3.1) or content (4.1.3), of the first element that says something. */
export function construct(elements: readonly Element[] | undefined): ParsedText | undefined {
  return (elements ?? []).map(textIn).find(({ value }) => value !== '')
}

function textIn(element: Element): ParsedText {
  const type = attribute(element, 'type')?.toLowerCase() ?? 'text'
  // Atom 0.3 says by `mode` how the content stands there, and by `type` what it is.
  const mode = attribute(element, 'mode')?.toLowerCase()
  if (BINARY.test(type) || (mode === 'base64' && !TEXTUAL.test(type))) return { type: 'text', value: '' }
  if (mode === 'base64')
    return { type: type.includes('html') ? 'html' : 'text', value: fromBase64(textOf(element)), ...ownBase(element) }
  const hasMarkup = element.nodes.some((node) => typeof node !== 'string')
  if (!hasMarkup || mode === 'escaped')
    return { type: type.includes('html') ? 'html' : 'text', value: textOf(element) ?? '', ...ownBase(element) }
  const [div = element] = [...children(element, 'xhtml:div'), ...children(element, 'div')]
  const inside = type === 'html' ? innerHtml(element, true) : innerHtml(div, false)
  return { type: 'html', value: inside.trim(), ...ownBase(type === 'html' ? element : div, element) }
}

/** Atom 0.3 may have its text so; it is UTF-8 (RFC 2045, 6.8). */
function fromBase64(text = ''): string {
  return Buffer.from(text, 'base64').toString('utf8').trim()
}
