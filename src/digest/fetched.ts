import type { Habits } from '../model/habits.ts'
import type { Listing } from '../model/listing.ts'
import type { Instant, Source } from '../model/source.ts'

/** A document as it was fetched, and whose it is. */
export interface Fetched {
  readonly body: Uint8Array
  readonly contentType?: string
  /** Where the body came from, after redirects. */
  readonly url: string
  readonly source: Pick<Source, 'id' | 'lang' | 'priority'>
  /** What earlier documents of the source have shown. */
  readonly habits?: Habits
  /** What the last document listed; absent where all is to be read. */
  readonly listing?: Listing
  /** Names of query parameters that say nothing about which article it is, beside the usual ones. */
  readonly trackingParameters?: readonly string[]
  readonly now: Instant
}
