import type { Enclosure } from '../model/item.ts'
import { ARCHIVE_NAMESPACE, historyLinks } from './archive-links.ts'
import { buildFeed, tagBeside } from './build-feed.ts'
import { canonicalLink } from './links.ts'
import { momentsOf, plausible } from './moments.ts'
import { plainName } from './plain-text.ts'
import { type Channel, lastChange, type PublishedItem, type Withdrawn } from './published.ts'
import { standIn, withoutStandIns } from './xml-text.ts'

const ENTRY = /<entry>(\s*)([\s\S]*?)(\s*)<\/entry>/g
/** Of tombstones (RFC 6721); validators do not know it, so that it is written where there is one only. */
const TOMBSTONES = 'xmlns:at="http://purl.org/atompub/tombstones/1.0"'
const MEDIA_NAMESPACE = 'xmlns:media="http://search.yahoo.com/mrss/"'

/** Entries as they were written, by their items, which are the same objects as long as they say the same (harmless.ts). */
const kept = new WeakMap<PublishedItem, Written>()

interface Written {
  readonly entry: string
  readonly moment: string
  /** The channel's. */
  readonly lang: string | undefined
}

/**
 * Atom 1.0 (RFC 4287) by the `feed` package, and what it has no way to say: languages, hubs, enclosures, thumbnails,
 * `atom:source`, who else carries an entry, and moments that differ. When a document is made anew, only what is new in it is
 * written.
 */
export function publishAtom(channel: Channel, items: readonly PublishedItem[]): string {
  const moments = momentsOf(items)
  const dated = items.map((item, i) => ({ item, moment: moments[i] ?? '' }))
  const missing = dated.filter(({ item, moment }) => {
    const before = kept.get(item)
    return before?.moment !== moment || before.lang !== channel.lang
  })
  for (const [i, entry] of writtenEntries(channel, missing).entries()) {
    const { item, moment } = missing[i] ?? {}
    if (item !== undefined && moment !== undefined) kept.set(item, { entry, moment, lang: channel.lang })
  }
  const entries = items.map((item) => `\n    ${kept.get(item)?.entry}`)
  const frame = writtenFrame({ ...channel, updated: channel.updated ?? lastChange(items) })
  return frame.replace(/\n<\/feed>$/, () => `${entries.join('')}\n</feed>`)
}

/** The document without its entries. */
function writtenFrame(channel: Channel): string {
  // All text in the document is escaped or whole HTML, so that a tag of Atom can only be one.
  const written = buildFeed(channel, [], 'atom').atom1()
  const [isPage, gone] = [channel.archive?.isPage === true, (channel.withdrawn ?? []).map(tombstone)]
  const namespaces = [MEDIA_NAMESPACE, ...(isPage ? [ARCHIVE_NAMESPACE] : []), ...(gone.length > 0 ? [TOMBSTONES] : [])]
  const links = [...(channel.hubs ?? []).map((href) => ({ rel: 'hub', href })), ...historyLinks(channel)]
  const beside = [
    ...links.map((link) => element('link', link)),
    ...(isPage ? [element('fh:archive', {})] : []),
    ...gone,
  ]
  const document = written
    .replace('<feed ', `<feed${language(channel.lang)} ${namespaces.join(' ')} `)
    .replace(/<link rel="self"[^>]*>/, (self) => [self, ...beside].join('\n    '))
  return withoutStandIns(document)
}

interface Dated {
  readonly item: PublishedItem
  readonly moment: string
}

function writtenEntries(channel: Channel, dated: readonly Dated[]): string[] {
  if (dated.length === 0) return []
  const written = buildFeed(
    channel,
    dated.map(({ item }) => item),
    'atom',
  ).atom1()
  return [...written.matchAll(ENTRY)].map(([whole, before = '', content = '', after = ''], i) => {
    const one = dated[i]
    if (one === undefined) return whole
    const lang = one.item.lang === channel.lang ? '' : language(one.item.lang)
    const changed = content.replace(/<updated>[^<]*/, `<updated>${one.moment}`)
    return withoutStandIns(`<entry${lang}>${before}${[changed, ...additions(one.item)].join(before)}${after}</entry>`)
  })
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
