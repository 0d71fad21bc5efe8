import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createFetcher } from '../../src/fetch/fetch.ts'
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
    expect(first).toMatchObject({ kind: 'modified', status: 200, validators: { etag } })

    const second = await fetching.get('/feed', { validators: first.kind === 'modified' ? first.validators : {} })
    expect(fetching.origin.seen[1]?.headers['if-none-match']).toBe(etag)
    expect(second).toEqual({ kind: 'notModified', status: 304, validators: { etag } })
  })

  it.each([DATE, 'Sunday, 1-Nov-26 11:00 CET', '0'])(
    'Last-Modified “%s” goes back as it came',
    async (lastModified) => {
      await using fetching = await startFetching()
      fetching.origin.serve('/feed', { body: 'new', lastModified })
      const first = await fetching.get('/feed')
      expect(first).toMatchObject({ kind: 'modified', validators: { lastModified } })
      const again = await fetching.get('/feed', { validators: { lastModified } })
      expect(fetching.origin.seen[1]?.headers['if-modified-since']).toBe(lastModified)
      expect(again).toEqual({ kind: 'notModified', status: 304, validators: { lastModified } })
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
    expect(await fetching.get('/bare')).toMatchObject({ validators: {} })
    const empty = await fetching.get('/empty')
    expect(empty.kind === 'modified' && empty.validators).toEqual({})
  })

  it('304 may bring newer validators; what it does not bring stays', async () => {
    await using fetching = await startFetching()
    fetching.origin.serve('/feed', { status: 304, headers: { ETag: '"new"' } })
    const outcome = await fetching.get('/feed', { validators: { etag: '"old"', lastModified: DATE } })
    expect(outcome).toEqual({ kind: 'notModified', status: 304, validators: { etag: '"new"', lastModified: DATE } })
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
