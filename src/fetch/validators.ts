import { optional } from '../model/optional.ts'
import type { Validators } from '../model/source.ts'
import { type Headers, header } from './header.ts'

/** What an answer of `url` can be asked for again by (RFC 9110, 8.8), to the byte; nothing where it has nothing. */
export function validatorsOf(headers: Headers, url: string): Validators {
  // An empty one validates nothing.
  const etag = header(headers, 'etag') || undefined
  const lastModified = header(headers, 'last-modified') || undefined
  if (etag === undefined && lastModified === undefined) return {}
  return { url, ...optional('etag', etag), ...optional('lastModified', lastModified) }
}

/**
 * The validators that mean something to `url`: those that it gave. Where it is not known who gave them, it was the URL
 * that is `asked` first.
 */
export function validatorsFor(url: string, asked: string, { url: owner, ...validators }: Validators): Validators {
  return url === (owner ?? new URL(asked).href) ? validators : {}
}

/** The headers of a conditional request (RFC 9110, 13.1). */
export function conditions({ etag, lastModified }: Validators) {
  return { ...optional('if-none-match', etag), ...optional('if-modified-since', lastModified) }
}
