import type { Person } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import type { ParsedEntry, ParsedFeed } from '../model/parsed-feed.ts'
import { construct } from './atom-text.ts'
import { bounded } from './bounded.ts'
import { settled } from './deleted-entry.ts'
import {
  attribute,
  type Fields,
  fieldsOf,
  firstDate,
  firstText,
  hrefOf,
  linksOf,
  relation,
  textOf,
  urlAttribute,
} from './element.ts'
import { extrasOf } from './extras.ts'
import { hintsOf } from './hints.ts'
import { enclosuresOf, imageOf, keywordsOf, mediaOf, mediaTitle, pictureOf } from './media.ts'
import { personOf } from './person.ts'
import { httpUrl, webAddress } from './resolve-url.ts'
import type { Element } from './tree.ts'
import type { XmlDocument } from './xml.ts'

/** Reads Atom 1.0 (RFC 4287) and 0.3. */
export function parseAtom({ root, repairs, cutOff }: XmlDocument, charset: string): ParsedFeed {
  const feed = fieldsOf(root)
  const links = feed.link ?? []
  const { items, notes } = bounded(feed.entry ?? [])
  const { entries, retracted } = settled(
    items.map((entry) => entryOf(entry, feed, root)),
    feed['at:deleted-entry'] ?? [],
  )
  return {
    format: 'atom',
    charset,
    ...optional('title', construct(feed.title)),
    ...optional('description', construct(feed.subtitle ?? feed.tagline)),
    ...optional('link', alternate(links)),
    ...optional('self', linksOf(links, 'self')[0]),
    hubs: linksOf(links, 'hub'),
    ...optional('image', firstText(feed.logo, feed.icon) ?? pictureOf(feed['itunes:image']?.[0])),
    ...optional('lang', root.lang ?? firstText(feed['dc:language'])),
    ...optional('base', root.base),
    hints: hintsOf(feed),
    entries,
    ...(retracted.length === 0 ? {} : { retracted }),
    cutOff,
    repairs: [...repairs, ...notes],
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
    ...optional(
      'link',
      webAddress(firstText(entry['feedburner:origlink'])) ?? alternate(links) ?? source ?? httpUrl(id),
    ),
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
  return (entry.author ?? entry['dc:creator'] ?? source.author ?? feed.author ?? []).flatMap(personOf)
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
