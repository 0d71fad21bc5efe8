import type { Query } from './query.ts'

/** A named query of the configuration. */
export interface Topic {
  readonly id: string
  readonly title: string
  readonly query: Query
  /** The query as it was written. */
  readonly written: string
}

/** What we publish at `/feeds/<name>`. */
export interface FeedDefinition {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly lang?: string
  readonly where: Query
  /** Items that are in the document however old they are. */
  readonly pin?: Query
  readonly limit: number
  /** One entry for each article, for each story with the others beside it, or for each story the first that came. */
  readonly stories?: 'grouped' | 'first'
  /** In the order in which items came to us; by their dates otherwise. */
  readonly order?: 'received'
  /** Of what filters hide, and nothing else. */
  readonly hidden?: true
}
