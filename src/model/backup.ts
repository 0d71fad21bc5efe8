import type { Habits } from './habits.ts'
import type { Item, Revision, Words } from './item.ts'
import type { Hiding } from './rules.ts'
import type { Instant } from './source.ts'
import type { KeptStory } from './story.ts'

/** A sighting with all that it takes to go on from it. */
export interface KeptSighting {
  readonly sourceId: string
  readonly guidKey: string
  readonly textKey?: string
  readonly contentHash: string
  readonly rank: number
  readonly firstSeenAt: Instant
  readonly lastSeenAt: Instant
  readonly hiding?: Hiding
}

/** An item with all that makes it the same one in another database. */
export interface KeptItem {
  readonly item: Item
  /** Its place in the order of arrival: a thousand to each millisecond. */
  readonly received: number
  readonly rank: number
  readonly substance?: string
  readonly sightings: readonly KeptSighting[]
  /** The canonical URLs that lead to it; weak: only as long as nobody else has it. */
  readonly urls: readonly { readonly urlKey: string; readonly weak: boolean }[]
  readonly revisions: readonly Revision[]
  /** Absent where it was in none yet. */
  readonly story?: KeptStory
}

/** What is written into a database again. */
export interface RestoredItem extends KeptItem {
  /** What its full text is made of. */
  readonly words: Words
  /** What others are compared by, as `stories/` writes it. */
  readonly features: string
}

/** What stays of a purged item: the keys that it would come back by. */
export interface Tombstone {
  readonly id: string
  readonly purgedAt: Instant
  readonly sightings: readonly { readonly sourceId: string; readonly guidKey: string; readonly textKey?: string }[]
  readonly urls: readonly string[]
}

/** What a database has beside its items. */
export interface Frame {
  /** What its `tag:` URIs begin with. */
  readonly uriPrefix: string
  readonly habits: Readonly<Record<string, Habits>>
  /** When items were last hidden, shown or purged: documents have changed since then at least. */
  readonly hiddenAt?: Instant
}
