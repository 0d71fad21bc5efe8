import type { Item } from '../model/item.ts'

export type Format = 'rss' | 'atom' | 'json'

export const CONTENT_TYPES: Readonly<Record<Format, string>> = {
  rss: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
}

/** What a published document says of itself. All URLs are absolute. */
export interface Channel {
  readonly title: string
  readonly description: string
  readonly lang?: string
  /** The page that shows the same items. */
  readonly pageUrl: string
  /** The document's own address. */
  readonly selfUrl: string
  /** Who publishes it. */
  readonly publisher: string
  /** When the newest of its entries changed, where not all of them are here. */
  readonly updated?: number
  /** The WebSub hubs that tell of its changes. */
  readonly hubs?: readonly string[]
  readonly archive?: ArchiveLinks
  /** The other pages of it, where it has no archive. */
  readonly pages?: PageLinks
  /** What was in it and is published no more; Atom alone has words for that. */
  readonly withdrawn?: readonly Withdrawn[]
}

export interface Withdrawn {
  readonly uri: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Where a document is in the archive of its feed (RFC 5005, 4); absolute URLs of the same format. */
export interface ArchiveLinks {
  /** It is a page of the archive, and not the document that readers subscribe to. */
  readonly isPage: boolean
  /** The document that readers subscribe to. */
  readonly current: string
  /** The page of what came before. */
  readonly prev?: string
  readonly next?: string
}

/** Where a document is among the pages of what somebody asks for (RFC 5005, 3); absolute URLs of the same format. */
export interface PageLinks {
  readonly first: string
  /** The page of what comes after. */
  readonly next?: string
}

/** One that carries an item. */
export interface Origin {
  /** The source of ours; absent for one that a publisher names. */
  readonly id?: string
  readonly title: string
  /** Its feed; absent where that is a file. */
  readonly url?: string
}

export interface PublishedItem extends Item {
  readonly sourceTitle: string
  /** The feed that it came from; absent where that is a file. */
  readonly sourceUrl?: string
  /** Everyone who carries it: its sources, the leading one first, and whom that one took it from. */
  readonly origins: readonly Origin[]
  /** Our own page of it. */
  readonly pageUrl: string
  /** The other items of its story, newest first, where the entry is the story's. */
  readonly also?: readonly PublishedItem[]
}

/** When an item last said something else than before; what only looks another way raises nothing. */
export function updatedAt(item: Item): number {
  return Math.max(item.publishedAt, item.updatedAt ?? 0)
}

/** The newest change in a document; the epoch for an empty one, which has never changed. */
export function lastChange(items: readonly Item[]): number {
  return items.reduce((latest, item) => Math.max(latest, updatedAt(item)), 0)
}
