import { mentions } from '../../query/mentions.ts'
import { FORMATS } from '../feed-document.ts'
import { addressOf } from '../feeds.ts'
import { searchFeed } from '../search-feed.ts'
import type { Site } from '../site.ts'
import { readersFor } from './readers.ts'

/** Where the articles of one source or topic are: in the river, and as a feed. */
export function viewOf(site: Site, kind: 'source' | 'topic', id: string) {
  // Where the merged feed is private, a search is open to all.
  const merged = site.feeds.find(({ name }) => name === 'all')
  const narrowing = { where: { kind, id }, written: { [kind]: id } }
  const subscribe = FORMATS.map((format) => ({
    format,
    url: addressOf(site, merged ?? searchFeed(site), format, narrowing),
  }))
  const [{ url = '' } = {}] = subscribe
  return {
    river: `${merged === undefined ? '/search' : '/'}?${new URLSearchParams({ [kind]: id })}`,
    subscribe,
    readers: readersFor(url),
    feeds: site.feeds.filter(
      ({ where, pin }) => mentions(where, kind, id) || (pin !== undefined && mentions(pin, kind, id)),
    ),
  }
}
