import { publishAtom } from './atom.ts'
import { harmlessChannel, harmlessItem } from './harmless.ts'
import { publishJson } from './json.ts'
import type { Channel, Format, PublishedItem } from './published.ts'
import { publishRss } from './rss.ts'

const WRITERS: Readonly<Record<Format, (channel: Channel, items: readonly PublishedItem[]) => string>> = {
  rss: publishRss,
  atom: publishAtom,
  json: publishJson,
}

/** The document of a feed: RSS 2.0, Atom 1.0 (RFC 4287) or JSON Feed 1.1. The same input gives the same bytes. */
export function publish(format: Format, channel: Channel, items: readonly PublishedItem[]): string {
  return WRITERS[format](harmlessChannel(channel), items.map(harmlessItem))
}
