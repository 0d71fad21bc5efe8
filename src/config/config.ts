import type { FeedDefinition, Topic } from '../model/feed.ts'
import type { Filter } from '../model/rules.ts'
import type { Source } from '../model/source.ts'
import type { Takedown } from '../model/takedown.ts'

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
export type LogFormat = 'pretty' | 'json' | 'auto'

/** Everything that the service is told, from the file and the environment, checked. */
export interface Config {
  /** Absolute path of the file. */
  readonly file: string
  /** Absolute path of the folder that the database is in. */
  readonly dataDir: string
  /** The address to listen on; all of them where absent. */
  readonly host?: string
  readonly port: number
  /** What our own links begin with, without a slash at the end; where absent, the address that is listened on. */
  readonly baseUrl?: string
  /** The proxies that are believed who asks: how many, or their addresses and networks. */
  readonly trustProxy?: number | readonly string[]
  readonly logLevel: LogLevel
  readonly logFormat: LogFormat
  readonly title: string
  /** The zone that the days of editions begin in (IANA). */
  readonly timezone: string
  /** Where those whom we poll can complain. */
  readonly contact?: string
  readonly poll: {
    readonly cron: string
    readonly concurrency: number
    readonly timeoutMs: number
    readonly maxBytes: number
    /** Bounds of the intervals that are found out. */
    readonly minIntervalMs: number
    readonly maxIntervalMs: number
    /** Requests an hour to one registrable domain. */
    readonly domainBudget: number
    /** Domains that are neither held nor counted. */
    readonly exemptDomains: readonly string[]
  }
  /** Query parameters that say nothing about which article it is, beside the usual ones. */
  readonly trackingParameters: readonly string[]
  readonly sources: readonly Source[]
  readonly topics: readonly Topic[]
  readonly filters: readonly Filter[]
  readonly feeds: readonly FeedDefinition[]
  /** The keys of the private feeds, by their names: here alone, so that nothing that tells of a feed tells them. */
  readonly feedKeys: Readonly<Record<string, readonly string[]>>
  /** What is never published again. */
  readonly takedown: Takedown
}
