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
  readonly intervalMs: number
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
  /** Where a permanent redirect (301, 308) led at the last poll. */
  readonly movedTo?: string
  readonly feedTitle?: string
  readonly siteUrl?: string
}

export interface SourceHealth extends SourceState {
  readonly id: string
  readonly url: string
  readonly enabled: boolean
  readonly items: number
}

/** The right to poll one source until `until`; `record` refuses a token that is no longer the source's. */
export interface Lease {
  readonly sourceId: string
  readonly token: string
  readonly until: Instant
  readonly state: SourceState
}
