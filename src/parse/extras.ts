import type { Extras } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import {
  attribute,
  attributeEnding,
  children,
  type Fields,
  fieldsOf,
  firstText,
  linksOf,
  relation,
  textOf,
  urlAttribute,
} from './element.ts'
import { wholeNumber } from './hints.ts'
import { durationOf, type Media, ofMedia } from './media.ts'
import { webAddress } from './resolve-url.ts'
import type { Element } from './tree.ts'

/** What modules of RSS and extensions of Atom say of an entry besides; Atom's own links are `links`. */
export function extrasOf(entry: Fields, media: Media, links: readonly Element[] = []): Extras {
  const replies = links.filter((link) => relation(link) === 'replies')
  // Without a type it is Atom (RFC 4685, 4).
  const isFeed = (link: Element) =>
    /(?:atom|rss|rdf)\+xml|\/xml/i.test(attribute(link, 'type') ?? 'application/atom+xml')
  const [page, feed] = [replies.find((link) => !isFeed(link)), replies.find(isFeed)]
  const counts = [
    firstText(entry['slash:comments'], entry['thr:total']),
    ...replies.map((link) => attributeEnding(link, 'count')),
  ]
  const answered = (entry['thr:in-reply-to'] ?? []).flatMap(
    (element) => attribute(element, 'ref') ?? attribute(element, 'href') ?? [],
  )
  return {
    ...optional('comments', webAddress(firstText(entry.comments)) ?? urlAttribute(page, 'href')),
    ...optional('commentsFeed', firstText(entry['wfw:commentrss']) ?? urlAttribute(feed, 'href')),
    ...optional(
      'commentCount',
      counts.map(wholeNumber).find((count) => count !== undefined),
    ),
    ...optional('inReplyTo', answered.length === 0 ? undefined : answered),
    ...optional('license', licenseOf(entry, links)),
    ...optional('origin', originOf(entry.source?.[0])),
    ...optional('position', positionOf(entry)),
    ...optional('duration', durationOf(entry, media)),
  }
}

function licenseOf(entry: Fields, links: readonly Element[]): string | undefined {
  const [cc] = entry['cc:license'] ?? []
  return (
    firstText(entry['creativecommons:license']) ??
    attributeEnding(cc, 'resource') ??
    textOf(cc) ??
    linksOf(links, 'license')[0] ??
    urlAttribute(ofMedia(entry, 'media:license')[0], 'href')
  )
}

/** RSS's `source` has its title as text and its feed in `url`; Atom's is the head of a feed. */
function originOf(source: Element | undefined): Extras['origin'] {
  if (source === undefined) return undefined
  const head = fieldsOf(source)
  const title = textOf(source) ?? firstText(head.title)
  const url =
    webAddress(urlAttribute(source, 'url')) ??
    linksOf(head.link, 'alternate')[0] ??
    linksOf(head.link, 'self')[0] ??
    webAddress(firstText(head.id))
  return title === undefined && url === undefined ? undefined : { ...optional('title', title), ...optional('url', url) }
}

function positionOf(entry: Fields): Extras['position'] {
  const where = (entry['georss:where'] ?? []).flatMap((element) => children(element, 'gml:point'))
  const points = [...where, ...(entry['gml:point'] ?? [])]
  const pair = firstText(
    entry['georss:point'],
    points.flatMap((point) => children(point, 'gml:pos')),
  )
  const [point] = entry['geo:point'] ?? []
  const [latitude, longitude] = pair?.split(/[\s,]+/) ?? [
    firstText(entry['geo:lat']) ?? firstText(children(point, 'geo:lat')),
    firstText(entry['geo:long']) ?? firstText(children(point, 'geo:long')),
  ]
  const position = { latitude: degrees(latitude), longitude: degrees(longitude) }
  return Math.abs(position.latitude) <= 90 && Math.abs(position.longitude) <= 180 ? position : undefined
}

function degrees(written: string | undefined): number {
  return written !== undefined && /^[+-]?\d{1,3}(\.\d{1,20})?$/.test(written) ? Number(written) : Number.NaN
}
