import type { FeedDefinition, Topic } from '../model/feed.ts'
import type { Item } from '../model/item.ts'
import type { Source } from '../model/source.ts'
import type { Store } from '../store/store.ts'

/** What the web needs of the service, handed over by the composition root. */
export interface Site {
  readonly title: string
  /** What our own links begin with, without a slash at the end; never taken from a request. */
  readonly baseUrl: () => string
  readonly sources: readonly Source[]
  readonly topics: readonly Topic[]
  readonly feeds: readonly FeedDefinition[]
  readonly store: Store
  /** All that an item says, as plain text. */
  readonly textOf: (item: Item) => string
  readonly now: () => number
  /** Called with what nobody foresaw. */
  readonly onError: (problem: unknown, path: string) => void
}
