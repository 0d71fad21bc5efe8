import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createFetcher } from '../../src/fetch/fetch.ts'
import { startOrigin } from '../support/origin.ts'
import { NOW, startFetching } from './fetching.ts'

const DATE = 'Sun, 01 Nov 2026 11:00:00 GMT'
/** As they are on the wire, one character a byte. */
const ETAGS = [
  ['strong', '"33a64df5"'],
  ['weak', 'W/"33a64df5"'],
  ['without quotes, as some servers write it', '33a64df5'],
  ['empty quotes', '""'],
  ['with a byte that is no UTF-8', '"caf\xe9"'],
  ['in UTF-8', '"caf\xc3\xa9"'],
  ['with spaces and commas', '"a, b  c"'],
] as const

describe('validators', () => {
  it.each(ETAGS)('an ETag that is %s goes back to the byte', async (_, etag) => {
    await using fetching = await startFetching()
    fetching.origin.serve('/feed', { body: 'new', etag })
    const first = await fetching.get('/feed')
    const validators = { url: `${fetching.origin.url}/feed`, etag }
    expect(first).toMatchObject({ kind: 'modified', status: 200, validators })

    const second = await fetching.get('/feed', { validators: first.kind === 'modified' ? first.validators : {} })
    expect(fetching.origin.seen[1]?.headers['if-none-match']).toBe(etag)
    expect(second).toEqual({ kind: 'notModified', status: 304, validators })
  })

  it.each([DATE, 'Sunday, 1-Nov-26 11:00 CET', '0'])(
    'Last-Modified “%s” goes back as it came',
    async (lastModified) => {
      await using fetching = await startFetching()
      fetching.origin.serve('/feed', { body: 'new', lastModified })
      const first = await fetching.get('/feed')
      const validators = { url: `${fetching.origin.url}/feed`, lastModified }
      expect(first).toMatchObject({ kind: 'modified', validators })
      const again = await fetching.get('/feed', { validators: { lastModified } })
      expect(fetching.origin.seen[1]?.headers['if-modified-since']).toBe(lastModified)
      expect(again).toEqual({ kind: 'notModified', status: 304, validators })
    },
  )

  it('both are sent where both are known, none where none is', async () => {
    await using fetching = await startFetching()
    fetching.origin.serve('/feed', { body: 'x' })
    await fetching.get('/feed', { validators: { etag: '"a"', lastModified: DATE } })
    await fetching.get('/feed')
    const [both, none] = fetching.origin.seen
    expect(both?.headers).toMatchObject({ 'if-none-match': '"a"', 'if-modified-since': DATE })
    expect(Object.keys(none?.headers ?? {}).filter((name) => name.startsWith('if-'))).toEqual([])
  })

  it('an answer without any has none, nor one with an empty ETag', async () => {
    await using fetching = await startFetching()
    fetching.origin.serve('/bare', { body: 'x' })
    fetching.origin.serve('/empty', { body: 'x', headers: { ETag: '' } })
    for (const path of ['/bare', '/empty']) {
      const outcome = await fetching.get(path)
      expect(outcome.kind === 'modified' && outcome.validators).toEqual({})
    }
  })

  it('304 may bring newer validators; what it does not bring stays', async () => {
    await using fetching = await startFetching()
    fetching.origin.serve('/feed', { status: 304, headers: { ETag: '"new"' } })
    const outcome = await fetching.get('/feed', { validators: { etag: '"old"', lastModified: DATE } })
    expect(outcome).toEqual({
      kind: 'notModified',
      status: 304,
      validators: { url: `${fetching.origin.url}/feed`, etag: '"new"', lastModified: DATE },
    })
  })

  it('304 to a request without validators is a failure, for there is no document to keep', async () => {
    await using fetching = await startFetching()
    fetching.origin.serve('/feed', { status: 304 })
    expect(await fetching.get('/feed')).toMatchObject({
      kind: 'failed',
      reason: 'status',
      status: 304,
      message: expect.stringContaining('not modified'),
    })
  })

  it('a cache is not told to fetch anew, which would cost the 304', async () => {
    await using fetching = await startFetching()
    await fetching.get('/feed', { validators: { etag: '"a"' } })
    expect(fetching.origin.seen[0]?.headers).not.toHaveProperty('cache-control')
    expect(fetching.origin.seen[0]?.headers).not.toHaveProperty('pragma')
  })

  it('an ETag leaves us as the very bytes that came', async () => {
    const chunks: Buffer[] = []
    const server = createServer((_, response) => response.end('x'))
    server.on('connection', (socket) => socket.on('data', (chunk: Buffer) => chunks.push(chunk)))
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    const fetcher = createFetcher({ userAgent: 'Tributary/test', timeoutMs: 20_000, maxBytes: 1_000 })
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    await fetcher.fetch({ url, validators: { etag: '"caf\xe9 \xc3\xa9"' }, headers: {}, now: NOW })
    await fetcher.close()
    server.close()
    const wanted = Buffer.from([0x22, 0x63, 0x61, 0x66, 0xe9, 0x20, 0xc3, 0xa9, 0x22])
    expect(Buffer.concat(chunks).includes(Buffer.concat([Buffer.from('if-none-match: '), wanted]))).toBe(true)
  })
})

