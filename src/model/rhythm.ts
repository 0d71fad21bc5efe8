/** How often a document asks to be polled; nothing of it is sure to make sense. */
export interface RefreshHints {
  /** Minutes that it may be kept (RSS 2.0 `ttl`). */
  readonly ttl?: number
  /** Hours of the day in GMT, 0 to 23, in which it is not to be polled (RSS 2.0 `skipHours`). */
  readonly skipHours?: readonly number[]
  /** Days of the week in GMT, 0 (Sunday) to 6, on which it is not to be polled (RSS 2.0 `skipDays`). */
  readonly skipDays?: readonly number[]
  /** Milliseconds between two updates (RSS 1.0 syndication module: `updatePeriod` by `updateFrequency`). */
  readonly updateEvery?: number
}

/** How a source publishes, as far as its documents have told. */
export interface Rhythm {
  /** When it published (milliseconds since the epoch), the latest last, one for each burst; a bounded number. */
  readonly publications: readonly number[]
  readonly hints: RefreshHints
}
