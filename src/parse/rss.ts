import Parser from 'rss-parser'
import { TributaryError } from '../errors.ts'
import type { Enclosure, Person } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import type { ParsedEntry, ParsedFeed, ParsedText } from '../model/parsed-feed.ts'
import { parseDate } from './dates.ts'
import { localName, prefixOf, type XmlDocument } from './xml.ts'

/** Prefixes by namespace, whatever prefix the document chose; RSS's own elements have none. */
const PREFIXES = new Map([
  ['http://purl.org/rss/1.0/', ''],
  ['http://my.netscape.com/rdf/simple/0.9/', ''],
  ['http://channel.netscape.com/rdf/simple/0.9/', ''],
  ['http://backend.userland.com/rss2', ''],
  ['http://www.w3.org/1999/02/22-rdf-syntax-ns#', 'rdf:'],
  ['http://purl.org/rss/1.0/modules/content/', 'content:'],
  ['http://purl.org/dc/elements/1.1/', 'dc:'],
  ['http://purl.org/dc/terms/', 'dcterms:'],
  ['http://search.yahoo.com/mrss/', 'media:'],
  ['http://search.yahoo.com/mrss', 'media:'],
  ['http://www.w3.org/2005/atom', 'atom:'],
  ['http://rssnamespace.org/feedburner/ext/1.0', 'feedburner:'],
  // Not `itunes:`, which would set off rss-parser's own reading of the same elements.
  ['http://www.itunes.com/dtds/podcast-1.0.dtd', 'podcast:'],
])
/** Hidden from rss-parser, whose snippet builder takes quadratic time over them. */
const HIDDEN = new Map([
  ['description', 'x:description'],
  ['content:encoded', 'x:encoded'],
])
const CHANNEL_FIELDS = ['title', 'dc:title', 'link', 'atom:link', 'language', 'dc:language', 'dc:date'] as const
const ITEM_FIELDS = [
  'x:description',
  'x:encoded',
  'guid',
  'title',
  'dc:title',
  'link',
  'atom:link',
  'feedburner:origlink',
  'pubdate',
  'dc:date',
  'dcterms:issued',
  'dcterms:created',
  'dcterms:modified',
  'atom:published',
  'atom:updated',
  'author',
  'atom:author',
  'dc:creator',
  'podcast:author',
  'category',
  'dc:subject',
  'enclosure',
  'media:content',
  'media:group',
  'media:thumbnail',
  'podcast:image',
  'dc:language',
  '$',
] as const

/** An element as xml2js gives it: text, or attributes, text and children. */
type Node =
  | string
  | { readonly _?: string; readonly $?: Readonly<Record<string, string>>; readonly [child: string]: unknown }
type Fields<Name extends string> = { readonly [name in Name]?: readonly Node[] }
type ItemFields = Fields<Exclude<(typeof ITEM_FIELDS)[number], '$'>> & { readonly $?: Readonly<Record<string, string>> }
type ChannelFields = Fields<(typeof CHANNEL_FIELDS)[number]>

/** Reads RSS 0.9x, 1.0 (RDF) and 2.0 by rss-parser; a new one each time, for it keeps state between documents. */
export async function parseRss(document: XmlDocument): Promise<ParsedFeed> {
  const parser = new Parser({
    defaultRSS: 2,
    customFields: {
      feed: CHANNEL_FIELDS.map(raw) as never,
      item: ITEM_FIELDS.map(raw) as never,
    },
    xml2js: { tagNameProcessors: [canonicalNames(document)], emptyTag: '' },
  })
  // It reads at once, or never: a promise still open after this turn of the event loop stays open for ever.
  const feed = await Promise.race([
    parser.parseString(document.text),
    new Promise<never>((_, reject) => {
      setImmediate(() => reject(new TributaryError('invalid', 'the RSS document has no channel that can be read')))
    }),
  ])
  const channel = rawFields<ChannelFields>(feed, CHANNEL_FIELDS)
  return {
    format: document.root.toLowerCase() === 'rdf' ? 'rdf' : 'rss',
    ...optional('title', html(channel.title ?? channel['dc:title'])),
    ...optional('link', text(channel.link) ?? alternateLink(channel['atom:link'])),
    ...optional('lang', text(channel.language) ?? text(channel['dc:language']) ?? document.rootAttributes['xml:lang']),
    ...optional('base', document.rootAttributes['xml:base']),
    entries: feed.items.map((item) => entryOf(rawFields<ItemFields>(item, ITEM_FIELDS))),
    repairs: document.repairs,
  }
}

/** Asks rss-parser for an element as it stands, under a name that its own reading does not write over. */
function raw(name: string): [string, string, { keepArray: true }] {
  return [name, `raw ${name}`, { keepArray: true }]
}

function rawFields<Shape>(read: object, names: readonly string[]): Shape {
  const all = read as Readonly<Record<string, unknown>>
  // xml2js makes a bare string of an element without children, and a string has methods by such names as `link`.
  const node = (value: unknown) => (typeof value === 'object' && value !== null ? value : undefined)
  return Object.fromEntries(names.map((name) => [name, node(all[`raw ${name}`])])) as Shape
}

