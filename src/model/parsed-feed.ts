import type { Enclosure, Person } from './item.ts'

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
  readonly title?: ParsedText
  readonly link?: string
  readonly lang?: string
  /** xml:base of the root (XML Base). */
  readonly base?: string
  readonly entries: readonly ParsedEntry[]
  /** What had to be mended before it could be read, in words. */
  readonly repairs: readonly string[]
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
}
