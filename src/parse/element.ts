import { optional } from '../model/optional.ts'
import { parseDate } from './dates.ts'
import { resolveUrl } from './resolve-url.ts'
import type { Element } from './tree.ts'

/** An element's children by name, in the order of the document. */
export type Fields = Readonly<Record<string, readonly Element[]>>

/** HTML elements that have no end tag. */
export const VOID: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
)
/** Attributes of HTML whose value is a URL. */
const URLS = new Set(['href', 'src', 'poster', 'cite', 'data-src'])

export function fieldsOf(element: Element | undefined): Fields {
  const fields: Record<string, Element[]> = Object.create(null)
  for (const node of element?.nodes ?? []) {
    if (typeof node === 'string') continue
    const same = fields[node.name]
    if (same === undefined) fields[node.name] = [node]
    else same.push(node)
  }
  return fields
}

export function children(element: Element | undefined, name: string): Element[] {
  return (element?.nodes ?? []).filter((node): node is Element => typeof node !== 'string' && node.name === name)
}

/** The xml:base that the first of these sets which sets one itself. */
export function ownBase(...elements: readonly Element[]): { base?: string } {
  return optional('base', elements.find((element) => element.attributes['xml:base'] !== undefined)?.base)
}

/** An attribute's value without white space around it; `undefined` where it is empty or missing. `name` in lower case. */
export function attribute(element: Element | undefined, name: string): string | undefined {
  if (element === undefined) return undefined
  const exact = element.attributes[name]
  if (exact !== undefined) return trimmed(exact)
  for (const written in element.attributes)
    if (written.toLowerCase() === name) return trimmed(element.attributes[written])
  return undefined
}

/** An attribute by its local name, whatever the document calls its namespace. `local` in lower case. */
export function attributeEnding(element: Element | undefined, local: string): string | undefined {
  const name = Object.keys(element?.attributes ?? {}).find((each) => `:${each}`.toLowerCase().endsWith(`:${local}`))
  return name === undefined ? undefined : attribute(element, name.toLowerCase())
}

/** A URL in an attribute, against the xml:base of its own element where it has one. */
export function urlAttribute(element: Element | undefined, name: string): string | undefined {
  const written = attribute(element, name)
  if (written === undefined || element?.attributes['xml:base'] === undefined) return written
  return resolveUrl(written, element.base)
}

/** What a link leads to; a registered relation may be written as the IRI that it stands for (RFC 4287, 4.2.7.2). */
export function relation(link: Element): string {
  // “ref” is a slip that a large publisher's feeds have had for years.
  const written = (attribute(link, 'rel') ?? attribute(link, 'ref') ?? 'alternate').toLowerCase()
  return written.replace(/^http:\/\/www\.iana\.org\/assignments\/relation\//, '')
}

/** Where a link leads; some write it as RSS does, in its text. */
export function hrefOf(link: Element | undefined): string | undefined {
  const text = textOf(link)
  return urlAttribute(link, 'href') ?? (text !== undefined && /^https?:\/\/\S+$/i.test(text) ? text : undefined)
}

/** Where the links of this relation lead, in their order. */
export function linksOf(links: readonly Element[] | undefined, rel: string): string[] {
  return (links ?? []).filter((link) => relation(link) === rel).flatMap((link) => hrefOf(link) ?? [])
}

/** The text directly in an element, without white space around it; `undefined` where there is none. */
export function textOf(element: Element | undefined): string | undefined {
  return element === undefined ? undefined : trimmed(element.nodes.filter((node) => typeof node === 'string').join(''))
}

/** The text of the first of these elements that has any. */
export function firstText(...among: readonly (readonly Element[] | undefined)[]): string | undefined {
  for (const elements of among)
    for (const element of elements ?? []) {
      const text = textOf(element)
      if (text !== undefined) return text
    }
  return undefined
}

/** The first date that can be read among these, in milliseconds since the epoch. */
export function firstDate(...among: readonly (readonly Element[] | undefined)[]): number | undefined {
  for (const elements of among) {
    for (const element of elements ?? []) {
      // Drupal puts an element of its page there, and the date is in its attribute.
      const date = parseDate(textOf(element) ?? innerHtml(element, false))
      if (date !== undefined) return date
    }
  }
  return undefined
}

/**
 * What is within an element as HTML: elements without their prefixes, relative links against a nested xml:base. The
 * text directly in it is HTML itself where `escaped` says that the document escaped its markup, though some stands bare.
 */
export function innerHtml(element: Element, escaped: boolean): string {
  return element.nodes
    .map((node) => {
      if (typeof node !== 'string') return outerHtml(node, element.base)
      return escaped ? node : escapeHtml(node)
    })
    .join('')
}

function outerHtml({ name, attributes, nodes, base }: Element, outerBase: string | undefined): string {
  const local = name.slice(name.indexOf(':') + 1)
  const written = Object.entries(attributes)
    .filter(([attribute]) => !attribute.startsWith('xml'))
    .map(([attribute, value]) => {
      const url = base !== outerBase && URLS.has(attribute.toLowerCase()) ? resolveUrl(value, base) : value
      return ` ${attribute}="${escapeHtml(url)}"`
    })
  const inside = nodes.map((node) => (typeof node === 'string' ? escapeHtml(node) : outerHtml(node, outerBase)))
  return `<${local}${written.join('')}>${inside.join('')}${VOID.has(local) ? '' : `</${local}>`}`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

function trimmed(value: string | undefined): string | undefined {
  const bare = value?.trim()
  return bare === '' ? undefined : bare
}
