import type { Hiding, Verdict } from './rules.ts'
import type { Instant } from './source.ts'

export interface Person {
  readonly name: string
  readonly url?: string
}

export interface Enclosure {
  readonly url: string
  /** Media type, e.g. `audio/mpeg`. */
  readonly type?: string
  /** Bytes; absent when not known. */
  readonly length?: number
}

/** What some documents say of an entry besides; URLs in an `Article` are absolute. */
export interface Extras {
  /** The page with its comments (RSS `comments`, Atom `link rel="replies"` to a page). */
  readonly comments?: string
  /** The feed of its comments (`wfw:commentRss`, Atom `link rel="replies"` to a feed). */
  readonly commentsFeed?: string
  /** How many comments it has (`slash:comments`, `thr:total`, `thr:count`). */
  readonly commentCount?: number
  /** The ids of what it answers (RFC 4685, `thr:in-reply-to`). */
  readonly inReplyTo?: readonly string[]
  /** The URL of its licence (Creative Commons modules, RFC 4946). */
  readonly license?: string
  /** The feed that it was taken from (RSS `source`, `atom:source`). */
  readonly origin?: { readonly title?: string; readonly url?: string }
  /** GeoRSS or W3C Basic Geo, in degrees (WGS 84). */
  readonly position?: { readonly latitude: number; readonly longitude: number }
  /** Seconds that its audio or video lasts (`itunes:duration`, Media RSS). */
  readonly duration?: number
}

/** What an article says: absolute links, cleaned HTML, plain text elsewhere. */
export interface Article {
  readonly title: string
  readonly url?: string
  /** Plain text, at most a paragraph or two. */
  readonly summary: string
  readonly contentHtml: string
  readonly authors: readonly Person[]
  readonly categories: readonly string[]
  readonly enclosures: readonly Enclosure[]
  readonly image?: string
  /** BCP 47, lower case. */
  readonly lang?: string
  /** Never later than the poll that brought it. */
  readonly publishedAt?: Instant
  readonly updatedAt?: Instant
  readonly extras?: Extras
}

/** One normalised entry of one document, before it is known whether we hold it already. */
export interface Entry {
  readonly article: Article
  readonly guid?: string
  /** All that it says, as plain text: what is searched and compared. */
  readonly text: string
}

/** A key of an item in its source, and the id that the item gets if this is its first sighting: short and safe in a URL. */
export interface OwnKey {
  readonly id: string
  /** Unique within its source: the guid, or what stands in for it. */
  readonly guidKey: string
}

/** The keys that tell whether two entries are one article. */
export interface Identity extends OwnKey {
  /** Unique among all items; absent where the link says nothing about identity. */
  readonly urlKey?: string
  /** Its guid as a key, where that is not `guidKey`: under it the item may have been seen before. */
  readonly plainKey?: string
  /** What it goes by where its guid turns out to be another article's. */
  readonly spare: OwnKey
  /** Hash of title and text as words: in its source it tells an article again whose guid and link are no help. */
  readonly textKey: string
  /** Hash of all that a reader would see; an edit changes it. */
  readonly contentHash: string
  /** Hash of title, text and link as far as they say something: not of counters, advertisements, markup. */
  readonly substance: string
  /** The guid and the link (as keys) that different entries of this document share, where it has them. */
  readonly sharedGuid?: string
  readonly sharedLink?: string
  /** The feed or site of somebody else that it was taken from. */
  readonly origin?: string
  /** It writes at length about somebody else's page, to which it links. */
  readonly post?: boolean
}

/** Folded words of an article, as the full-text index and the matcher see them: ` word word `. */
export interface Words {
  readonly title: string
  readonly text: string
  readonly author: string
  readonly tag: string
  readonly url: string
}

/** An entry that has gone through every stage and is ready to be recorded. */
export interface Candidate extends Verdict {
  readonly article: Article
  readonly identity: Identity
  readonly words: Words
  /** Among the sightings of one item the highest rank leads: its text is the item's. */
  readonly rank: number
}

/** An article, once, however many sources carry it. */
export interface Item extends Article {
  /** Reading order, newest highest; never changes. */
  readonly key: number
  /** As the key has it: when it came, where nobody says when it was published. */
  readonly publishedAt: Instant
  /** Short and safe in a URL; never changes. */
  readonly id: string
  /** The `tag:` URI (RFC 4151) that we publish; minted once. */
  readonly uri: string
  /** The source whose text this is. */
  readonly sourceId: string
  /** Every source that carries it, the leading one first. */
  readonly sources: readonly string[]
  readonly topics: readonly string[]
  /** Those of its categories that filters gave it. */
  readonly labels: readonly string[]
  /** What its relevance is multiplied by. */
  readonly boost: number
  /** Each of its sightings is hidden by a filter: it is kept, and not published. */
  readonly hidden: boolean
  /** The id of the first item of its story; its own where nobody else has it. */
  readonly storyId: string
  readonly firstSeenAt: Instant
  /** When what a reader sees last changed. */
  readonly changedAt: Instant
  /** Kept for good. */
  readonly archived: boolean
}

/** That one source carries an item. */
export interface Sighting {
  readonly sourceId: string
  readonly guidKey: string
  readonly firstSeenAt: Instant
  /** To the day. */
  readonly lastSeenAt: Instant
  /** The item has the text of this source. */
  readonly leads: boolean
  /** Why it alone would not be published. */
  readonly hiding?: Hiding
}

/** Where an item came from. */
export interface Provenance {
  /** The leading one first, then the earliest. */
  readonly sightings: readonly Sighting[]
  /** The canonical URLs that lead to it: what comes with one of them is merged into it. */
  readonly urls: readonly string[]
}

/** What an item showed before its publisher edited it. */
export interface Revision {
  readonly replacedAt: Instant
  /** Whose text it was. */
  readonly sourceId: string
  readonly title: string
  readonly url?: string
  /** At most 30,000 characters of it. */
  readonly contentHtml: string
}
