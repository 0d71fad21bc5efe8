import type { Instant } from './source.ts'

/** What is left to say of an item that was published and is not any more: it was taken down, or purged. */
export interface Withdrawal {
  readonly uri: string
  readonly at: Instant
  /** What it was found by, as far as it is kept: words are not. */
  readonly sources: readonly string[]
  readonly topics: readonly string[]
  readonly lang?: string
  readonly host?: string
  readonly publishedAt: Instant
}

/** A withdrawal with what makes it the same one in another database. */
export interface KeptWithdrawal extends Omit<Withdrawal, 'publishedAt'> {
  /** Of the item, which may be gone. */
  readonly id: string
  /** Its place in reading order. */
  readonly key: number
}
