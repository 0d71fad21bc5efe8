import type { FeedDefinition, Topic } from '../model/feed.ts'
import type { Filter } from '../model/rules.ts'
import type { Source } from '../model/source.ts'
import type { Store } from '../store/store.ts'
import type { Keyring } from './keyring.ts'
import type { Answered } from './request-log.ts'

/** What the web needs of the service, handed over by the composition root. */
export interface Site {
  readonly title: string
  /** What our own links begin with, without a slash at the end; never taken from a request. */
  readonly baseUrl: () => string
  readonly sources: readonly Source[]
  readonly topics: readonly Topic[]
  readonly filters: readonly Filter[]
  /** Those that anybody may read: what no request is held against shows no other. */
  readonly feeds: readonly FeedDefinition[]
  /** Those that need a key; `access.ts` says to whom they are shown. */
  readonly privateFeeds: readonly FeedDefinition[]
  readonly keyring: Keyring
  /** The zone that days begin in (IANA). */
  readonly timezone: string
  readonly store: Store
  /** Whether an address is taken down, in any spelling; absent where nothing is, so that nobody asks. */
  readonly isTakenDown?: (url: string) => boolean
  readonly now: () => number
  /** The proxies that are believed who asks: how many there are, or their addresses and networks; none where absent. */
  readonly trustProxy?: number | readonly string[]
  /** Called with each request that has been answered. */
  readonly onAnswered?: (answered: Answered) => void
  /** Called with what nobody foresaw. */
  readonly onError: (problem: unknown, path: string) => void
}
