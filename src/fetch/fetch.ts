import { isUtf8 } from 'node:buffer'
import type { IncomingHttpHeaders } from 'node:http'
import { Agent, request } from 'undici'
import { optional } from '../model/optional.ts'
import type { Outcome } from '../model/outcome.ts'
import type { Validators } from '../model/source.ts'
import { explain } from './explain.ts'
import { HostLock } from './host-lock.ts'
import { BadEncoding, readBody, TooLarge } from './read-body.ts'
import { readFileSource } from './read-file.ts'
import { retryAfterMs } from './retry-after.ts'

const MAX_REDIRECTS = 5
/** What waiting for turns at hosts may cost beyond one fetch's time; with it every fetch ends, and a lease outlives it. */
const PATIENCE_MS = 30_000
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
  /** What the last answer carried; echoed to the byte. */
  readonly validators: Validators
  /** Sent to the origin of `url` alone. */
  readonly headers: Readonly<Record<string, string>>
  readonly now: number
  /** Ends the fetch early: its outcome is `failed` with the reason `aborted`. */
  readonly signal?: AbortSignal
}

export interface Fetcher {
  fetch(request: FetchRequest): Promise<Outcome>
  close(): Promise<void>
}

/** Where a chain of redirects stands. */
interface Hop {
  readonly url: URL
  /** Only permanent redirects so far. */
  readonly permanent: boolean
  readonly count: number
  /** Of the fetch's time; waiting for a turn at a host costs none. */
  readonly leftMs: number
  /** Of the time to wait for turns at hosts. */
  readonly waitMs: number
}

/** Fetches documents from other people's servers: conditional, bounded in time and size, one request at a time a host. */
export function createFetcher(options: FetcherOptions): Fetcher {
  const agent = new Agent({
    connections: 1,
    pipelining: 1,
    connect: { timeout: Math.min(options.timeoutMs, 10_000) },
    headersTimeout: options.timeoutMs,
    bodyTimeout: options.timeoutMs,
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

function firstHop({ url }: FetchRequest, { timeoutMs }: FetcherOptions): Hop {
  return { url: new URL(url), permanent: true, count: 0, leftMs: timeoutMs, waitMs: timeoutMs + PATIENCE_MS }
}

async function follow(
  first: Hop,
  wanted: FetchRequest,
  options: FetcherOptions,
  agent: Agent,
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
async function fetchHop(hop: Hop, wanted: FetchRequest, options: FetcherOptions, agent: Agent): Promise<Outcome | Hop> {
  const startedAt = performance.now()
  const deadline = AbortSignal.timeout(hop.leftMs)
  const signal = wanted.signal === undefined ? deadline : AbortSignal.any([deadline, wanted.signal])
  try {
    const response = await request(hop.url, {
      dispatcher: agent,
      headers: requestHeaders(hop.url, wanted, options),
      signal,
    })
    const { statusCode: status, headers } = response
    if (status >= 200 && status < 300) {
      const body = await readBody(response.body, one(headers['content-encoding']), options.maxBytes)
      return {
        kind: 'modified',
        status,
        url: hop.url.href,
        ...(hop.permanent && hop.count > 0 ? { movedTo: hop.url.href } : {}),
        ...optional('contentType', one(headers['content-type'])),
        body,
        validators: validatorsOf(headers),
      }
    }
    await response.body.dump({ limit: 65_536 })
    const leftMs = Math.max(0, Math.floor(hop.leftMs - (performance.now() - startedAt)))
    return answerWithoutBody(status, headers, { ...hop, leftMs }, wanted)
  } catch (problem) {
    if (wanted.signal?.aborted === true)
      return { kind: 'failed', reason: 'aborted', message: 'the poll was broken off' }
    if (deadline.aborted)
      return { kind: 'failed', reason: 'timeout', message: `no whole answer within ${options.timeoutMs / 1_000} s` }
    if (problem instanceof TooLarge) return { kind: 'failed', reason: 'tooLarge', message: problem.message }
    if (problem instanceof BadEncoding) return { kind: 'failed', reason: 'encoding', message: problem.message }
    return explain(problem)
  }
}

function answerWithoutBody(
  status: number,
  headers: IncomingHttpHeaders,
  hop: Hop,
  wanted: FetchRequest,
): Outcome | Hop {
  const location = inUtf8(one(headers.location))
  if ([301, 302, 303, 307, 308].includes(status) && location !== undefined) return redirect(status, location, hop)
  const conditional = wanted.validators.etag !== undefined || wanted.validators.lastModified !== undefined
  if (status === 304 && conditional)
    return { kind: 'notModified', status, validators: { ...wanted.validators, ...validatorsOf(headers) } }
  if (status === 410) return { kind: 'gone', status, message: 'the feed is gone for good (410)' }
  if (status === 429 || status === 503) {
    const retryAfter = retryAfterMs(one(headers['retry-after']), wanted.now)
    const message =
      status === 429 ? 'the server wants fewer requests (429)' : 'the server is unavailable for a while (503)'
    return { kind: 'rateLimited', status, ...optional('retryAfterMs', retryAfter), message }
  }
  return { kind: 'failed', reason: 'status', status, message: `the server answered ${status}${STATUS[status] ?? ''}` }
}

const STATUS: Readonly<Record<number, string>> = {
  304: ' (not modified) though nothing was known of it',
  401: ' (a login is wanted)',
  403: ' (forbidden)',
  404: ' (not found)',
  500: ' (an error of its own)',
  502: ' (bad gateway)',
  504: ' (gateway timeout)',
}

function redirect(status: number, location: string, hop: Hop): Outcome | Hop {
  const failed = (message: string): Outcome => ({ kind: 'failed', reason: 'redirect', status, message })
  if (hop.count >= MAX_REDIRECTS) return failed(`more than ${MAX_REDIRECTS} redirects`)
  if (!URL.canParse(location, hop.url.href)) return failed('redirected to what is no URL')
  const url = new URL(location, hop.url)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return failed(`redirected to ${url.protocol}, which is not the web`)
  return { ...hop, url, permanent: hop.permanent && (status === 301 || status === 308), count: hop.count + 1 }
}

function requestHeaders(url: URL, { url: source, validators, headers }: FetchRequest, options: FetcherOptions) {
  return {
    'user-agent': options.userAgent,
    accept: ACCEPT,
    'accept-encoding': 'gzip, deflate, br',
    ...(validators.etag === undefined ? {} : { 'if-none-match': validators.etag }),
    ...(validators.lastModified === undefined ? {} : { 'if-modified-since': validators.lastModified }),
    // They may carry a password, which is nobody else's business.
    ...(url.origin === new URL(source).origin ? lowerCase(headers) : {}),
  }
}

/** A header of ours that the configuration names in other letters must be replaced, not sent beside it. */
function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

function validatorsOf(headers: IncomingHttpHeaders): Validators {
  // An empty one validates nothing.
  return {
    ...optional('etag', one(headers.etag) || undefined),
    ...optional('lastModified', one(headers['last-modified']) || undefined),
  }
}

/** A header as UTF-8 where its bytes are that; undici reads each byte as a character. */
function inUtf8(header: string | undefined): string | undefined {
  const bytes = Buffer.from(header ?? '', 'latin1')
  return header !== undefined && isUtf8(bytes) ? bytes.toString('utf8') : header
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header
}
