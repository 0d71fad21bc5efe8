import { authorsOf, buildFeed } from './build-feed.ts'
import type { Channel, PublishedItem } from './published.ts'
import { escapeXml, xmlText } from './xml-text.ts'

/** RSS 2.0 by the `feed` package; authors as dc:creator, and where each item came from as `source`. */
export function publishRss(channel: Channel, items: readonly PublishedItem[]): string {
  const feed = buildFeed(channel, items, 'rss')
  for (const [i, item] of items.entries()) {
    const written = feed.items[i]
    if (written === undefined) continue
    const [enclosure] = item.enclosures
    if (enclosure !== undefined)
      written.enclosure = { url: enclosure.url, type: enclosure.type ?? 'application/octet-stream', length: enclosure.length ?? 0 }
    written.extensions = [
      { name: 'dc:creator', objects: authorsOf(item).map(({ name }) => ({ _text: name })) },
      ...(item.sourceUrl === undefined
        ? []
        : [
            {
              name: 'source',
              objects: { _attributes: { url: escapeXml(item.sourceUrl) }, _text: xmlText(item.sourceTitle) },
            },
          ]),
    ]
  }
  return feed.rss2()
}
