import type { Entry } from '../../src/model/item.ts'
import type { ParsedEntry, ParsedFeed, ParsedText } from '../../src/model/parsed-feed.ts'
import { type NormalisedFeed, type NormaliseOptions, normaliseFeed } from '../../src/normalise/normalise.ts'

export const NOW = Date.parse('2026-11-01T12:00:00Z')
export const DOCUMENT = 'https://source.example/feeds/all.xml'

export const html = (value: string, base?: string): ParsedText => ({
  type: 'html',
  value,
  ...(base === undefined ? {} : { base }),
})
export const text = (value: string): ParsedText => ({ type: 'text', value })

export function normalise(
  entries: readonly Partial<ParsedEntry>[],
  feed: Partial<ParsedFeed> = {},
  options: Partial<NormaliseOptions> = {},
): NormalisedFeed {
  const whole = entries.map((entry) => ({ authors: [], categories: [], enclosures: [], extras: {}, ...entry }))
  return normaliseFeed(
    { format: 'rss', charset: 'utf-8', hubs: [], hints: {}, repairs: [], cutOff: false, ...feed, entries: whole },
    { documentUrl: DOCUMENT, now: NOW, ...options },
  )
}

/** The one entry that comes of these. */
export function normaliseOne(
  entry: Partial<ParsedEntry>,
  feed: Partial<ParsedFeed> = {},
  options: Partial<NormaliseOptions> = {},
): Entry {
  const [only, ...more] = normalise([entry], feed, options).entries
  if (only === undefined || more.length > 0) throw new Error(`${more.length} more entries than one`)
  return only
}
