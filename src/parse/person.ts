import type { Person } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import { fieldsOf, firstText } from './element.ts'
import { resolveUrl } from './resolve-url.ts'
import type { Element } from './tree.ts'

/** Children that say where somebody is on the web; Atom's drafts had other names for it. */
const PAGES = ['uri', 'atom:uri', 'url', 'homepage']
const ADDRESSES = ['email', 'atom:email']

/** Who an element is about: Atom has the name in a child (RFC 4287, 3.2), all others in its text. */
export function personOf(element: Element): Person[] {
  const fields = fieldsOf(element)
  const pages = PAGES.map((name) => fields[name])
  const addresses = ADDRESSES.map((name) => fields[name])
  const others = [...pages, ...addresses].flatMap((elements) => elements ?? [])
  const name =
    firstText(fields.name, fields['atom:name']) ??
    withoutAddress(textWithin(element, others) ?? firstText(...addresses))
  const page = firstText(...pages)
  const own = page !== undefined && element.attributes['xml:base'] !== undefined ? resolveUrl(page, element.base) : page
  return name === undefined ? [] : [{ name, ...optional('url', own) }]
}

/** RSS 2.0 wants “address (name)”, others write “name (address)” or “name <address>”; the address is nobody's business. */
function withoutAddress(person: string | undefined): string | undefined {
  return person
    ?.replace(/^[^\s@]+@[^\s(]+\s*\((.+)\)$/, '$1')
    .replace(/(?<=\S)\s*[([<][^\s@()<>[\]]+@[^\s@()<>[\]]+[)\]>]$/, '')
    .replace(/^"(.+)"$/, '$1')
}

/** The text of an element and of the markup in it, without that of the children that say something else. */
function textWithin(element: Element, but: readonly Element[]): string | undefined {
  const said = element.nodes
    .map((node) => (typeof node === 'string' ? node : but.includes(node) ? '' : (textWithin(node, but) ?? '')))
    .join('')
    .trim()
  return said === '' ? undefined : said
}
