import type { Habits } from './habits.ts'
import type { Rhythm } from './rhythm.ts'

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number

/** A feed that somebody else publishes and we poll, as the configuration has it. */
export interface Source {
  readonly id: string
  /** `http:`, `https:`, or `file:` for an archive on disk. */
  readonly url: string
  readonly title: string
  /** BCP 47; what its items are in when neither they nor the feed say. */
  readonly lang?: string
  readonly tags: readonly string[]
  /** Time between two polls; absent: found out from how it publishes. */
  readonly intervalMs?: number
  /** Between two sources with the same article, the higher one's text is shown. */
  readonly priority: number
  readonly enabled: boolean
  /** Its items are kept for good. */
  readonly archive: boolean
  /** Extra request headers. */
  readonly headers: Readonly<Record<string, string>>
}

/** HTTP validators (RFC 9110, 8.8), kept to the byte. */
export interface Validators {
  /** The URL that answered with them; they mean nothing to any other. */
  readonly url?: string
  readonly etag?: string
  readonly lastModified?: string
}

/** `waiting`: not polled yet; `limited`: the server asked us to come back later; `gone`: it answered 410. */
export type Health = 'waiting' | 'ok' | 'failing' | 'limited' | 'gone'

/** What the polls of a source have taught us so far. */
export interface SourceState {
  readonly health: Health
  readonly httpStatus?: number
  /** A sentence for a person: what was wrong, or what is odd, at the last poll. */
  readonly message?: string
  /** What is odd about its document, which could be read all the same; part of the message. */
  readonly oddity?: string
  /** Polls in a row that failed. */
  readonly failures: number
  readonly checkedAt?: Instant
  readonly succeededAt?: Instant
  /** When its document last brought something new. */
  readonly changedAt?: Instant
  readonly nextCheckAt: Instant
  readonly validators: Validators
  /** SHA-256 of the last body that was recorded. */
  readonly bodyHash?: string
  /** The URL that is polled: the configured one, or the one that the source has moved to for good. */
  readonly address: string
  /** Where permanent redirects (301, 308) lead. */
  readonly move?: Move
  readonly rhythm: Rhythm
  /** What it does with its guids and links. */
  readonly habits: Habits
  readonly feedTitle?: string
  readonly siteUrl?: string
}

/** An unbroken chain of permanent redirects. */
export interface Move {
  readonly to: string
  /** When it was first seen; every answer since then has come over it. */
  readonly since: Instant
}

export interface SourceHealth extends SourceState {
  readonly id: string
  readonly url: string
  readonly enabled: boolean
  readonly items: number
  /** Nobody asks its domain before this; it may be past. */
  readonly heldUntil?: Instant
}

/** The right to poll one source until `until`; `record` refuses a token that is no longer the source's. */
export interface Lease {
  readonly sourceId: string
  readonly token: string
  /** Registrable domain of the address, or its host where there is none. */
  readonly domain: string
  readonly until: Instant
  readonly state: SourceState
}
