import { optional } from '../model/optional.ts'
import type { Outcome } from '../model/outcome.ts'
import type { Validators } from '../model/source.ts'
import { freshMs } from './freshness.ts'
import { type Headers, header, inUtf8 } from './header.ts'
import { type Hop, movedTo, REDIRECTS, redirect } from './hop.ts'
import { throttleOf } from './throttle.ts'
import { validatorsOf } from './validators.ts'

const STATUS: Readonly<Record<number, string>> = {
  304: ' (not modified) though nothing was known of it',
  401: ' (a login is wanted)',
  403: ' (forbidden)',
  404: ' (not found)',
  500: ' (an error of its own)',
  502: ' (bad gateway)',
  503: ' (unavailable)',
  504: ' (gateway timeout)',
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Cloudflare sent its own page instead. */
  readonly challenge?: boolean
}

/** An answer with a document. */
export function documentOf({ status, headers }: Answer, body: Uint8Array, hop: Hop, now: number): Outcome {
  return {
    kind: 'modified',
    status,
    url: hop.url.href,
    ...optional('movedTo', movedTo(hop)),
    ...optional('contentType', header(headers, 'content-type')),
    body,
    validators: validatorsOf(headers, hop.url.href),
    ...optional('freshMs', freshMs(headers, now)),
  }
}

/** What an answer without a document means; `sent` are the validators that this request had. */
export function outcomeOf({ status, headers, challenge = false }: Answer, hop: Hop, sent: Validators, now: number) {
  const location = inUtf8(header(headers, 'location'))
  if (REDIRECTS.includes(status) && location !== undefined) return redirect(status, location, hop)
  if (status === 304 && (sent.etag ?? sent.lastModified) !== undefined) return notModified(headers, hop, sent, now)
  return refusal(status, headers, hop, challenge, now)
}

function notModified(headers: Headers, hop: Hop, sent: Validators, now: number): Outcome {
  return {
    kind: 'notModified',
    status: 304,
    ...optional('movedTo', movedTo(hop)),
    validators: { ...sent, ...validatorsOf(headers, hop.url.href), url: hop.url.href },
    ...optional('freshMs', freshMs(headers, now)),
  }
}

function refusal(status: number, headers: Headers, hop: Hop, challenge: boolean, now: number): Outcome {
  if (status === 410) return { kind: 'gone', status, message: 'the feed is gone for good (410)' }
  const failed = (why: string): Outcome => ({
    kind: 'failed',
    reason: 'status',
    status,
    message: `the server answered ${status}${why}`,
  })
  if (challenge) return failed(': Cloudflare wants a browser there')
  return throttleOf(status, headers, hop.url, now) ?? failed(STATUS[status] ?? '')
}
