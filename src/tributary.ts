import type { RequestListener } from 'node:http'
import { createRequire } from 'node:module'
import { schedule } from 'node-cron'
import type { Logger } from 'pino'
import { askedOtherwise } from './config/changes.ts'
import type { Config } from './config/config.ts'
import { TributaryError } from './errors.ts'
import { createFetcher, type Fetcher } from './fetch/fetch.ts'
import { createGrouper, type Grouper } from './grouper.ts'
import { canonicalUrl } from './identify/canonical-url.ts'
import { trackingBy } from './identify/tracking-parameters.ts'
import { optional } from './model/optional.ts'
import type { PollReport } from './model/poll.ts'
import type { Instant, Source } from './model/source.ts'
import { takenDownBy } from './model/takedown.ts'
import { adopt, createPolling } from './polling.ts'
import { type RejudgeOptions, rejudge } from './rejudge/rejudge.ts'
import { createRejudger } from './rejudge/rejudger.ts'
import { openStore } from './store/open-store.ts'
import type { Ruling, Store } from './store/store.ts'
import { createAnswerer } from './web/app.ts'
import { createKeyring } from './web/keyring.ts'
import type { Answered } from './web/request-log.ts'
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
  /**
   * Goes on by another configuration: its sources, topics, feeds and settings. Where the database is, where to listen and
   * what our links begin with stay. Polls under way are given back and begun anew, requests under way are answered.
   * Where it rejects, the old configuration goes on.
   */
  reload(config: Config): Promise<void>
  /** Takes no more requests, gives the polls under way back, closes the store. */
  stop(): Promise<void>
  /** Where it listens, without a slash at the end; known once it has started. */
  readonly url: string
  /** Polls what is due now, applies changed rules to what is there, groups what came, and settles when that is done. */
  poll(): Promise<void>
}

/** What works by one configuration, until another one or the end comes. */
interface Running {
  readonly config: Config
  poll(): Promise<void>
  stop(): Promise<void>
}

/** The service: sources polled on a cron, items kept once, feeds published. */
export function createTributary(initial: Config, parts: Parts): Tributary {
  const { log, now = Date.now } = parts
  // A signal may come at any time: during the start, another reload, or the end.
  const inTurn = oneAfterAnother()
  const stopping: (() => Promise<void>)[] = []
  let store: Store | undefined
  let app: RequestListener
  let running: Running | undefined
  /** It knows the articles of days, and is none of the configuration's. */
  let grouper: Grouper | undefined
  let url = ''

  async function start(): Promise<void> {
    const opened = await openSyncedStore(initial, now())
    stopping.push(() => opened.close())
    app = appOf(initial, opened)
    const server = await listen((request, response) => app(request, response), initial.port, initial.host)
    stopping.push(() => server.close())
    url = addressOf(server, initial.host)
    store = opened
    grouper = createGrouper(opened, log, now)
    running = run(initial, opened, grouper, parts)
    stopping.push(async () => {
      await running?.stop()
      await grouper?.stop()
    })
  }

  async function reload(next: Config): Promise<void> {
    if (store === undefined || running === undefined || grouper === undefined)
      throw new TributaryError(
        'unavailable',
        'The service does not run, so there is nothing to reload. Start it first.',
      )
    let { config } = running
    const nextApp = appOf(next, store)
    // Before the sources change: a poll under way would take what it knows of the old one to the new one's address.
    await running.stop()
    try {
      await store.makeDue(askedOtherwise(config.sources, next.sources), now())
      await adopt(store, next, now())
      config = next
      // Without what the old one has rendered.
      app = nextApp
    } finally {
      running = run(config, store, grouper, parts)
    }
  }

  async function stop(): Promise<void> {
    store = undefined
    for (const each of stopping.splice(0).toReversed()) await each()
  }

  const appOf = (config: Config, opened: Store) =>
    createAnswerer({
      title: config.title,
      baseUrl: () => initial.baseUrl ?? url,
      sources: publicSources(config),
      topics: config.topics,
      filters: config.filters,
      feeds: config.feeds.filter((feed) => feed.private !== true),
      privateFeeds: config.feeds.filter((feed) => feed.private === true),
      keyring: createKeyring(config.feedKeys),
      timezone: config.timezone,
      store: opened,
      ...optional('isTakenDown', addressesTakenDown(config)),
      now,
      ...optional('trustProxy', initial.trustProxy),
      ...(log.isLevelEnabled('debug') ? { onAnswered: (answered) => logAnswered(log, answered) } : {}),
      onError: (err, path) => log.error({ err, path }, 'a request failed'),
    })

  return {
    start: () =>
      inTurn(async () => {
        try {
          await start()
        } catch (problem) {
          await stop()
          throw problem
        }
      }),
    reload: (next) => inTurn(() => reload(next)),
    stop: () => inTurn(stop),
    get url() {
      return url
    },
    poll: async () => running?.poll(),
  }
}

