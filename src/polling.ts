import type { Logger } from 'pino'
import type { Config } from './config/config.ts'
import { runningOf } from './config/running.ts'
import { createDigester } from './digest/digester.ts'
import type { Fetcher } from './fetch/fetch.ts'
import { type IngestParts, ingest } from './ingest.ts'
import type { PollReport } from './model/poll.ts'
import type { Instant } from './model/source.ts'
import { budgetOf } from './schedule/budget.ts'
import { domainOf, FILES } from './schedule/domain.ts'
import { startsPerSecond } from './schedule/pace.ts'
import { PollLoop } from './schedule/poll-loop.ts'
import type { Store } from './store/store.ts'

export interface PollingParts {
  readonly store: Store
  /** Closed with the polling. */
  readonly fetcher: Fetcher
  readonly now: () => Instant
  readonly log: Logger
  readonly onReport?: (report: PollReport) => void
  /** Polls begin at a pace: thousands that are due at once, after a long sleep, are spread over minutes. */
  readonly paced?: boolean
}

export interface Polling {
  /** Polls what is due, and settles when nothing is due or under way; `sourceIds`: these alone. */
  poll(sourceIds?: readonly string[]): Promise<void>
  /** Gives the polls under way back and begins no more. */
  stop(): Promise<void>
}

/** Makes a configuration what runs: its sources are those that are polled. */
export function adopt(store: Store, config: Config, now: Instant): Promise<void> {
  const sources = config.sources.map((source) => ({ ...source, domain: domainOf(source.url) }))
  return store.syncSources(sources, now, runningOf(config))
}

/** All that it takes to poll by one configuration. Another configuration takes another polling, once this one has stopped. */
export function createPolling(config: Config, parts: PollingParts): Polling {
  const { store, fetcher, now, log, onReport = () => {}, paced = false } = parts
  const { timeoutMs, concurrency, exemptDomains } = config.poll
  const rules = { topics: config.topics, filters: config.filters }
  const digester = createDigester({ rules })
  const budget = { ...budgetOf(config.poll.domainBudget), exempt: [...exemptDomains, FILES] }
  const sources = new Map(config.sources.map((source) => [source.id, source]))
  // Another process may run with another configuration: what this one does not know is not its to poll.
  const own = [...sources.keys()]
  let wanted: readonly string[] = own
  const ingestParts: IngestParts = {
    fetcher,
    digester,
    store,
    policy: { floorMs: config.poll.minIntervalMs, ceilingMs: config.poll.maxIntervalMs },
    exemptDomains,
    rules,
    trackingParameters: config.trackingParameters,
    now,
    onFault: (source, why) => log.error({ source, why }, `${source}: a document could not be read`),
    onUndone: (source, why) => log.warn({ source, why }, `${source}: a poll came to nothing`),
  }
  const loop = new PollLoop({
    concurrency,
    // Twice the longest fetch: whoever does not report by then is dead.
    claim: (limit) =>
      store.claimDue({
        now: now(),
        limit,
        leaseUntil: now() + 2 * timeoutMs + 60_000,
        sourceIds: wanted,
        budget,
      }),
    poll: async (lease, signal) => {
      const source = sources.get(lease.sourceId)
      return source === undefined ? undefined : ingest(lease, source, ingestParts, signal)
    },
    // By a clock that nobody sets.
    ...(paced ? { pace: { perSecond: startsPerSecond(config.sources), now: () => performance.now() } } : {}),
    onReport,
    onError: (err) => log.error({ err }, 'a poll could not be done'),
  })
  return {
    poll(sourceIds = own) {
      wanted = sourceIds
      return loop.wake()
    },
    async stop() {
      // Together: the polls under way wait for documents that wait for others.
      await Promise.all([loop.stop(), digester.close()])
      await fetcher.close()
    },
  }
}
