import type { Feed } from 'feed'
import { authorsOf, buildFeed } from './build-feed.ts'
import type { Channel, PublishedItem } from './published.ts'
import { escapeXml } from './xml-text.ts'

/** RSS 2.0 by the `feed` package; authors as dc:creator, and where each item came from as `source`. */
export function publishRss(channel: Channel, items: readonly PublishedItem[]): string {
  const feed = buildFeed(channel, items, 'rss')
  for (const [i, written] of feed.items.entries()) {
    const item = items[i]
    if (item === undefined) continue
    const [enclosure] = item.enclosures
    if (enclosure !== undefined)
      written.enclosure = {
        url: enclosure.url,
        type: enclosure.type ?? 'application/octet-stream',
        length: enclosure.length ?? 0,
      }
    written.extensions = [creatorsOf(item), ...sourceOf(item)]
  }
  return feed.rss2()
}

type Extension = NonNullable<Feed['items'][number]['extensions']>[number]

function creatorsOf(item: PublishedItem): Extension {
  // A list makes one element each; the package's own type knows of single elements only.
  return { name: 'dc:creator', objects: authorsOf(item).map(({ name }) => ({ _text: name })) as never }
}

function sourceOf({ sourceUrl, sourceTitle }: PublishedItem): Extension[] {
  if (sourceUrl === undefined) return []
  return [{ name: 'source', objects: { _attributes: { url: escapeXml(sourceUrl) }, _text: sourceTitle } }]
}
