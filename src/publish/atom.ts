import type { Enclosure } from '../model/item.ts'
import { ARCHIVE_NAMESPACE, historyLinks } from './archive-links.ts'
import { buildFeed, tagBeside } from './build-feed.ts'
import { canonicalLink } from './links.ts'
import { momentsOf, plausible } from './moments.ts'
import { plainName } from './plain-text.ts'
import type { Channel, PublishedItem, Withdrawn } from './published.ts'
import { standIn, withoutStandIns } from './xml-text.ts'

const ENTRY = /<entry>(\s*)([\s\S]*?)(\s*)<\/entry>/g
/** Of tombstones (RFC 6721); validators do not know it, so that it is written where there is one only. */
const TOMBSTONES = 'xmlns:at="http://purl.org/atompub/tombstones/1.0"'
const MEDIA_NAMESPACE = 'xmlns:media="http://search.yahoo.com/mrss/"'

/**
 * Atom 1.0 (RFC 4287) by the `feed` package, and what it has no way to say: languages, hubs, enclosures, thumbnails,
 * `atom:source`, who else carries an entry, and moments that differ.
 */
export function publishAtom(channel: Channel, items: readonly PublishedItem[]): string {
  // All text in the document is escaped or whole HTML, so that a tag of Atom can only be one.
  const written = buildFeed(channel, items, 'atom').atom1()
  const moments = momentsOf(items)
  const [isPage, gone] = [channel.archive?.isPage === true, (channel.withdrawn ?? []).map(tombstone)]
  const namespaces = [MEDIA_NAMESPACE, ...(isPage ? [ARCHIVE_NAMESPACE] : []), ...(gone.length > 0 ? [TOMBSTONES] : [])]
  const links = [...(channel.hubs ?? []).map((href) => ({ rel: 'hub', href })), ...historyLinks(channel)]
  const beside = [
    ...links.map((link) => element('link', link)),
    ...(isPage ? [element('fh:archive', {})] : []),
    ...gone,
  ]
  let at = 0
  const document = written
    .replace('<feed ', `<feed${language(channel.lang)} ${namespaces.join(' ')} `)
    .replace(/<link rel="self"[^>]*>/, (self) => [self, ...beside].join('\n    '))
    .replace(ENTRY, (whole, before: string, content: string, after: string) => {
      const [item, moment = ''] = [items[at], moments[at]]
      at += 1
      if (item === undefined) return whole
      const dated = content.replace(/<updated>[^<]*/, `<updated>${moment}`)
      const lang = item.lang === channel.lang ? '' : language(item.lang)
      return `<entry${lang}>${before}${[dated, ...additions(item)].join(before)}${after}</entry>`
    })
  return withoutStandIns(document)
}

function language(lang: string | undefined): string {
  return lang === undefined ? '' : ` xml:lang="${lang}"`
}

function tombstone({ uri, at }: Withdrawn): string {
  return element('at:deleted-entry', { ref: uri, when: plausible(at).toISOString() })
}

function additions(item: PublishedItem): string[] {
  const { image, also = [], origins, sourceId } = item
  return [
    ...item.enclosures.map(enclosureLink),
    ...also.map(({ url, pageUrl, title }) =>
      element('link', { rel: 'related', href: url ?? pageUrl, title: plainName(title) }),
    ),
    ...origins
      .filter(({ id }) => id !== sourceId)
      .flatMap(({ url, title }) => (url === undefined ? [] : element('link', { rel: 'via', href: url, title }))),
    ...(image === undefined ? [] : [element('media:thumbnail', { url: image })]),
    sourceOf(item),
  ]
}

function enclosureLink({ url, type, length }: Enclosure): string {
  return element('link', { rel: 'enclosure', href: url, type, length: length?.toString() })
}

/** Where the entry came from (RFC 4287, 4.2.11), as it was when the entry was last taken from there. */
function sourceOf({ uri, sourceId, sourceTitle, sourceUrl, firstSeenAt, changedAt }: PublishedItem): string {
  const id = (sourceUrl && canonicalLink(sourceUrl)) === sourceUrl ? sourceUrl : undefined
  const updated = plausible(Math.max(firstSeenAt, changedAt)).toISOString()
  const self = sourceUrl === undefined ? '' : element('link', { rel: 'self', href: sourceUrl })
  const named = `<id>${standIn(id ?? tagBeside(uri, `source/${sourceId}`))}</id><title>${standIn(sourceTitle)}</title>`
  return `<source>${named}<updated>${updated}</updated>${self}</source>`
}

/** An empty element; attributes without a value are left out. */
function element(name: string, attributes: Readonly<Record<string, string | undefined>>): string {
  const written = Object.entries(attributes).flatMap(([attribute, value]) =>
    value === undefined ? [] : [` ${attribute}="${standIn(value)}"`],
  )
  return `<${name}${written.join('')}/>`
}
