import { createRequire } from 'node:module'
import type { Agent as UndiciAgent } from 'undici'
import type { Outcome } from '../model/outcome.ts'
import type { Validators } from '../model/source.ts'
import { documentOf, outcomeOf } from './answer.ts'
import { isChallenge, mayBeChallenge } from './challenge.ts'
import { Exchange } from './exchange.ts'
import { explain } from './explain.ts'
import { type Headers, header } from './header.ts'
import type { Hop } from './hop.ts'
import { HostLock } from './host-lock.ts'
import { BadEncoding, readBody, TooLarge } from './read-body.ts'
import { readFileSource } from './read-file.ts'
import { conditions, validatorsFor } from './validators.ts'

// Alone: the rest of undici (fetch, WebSocket, a cache) takes 14 MB of memory.
const Agent = createRequire(import.meta.url)('undici/lib/dispatcher/agent.js') as typeof UndiciAgent
/** What waiting for turns at hosts may cost beyond one fetch's time; with it every fetch ends, and a lease outlives it. */
const PATIENCE_MS = 30_000
const BROKEN_OFF: Outcome = { kind: 'failed', reason: 'aborted', message: 'the poll was broken off' }
const ACCEPT =
  'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1'

export interface FetcherOptions {
  readonly userAgent: string
  /** For the whole of one fetch, redirects and body included. */
  readonly timeoutMs: number
  /** Of a document, decompressed. */
  readonly maxBytes: number
}

export interface FetchRequest {
  readonly url: string
  /** What the last answer carried; echoed to the byte, to the URL that answered and to no other. */
  readonly validators: Validators
  /** Sent to the origin of `url` alone. */
  readonly headers: Readonly<Record<string, string>>
  readonly now: number
  /** Ends the fetch early: its outcome is `failed` with the reason `aborted`. */
  readonly signal?: AbortSignal
  /** Told of every answer on the way, redirects too. */
  readonly onAnswer?: (answer: SeenAnswer) => void
}

/** An answer as it came, before it is known what it means. */
export interface SeenAnswer {
  readonly url: string
  readonly status: number
  readonly headers: Headers
}

export interface Fetcher {
  fetch(request: FetchRequest): Promise<Outcome>
  close(): Promise<void>
}

/** Fetches documents from other people's servers: conditional, bounded in time and size, one request at a time a host. */
export function createFetcher(options: FetcherOptions): Fetcher {
  const agent = new Agent({
    connections: 1,
    pipelining: 1,
    // HTTP/2 where the server prefers it; it has its own limit for headers there, 64 kB.
    allowH2: true,
    ...limitsOf(options.timeoutMs),
    keepAliveTimeout: 10_000,
    maxHeaderSize: 32_768,
  })
  const locks = new HostLock()
  return {
    fetch: (wanted) =>
      wanted.url.startsWith('file:')
        ? readFileSource(wanted.url, wanted.validators, options.maxBytes)
        : follow(firstHop(wanted, options), wanted, options, agent, locks),
    close: () => agent.destroy(),
  }
}

/** Parts of the whole, so that what runs out first says what is slow; undici's clock ticks twice a second. */
function limitsOf(timeoutMs: number) {
  return {
    connect: { timeout: Math.ceil(Math.min(timeoutMs / 2, 10_000)) },
    headersTimeout: Math.ceil(timeoutMs * 0.75),
    bodyTimeout: Math.ceil(Math.min(timeoutMs / 2, 15_000)),
  }
}

function firstHop({ url }: FetchRequest, { timeoutMs }: FetcherOptions): Hop {
  return { url: new URL(url), permanent: true, count: 0, leftMs: timeoutMs, waitMs: timeoutMs + PATIENCE_MS }
}

async function follow(
  first: Hop,
  wanted: FetchRequest,
  options: FetcherOptions,
  agent: UndiciAgent,
  locks: HostLock,
): Promise<Outcome> {
  let hop = first
  for (;;) {
    const askedAt = performance.now()
    let waitMs = hop.waitMs
    const next = await locks.run(hop.url.host, waitMs, () => {
      waitMs = Math.max(0, waitMs - (performance.now() - askedAt))
      return fetchHop(hop, wanted, options, agent)
    })
    if (next === undefined)
      return { kind: 'failed', reason: 'timeout', message: `${hop.url.host} was busy for too long` }
    if ('kind' in next) return next
    hop = { ...next, waitMs }
  }
}

/** One request: an outcome, or the hop that it redirects to. */
async function fetchHop(
  hop: Hop,
  wanted: FetchRequest,
  options: FetcherOptions,
  agent: UndiciAgent,
): Promise<Outcome | Hop> {
  const startedAt = performance.now()
  const sent = validatorsFor(hop.url.href, wanted.url, wanted.validators)
  const headers = requestHeaders(hop.url, sent, wanted, options)
  const exchange = new Exchange({ headers, timeoutMs: hop.leftMs, signal: wanted.signal, wantsBody })
  try {
    const { status, headers, body } = await exchange.begin(agent, hop.url)
    wanted.onAnswer?.({ url: hop.url.href, status, headers })
    if (body !== undefined && isSuccess(status)) {
      const bytes = await readBody(body, header(headers, 'content-encoding'), options.maxBytes)
      return documentOf({ status, headers }, bytes, hop, wanted.now)
    }
    const challenge = await isChallenge(status, headers, body)
    if (wanted.signal?.aborted === true) return BROKEN_OFF
    const leftMs = Math.max(0, Math.floor(hop.leftMs - (performance.now() - startedAt)))
    return outcomeOf({ status, headers, challenge }, { ...hop, leftMs }, sent, wanted.now)
  } catch (problem) {
    if (wanted.signal?.aborted === true) return BROKEN_OFF
    if (exchange.brokenOff === 'late')
      return { kind: 'failed', reason: 'timeout', message: `no whole answer within ${options.timeoutMs / 1_000} s` }
    if (problem instanceof TooLarge) return { kind: 'failed', reason: 'tooLarge', message: problem.message }
    if (problem instanceof BadEncoding) return { kind: 'failed', reason: 'encoding', message: problem.message }
    return explain(problem)
  } finally {
    exchange.end()
  }
}

function wantsBody(status: number, headers: Headers): boolean {
  return isSuccess(status) || mayBeChallenge(status, headers)
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

function requestHeaders(url: URL, sent: Validators, { url: source, headers }: FetchRequest, options: FetcherOptions) {
  return {
    'user-agent': options.userAgent,
    accept: ACCEPT,
    'accept-encoding': 'gzip, deflate, br',
    ...conditions(sent),
    // They may carry a password, which is nobody else's business.
    ...(url.origin === new URL(source).origin ? lowerCase(headers) : {}),
  }
}

/** A header of ours that the configuration names in other letters must be replaced, not sent beside it. */
function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
