import type { FeedDefinition } from './feed.ts'
import type { Rules } from './rules.ts'
import type { Source } from './source.ts'
import type { Takedown } from './takedown.ts'

/** What a configuration says of which articles are in which feed: what another one is held against. */
export interface Running extends Rules {
  /** Without their headers, for those may hold passwords. */
  readonly sources: readonly Omit<Source, 'headers'>[]
  readonly feeds: readonly FeedDefinition[]
  /** Absent: nothing, as before there was such a list. */
  readonly takedown?: Takedown
}
