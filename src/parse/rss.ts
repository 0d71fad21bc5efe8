import Parser from 'rss-parser'
import { TributaryError } from '../errors.ts'
import type { Person } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import type { ParsedEntry, ParsedFeed, ParsedText } from '../model/parsed-feed.ts'
import { construct } from './atom-text.ts'
import { bounded } from './bounded.ts'
import {
  attribute,
  attributeEnding,
  children,
  type Fields,
  fieldsOf,
  firstDate,
  firstText,
  innerHtml,
  linksOf,
  ownBase,
  textOf,
  urlAttribute,
} from './element.ts'
import { extrasOf } from './extras.ts'
import { hintsOf } from './hints.ts'
import {
  enclosuresOf,
  imageOf,
  itunesCategoriesOf,
  keywordsOf,
  type Media,
  mediaOf,
  mediaTitle,
  pictureOf,
} from './media.ts'
import { personOf } from './person.ts'
import { httpUrl, webAddress } from './resolve-url.ts'
import type { Element } from './tree.ts'
import type { XmlDocument } from './xml.ts'

/** Hidden from rss-parser, whose snippet builder takes quadratic time over them. */
const HIDDEN: Readonly<Record<string, string>> = { description: 'x:description', 'content:encoded': 'x:encoded' }
/** The element itself, beside its children. */
const SELF = 'x:self'
const CHANNEL_FIELDS =
  'title dc:title x:description dc:description itunes:summary itunes:subtitle link atom:link image itunes:image language dc:language cloud ttl skiphours skipdays sy:updateperiod sy:updatefrequency'.split(
    ' ',
  )
const ITEM_FIELDS = [
  'title dc:title itunes:title x:description dc:description summary itunes:summary itunes:subtitle x:encoded fullitem xhtml:body body xhtml:div atom:content atom:summary atom:category link atom:link guid',
  'feedburner:origlink pubdate dc:date dcterms:issued dcterms:created dcterms:modified atom:published atom:updated',
  'author atom:author dc:creator dcterms:creator dc:author itunes:author category itunes:category dc:subject enclosure dc:language source',
  'media:content media:group media:thumbnail media:keywords media:title media:license itunes:image itunes:keywords itunes:duration',
  'comments wfw:commentrss slash:comments thr:in-reply-to thr:total creativecommons:license cc:license',
  'georss:point georss:where gml:point geo:lat geo:long geo:point',
].flatMap((names) => names.split(' '))

/**
 * Reads RSS 0.9x, 1.0 (RDF) and 2.0. rss-parser maps channel and items; what it maps is our tree instead of xml2js's,
 * which knows no namespaces and keeps no order. A new one for each document, for it keeps state between them.
 */
export async function parseRss({ root, repairs, cutOff }: XmlDocument, charset: string): Promise<ParsedFeed> {
  const isRdf = root.name !== 'rss'
  const [channelElement] = children(root, 'channel')
  if (channelElement === undefined) throw new TributaryError('invalid', 'the RSS document has no channel')
  const { items, notes } = bounded([
    ...children(root, 'channel').flatMap((each) => children(each, 'item')),
    ...children(root, 'item'),
  ])
  const parser = new Parser({
    customFields: {
      feed: CHANNEL_FIELDS.map(asItStands) as never,
      item: [SELF, ...ITEM_FIELDS].map(asItStands) as never,
    },
  })
  const channelFields = { ...renamed(fieldsOf(channelElement)), item: items.map(itemObject) }
  const reading = { rss: { $: { version: '2.0' }, channel: [channelFields] } }
  Object.assign(parser, { xmlParser: { parseString: readingOf(reading) } })
  const feed = await parser.parseString('')
  const channel = fieldsRead(feed)
  const links = channel['atom:link']
  return {
    format: isRdf ? 'rdf' : 'rss',
    charset,
    ...optional('title', html(channel.title, channel['dc:title'])),
    ...optional(
      'description',
      html(channel['x:description'], channel['dc:description'], channel['itunes:summary'], channel['itunes:subtitle']),
    ),
    ...optional('link', firstText(channel.link) ?? linksOf(links, 'alternate')[0]),
    ...optional('self', linksOf(links, 'self')[0]),
    hubs: linksOf(links, 'hub'),
    ...optional('cloud', cloudOf(channel.cloud?.[0])),
    ...optional('image', channelImage(channel, root)),
    ...optional('lang', firstText(channel.language, channel['dc:language']) ?? channelElement.lang),
    ...optional('base', channelElement.base),
    hints: hintsOf(channel),
    entries: feed.items.map((item) => entryOf(fieldsRead(item), channelElement)),
    cutOff,
    repairs: [...repairs, ...notes],
  }
}

/** Asks rss-parser for an element as it stands, under a name that its own reading does not write over. */
function asItStands(name: string): [string, string, { keepArray: true }] {
  return [name, `as ${name}`, { keepArray: true }]
}

function renamed(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, elements]) => [HIDDEN[name] ?? name, elements]))
}

function itemObject(item: Element): Fields {
  return { ...renamed(fieldsOf(item)), [SELF]: [item] }
}

