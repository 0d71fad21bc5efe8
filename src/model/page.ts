import type { Item } from './item.ts'
import type { Query } from './query.ts'
import type { Instant } from './source.ts'

export interface ItemQuery {
  /** Resolved: without relative dates. */
  readonly where: Query
  readonly limit: number
  /** Only items below this place in the order: `next` of the page before, in the same order. */
  readonly before?: number
  /**
   * `date` (the latest publication first) unless given; `received`: the latest arrival here first. By `relevance` the best come
   * first, as far as the query asks for words; by `hot` the newest item of each story, those first that many sources carry, in the
   * days before `now`. These two have no further page.
   */
  readonly sort?: 'date' | 'received' | 'relevance' | 'hot'
  /** For `hot`. */
  readonly now?: Instant
  /** Those that filters hide, and no others; left out otherwise. */
  readonly hidden?: true
}

/** Every source that carries one of some items. */
export interface Carriers {
  readonly sources: readonly string[]
  /** The place below which to look for more; absent at the end. */
  readonly next?: number
}

export interface TallyQuery {
  /** Resolved: without relative dates. */
  readonly where: Query
  /** How many of the newest are given. */
  readonly samples: number
}

/** How many items a query finds. */
export interface Tally {
  readonly count: number
  /** There are more, older ones, which were not counted. */
  readonly more: boolean
  /** The newest. */
  readonly items: readonly Item[]
  /** The query was too dear to look at all items: those published since then were counted. */
  readonly lookedBackTo?: Instant
}

/** Items newest first, or the most relevant first. */
export interface ItemPage {
  readonly items: readonly Item[]
  /** The place in the order to go on below: a key by date; absent at the end. */
  readonly next?: number
  /**
   * The page is partial: the query was too dear to look at all items at once, and looked at those published since then.
   * By date, `next` goes on from there.
   */
  readonly lookedBackTo?: Instant
}
