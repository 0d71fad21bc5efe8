import type { Candidate } from './item.ts'
import type { Listing, Passed } from './listing.ts'
import type { RefreshHints } from './rhythm.ts'
import type { Instant, Validators } from './source.ts'

/** What one poll of one source came to, as it is recorded. */
export type PollResult =
  | {
      readonly kind: 'updated'
      readonly status: number
      readonly validators: Validators
      readonly bodyHash: string
      /** The target of an unbroken chain of permanent redirects. */
      readonly movedTo?: string
      readonly freshMs?: number
      readonly hints: RefreshHints
      readonly feedTitle?: string
      readonly siteUrl?: string
      /** What is odd about the document, though it could be read. */
      readonly message?: string
      readonly candidates: readonly Candidate[]
      /** What its publisher takes back. */
      readonly retracted?: readonly Retracted[]
      /** What the document lists; absent where the next one is to be read whole. */
      readonly listing?: Listing
      /** Entries that are no candidates, for they are as they were in the last document. */
      readonly passed?: Passed
    }
  | {
      readonly kind: 'unchanged'
      readonly status: number
      readonly validators: Validators
      readonly movedTo?: string
      readonly freshMs?: number
    }
  | {
      readonly kind: 'failed'
      readonly health: 'failing' | 'limited' | 'gone'
      readonly status?: number
      readonly message: string
      readonly retryAfterMs?: number
    }

/** An entry that its publisher has deleted, by its key in its source. */
export interface Retracted {
  readonly guidKey: string
  /** What says that it is newer is another one, which has come since. */
  readonly when: Instant
}

/** What recording did. */
export type Recorded =
  | { readonly kind: 'recorded'; readonly added: number; readonly updated: number; readonly merged: number }
  /** Candidates have to do with entries that were passed over: the document is to be read whole; nothing was written. */
  | { readonly kind: 'unclear' }
  /** Somebody else holds the source by now; nothing was written. */
  | { readonly kind: 'leaseLost' }

/**
 * What a poll was good for: it brought articles, or edits alone, or nothing; or it failed, as the health of the source says.
 */
export type PollOutcome = 'new' | 'changed' | 'unchanged' | 'failing' | 'limited' | 'gone'

/** One poll of the past, as the history of a source has it. */
export interface PastPoll {
  readonly at: Instant
  readonly outcome: PollOutcome
  readonly status?: number
  /** How long the server took to answer, in milliseconds, redirects and document included. */
  readonly durationMs?: number
  /** Articles that nobody had before. */
  readonly added: number
  /** Articles that another source had already. */
  readonly merged: number
  readonly updated: number
  /** A sentence for a person: why it failed, or what is odd about the document. */
  readonly message?: string
  /** The document was read though something is odd about it; `message` says what. */
  readonly repaired: boolean
}

/** One poll, for the log, the progress bar and the summary table. */
export interface PollReport {
  readonly sourceId: string
  readonly result: PollResult['kind']
  readonly health: 'ok' | 'failing' | 'limited' | 'gone'
  readonly status?: number
  readonly message?: string
  /** Entries in the document. */
  readonly entries: number
  readonly added: number
  readonly updated: number
  readonly merged: number
  readonly durationMs: number
}
