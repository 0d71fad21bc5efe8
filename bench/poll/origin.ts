/** Somebody else's servers, in a process of their own: `fork`ed by run.ts, told by messages how often documents changed. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { documentOf } from './documents.ts'

/** What the parent asks for. */
export interface OriginOrder {
  readonly sources: number
  /** How often each document has changed since the start. */
  readonly changes: number
  /** Milliseconds that an answer takes: from the first to the second, by source. */
  readonly latencyMs: readonly [least: number, most: number]
}

/** What it answers an order with. */
export interface OriginAnswer {
  readonly port: number
  /** The most requests that one host had at once since the last order. */
  readonly mostAtOnce: number
}

let bodies: readonly Buffer[] = []
let mostAtOnce = 0
const underWay = new Map<string, number>()
let order: OriginOrder = { sources: 0, changes: 0, latencyMs: [0, 0] }

const server = createServer(async (request, response) => {
  count(request.headers.host ?? '', response)
  const source = Number(request.url?.slice(1))
  const body = bodies[source]
  const [least, most] = order.latencyMs
  if (most > 0) await setTimeout(least + ((source * 7_919) % Math.max(1, most - least)))
  const etag = `"${source}-${order.changes}"`
  if (body === undefined) response.writeHead(404).end()
  else if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end()
  else {
    const type = ['application/rss+xml', 'application/atom+xml', 'application/rdf+xml'][source % 3]
    response.writeHead(200, { etag, 'content-type': type, 'content-encoding': 'gzip', 'content-length': body.length })
    response.end(body)
  }
})

function count(host: string, response: ServerResponse): void {
  const now = (underWay.get(host) ?? 0) + 1
  underWay.set(host, now)
  mostAtOnce = Math.max(mostAtOnce, now)
  response.once('close', () => underWay.set(host, (underWay.get(host) ?? 1) - 1))
}

server.keepAliveTimeout = 60_000

process.on('message', (asked: OriginOrder) => {
  if (asked.sources !== order.sources || asked.changes !== order.changes)
    bodies = Array.from({ length: asked.sources }, (_, source) => gzipSync(documentOf(source, asked.changes)))
  order = asked
  process.send?.({ port: (server.address() as AddressInfo).port, mostAtOnce } satisfies OriginAnswer)
  mostAtOnce = 0
})
process.on('disconnect', () => process.exit())
// All of 127.0.0.0/8 leads here: each source can have a host of its own.
server.listen(0, '0.0.0.0', () => process.send?.('ready'))