describe('validators belong to the URL that answered', () => {
  const conditionsOf = (headers: Record<string, unknown>) =>
    Object.keys(headers).filter((name) => name.startsWith('if-'))

  it('which is where a redirect led: there they are sent, and nowhere else', async () => {
    await using fetching = await startFetching()
    await using other = await startOrigin()
    fetching.origin.serve('/feed', { status: 302, headers: { Location: `${other.url}/real`, ETag: '"not this"' } })
    other.serve('/real', { body: 'x', etag: '"a"', lastModified: DATE })
    const first = await fetching.get('/feed')
    const validators = { url: `${other.url}/real`, etag: '"a"', lastModified: DATE }
    expect(first).toMatchObject({ kind: 'modified', validators })

    expect(await fetching.get('/feed', { validators })).toEqual({ kind: 'notModified', status: 304, validators })
    expect(fetching.origin.seen.flatMap(({ headers }) => conditionsOf(headers))).toEqual([])
    expect(other.seen[1]?.headers).toMatchObject({ 'if-none-match': '"a"', 'if-modified-since': DATE })
  })

  it('a redirect that leads elsewhere since brings the document there, not a 304', async () => {
    await using fetching = await startFetching()
    fetching.origin.serve('/feed', { status: 302, headers: { Location: '/new' } })
    fetching.origin.serve('/new', { body: 'new', etag: '"a"' })
    const validators = { url: `${fetching.origin.url}/old`, etag: '"a"' }
    expect(await fetching.get('/feed', { validators })).toMatchObject({
      kind: 'modified',
      validators: { url: `${fetching.origin.url}/new`, etag: '"a"' },
    })
    expect(fetching.origin.seen.flatMap(({ headers }) => conditionsOf(headers))).toEqual([])
  })

  it('a source with another URL starts anew', async () => {
    await using fetching = await startFetching()
    fetching.origin.serve('/moved', { body: 'x', etag: '"a"' })
    const outcome = await fetching.get('/moved', { validators: { url: `${fetching.origin.url}/feed`, etag: '"a"' } })
    expect(outcome).toMatchObject({ kind: 'modified' })
  })

  it('without a URL, from an older database, they are those of the URL that is asked first', async () => {
    await using fetching = await startFetching()
    fetching.origin.serve('/old', { status: 301, headers: { Location: '/new' } })
    fetching.origin.serve('/new', { body: 'x', etag: '"a"' })
    fetching.origin.serve('/feed', { body: 'x', etag: '"a"' })
    expect(await fetching.get('/old', { validators: { etag: '"a"' } })).toMatchObject({ kind: 'modified' })
    expect(fetching.origin.seen.map(({ headers }) => conditionsOf(headers))).toEqual([['if-none-match'], []])
    expect(await fetching.get('/feed', { validators: { etag: '"a"' } })).toMatchObject({
      kind: 'notModified',
      validators: { url: `${fetching.origin.url}/feed`, etag: '"a"' },
    })
  })

  it('a 304 from a URL that was sent none is a failure', async () => {
    await using fetching = await startFetching()
    fetching.origin.serve('/old', { status: 302, headers: { Location: '/new' } })
    fetching.origin.serve('/new', { status: 304 })
    expect(await fetching.get('/old', { validators: { etag: '"a"' } })).toMatchObject({ kind: 'failed', status: 304 })
  })
})
