import type { Query } from './query.ts'
import type { Instant } from './source.ts'

/** Places in an order for each millisecond: as many items can come, or be published, at one instant. */
export const PLACES_PER_MS = 1_000

/** That an item came: its place in the order of arrival, which no edit changes, and no later item gets below. */
export interface Receipt {
  readonly received: number
  readonly key: number
  readonly storyId: string
}

export interface ReceiptQuery {
  /** Resolved, and without what takes any time for an item: regular expressions and numbers of sources. */
  readonly where: Query
  /** The first place, and the first one that is no more of it. */
  readonly from?: number
  readonly until?: number
  readonly limit: number
  /** Of those that there are the last one of each so many alone, `limit` of them. */
  readonly every?: number
  /** The latest so many, the last one first; otherwise the first ones. */
  readonly latest?: true
}

/** The first place of what comes at an instant. */
export function placeAt(instant: Instant): number {
  return instant * PLACES_PER_MS
}

export function instantAt(place: number): Instant {
  return Math.floor(place / PLACES_PER_MS)
}