/** An XML reader as rss-parser wants one, which has read already. */
function readingOf(reading: object): (xml: string, done: (problem: null, reading: object) => void) => void {
  return (_, done) => done(null, reading)
}

function fieldsRead(read: object): Fields {
  const fields = Object.entries(read).flatMap(([name, value]): [string, Element[]][] =>
    name.startsWith('as ') && Array.isArray(value) ? [[name.slice('as '.length), value]] : [],
  )
  return Object.fromEntries(fields)
}

function entryOf(item: Fields, channel: Element): ParsedEntry {
  const [self] = item[SELF] ?? []
  const [guid] = item.guid ?? []
  const guidText = textOf(guid) ?? attributeEnding(self, 'about')
  const permalink = attribute(guid, 'ispermalink')?.toLowerCase() === 'false' ? undefined : guidText
  const media = mediaOf(item)
  const enclosures = enclosuresOf(item.enclosure ?? [], media.contents)
  const [body = self] = item['x:encoded'] ?? item['x:description'] ?? []
  const ownLang = body?.lang === channel.lang ? undefined : body?.lang
  return {
    ...optional('guid', guidText),
    ...optional('title', html(item.title, item['dc:title'], item['itunes:title']) ?? mediaTitle(item)),
    ...optional(
      'link',
      webAddress(firstText(item['feedburner:origlink'])) ??
        firstText(item.link) ??
        urlAttribute(item.link?.[0], 'href') ??
        linksOf(item['atom:link'], 'alternate')[0] ??
        httpUrl(permalink),
    ),
    ...optional(
      'published',
      firstDate(item.pubdate, item['dc:date'], item['dcterms:issued'], item['dcterms:created'], item['atom:published']),
    ),
    ...optional('updated', firstDate(item['atom:updated'], item['dcterms:modified'])),
    authors: authorsOf(item),
    ...textsOf(item, media),
    categories: [...new Set(categoriesOf(item))],
    enclosures,
    ...optional('image', imageOf(item, enclosures, media)),
    ...optional('lang', firstText(item['dc:language']) ?? ownLang),
    ...(self?.base === channel.base ? {} : optional('base', self?.base)),
    extras: extrasOf(item, media, item['atom:link']),
  }
}

/** Summary and content; a description beside a summary is the content. */
function textsOf(item: Fields, media: Media): Pick<ParsedEntry, 'summary' | 'content'> {
  const description = html(item['x:description'])
  const short = html(item.summary)
  const summary = (short !== undefined && description !== undefined ? short : description) ?? shortText(item, media)
  const content =
    html(item['x:encoded'], item.fullitem) ??
    markup(item['xhtml:body'], item.body, item['xhtml:div']) ??
    construct(item['atom:content']) ??
    (summary === short ? description : undefined)
  return { ...optional('summary', summary), ...optional('content', content) }
}

function shortText(item: Fields, media: Media): ParsedText | undefined {
  return (
    html(item['dc:description'], item.summary, item['itunes:summary']) ??
    construct(item['atom:summary']) ??
    media.description ??
    html(item['itunes:subtitle'])
  )
}

function categoriesOf(item: Fields): string[] {
  const ofAtom = (item['atom:category'] ?? []).flatMap(
    (each) => attribute(each, 'label') ?? attribute(each, 'term') ?? [],
  )
  return [
    ...texts(item.category),
    ...texts(item['dc:subject']),
    ...ofAtom,
    ...itunesCategoriesOf(item),
    ...keywordsOf(item),
  ]
}

function authorsOf(item: Fields): Person[] {
  const lists = [
    item['dc:creator'],
    item['dcterms:creator'],
    item.author,
    item['dc:author'],
    item['atom:author'],
    item['itunes:author'],
  ]
  return lists.map((list) => (list ?? []).flatMap(personOf)).find((people) => people.length > 0) ?? []
}

function channelImage(channel: Fields, root: Element): string | undefined {
  // RSS 1.0 has its image beside the channel.
  const images = [...(channel.image ?? []), ...children(root, 'image')]
  return firstText(...images.map((image) => children(image, 'url'))) ?? pictureOf(channel['itunes:image']?.[0])
}

function cloudOf(cloud: Element | undefined): string | undefined {
  const domain = attribute(cloud, 'domain')
  if (domain === undefined) return undefined
  const path = (attribute(cloud, 'path') ?? '').replace(/^\/*/, '/')
  return `http://${domain}:${attribute(cloud, 'port') ?? '80'}${path}`
}

function texts(elements: readonly Element[] | undefined): string[] {
  return (elements ?? []).flatMap((element) => textOf(element) ?? [])
}

/** The first of these elements that says something; what is escaped in it, and markup that stands bare, is HTML. */
function html(...among: readonly (readonly Element[] | undefined)[]): ParsedText | undefined {
  return asHtml(among, true)
}

function markup(...among: readonly (readonly Element[] | undefined)[]): ParsedText | undefined {
  return asHtml(among, false)
}

function asHtml(among: readonly (readonly Element[] | undefined)[], escaped: boolean): ParsedText | undefined {
  for (const element of among.flatMap((elements) => elements ?? [])) {
    const value = innerHtml(element, escaped).trim()
    if (value === '') continue
    return { type: 'html', value, ...ownBase(element) }
  }
  return undefined
}
