import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'
import { quotable } from './header.ts'

export class TooLarge extends Error {}
export class BadEncoding extends Error {}

/** A response's body with its content coding (RFC 9110, 8.4) undone, read to at most `maxBytes` decoded bytes. */
export async function readBody(body: Readable, coding: string | undefined, maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let length = 0
  // A body that is given up emits an error of its own, which would end the process if nobody listened.
  body.on('error', () => {})
  const decoded = await decoder(body, coding?.trim().toLowerCase() ?? '')
  try {
    for await (const chunk of decoded as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length > maxBytes) throw new TooLarge(`the document has more than ${maxBytes} bytes`)
      chunks.push(chunk)
    }
  } catch (problem) {
    const code = (problem as NodeJS.ErrnoException).code ?? ''
    throw /^(Z_|ERR_BROTLI|ERR__?ERROR|ERR_PADDING)/.test(code)
      ? new BadEncoding(`the ${quotable(coding ?? '')} body is damaged (${code})`)
      : problem
  } finally {
    body.destroy()
  }
  return Buffer.concat(chunks, length)
}

/**
 * The start of a page with an error, as text that is good for finding words in it: as much of `maxBytes` decoded bytes
 * as comes before the body ends, breaks off or proves damaged.
 */
export async function readStart(body: Readable, coding: string | undefined, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  body.on('error', () => {})
  try {
    for await (const chunk of (await decoder(body, coding?.trim().toLowerCase() ?? '')) as AsyncIterable<Buffer>) {
      length += chunk.length
      chunks.push(chunk)
      if (length >= maxBytes) break
    }
  } catch {
    // The status has been said already; what is missing of the page is no problem of its own.
  } finally {
    body.destroy()
  }
  return Buffer.concat(chunks).toString('latin1', 0, maxBytes)
}

async function decoder(body: Readable, coding: string): Promise<Readable> {
  switch (coding) {
    case '':
    case 'identity':
      return body
    case 'gzip':
    case 'x-gzip':
      return through(body, createGunzip())
    case 'br':
      return through(body, createBrotliDecompress())
    case 'deflate':
      return inflate(body)
    default:
      body.destroy()
      throw new BadEncoding(`the body has the content coding “${quotable(coding)}”, which was not asked for`)
  }
}

/** Most servers send zlib's format (RFC 1950) as deflate, some the bare stream (RFC 1951): the first byte tells. */
async function inflate(body: Readable): Promise<Readable> {
  for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    if (chunk.length === 0) continue
    body.unshift(chunk)
    return through(body, ((chunk[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw())
  }
  return body
}

function through(body: Readable, transform: Readable & NodeJS.WritableStream): Readable {
  body.on('error', (problem) => transform.destroy(problem))
  return body.pipe(transform)
}
