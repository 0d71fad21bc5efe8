import { createRequire } from 'node:module'
import { schedule } from 'node-cron'
import type { Logger } from 'pino'
import type { Config } from './config/config.ts'
import { createDigester } from './digest/digester.ts'
import { createFetcher, type Fetcher } from './fetch/fetch.ts'
import { canonicalUrl } from './identify/canonical-url.ts'
import { ingest } from './ingest.ts'
import type { PollReport } from './model/poll.ts'
import type { Rules } from './model/rules.ts'
import type { Instant } from './model/source.ts'
import { budgetOf } from './schedule/budget.ts'
import { domainOf, FILES } from './schedule/domain.ts'
import { startsPerSecond } from './schedule/pace.ts'
import { PollLoop } from './schedule/poll-loop.ts'
import { openStore } from './store/open-store.ts'
import type { Store } from './store/store.ts'
import { createApp } from './web/app.ts'
import { listen, type WebServer } from './web/server.ts'

const { version } = createRequire(import.meta.url)('../package.json') as { version: string }
export const VERSION: string = version

/** What may be put in the place of the real thing. */
export interface Parts {
  readonly now?: () => Instant
  readonly log: Logger
}

export interface Tributary {
  /** Opens the store, listens, and polls what is due at each tick. */
  start(): Promise<void>
  /** Takes no more requests, gives the polls under way back, closes the store. */
  stop(): Promise<void>
  /** Where it listens, without a slash at the end; known once it has started. */
  readonly url: string
  /** Polls what is due now, and settles when that is done. */
  poll(): Promise<void>
}

/** The service: sources polled on a cron, items kept once, feeds published. */
export function createTributary(config: Config, parts: Parts): Tributary {
  const { log, now = Date.now } = parts
  const stopping: (() => Promise<void>)[] = []
  let works: Works | undefined
  let url = ''

  async function start(): Promise<void> {
    const opened = await openWorks(config, { ...parts, paced: true, onReport: (report) => logReport(log, report) })
    works = opened
    stopping.push(() => opened.close())
    const server = await listen(
      siteOf(opened.store, () => config.baseUrl ?? url),
      config.port,
      config.host,
    )
    stopping.push(() => server.close())
    url = addressOf(server, config.host)
    const task = schedule(config.poll.cron, () => void opened.poll(), { noOverlap: false, suppressMissedWarning: true })
    stopping.push(async () => task.destroy())
    void opened.poll()
  }

  const siteOf = (store: Store, baseUrl: () => string) =>
    createApp({
      title: config.title,
      baseUrl,
      sources: config.sources,
      topics: config.topics,
      filters: config.filters,
      feeds: config.feeds,
      store,
      now,
      onError: (err, path) => log.error({ err, path }, 'a request failed'),
    })

  return {
    async start() {
      try {
        await start()
      } catch (problem) {
        await this.stop()
        throw problem
      }
    },
    async stop() {
      for (const stop of stopping.splice(0).toReversed()) await stop()
    },
    get url() {
      return url
    },
    poll: async () => works?.poll(),
  }
}

function addressOf({ port }: WebServer, host = 'localhost'): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}

export interface WorksParts extends Parts {
  readonly onReport?: (report: PollReport) => void
  /** Polls begin at a pace: thousands that are due at once, after a long sleep, are spread over minutes. */
  readonly paced?: boolean
}

export interface Works {
  readonly store: Store
  /** Polls what is due, and settles when nothing is due or under way; `sourceIds`: these alone. */
  poll(sourceIds?: readonly string[]): Promise<void>
  /** Gives the polls under way back and closes the store. */
  close(): Promise<void>
}

/** The store that the configuration names: what a command that only reads needs. */
export function openConfiguredStore(config: Config, now: Instant): Promise<Store> {
  return openStore({ dataDir: config.dataDir, tagAuthority: tagAuthority(config.baseUrl), now })
}

/** The id that names an item: itself, or what the URL leads to. */
export async function findItemId(store: Store, named: string): Promise<string> {
  const urlKey = canonicalUrl(named)
  return (urlKey === undefined ? undefined : await store.idOfUrl(urlKey)) ?? named
}

/** The store and all that it takes to poll, without the web: what the commands use. */
export async function openWorks(
  config: Config,
  { now = Date.now, log, onReport = () => {}, paced = false }: WorksParts,
): Promise<Works> {
  const store = await openConfiguredStore(config, now())
  await store.syncSources(
    config.sources.map((source) => ({ ...source, domain: domainOf(source.url) })),
    now(),
  )
  const { timeoutMs, concurrency, exemptDomains } = config.poll
  const fetcher = fetcherOf(config)
  const digester = createDigester({ rules: rulesOf(config) })
  const budget = { ...budgetOf(config.poll.domainBudget), exempt: [...exemptDomains, FILES] }
  const sources = new Map(config.sources.map((source) => [source.id, source]))
  // Another process may run with another configuration: what this one does not know is not its to poll.
  const own = [...sources.keys()]
  let wanted: readonly string[] = own
  const ingestParts = {
    fetcher,
    digester,
    store,
    policy: { floorMs: config.poll.minIntervalMs, ceilingMs: config.poll.maxIntervalMs },
    exemptDomains,
    now,
    onFault: (source: string, why: string) => log.error({ source, why }, `${source}: a document could not be read`),
    onUndone: (source: string, why: string) => log.warn({ source, why }, `${source}: a poll came to nothing`),
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
    store,
    poll(sourceIds = own) {
      wanted = sourceIds
      return loop.wake()
    },
    async close() {
      // Together: the polls under way wait for documents that wait for others.
      await Promise.all([loop.stop(), digester.close()])
      await fetcher.close()
      await store.close()
    },
  }
}

/** What articles are sorted by. */
export function rulesOf({ topics, filters }: Config): Rules {
  return { topics, filters }
}

/** What fetches as the service does. */
export function fetcherOf(config: Config): Fetcher {
  const { timeoutMs, maxBytes } = config.poll
  return createFetcher({ userAgent: userAgent(config), timeoutMs, maxBytes })
}

/** Says who polls and where to complain (RFC 9110, 10.1.5). */
function userAgent({ contact }: Config): string {
  return `Tributary/${VERSION} (feed aggregator${contact === undefined ? '' : `; +${contact}`})`
}

function tagAuthority(baseUrl: string | undefined): string {
  return baseUrl === undefined ? 'localhost' : new URL(baseUrl).hostname.replace(/[^a-z0-9.-]/gi, '')
}

function logReport(
  log: Logger,
  { sourceId, result, status, message, added, updated, merged, durationMs }: PollReport,
): void {
  const fields = { source: sourceId, status, ms: durationMs }
  if (result === 'failed') log.warn(fields, `${sourceId}: ${message}`)
  else if (result === 'updated')
    log.info({ ...fields, added, updated, merged }, `${sourceId}: ${added} new, ${updated} edited`)
  else log.debug(fields, `${sourceId}: unchanged`)
}
