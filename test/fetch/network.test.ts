import type { ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import { explain } from '../../src/fetch/explain.ts'
import { startOrigin } from '../support/origin.ts'
import { bodyOf, startFetching } from './fetching.ts'

const holdOn = () => undefined

/** Sends a byte now and then, for ever. */
function drip(response: ServerResponse): undefined {
  response.writeHead(200)
  const timer = setInterval(() => response.write('x'), 10)
  response.on('close', () => clearInterval(timer))
}

describe('time', () => {
  it.each([
    ['never answers', holdOn],
    ['drips', (_: unknown, response: ServerResponse) => drip(response)],
    [
      'stops in the middle',
      (_: unknown, response: ServerResponse) => void response.writeHead(200, { 'Content-Length': 9 }).write('half'),
    ],
  ])('an origin that %s is given up', async (_, responder) => {
    await using fetching = await startFetching({ timeoutMs: 300 })
    fetching.origin.serve('/feed', (request, response) => responder(request, response))
    expect(await fetching.get('/feed')).toEqual({
      kind: 'failed',
      reason: 'timeout',
      message: 'no whole answer within 0.3 s',
    })
  })

  it('one that never ends the page with its error has still said what is wrong', async () => {
    await using fetching = await startFetching({ timeoutMs: 300 })
    fetching.origin.serve('/feed', (_, response) => void response.writeHead(404, { 'Content-Length': 9 }).write('half'))
    expect(await fetching.get('/feed')).toMatchObject({ kind: 'failed', reason: 'status', status: 404 })
  })

  it('the limit is for the whole of a fetch, redirects included', async () => {
    await using fetching = await startFetching({ timeoutMs: 300 })
    for (let i = 0; i < 5; i += 1)
      fetching.origin.serve(`/${i}`, (_, response) => {
        setTimeout(() => response.writeHead(302, { Location: `/${i + 1}` }).end(), 100)
        return undefined
      })
    fetching.origin.serve('/5', { body: 'x' })
    expect(await fetching.get('/0')).toMatchObject({ kind: 'failed', reason: 'timeout' })
  })

  it('waiting for a turn at the host costs none of it', async () => {
    await using fetching = await startFetching({ timeoutMs: 300 })
    fetching.origin.serve('/slow', holdOn)
    fetching.origin.serve('/feed', { body: 'x' })
    const slow = [fetching.get('/slow'), fetching.get('/slow')]
    expect(bodyOf(await fetching.get('/feed'))).toBe('x')
    expect(await Promise.all(slow)).toMatchObject([{ reason: 'timeout' }, { reason: 'timeout' }])
  })
})

describe('a host that cannot be spoken to', () => {
  it('refuses connections', async () => {
    await using fetching = await startFetching()
    const closed = await startOrigin()
    await closed[Symbol.asyncDispose]()
    expect(await fetching.get(`${closed.url}/feed`)).toEqual({
      kind: 'failed',
      reason: 'connection',
      message: 'the host refuses connections',
    })
  })

  it('resets them', async () => {
    await using fetching = await startFetching()
    fetching.origin.serve('/feed', (request) => void request.socket.resetAndDestroy())
    fetching.origin.serve('/closed', (request) => void request.socket.destroy())
    for (const path of ['/feed', '/closed'])
      expect(await fetching.get(path)).toEqual({
        kind: 'failed',
        reason: 'connection',
        message: 'the host broke the connection off',
      })
  })

  it('has a name that nobody knows', async () => {
    await using fetching = await startFetching()
    expect(await fetching.get('http://nobody.invalid/feed')).toMatchObject({
      kind: 'failed',
      reason: 'connection',
      message: expect.stringContaining('cannot be resolved'),
    })
  })

  it('speaks no HTTP', async () => {
    await using fetching = await startFetching()
    fetching.origin.serve('/feed', (request) => void request.socket.end('220 smtp.example ready\r\n'))
    expect(await fetching.get('/feed')).toEqual({
      kind: 'failed',
      reason: 'connection',
      message: 'the answer is no HTTP',
    })
  })

  it('speaks no TLS', async () => {
    await using fetching = await startFetching()
    expect(await fetching.get(fetching.origin.url.replace('http:', 'https:'))).toEqual({
      kind: 'failed',
      reason: 'tls',
      message: 'the host does not speak TLS there',
    })
  })

  it.each([
    ['CERT_HAS_EXPIRED', 'tls', 'has expired'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', 'another host'],
    ['ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', 'tls', 'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR'],
    ['ERR_HTTP2_GOAWAY_SESSION', 'connection', 'broke the connection off'],
    ['EHOSTUNREACH', 'connection', 'no route'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', 'did not answer'],
    ['EWHATEVER', 'connection', 'EWHATEVER'],
  ])('%s is explained', (code, reason, words) =>
    expect(explain(Object.assign(new Error('x'), { code }))).toMatchObject({
      kind: 'failed',
      reason,
      message: expect.stringContaining(words),
    }),
  )

  it('what is no error at all is explained too', () =>
    expect(explain('a string')).toMatchObject({ message: 'the request failed (a string)' }))
})

describe('breaking off', () => {
  it('ends a fetch that waits for its answer, and those behind it', async () => {
    await using fetching = await startFetching()
    const stopping = new AbortController()
    const reached = new Promise<void>((resolve) => {
      fetching.origin.serve('/feed', () => void resolve())
    })
    const fetches = [1, 2, 3].map(() => fetching.get('/feed', { signal: stopping.signal }))
    await reached
    stopping.abort()
    for (const outcome of await Promise.all(fetches))
      expect(outcome).toEqual({ kind: 'failed', reason: 'aborted', message: 'the poll was broken off' })
    expect(fetching.origin.seen).toHaveLength(1)
  })

  it('ends one that reads a body', async () => {
    await using fetching = await startFetching()
    const stopping = new AbortController()
    const reached = new Promise<void>((resolve) => {
      fetching.origin.serve('/feed', (_, response) => {
        response.write('half', () => resolve())
        return undefined
      })
    })
    const outcome = fetching.get('/feed', { signal: stopping.signal })
    await reached
    stopping.abort()
    expect(await outcome).toMatchObject({ reason: 'aborted' })
  })

  it('before the start, nobody is asked', async () => {
    await using fetching = await startFetching()
    expect(await fetching.get('/feed', { signal: AbortSignal.abort() })).toMatchObject({ reason: 'aborted' })
    expect(fetching.origin.seen).toEqual([])
  })

  it('close() ends what is under way', async () => {
    await using fetching = await startFetching()
    const reached = new Promise<void>((resolve) => {
      fetching.origin.serve('/feed', () => void resolve())
    })
    const outcome = fetching.get('/feed')
    await reached
    await fetching.fetcher.close()
    expect(await outcome).toMatchObject({ kind: 'failed', reason: 'connection' })
  })
})
