import type { Feed } from 'feed'
import type { Enclosure } from '../model/item.ts'
import { ARCHIVE_NAMESPACE, historyLinks } from './archive-links.ts'
import { authorsOf, buildFeed } from './build-feed.ts'
import { plausible } from './moments.ts'
import { type Channel, type PublishedItem, updatedAt } from './published.ts'
import { ambiguousText, standIn, withoutStandIns } from './xml-text.ts'

type Extension = NonNullable<Feed['items'][number]['extensions']>[number]
type Attributes = Readonly<Record<string, string | number>>

/** A host that the RSS Advisory Board's profile takes in an enclosure: a domain name with a dot, or an IPv4 address. */
const PUBLIC_HOST = /^https?:\/\/(?:[a-z\d-]+\.)+[a-z\d][a-z\d-]*(?::\d+)?\//i
const MEDIA_NAMESPACE = 'xmlns:media="http://search.yahoo.com/mrss/"'
const SELF = { rel: 'self', type: 'application/rss+xml' }

/**
 * RSS 2.0 by the `feed` package. What it does not know goes through its extensions: authors without an e-mail address,
 * languages, edits, the source and who else carries an item, thumbnails, and enclosures beyond the first.
 */
export function publishRss(channel: Channel, items: readonly PublishedItem[]): string {
  const feed = buildFeed(channel, items, 'rss')
  const hubs = (channel.hubs ?? []).map((href) => ({ rel: 'hub', href }))
  feed.addExtension(elements('atom:link', [{ ...SELF, href: channel.selfUrl }, ...hubs, ...historyLinks(channel)]))
  for (const [i, written] of feed.items.entries()) {
    const item = items[i]
    if (item === undefined) continue
    const [enclosure, others] = enclosuresOf(item)
    if (enclosure !== undefined) written.enclosure = whole(enclosure)
    written.extensions = [...extensionsOf(item), ...others]
  }
  const document = withoutStandIns(feed.rss2()).replace('<rss ', `<rss ${MEDIA_NAMESPACE} `)
  if (channel.archive?.isPage !== true) return document
  // The package writes extensions of a channel after its items.
  return document.replace('<rss ', `<rss ${ARCHIVE_NAMESPACE} `).replace('<docs>', '<fh:archive/>$&')
}

function extensionsOf(item: PublishedItem): Extension[] {
  const { title, lang, image, origins, sourceId, sourceUrl, sourceTitle } = item
  const via = origins.filter(({ id, url }) => id !== sourceId && url !== undefined)
  return [
    // The package writes a title as CDATA, which not all readers understand in it.
    { name: 'title', objects: { _text: standIn(ambiguousText(title)) } },
    // A list makes one element each; the package's own type knows of single elements only.
    { name: 'dc:creator', objects: authorsOf(item).map(({ name }) => ({ _text: standIn(name) })) as never },
    ...(lang === undefined ? [] : [{ name: 'dc:language', objects: { _text: lang } }]),
    ...(updatedAt(item) === item.publishedAt
      ? []
      : [{ name: 'atom:updated', objects: { _text: plausible(updatedAt(item)).toISOString() } }]),
    ...(sourceUrl === undefined
      ? []
      : [{ name: 'source', objects: { _attributes: written({ url: sourceUrl }), _text: standIn(sourceTitle) } }]),
    ...(via.length === 0
      ? []
      : [
          elements(
            'atom:link',
            via.map((origin) => ({ rel: 'via', href: origin.url ?? '', title: origin.title })),
          ),
        ]),
    ...(image === undefined ? [] : [elements('media:thumbnail', [{ url: image }])]),
  ]
}

/** The one that RSS can hold in an item, and the others by Media RSS, which readers of podcasts know. */
function enclosuresOf({ enclosures }: PublishedItem): [Enclosure | undefined, Extension[]] {
  const first = enclosures.find(({ url }) => PUBLIC_HOST.test(url))
  const others = enclosures.filter((enclosure) => enclosure !== first)
  if (others.length === 0) return [first, []]
  const media = others.map(({ url, type = '', length }) => ({
    ...{ url, type },
    ...(length === undefined ? {} : { fileSize: length }),
  }))
  return [first, [elements('media:content', media)]]
}

/** RSS wants all three; 0 is what its profile has for a size that is not known. */
function whole({ url, type = 'application/octet-stream', length = 0 }: Enclosure) {
  return { url, type, length }
}

/** One empty element for each set of attributes. */
function elements(name: string, each: readonly Attributes[]): Extension {
  return { name, objects: each.map((attributes) => ({ _attributes: written(attributes) })) as never }
}

function written(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, standIn(String(value))]))
}
