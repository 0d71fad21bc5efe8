import type { Enclosure, Extras, Person } from './item.ts'
import type { RefreshHints } from './rhythm.ts'

/** Text as its document has it; `html` still has to be cleaned. */
export interface ParsedText {
  readonly type: 'text' | 'html'
  readonly value: string
  /** What its relative links are relative to, where that is not the entry's base. */
  readonly base?: string
}

export type FeedFormat = 'rss' | 'rdf' | 'atom' | 'json'

/** One document, whatever its format; nothing in it is trusted, resolved or cleaned yet. */
export interface ParsedFeed {
  readonly format: FeedFormat
  /** The encoding that it was read in, as the WHATWG Encoding Standard names it. */
  readonly charset: string
  readonly title?: ParsedText
  readonly description?: ParsedText
  readonly link?: string
  /** Where the document says that it lives: `atom:link rel="self"`, JSON Feed's `feed_url`. */
  readonly self?: string
  /** WebSub hubs: `link rel="hub"`, JSON Feed's `hubs`. */
  readonly hubs: readonly string[]
  /** RSS's `cloud` as a URL. */
  readonly cloud?: string
  /** Its picture: `image`, `logo`, `icon`, `itunes:image`. */
  readonly image?: string
  readonly lang?: string
  /** xml:base of the root (XML Base). */
  readonly base?: string
  /** How often it asks to be polled. */
  readonly hints: RefreshHints
  readonly entries: readonly ParsedEntry[]
  /** What its publisher takes back (RFC 6721), without what the document itself has a newer entry of. */
  readonly retracted?: readonly ParsedRetraction[]
  /** The document ends before its end tag: something of it is missing. */
  readonly cutOff: boolean
  /** What had to be mended before it could be read, in words. */
  readonly repairs: readonly string[]
}

/** An entry that its publisher has deleted. */
export interface ParsedRetraction {
  readonly guid: string
  /** Milliseconds since the epoch; absent when the document has none that can be read. */
  readonly when?: number
}

export interface ParsedEntry {
  readonly guid?: string
  readonly title?: ParsedText
  readonly link?: string
  /** Milliseconds since the epoch, or absent when the document has none that can be read. */
  readonly published?: number
  readonly updated?: number
  readonly authors: readonly Person[]
  readonly summary?: ParsedText
  readonly content?: ParsedText
  readonly categories: readonly string[]
  readonly enclosures: readonly Enclosure[]
  readonly image?: string
  readonly lang?: string
  readonly base?: string
  readonly extras: Extras
}
