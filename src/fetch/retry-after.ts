import { type Headers, header, httpDate } from './header.ts'

/** Milliseconds that `Retry-After` (RFC 9110, 10.2.3) asks for, in seconds or as a date; never negative. */
export function retryAfterMs(written: string | undefined, now: number): number | undefined {
  const bare = written?.trim() ?? ''
  if (/^\d{1,9}$/.test(bare)) return Number(bare) * 1_000
  const date = httpDate(bare)
  return date === undefined ? undefined : Math.max(0, date - now)
}

/** Smaller ones are seconds from now, larger ones seconds since 1970. */
const FIRST_EPOCH = 1_000_000_000

/**
 * Milliseconds until the next request may come, by the headers that many servers send though no standard has them:
 * `X-RateLimit-Reset`, in seconds from now or since 1970, and `RateLimit-Reset`.
 */
export function resetMs(headers: Headers, now: number): number | undefined {
  const bare = (header(headers, 'x-ratelimit-reset') ?? header(headers, 'ratelimit-reset') ?? '').trim()
  if (!/^\d{1,10}(\.\d{1,9})?$/.test(bare)) return undefined
  const seconds = Number(bare)
  return Math.max(0, Math.ceil(seconds < FIRST_EPOCH ? seconds * 1_000 : seconds * 1_000 - now))
}

/** Whether the headers say how many requests are left: all of them used up, some left, or nothing said. */
export function requestsLeft(headers: Headers): 'none' | 'some' | undefined {
  const bare = (header(headers, 'x-ratelimit-remaining') ?? header(headers, 'ratelimit-remaining'))?.trim()
  if (bare === undefined || !/^\d{1,10}(\.\d{1,9})?$/.test(bare)) return undefined
  return Number(bare) === 0 ? 'none' : 'some'
}
