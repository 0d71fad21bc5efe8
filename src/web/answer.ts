import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Request, Response } from 'express'
import { isPrivate } from './access.ts'

const compress = promisify(gzip)
const WORTH_COMPRESSING = 1_000

/** A document ready to be sent, any number of times. */
export interface Rendered {
  readonly type: string
  readonly body: Buffer
  readonly compressed: Buffer | undefined
  /** Without quotes; the same bytes have the same tag, after a restart and on another machine too. */
  readonly tag: string
  /** Milliseconds since the epoch. */
  readonly lastModified: number | undefined
}

export async function render(type: string, text: string, lastModified?: number): Promise<Rendered> {
  const body = Buffer.from(text)
  return {
    type,
    body,
    // Copied, for what zlib gives is a small view of a large buffer.
    compressed: body.length < WORTH_COMPRESSING ? undefined : Buffer.from(await compress(body)),
    tag: createHash('sha256').update(body).digest('base64url').slice(0, 27),
    lastModified,
  }
}

/** Sends a document, or 304 where the client has it (RFC 9110, 13); HEAD gets the headers of GET. */
export function answer(request: Request, response: Response, document: Rendered): void {
  const { compressed } = document
  const coded = compressed !== undefined && request.acceptsEncodings('gzip', 'identity') === 'gzip'
  response.vary('Accept-Encoding')
  // Asked for anew each time, so that a key that is taken back closes at once.
  if (isPrivate(response)) response.set('Cache-Control', 'private, no-cache')
  response.set('ETag', `"${document.tag}${coded ? '-gzip' : ''}"`)
  if (document.lastModified !== undefined) response.set('Last-Modified', new Date(document.lastModified).toUTCString())
  if (isFresh(request, document)) {
    response.status(304).end()
    return
  }
  const body = coded ? compressed : document.body
  response.set('Content-Type', document.type)
  if (coded) response.set('Content-Encoding', 'gzip')
  response.set('Content-Length', String(body.length))
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** Whether a conditional request names what it would get; a tag that is given decides alone (RFC 9110, 13.2.2). */
function isFresh(request: Request, { tag, lastModified }: Rendered): boolean {
  const tags = request.get('If-None-Match')
  if (tags !== undefined)
    return tags.split(',').some((one) => {
      const bare = one.trim().replace(/^W\//, '').replaceAll('"', '')
      return bare === '*' || bare.replace(/-gzip$/, '') === tag
    })
  const since = Date.parse(request.get('If-Modified-Since') ?? '')
  return lastModified !== undefined && Math.floor(lastModified / 1_000) * 1_000 <= since
}
