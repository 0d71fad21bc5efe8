import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'

export interface Reply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  readonly coding?: 'gzip' | 'br' | 'deflate' | 'deflate-raw'
  /** Answers 304 where the request carries this ETag or Last-Modified. */
  readonly etag?: string
  readonly lastModified?: string
}

export type Responder = Reply | ((request: IncomingMessage, response: ServerResponse) => Reply | undefined)

export interface Seen {
  readonly path: string
  readonly headers: IncomingMessage['headers']
}

/** Somebody else's web server, on a free port of the loopback. */
export interface Origin extends AsyncDisposable {
  readonly url: string
  /** Every request so far, oldest first. */
  readonly seen: Seen[]
  /** The most requests that were under way at once. */
  readonly mostAtOnce: () => number
  /** What is at a path from now on; a responder that returns nothing has answered, or holds on, by itself. */
  serve(path: string, responder: Responder): void
}

const CODERS = { gzip: gzipSync, br: brotliCompressSync, deflate: deflateSync, 'deflate-raw': deflateRawSync }

export async function startOrigin(): Promise<Origin> {
  const paths = new Map<string, Responder>()
  const seen: Seen[] = []
  let underWay = 0
  let most = 0
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    seen.push({ path, headers: request.headers })
    underWay += 1
    most = Math.max(most, underWay)
    response.on('close', () => {
      underWay -= 1
    })
    const responder = paths.get(path) ?? { status: 404, body: 'not found' }
    const reply = typeof responder === 'function' ? responder(request, response) : responder
    if (reply !== undefined) send(reply, request, response)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    mostAtOnce: () => most,
    serve: (path, responder) => void paths.set(path, responder),
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function send(reply: Reply, request: IncomingMessage, response: ServerResponse): void {
  if (reply.etag !== undefined) response.setHeader('ETag', reply.etag)
  if (reply.lastModified !== undefined) response.setHeader('Last-Modified', reply.lastModified)
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value)
  const known =
    (reply.etag !== undefined && request.headers['if-none-match'] === reply.etag) ||
    (reply.lastModified !== undefined && request.headers['if-modified-since'] === reply.lastModified)
  if (known) {
    response.writeHead(304).end()
    return
  }
  const body = Buffer.from(reply.body ?? '')
  if (reply.coding !== undefined) response.setHeader('Content-Encoding', reply.coding.replace('-raw', ''))
  response.writeHead(reply.status ?? 200).end(reply.coding === undefined ? body : CODERS[reply.coding](body))
}
