import { optional } from '../model/optional.ts'
import type { Outcome } from '../model/outcome.ts'
import { type Headers, header } from './header.ts'
import { requestsLeft, resetMs, retryAfterMs } from './retry-after.ts'

/**
 * Domains that answer 403 without a further word to whoever asks too often: Reddit (403 and 429 by turns, for readers
 * that poll many subreddits), DeviantArt (its staff say so of the RSS host), and the SEC, whose page with the 403 says
 * “Request Rate Threshold Exceeded” and asks for ten minutes of peace.
 */
const THROTTLE_BY_403 = ['reddit.com', 'deviantart.com', 'sec.gov']

/**
 * What an answer says of too many requests. 429 always means that; 503 only with `Retry-After`, for without it one
 * server of the domain is down; 403 with `Retry-After`, where no requests are left, or from who is known for it.
 */
export function throttleOf(
  status: number,
  headers: Headers,
  { href, hostname }: URL,
  now: number,
): Extract<Outcome, { kind: 'rateLimited' }> | undefined {
  const retryAfter = retryAfterMs(header(headers, 'retry-after'), now)
  if (!isThrottled(status, headers, hostname, retryAfter !== undefined)) return undefined
  const message =
    status === 503 ? 'the server is unavailable for a while (503)' : `the server wants fewer requests (${status})`
  return {
    kind: 'rateLimited',
    status,
    url: href,
    ...optional('retryAfterMs', retryAfter ?? resetMs(headers, now)),
    message,
  }
}

function isThrottled(status: number, headers: Headers, host: string, asksForPatience: boolean): boolean {
  if (status === 429) return true
  if (status !== 403) return status === 503 && asksForPatience
  const left = requestsLeft(headers)
  return asksForPatience || left === 'none' || (left === undefined && isKnown(host))
}

function isKnown(host: string): boolean {
  return THROTTLE_BY_403.some((domain) => host === domain || host.endsWith(`.${domain}`))
}
