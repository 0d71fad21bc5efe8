/** Somebody else's servers whose documents change while they are polled: a share of the requests finds a new item. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { documentOf } from '../poll/documents.ts'

/** Of this many requests for what the client has, one finds that it has changed: 2 %. */
const CHANGES_ONE_IN = 50

interface Served {
  changes: number
  requests: number
  body: Buffer
}

export interface ServedSoFar {
  readonly port: number
  readonly requests: number
  readonly changed: number
}

let served = new Map<number, Served>()
let [requests, changed] = [0, 0]

const server = createServer((request, response) => {
  requests += 1
  const source = Number(request.url?.slice(1))
  const one = served.get(source) ?? { changes: 0, requests: 0, body: bodyOf(source, 0) }
  served.set(source, one)
  one.requests += 1
  // The same requests find the same, whoever asks.
  if (one.requests > 1 && (source * 7 + one.requests) % CHANGES_ONE_IN === 0) {
    changed += 1
    one.changes += 1
    one.body = bodyOf(source, one.changes)
  }
  const etag = `"${source}-${one.changes}"`
  if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end()
  else
    response
      .writeHead(200, {
        etag,
        'content-type': 'application/xml',
        'content-encoding': 'gzip',
        'content-length': one.body.length,
      })
      .end(one.body)
})
server.keepAliveTimeout = 60_000

process.on('message', (said: 'begin anew' | 'count') => {
  if (said === 'begin anew') {
    served = new Map()
    requests = changed = 0
  }
  process.send?.({ port: (server.address() as AddressInfo).port, requests, changed } satisfies ServedSoFar)
})
process.on('disconnect', () => process.exit())
server.listen(0, '0.0.0.0', () => process.send?.('ready'))

function bodyOf(source: number, changes: number): Buffer {
  return gzipSync(documentOf(source, changes))
}
