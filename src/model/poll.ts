import type { Candidate } from './item.ts'
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
  /** Somebody else holds the source by now; nothing was written. */
  | { readonly kind: 'leaseLost' }

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
