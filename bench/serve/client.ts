/**
 * Who asks: keep-alive connections that send one request after another, in a process of its own. It reads no more of an
 * answer than where it ends, so that what is measured is the server.
 */
import { connect, type Socket } from 'node:net'
import { quantile } from '../medians.ts'

export interface Load {
  readonly port: number
  /** Asked for by turns. */
  readonly paths: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  readonly connections: number
  /** Milliseconds that each of them waits after an answer. */
  readonly pauseMs?: number
  /** It ends after so many milliseconds, or requests. */
  readonly forMs?: number
  readonly requests?: number
}

export interface Answered {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly slowest: number
  /** How often each status came. */
  readonly statuses: Readonly<Record<string, number>>
}

const HEAD_END = Buffer.from('\r\n\r\n')

process.on('message', async (load: Load) => process.send?.(await run(load)))
process.on('disconnect', () => process.exit())

async function run(load: Load): Promise<Answered> {
  const took: number[] = []
  const statuses: Record<string, number> = {}
  const startedAt = performance.now()
  const until = load.forMs === undefined ? Number.POSITIVE_INFINITY : startedAt + load.forMs
  let left = load.requests ?? Number.POSITIVE_INFINITY
  let asked = 0
  const next = () => {
    if (left <= 0 || performance.now() >= until) return undefined
    left -= 1
    asked += 1
    return requestFor(load, load.paths[asked % load.paths.length] ?? '/')
  }
  const note = (status: string, ms: number) => {
    statuses[status] = (statuses[status] ?? 0) + 1
    took.push(ms)
  }
  await Promise.all(Array.from({ length: load.connections }, () => converse(load, next, note)))
  const seconds = (performance.now() - startedAt) / 1_000
  const [p50, p99, slowest] = [quantile(took, 0.5), quantile(took, 0.99), quantile(took, 1)]
  return { perSecond: took.length / seconds, p50, p99, slowest, statuses }
}

function requestFor({ port, headers }: Load, path: string): string {
  const lines = Object.entries({ host: `127.0.0.1:${port}`, ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  )
  return `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`
}

/** One client: asks, reads the answer, asks again, over a new connection where the server has ended the old one. */
async function converse(
  { port, pauseMs = 0 }: Load,
  next: () => string | undefined,
  note: (status: string, ms: number) => void,
) {
  let request = next()
  while (request !== undefined) {
    const socket = connect(port, '127.0.0.1')
    socket.setNoDelay(true)
    request = await exchange(socket, request, pauseMs, next, note)
  }
}

/** Settles with the request that is left unsent when the connection ends. */
function exchange(
  socket: Socket,
  first: string,
  pauseMs: number,
  next: () => string | undefined,
  note: (status: string, ms: number) => void,
): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    let request: string | undefined = first
    let sentAt = performance.now()
    let head: Buffer = Buffer.alloc(0)
    /** Bytes of the body still to come; below zero while the head does. */
    let left = -1
    let status = ''
    /** The server has said that it takes no more on this connection (RFC 9112, 9.6). */
    let isLast = false
    const answered = () => {
      note(status, performance.now() - sentAt)
      left = -1
      head = Buffer.alloc(0)
      if (pauseMs > 0) setTimeout(send, pauseMs)
      else send()
    }
    const send = () => {
      request = next()
      if (request === undefined || isLast) socket.end()
      else {
        sentAt = performance.now()
        socket.write(request)
      }
    }
    socket.on('connect', () => {
      sentAt = performance.now()
      socket.write(first)
    })
    socket.on('data', (chunk: Buffer) => {
      if (left >= 0) left -= chunk.length
      else {
        head = head.length === 0 ? chunk : Buffer.concat([head, chunk])
        const end = head.indexOf(HEAD_END)
        if (end < 0) return
        const text = head.toString('latin1', 0, end)
        status = text.slice(9, 12)
        isLast = /\r\nconnection: close/i.test(text)
        left = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1] ?? 0) - (head.length - end - HEAD_END.length)
      }
      if (left === 0) answered()
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(request))
  })
}
