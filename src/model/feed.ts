import type { Query } from './query.ts'
import type { Instant } from './source.ts'

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
  /** In the order in which items came to us, or what many sources carry first; by their dates otherwise. */
  readonly order?: 'received' | 'hot'
  /** How much is shown of an article; absent: all of it. */
  readonly content?: 'excerpt' | 'title'
  /** Items in one document that have the text of one source; absent: any number. */
  readonly maxPerSource?: number
  /** The same for some sources by their ids, in place of `maxPerSource`. */
  readonly quotas?: Readonly<Record<string, number>>
  /** Search engines are asked to keep away. */
  readonly noindex?: true
  /** What each article ends with: text, `{source}` and `{url}`. */
  readonly attribution?: string
  /** When it is asked what is hot, in a feed that is resolved. */
  readonly hotAt?: Instant
  /** Only for who has a key; which ones there are is the configuration's to know. */
  readonly private?: true
  /** Of what filters hide, and nothing else. */
  readonly hidden?: true
}