/**
 * Begins what works by a configuration, on a store that has its sources: at the start, and after each reload. Whatever
 * else has to work by it begins here and ends in `stop`.
 */
function run(config: Config, store: Store, grouper: Grouper, { log, now = Date.now }: Parts): Running {
  const onReport = (report: PollReport) => {
    logReport(log, report)
    if (report.added > 0) void grouper.look()
  }
  const polling = createPolling(config, { store, fetcher: fetcherOf(config), now, log, onReport, paced: true })
  const rejudger = createRejudger(config, store, log, now)
  const poll = async () => {
    await Promise.all([polling.poll(), rejudger.look()])
    await grouper.look()
  }
  const task = schedule(config.poll.cron, () => void poll(), { noOverlap: false, suppressMissedWarning: true })
  void poll()
  return {
    config,
    poll,
    async stop() {
      await task.destroy()
      await Promise.all([polling.stop(), rejudger.stop()])
    },
  }
}

/** Those that may be named: a domain that is taken down is not, even where it is polled. */
function publicSources({ sources, takedown }: Config): readonly Source[] {
  const isTakenDown = takenDownBy(takedown)
  return sources.filter(({ url }) => !isTakenDown({ sourceUrl: url, urlKeys: [] }))
}

/** Tells which addresses may not be published; `undefined` where all may. */
function addressesTakenDown({ takedown, trackingParameters }: Config): ((url: string) => boolean) | undefined {
  if (takedown.domains.length + takedown.urls.length === 0) return undefined
  const [isListed, tracks] = [takenDownBy(takedown), trackingBy(trackingParameters)]
  return (written) => {
    if (!URL.canParse(written)) return false
    const url = new URL(written).href
    const key = canonicalUrl(url, tracks)
    return isListed({ url, urlKeys: key === undefined ? [] : [key] })
  }
}

/** Does one thing after another, whatever becomes of each. */
function oneAfterAnother(): (work: () => Promise<void>) => Promise<void> {
  let last = Promise.resolve()
  return (work) => {
    const done = last.then(work)
    last = done.catch(() => {})
    return done
  }
}

function addressOf({ port }: WebServer, host = 'localhost'): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}

export interface WorksParts extends Parts {
  readonly onReport?: (report: PollReport) => void
}

export interface Works {
  readonly store: Store
  /** Polls what is due, and settles when nothing is due or under way; `sourceIds`: these alone. */
  poll(sourceIds?: readonly string[]): Promise<void>
  /** Groups what has come into stories. */
  group(): Promise<void>
  /** Applies topics and filters to what is there, where they have changed. */
  rejudge(options: Omit<RejudgeOptions, 'now'>): Promise<Ruling | undefined>
  /** Gives the polls under way back and closes the store. */
  close(): Promise<void>
}

/** The store that the configuration names: what a command that only reads needs. */
export function openConfiguredStore(config: Config, now: Instant): Promise<Store> {
  return openStore({ dataDir: config.dataDir, tagAuthority: tagAuthority(config.baseUrl), now })
}

/** The id that names an item: itself, or what the URL leads to. */
export async function findItemId(store: Store, named: string, { trackingParameters }: Config): Promise<string> {
  const urlKey = canonicalUrl(named, trackingBy(trackingParameters))
  return (urlKey === undefined ? undefined : await store.idOfUrl(urlKey)) ?? named
}

/** The store and all that it takes to poll, without the web: what the commands use. */
export async function openWorks(config: Config, { now = Date.now, log, ...others }: WorksParts): Promise<Works> {
  const store = await openSyncedStore(config, now())
  const grouper = createGrouper(store, log, now)
  const polling = createPolling(config, { ...others, store, fetcher: fetcherOf(config), now, log })
  return {
    store,
    poll: (sourceIds) => polling.poll(sourceIds),
    group: () => grouper.look(),
    rejudge: (options) => rejudge(store, config, { ...options, now }),
    async close() {
      await polling.stop()
      await grouper.stop()
      await store.close()
    },
  }
}

/** The store, with the sources of the configuration as those that are polled: what a command that writes needs. */
export async function openSyncedStore(config: Config, now: Instant): Promise<Store> {
  const store = await openConfiguredStore(config, now)
  await adopt(store, config, now)
  return store
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

function logAnswered(log: Logger, { method, path, status, ...rest }: Answered): void {
  log.debug({ status, ...rest }, `${method} ${path.slice(0, 200)}: ${status}`)
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
