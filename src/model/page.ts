import type { Item } from './item.ts'
import type { Query } from './query.ts'
import type { Instant } from './source.ts'

export interface ItemQuery {
  /** Resolved: without relative dates. */
  readonly where: Query
  readonly limit: number
  /** Only items below this key: the last key of the page before. */
  readonly before?: number
  /**
   * `date` (newest first) unless given. By `relevance` the best come first, as far as the query asks for words, and
   * there is no further page.
   */
  readonly sort?: 'date' | 'relevance'
  /** Those that filters hide, and no others; left out otherwise. */
  readonly hidden?: true
}

/** Items newest first, or the most relevant first. */
export interface ItemPage {
  readonly items: readonly Item[]
  /** The key to go on below; absent at the end. */
  readonly next?: number
  /**
   * The page is partial: the query was too dear to look at all items at once, and looked at those published since then.
   * By date, `next` goes on from there.
   */
  readonly lookedBackTo?: Instant
}
