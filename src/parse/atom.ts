import { parseAtomFeed } from 'feedsmith'
import type { Enclosure } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import type { ParsedEntry, ParsedFeed, ParsedText } from '../model/parsed-feed.ts'
import { parseDate } from './dates.ts'
import type { XmlDocument } from './xml.ts'

type Feed = ReturnType<typeof parseAtomFeed<string>>
type Entry = NonNullable<Feed['entries']>[number]
type AtomText = NonNullable<Entry['content']>
type AtomLink = NonNullable<Entry['links']>[number]

/** feedsmith refuses a whole document for one element with such a name. */
const REFUSED_NAME = /<(\/?)(__proto__|constructor|prototype)(?=[\s/>])/g

/** Reads Atom 0.3 and 1.0 (RFC 4287) by feedsmith. */
export function parseAtom(document: XmlDocument): ParsedFeed {
  const feed = parseAtomFeed(document.text.replace(REFUSED_NAME, '<$1x-$2'))
  return {
    format: 'atom',
    ...optional('title', textOf(feed.title)),
    ...optional('link', alternate(feed.links)),
    ...optional('lang', feed.xml?.lang),
    ...optional('base', feed.xml?.base),
    entries: (feed.entries ?? []).map((entry) => entryOf(entry, feed)),
    repairs: document.repairs,
  }
}

function entryOf(entry: Entry, feed: Feed): ParsedEntry {
  const people = entry.authors ?? entry.source?.authors ?? feed.authors ?? []
  const enclosures = (entry.links ?? []).filter((link) => link.rel === 'enclosure').flatMap(enclosureOf)
  const groups = entry.media === undefined ? [] : [entry.media, ...(entry.media.groups ?? [])]
  const media = groups.flatMap((group) => group.contents ?? [])
  const thumbnails = groups.flatMap((group) => group.thumbnails ?? [])
  const summary = textOf(entry.summary) ?? plain(groups.find((group) => group.description)?.description?.value)
  return {
    ...optional('guid', entry.id),
    ...optional('title', textOf(entry.title)),
    ...optional('link', alternate(entry.links)),
    ...optional('published', dateOf(entry.published)),
    ...optional('updated', dateOf(entry.updated)),
    authors: people.flatMap((person) =>
      person.name === undefined ? [] : [{ name: person.name, ...optional('url', person.uri) }],
    ),
    ...optional('summary', summary),
    ...optional('content', textOf(entry.content)),
    categories: (entry.categories ?? []).flatMap((category) => category.label ?? category.term ?? []),
    enclosures: [
      ...enclosures,
      ...media.flatMap((content) =>
        content.url === undefined ? [] : [{ url: content.url, ...optional('type', content.type) }],
      ),
    ],
    ...optional(
      'image',
      enclosures.find((enclosure) => enclosure.type?.startsWith('image/'))?.url ??
        media.find((content) => content.medium === 'image' || content.type?.startsWith('image/'))?.url ??
        thumbnails[0]?.url,
    ),
    ...optional('lang', entry.xml?.lang ?? entry.content?.xml?.lang),
    ...optional('base', entry.xml?.base),
  }
}

function alternate(links: readonly AtomLink[] | undefined): string | undefined {
  const alternates = (links ?? []).filter((link) => (link.rel ?? 'alternate') === 'alternate')
  const page = alternates.find((link) => (link.type ?? 'text/html').includes('html'))
  return (page ?? alternates[0])?.href
}

function enclosureOf(link: AtomLink): Enclosure[] {
  if (link.href === undefined) return []
  const length = link.length !== undefined && link.length > 0 ? link.length : undefined
  return [{ url: link.href, ...optional('type', link.type), ...optional('length', length) }]
}

/** An Atom text construct (RFC 4287, 3.1); `text` where it says nothing else. */
function textOf(text: AtomText | undefined): ParsedText | undefined {
  if (text?.value === undefined) return undefined
  const type = /html/i.test(text.type ?? '') ? 'html' : 'text'
  return { type, value: text.value, ...optional('base', text.xml?.base) }
}

/** feedsmith leaves dates as they are written. */
function dateOf(written: unknown): number | undefined {
  return typeof written === 'string' ? parseDate(written) : undefined
}

function plain(value: string | undefined): ParsedText | undefined {
  return value === undefined ? undefined : { type: 'text', value }
}
