import type { Item } from './item.ts'
import type { Query } from './query.ts'

export interface ItemQuery {
  readonly where: Query
  readonly limit: number
  /** Only items below this key: the last key of the page before. */
  readonly before?: number
}

/** Items newest first. */
export interface ItemPage {
  readonly items: readonly Item[]
  /** The key to go on below; absent at the end. */
  readonly next?: number
}
