import type { Outcome } from '../model/outcome.ts'

const MAX_REDIRECTS = 5
export const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308]
/** They say that the new URL is the one to use from now on (RFC 9110, 15.4.2 and 15.4.9). */
const PERMANENT: readonly number[] = [301, 308]

/** Where a chain of redirects stands. */
export interface Hop {
  readonly url: URL
  /** Only permanent redirects so far. */
  readonly permanent: boolean
  readonly count: number
  /** Of the fetch's time; waiting for a turn at a host costs none. */
  readonly leftMs: number
  /** Of the time to wait for turns at hosts. */
  readonly waitMs: number
}

/** The target of an unbroken chain of permanent redirects, if there was one. */
export function movedTo({ url, permanent, count }: Hop): string | undefined {
  return permanent && count > 0 ? url.href : undefined
}

/** Where a redirect leads, or why it is not followed. */
export function redirect(status: number, location: string, hop: Hop): Outcome | Hop {
  const failed = (message: string): Outcome => ({ kind: 'failed', reason: 'redirect', status, message })
  if (hop.count >= MAX_REDIRECTS) return failed(`more than ${MAX_REDIRECTS} redirects`)
  if (!URL.canParse(location, hop.url.href)) return failed('redirected to what is no URL')
  const url = new URL(location, hop.url)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return failed(`redirected to ${url.protocol.slice(0, 40)}, which is not the web`)
  // Nobody else's password is ours to keep or to show, and a fragment is no part of what is asked for.
  url.username = ''
  url.password = ''
  url.hash = ''
  return { ...hop, url, permanent: hop.permanent && PERMANENT.includes(status), count: hop.count + 1 }
}
