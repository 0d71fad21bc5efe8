import { createServer, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { type Fetching, startFetching } from './fetching.ts'

/** A port whose connections are taken and never spoken on. */
async function startSilence(): Promise<AsyncDisposable & { readonly url: string }> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => void sockets.add(socket.on('error', () => {})))
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  return {
    url: `https://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/feed`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

describe('each part of a fetch has a limit below that of the whole', () => {
  const timeoutMs = 6_000
  const outcomeAndTime = async (fetching: Fetching, path: string) => {
    const startedAt = performance.now()
    const outcome = await fetching.get(path)
    return { outcome, ms: performance.now() - startedAt }
  }

  it.concurrent('the connection: TCP and TLS', async () => {
    await using silence = await startSilence()
    await using fetching = await startFetching({ timeoutMs })
    const { outcome, ms } = await outcomeAndTime(fetching, silence.url)
    expect(outcome).toEqual({ kind: 'failed', reason: 'timeout', message: 'the host did not answer the connection' })
    expect(ms).toBeLessThan(timeoutMs)
  })

  it.concurrent('the first byte of the answer', async () => {
    await using fetching = await startFetching({ timeoutMs })
    fetching.origin.serve('/feed', () => undefined)
    const { outcome, ms } = await outcomeAndTime(fetching, '/feed')
    expect(outcome).toEqual({
      kind: 'failed',
      reason: 'timeout',
      message: 'the host took too long to begin its answer',
    })
    expect(ms).toBeLessThan(timeoutMs)
  })

  it.concurrent('the time between two parts of the body', async () => {
    await using fetching = await startFetching({ timeoutMs })
    fetching.origin.serve('/feed', (_, response) => {
      response.writeHead(200, { 'Content-Length': 9 }).write('half')
      return undefined
    })
    const { outcome, ms } = await outcomeAndTime(fetching, '/feed')
    expect(outcome).toEqual({ kind: 'failed', reason: 'timeout', message: 'the answer stopped in the middle' })
    expect(ms).toBeLessThan(timeoutMs)
  })
})
