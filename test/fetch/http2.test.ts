import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it } from 'vitest'
import type { FetcherOptions } from '../../src/fetch/fetch.ts'
import { bodyOf, startFetching } from './fetching.ts'
import { makeKeyPair, startSecureOrigin } from './secure-origin.ts'

const pair = makeKeyPair()
const trusted = getCACertificates('default')

describe.skipIf(pair === undefined)('HTTP/2', () => {
  beforeEach(() => setDefaultCACertificates([...trusted, pair?.cert ?? '']))

  const start = async (options: Partial<FetcherOptions> = {}) => {
    const secure = await startSecureOrigin(pair ?? { key: '', cert: '' })
    const fetching = await startFetching(options)
    return {
      secure,
      get: (path: string, request = {}) => fetching.get(secure.url + path, request),
      close: () => fetching.fetcher.close(),
      async [Symbol.asyncDispose]() {
        await fetching[Symbol.asyncDispose]()
        await secure[Symbol.asyncDispose]()
      },
    }
  }

  it('is spoken where the server prefers it, and one connection serves one request after another', async () => {
    await using h2 = await start()
    h2.secure.serve('/old', (_, response) => response.writeHead(301, { location: '/feed' }).end())
    h2.secure.serve('/feed', (request, response) => {
      const known = request.headers['if-none-match'] === '"caf\xe9"'
      response.writeHead(known ? 304 : 200, { etag: '"caf\xe9"', 'content-encoding': 'gzip' })
      response.end(known ? '' : gzipSync('<rss/>'))
    })
    const first = await h2.get('/old')
    const url = `${h2.secure.url}/feed`
    expect(bodyOf(first)).toBe('<rss/>')
    expect(first).toMatchObject({ url, movedTo: url, validators: { url, etag: '"caf\xe9"' } })
    const again = await h2.get('/old', { validators: { url, etag: '"caf\xe9"' } })
    expect(again).toMatchObject({ kind: 'notModified', movedTo: url })
    expect(await h2.get('/missing')).toMatchObject({ reason: 'status', status: 404 })
    expect(h2.secure.versions).toEqual(['2.0', '2.0', '2.0', '2.0', '2.0'])
    expect(h2.secure.sessions()).toBe(1)
  })

  it('sizes are bounded, and what is given up costs no connection', async () => {
    await using h2 = await start()
    h2.secure.serve('/large', (_, response) => response.end('x'.repeat(3_000_000)))
    h2.secure.serve('/bomb', (_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(3_000_000)))
    })
    h2.secure.serve('/error', (_, response) => response.writeHead(410).end('x'.repeat(3_000_000)))
    h2.secure.serve('/feed', (_, response) => response.end('x'))
    for (const path of ['/large', '/bomb']) expect(await h2.get(path)).toMatchObject({ reason: 'tooLarge' })
    expect(await h2.get('/error')).toMatchObject({ kind: 'gone' })
    expect(bodyOf(await h2.get('/feed'))).toBe('x')
    expect(h2.secure.sessions()).toBe(1)
  })

  it('headers too', async () => {
    await using h2 = await start()
    const headers = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`x-${i}`, 'x'.repeat(2_000)]))
    h2.secure.serve('/feed', (_, response) => response.writeHead(200, headers).end('x'))
    expect(await h2.get('/feed')).toMatchObject({ kind: 'failed', reason: 'connection' })
  })

  it('times are bounded', async () => {
    await using h2 = await start({ timeoutMs: 1_000 })
    h2.secure.serve('/silent', () => {})
    h2.secure.serve('/half', (_, response) => void response.write('half'))
    h2.secure.serve('/drip', (_, response) => {
      const timer = setInterval(() => response.write('x'), 10)
      response.on('close', () => clearInterval(timer))
    })
    const late = (message: string) => ({ kind: 'failed', reason: 'timeout', message })
    expect(await h2.get('/silent')).toEqual(late('the host took too long to begin its answer'))
    expect(await h2.get('/half')).toEqual(late('the answer stopped in the middle'))
    expect(await h2.get('/drip')).toEqual(late('no whole answer within 1 s'))
  })

  it('can be broken off at any point', async () => {
    await using h2 = await start()
    for (const half of ['', 'half']) {
      const stopping = new AbortController()
      h2.secure.serve('/feed', (_, response) => {
        if (half === '') stopping.abort()
        else response.write(half, () => stopping.abort())
      })
      expect(await h2.get('/feed', { signal: stopping.signal })).toMatchObject({ reason: 'aborted' })
    }
    h2.secure.serve('/feed', (_, response) => response.end('x'))
    expect(bodyOf(await h2.get('/feed'))).toBe('x')
    const reached = Promise.withResolvers<void>()
    h2.secure.serve('/feed', () => reached.resolve())
    const outcome = h2.get('/feed')
    await reached.promise
    await h2.close()
    expect(await outcome).toMatchObject({ kind: 'failed', reason: 'connection' })
  })

  it('a server that breaks off is a failure in words, and is reached again', async () => {
    await using h2 = await start()
    h2.secure.serve('/refused', (_, response) => response.stream.close(7))
    h2.secure.serve('/reset', (_, response) => void response.write('half', () => response.stream.close(2)))
    h2.secure.serve('/short', (_, response) => void response.writeHead(200, { 'content-length': 9 }).end('half'))
    h2.secure.serve('/gone', (_, response) => void response.write('half', () => response.stream.session?.destroy()))
    h2.secure.serve('/feed', (_, response) => response.end('x'))
    for (const path of ['/refused', '/reset', '/short', '/gone']) {
      expect(await h2.get(path)).toMatchObject({
        kind: 'failed',
        reason: 'connection',
        message: expect.stringMatching(/^the host broke the (answer|connection) off$|^the answer was cut off$/),
      })
      expect(bodyOf(await h2.get('/feed'))).toBe('x')
    }
  })

  it('a certificate that nobody vouches for is refused', async () => {
    setDefaultCACertificates(trusted)
    await using h2 = await start()
    h2.secure.serve('/feed', (_, response) => response.end('x'))
    expect(await h2.get('/feed')).toEqual({
      kind: 'failed',
      reason: 'tls',
      message: 'the host signs its certificate itself',
    })
    expect(h2.secure.versions).toEqual([])
  })
})
