import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { bodyOf, startFetching } from './fetching.ts'

const TEXT = '<rss>Été à Nîmes</rss>'.repeat(500)
const CODINGS = ['gzip', 'br', 'deflate', 'deflate-raw'] as const
const CODERS = { gzip: gzipSync, br: brotliCompressSync, deflate: deflateSync, 'deflate-raw': deflateRawSync }

describe('content codings', () => {
  it.each(CODINGS)('%s is undone', async (coding) => {
    await using fetching = await startFetching()
    fetching.origin.serve('/feed', { body: TEXT, coding })
    expect(bodyOf(await fetching.get('/feed'))).toBe(TEXT)
  })

  it.each([
    ['x-gzip', gzipSync(TEXT)],
    ['GZIP', gzipSync(TEXT)],
    ['identity', TEXT],
    ['', TEXT],
  ])('“%s” is known', async (coding, body) => {
    await using fetching = await startFetching()
    fetching.origin.serve('/feed', { body, headers: { 'Content-Encoding': coding } })
    expect(bodyOf(await fetching.get('/feed'))).toBe(TEXT)
  })

  it.each(CODINGS)('%s may come byte by byte', async (coding) => {
    await using fetching = await startFetching()
    fetching.origin.serve('/feed', (_, response) => {
      response.writeHead(200, { 'Content-Encoding': coding.replace('-raw', '') })
      for (const byte of CODERS[coding]('tiny')) response.write(Uint8Array.of(byte))
      response.end()
      return undefined
    })
    expect(bodyOf(await fetching.get('/feed'))).toBe('tiny')
  })

  it.each(['zstd', 'gzip, gzip', 'aes128gcm'])('“%s” was not asked for', async (coding) => {
    await using fetching = await startFetching()
    fetching.origin.serve('/feed', { body: TEXT, headers: { 'Content-Encoding': coding } })
    expect(await fetching.get('/feed')).toMatchObject({
      kind: 'failed',
      reason: 'encoding',
      message: expect.stringContaining(coding),
    })
  })

  it('are told without what a terminal would obey', async () => {
    await using fetching = await startFetching()
    const headers = { 'Content-Encoding': `\u009b31m${'x'.repeat(500)}` }
    fetching.origin.serve('/feed', { body: TEXT, headers })
    const outcome = await fetching.get('/feed')
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'encoding', message: expect.stringContaining('“31mxxx') })
    const { message } = outcome as { message: string }
    expect(message).not.toMatch(/\p{C}/u)
    expect(message.length).toBeLessThan(200)
  })

  it.each(['gzip', 'br', 'deflate'])('a %s body that is none is damaged', async (coding) => {
    await using fetching = await startFetching()
    fetching.origin.serve('/feed', { body: TEXT, headers: { 'Content-Encoding': coding } })
    expect(await fetching.get('/feed')).toMatchObject({
      kind: 'failed',
      reason: 'encoding',
      message: expect.stringContaining('damaged'),
    })
  })

  it.each(CODINGS)('so is a %s body that ends too early', async (coding) => {
    await using fetching = await startFetching()
    const headers = { 'Content-Encoding': coding.replace('-raw', '') }
    fetching.origin.serve('/feed', { body: CODERS[coding](TEXT).subarray(0, -9), headers })
    expect(await fetching.get('/feed')).toMatchObject({ kind: 'failed', reason: 'encoding' })
  })

  it('or whose checksum is wrong', async () => {
    await using fetching = await startFetching()
    const body = gzipSync(TEXT)
    body[body.length - 6] = (body[body.length - 6] ?? 0) ^ 0xff
    fetching.origin.serve('/feed', { body, headers: { 'Content-Encoding': 'gzip' } })
    expect(await fetching.get('/feed')).toMatchObject({ kind: 'failed', reason: 'encoding' })
  })
})

describe('a body that is cut off', () => {
  const half = (response: ServerResponse, headers: Record<string, string | number>, body: string | Uint8Array) => {
    response.writeHead(200, headers)
    response.write(body, () => response.destroy())
    return undefined
  }

  it.each([
    ['shorter than its Content-Length', { 'Content-Length': TEXT.length * 2 }, TEXT],
    ['shorter, in gzip', { 'Content-Length': 10_000, 'Content-Encoding': 'gzip' }, gzipSync(TEXT)],
    ['shorter, in deflate', { 'Content-Length': 10_000, 'Content-Encoding': 'deflate' }, deflateSync(TEXT)],
    ['chunked without its end', {}, TEXT],
    ['chunked without its end, in br', { 'Content-Encoding': 'br' }, brotliCompressSync(TEXT)],
  ])('%s is a failure, for half a feed would pass for a whole one', async (_, headers, body) => {
    await using fetching = await startFetching()
    fetching.origin.serve('/feed', (_request, response) => half(response, headers, body))
    expect(await fetching.get('/feed')).toMatchObject({
      kind: 'failed',
      reason: 'connection',
      message: expect.stringMatching(/broke the connection off|cut off/),
    })
  })
})

describe('a body that is too large', () => {
  it.each([
    ['plain', { body: 'x'.repeat(200_000) }],
    ['a gzip bomb', { body: 'x'.repeat(50_000_000), coding: 'gzip' as const }],
    ['a brotli bomb', { body: 'x'.repeat(5_000_000), coding: 'br' as const }],
    ['a deflate bomb', { body: 'x'.repeat(5_000_000), coding: 'deflate' as const }],
  ])('%s is given up', async (_, reply) => {
    await using fetching = await startFetching()
    fetching.origin.serve('/feed', reply)
    expect(await fetching.get('/feed')).toEqual({
      kind: 'failed',
      reason: 'tooLarge',
      message: 'the document has more than 100000 bytes',
    })
    fetching.origin.serve('/next', { body: 'x' })
    expect(bodyOf(await fetching.get('/next'))).toBe('x')
  })

  it('exactly the limit is not', async () => {
    await using fetching = await startFetching()
    const body = randomBytes(100_000)
    fetching.origin.serve('/feed', { body, coding: 'gzip' })
    expect(await fetching.get('/feed')).toMatchObject({ kind: 'modified', body })
  })

  it('headers too', async () => {
    await using fetching = await startFetching()
    fetching.origin.serve('/feed', { headers: { 'X-Long': 'x'.repeat(50_000) } })
    expect(await fetching.get('/feed')).toMatchObject({ kind: 'failed', reason: 'tooLarge' })
  })
})
