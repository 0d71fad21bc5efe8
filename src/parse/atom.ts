import type { Person } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import type { ParsedEntry, ParsedFeed, ParsedText } from '../model/parsed-feed.ts'
import {
  attribute,
  children,
  type Fields,
  fieldsOf,
  firstDate,
  firstText,
  hrefOf,
  innerHtml,
  linksOf,
  relation,
  textOf,
  urlAttribute,
} from './element.ts'
import { extrasOf } from './extras.ts'
import { hintsOf } from './hints.ts'
import { enclosuresOf, imageOf, keywordsOf, mediaOf, mediaTitle } from './media.ts'
import type { Element } from './tree.ts'
import type { XmlDocument } from './xml.ts'

/** Content that nobody reads as text. */
const BINARY = /^(image|audio|video|font|application\/(octet-stream|pdf|zip))/

/** Reads Atom 1.0 (RFC 4287) and 0.3. */
export function parseAtom({ root, repairs, cutOff }: XmlDocument, charset: string): ParsedFeed {
  const feed = fieldsOf(root)
  const links = feed.link ?? []
  return {
    format: 'atom',
    charset,
    ...optional('title', construct(feed.title)),
    ...optional('description', construct(feed.subtitle ?? feed.tagline)),
    ...optional('link', alternate(links)),
    ...optional('self', linksOf(links, 'self')[0]),
    hubs: linksOf(links, 'hub'),
    ...optional('image', firstText(feed.logo, feed.icon) ?? urlAttribute(feed['itunes:image']?.[0], 'href')),
    ...optional('lang', root.lang ?? firstText(feed['dc:language'])),
    ...optional('base', root.base),
    hints: hintsOf(feed),
    entries: (feed.entry ?? []).map((entry) => entryOf(entry, feed, root)),
    cutOff,
    repairs,
  }
}

function entryOf(element: Element, feed: Fields, root: Element): ParsedEntry {
  const entry = fieldsOf(element)
  const links = entry.link ?? []
  const media = mediaOf(entry)
  const [content] = entry.content ?? []
  const id = firstText(entry.id)
  const source = urlAttribute(content, 'src')
  const enclosures = enclosuresOf(
    links.filter((link) => relation(link) === 'enclosure'),
    media.contents,
  )
  const [body = element] = entry.content ?? entry.summary ?? entry.title ?? []
  const lang = element.lang === root.lang ? body.lang : element.lang
  return {
    ...optional('guid', id),
    ...optional('title', construct(entry.title) ?? mediaTitle(entry)),
    ...optional('link', alternate(links) ?? source ?? (/^https?:\/\//i.test(id ?? '') ? id : undefined)),
    ...optional('published', firstDate(entry.published, entry.issued, entry.created, entry['dc:date'])),
    ...optional('updated', firstDate(entry.updated, entry.modified, entry['dcterms:modified'])),
    authors: authorsOf(entry, feed),
    ...optional('summary', construct(entry.summary) ?? construct(entry.description) ?? media.description),
    ...optional('content', construct(entry.content)),
    categories: [...new Set([...categoriesOf(entry), ...keywordsOf(entry)])],
    enclosures,
    ...optional('image', imageOf(entry, enclosures, media)),
    ...optional('lang', lang === root.lang ? firstText(entry['dc:language']) : lang),
    ...(element.base === root.base ? {} : optional('base', element.base)),
    extras: extrasOf(entry, media, links),
  }
}

function authorsOf(entry: Fields, feed: Fields): Person[] {
  const source = fieldsOf(entry.source?.[0])
  const people = entry.author ?? entry['dc:creator'] ?? source.author ?? feed.author ?? []
  return people.flatMap((person) => {
    const { name, uri, url, email } = fieldsOf(person)
    const named = firstText(name) ?? textOf(person) ?? firstText(email)
    return named === undefined ? [] : [{ name: named, ...optional('url', firstText(uri, url)) }]
  })
}

function categoriesOf(entry: Fields): string[] {
  return [
    ...(entry.category ?? []).map((each) => attribute(each, 'label') ?? attribute(each, 'term') ?? textOf(each)),
    ...(entry['dc:subject'] ?? []).map(textOf),
  ].filter((category) => category !== undefined)
}

/** The page that a feed or an entry is about. */
function alternate(links: readonly Element[]): string | undefined {
  const alternates = links.filter((link) => relation(link) === 'alternate' && hrefOf(link) !== undefined)
  const page = alternates.find((link) => (attribute(link, 'type') ?? 'text/html').includes('html'))
  return hrefOf(page ?? alternates[0])
}

/** A text construct (RFC 4287, 3.1) or content (4.1.3), of the first element that says something. */
function construct(elements: readonly Element[] | undefined): ParsedText | undefined {
  return (elements ?? []).map(textIn).find(({ value }) => value !== '')
}

function textIn(element: Element): ParsedText {
  const type = attribute(element, 'type')?.toLowerCase() ?? 'text'
  // Atom 0.3 says by `mode` how the content stands there, and by `type` what it is.
  const mode = attribute(element, 'mode')?.toLowerCase()
  if (BINARY.test(type)) return { type: 'text', value: '' }
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

/** The base of the first that sets one. */
function ownBase(...elements: readonly Element[]): { base?: string } {
  return optional('base', elements.find((element) => element.attributes['xml:base'] !== undefined)?.base)
}
