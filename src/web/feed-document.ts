import type { Response } from 'express'
import { LRUCache } from 'lru-cache'
import type { FeedDefinition } from '../model/feed.ts'
import type { Format } from '../publish/published.ts'

/** The first is for who takes anything. */
export const FORMATS: readonly Format[] = ['atom', 'rss', 'json']
/** A feed opened in a tab must not run what somebody put into it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

/** What every document is sent with; `feed`: the one that it belongs to. */
export function setDocumentHeaders(
  response: Response,
  feed: FeedDefinition | undefined,
  caching = 'public, max-age=60',
): void {
  response.set('Content-Security-Policy', POLICY)
  response.set('Cache-Control', caching)
  if (feed?.noindex === true) response.set('X-Robots-Tag', 'noindex')
}

/** The name in the last part of a path, and the format that it ends with. */
export function splitEnding(file: string): [name: string, format: Format | undefined] {
  const [, name = '', ending] = /^(.*?)(?:\.(rss|atom|json))?$/.exec(file) ?? []
  return [name, FORMATS.find((format) => format === ending)]
}

/** Makes what is asked for by a key once, and keeps the last `max`; what could not be made is made anew. */
export function keeping<Made>(max: number): (key: string, make: () => Promise<Made>) => Promise<Made> {
  const kept = new LRUCache<string, Promise<Made>>({ max })
  return (key, make) => {
    const before = kept.get(key)
    if (before !== undefined) return before
    const made = make()
    kept.set(key, made)
    made.catch(() => kept.delete(key))
    return made
  }
}
