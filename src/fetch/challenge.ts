import type { Readable } from 'node:stream'
import { type Headers, header } from './header.ts'
import { readStart } from './read-body.ts'

/** A challenge page with all that it loads is smaller. */
const MAX_PAGE = 65_536
/** Not `challenge-platform` alone: a script of that name is in many pages that Cloudflare lets pass. */
const CHALLENGE = /<title>\s*Just a moment|_cf_chl_opt|\bcf-chl-|challenge-platform\/h\//i

/**
 * Whether Cloudflare sent a page that only a browser gets past instead of an answer. It says so in a header; where
 * that is missing the page tells (see `mayBeChallenge`), of which the start is read.
 */
export async function isChallenge(status: number, headers: Headers, page: Readable | undefined): Promise<boolean> {
  if (page !== undefined) return CHALLENGE.test(await readStart(page, header(headers, 'content-encoding'), MAX_PAGE))
  return isRefusal(status) && saysChallenge(headers)
}

/** Whether only the page of an answer can tell. */
export function mayBeChallenge(status: number, headers: Headers): boolean {
  const isCloudflare = () => header(headers, 'server')?.trim().toLowerCase() === 'cloudflare'
  return isRefusal(status) && !saysChallenge(headers) && isCloudflare()
}

function isRefusal(status: number): boolean {
  return status === 403 || status === 503
}

function saysChallenge(headers: Headers): boolean {
  return header(headers, 'cf-mitigated')?.trim().toLowerCase() === 'challenge'
}