/** Names elements by their namespaces; xml2js asks for each once, in the order of the document. */
function canonicalNames({ root, namespaces }: XmlDocument): (name: string) => string {
  // What an RSS root declares as the default is RSS's own, even where a publisher wrote Atom's there.
  const own = root.toLowerCase() === 'rss' ? namespaces[0] : undefined
  let next = 0
  return (name) => {
    const namespace = namespaces[next++] ?? ''
    const written = prefixOf(name)
    const known = written === '' && namespace === own ? '' : PREFIXES.get(namespace.toLowerCase())
    const canonical = `${known ?? (written === '' ? '' : `${written}:`)}${localName(name)}`.toLowerCase()
    if (canonical === 'rdf:rdf') return 'rdf:RDF'
    // xml2js keeps text and attributes under these.
    return canonical === '_' || canonical === '$' ? `x:${canonical}` : (HIDDEN.get(canonical) ?? canonical)
  }
}

function entryOf(item: ItemFields): ParsedEntry {
  const [guid] = item.guid ?? []
  const about = Object.entries(item.$ ?? {}).find(([name]) => localName(name) === 'about')?.[1]
  const guidText = trimmed(contentOf(guid)) ?? about
  const permalink = guidText !== undefined && attribute(guid, 'isPermaLink')?.toLowerCase() !== 'false' ? guidText : ''
  const media = [
    ...(item['media:group'] ?? []).flatMap((group) => children(group, 'media:content')),
    ...(item['media:content'] ?? []),
  ]
  const enclosures = [...(item.enclosure ?? []), ...media].flatMap(enclosureOf)
  return {
    ...optional('guid', guidText),
    ...optional('title', html(item.title ?? item['dc:title'])),
    ...optional(
      'link',
      text(item['feedburner:origlink']) ??
        text(item.link) ??
        attribute(item.link?.[0], 'href') ??
        alternateLink(item['atom:link']) ??
        (/^https?:\/\//i.test(permalink) ? permalink : undefined),
    ),
    ...optional(
      'published',
      dateIn(item.pubdate, item['dc:date'], item['dcterms:issued'], item['dcterms:created'], item['atom:published']),
    ),
    ...optional('updated', dateIn(item['atom:updated'], item['dcterms:modified'])),
    authors: peopleOf(item),
    ...optional('summary', html(item['x:description'])),
    ...optional('content', html(item['x:encoded'])),
    categories: [...(item.category ?? []), ...(item['dc:subject'] ?? [])].flatMap(
      (node) => trimmed(contentOf(node)) ?? [],
    ),
    enclosures,
    ...optional('image', imageOf(item, media, enclosures)),
    ...optional('lang', text(item['dc:language']) ?? item.$?.['xml:lang']),
    ...optional('base', item.$?.['xml:base']),
  }
}

function peopleOf(item: ItemFields): Person[] {
  const written = item['dc:creator'] ?? item.author ?? item['atom:author'] ?? item['podcast:author'] ?? []
  return written.flatMap((node) => {
    // RSS 2.0 wants “address (name)”; the address is nobody's business. Atom's author has its name in a child.
    const name = (
      trimmed(contentOf(node)) ??
      text(children(node, 'name')) ??
      text(children(node, 'atom:name'))
    )?.replace(/^[^\s@]+@[^\s(]+\s*\((.+)\)$/, '$1')
    return name === undefined ? [] : [{ name }]
  })
}

function enclosureOf(node: Node): Enclosure[] {
  const url = attribute(node, 'url')
  if (url === undefined) return []
  const length = Number(attribute(node, 'length') ?? attribute(node, 'fileSize'))
  const medium = attribute(node, 'medium')
  const type = attribute(node, 'type') ?? (medium === undefined ? undefined : `${medium}/*`)
  return [{ url, ...optional('type', type), ...(Number.isSafeInteger(length) && length > 0 ? { length } : {}) }]
}

function imageOf(item: ItemFields, media: readonly Node[], enclosures: readonly Enclosure[]): string | undefined {
  const thumbnails = [
    ...(item['media:thumbnail'] ?? []),
    ...[...media, ...(item['media:group'] ?? [])].flatMap((node) => children(node, 'media:thumbnail')),
  ]
  return (
    enclosures.find((enclosure) => enclosure.type?.startsWith('image/'))?.url ??
    attribute(thumbnails[0], 'url') ??
    attribute(item['podcast:image']?.[0], 'href')
  )
}

function alternateLink(links: readonly Node[] | undefined): string | undefined {
  const link = links?.find((node) => (attribute(node, 'rel') ?? 'alternate') === 'alternate')
  return attribute(link, 'href')
}

function dateIn(...written: readonly (readonly Node[] | undefined)[]): number | undefined {
  for (const nodes of written) {
    const date = parseDate(text(nodes))
    if (date !== undefined) return date
  }
  return undefined
}

function html(nodes: readonly Node[] | undefined): ParsedText | undefined {
  const value = text(nodes)
  return value === undefined ? undefined : { type: 'html', value }
}

function text(nodes: readonly Node[] | undefined): string | undefined {
  return nodes?.flatMap((node) => trimmed(contentOf(node)) ?? [])[0]
}

function contentOf(node: Node | undefined): string | undefined {
  return typeof node === 'string' ? node : node?._
}

function trimmed(value: string | undefined): string | undefined {
  const bare = value?.trim()
  return bare === '' ? undefined : bare
}

function attribute(node: Node | undefined, name: string): string | undefined {
  return typeof node === 'string' ? undefined : trimmed(node?.$?.[name])
}

function children(node: Node, name: string): readonly Node[] {
  const found = typeof node === 'string' ? undefined : node[name]
  return Array.isArray(found) ? found : []
}
