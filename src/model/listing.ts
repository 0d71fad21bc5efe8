import type { Instant } from './source.ts'

/**
 * What a document listed that was read, so that no more than what is new is read of the next one: a text that whoever
 * keeps it does not look into.
 */
export type Listing = string

/** Entries of a document that were not read again, for nothing has changed in them. */
export interface Passed {
  readonly count: number
  /** When they were published, as far as that is known. */
  readonly dates: readonly Instant[]
}
