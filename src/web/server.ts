import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { TributaryError } from '../errors.ts'

const GRACE_MS = 3_000

export interface WebServer {
  readonly port: number
  /** Takes no more requests; those under way have three seconds. */
  close(): Promise<void>
}

/** Listens on `port` (0: any free one) of `host`, or of all addresses. */
export async function listen(app: RequestListener, port: number, host?: string): Promise<WebServer> {
  const server = createServer(
    { connectionsCheckingInterval: 2_000, headersTimeout: 10_000, requestTimeout: 20_000, maxHeaderSize: 16_384 },
    app,
  )
  server.maxRequestsPerSocket = 10_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', (problem: NodeJS.ErrnoException) => reject(cannotListen(problem, port)))
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        const force = setTimeout(() => server.closeAllConnections(), GRACE_MS)
        server.close(() => {
          clearTimeout(force)
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}

function cannotListen(problem: NodeJS.ErrnoException, port: number): Error {
  const why: Readonly<Record<string, string>> = {
    EADDRINUSE: 'something else listens there already. Stop that, or choose another with PORT or --port',
    EACCES: 'this user may not use that port. Choose one above 1023 with PORT or --port',
    EADDRNOTAVAIL: 'this machine does not have the address that HOST names',
  }
  const known = why[problem.code ?? '']
  return known === undefined ? problem : new TributaryError('unavailable', `Cannot listen on port ${port}: ${known}.`)
}
