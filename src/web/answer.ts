import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import { isPrivate } from './access.ts'
import { type Coding, coder, codingFor } from './coding.ts'

/** Characters of the hash in a tag. */
export const TAG_LENGTH = 27

/** A document ready to be sent, any number of times. */
export interface Rendered {
  readonly type: string
  readonly body: Buffer
  /** The body as it is sent in a coding; compressed once. */
  readonly coded: (coding: Coding) => Promise<Buffer>
  /** Without quotes; the same bytes have the same tag, after a restart and on another machine too. */
  readonly tag: string
  /** Milliseconds since the epoch. */
  readonly lastModified: number | undefined
}

/** `marks`: what the tag is to say of the document beside its hash, as it follows from it too. */
export function render(type: string, text: string, lastModified?: number, marks = ''): Rendered {
  const body = Buffer.from(text)
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, TAG_LENGTH)
  return {
    type,
    body,
    coded: coder(body),
    tag: marks === '' ? hash : `${hash}.${marks}`,
    lastModified,
  }
}

/** Sends a document, or 304 where the client has it (RFC 9110, 13); HEAD gets the headers of GET. */
export async function answer(request: Request, response: Response, document: Rendered): Promise<void> {
  response.vary('Accept-Encoding')
  const coding = codingFor(request.get('Accept-Encoding'), document.body.length)
  // Asked for anew each time, so that a key that is taken back closes at once.
  if (isPrivate(response)) response.set('Cache-Control', 'private, no-cache')
  response.set('ETag', etagOf(document, coding))
  if (document.lastModified !== undefined) response.set('Last-Modified', new Date(document.lastModified).toUTCString())
  if (isFresh(request, document)) {
    response.status(304).end()
    return
  }
  const body = await document.coded(coding)
  response.set('Content-Type', document.type)
  if (coding !== 'identity') response.set('Content-Encoding', coding)
  response.set('Content-Length', String(body.length))
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** Strong tags name bytes, and each coding has bytes of its own (RFC 9110, 8.8.3.3). */
function etagOf({ tag }: Rendered, coding: Coding): string {
  return `"${tag}${coding === 'identity' ? '' : `-${coding}`}"`
}

/**
 * Whether a conditional request names what it would get; a tag that is given decides alone (RFC 9110, 13.2.2). What is sent
 * to be worked on selects no representation, so that conditions say nothing of it (13.2.1).
 */
export function isFresh(request: Request, document: Rendered): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  const tags = request.get('If-None-Match')
  if (tags !== undefined) {
    return namesTag(tags, etagOf(document, codingFor(request.get('Accept-Encoding'), document.body.length)))
  }
  const since = Date.parse(request.get('If-Modified-Since') ?? '')
  return document.lastModified !== undefined && Math.floor(document.lastModified / 1_000) * 1_000 <= since
}

/** Whether an `If-None-Match` names a tag, compared as weak ones are (RFC 9110, 13.1.2). */
export function namesTag(tags: string, etag: string): boolean {
  return tags === etag || tags.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag)
}
