import { describe, expect, it } from 'vitest'
import type { Headers } from '../../src/fetch/header.ts'
import { requestsLeft, resetMs, retryAfterMs } from '../../src/fetch/retry-after.ts'
import { throttleOf } from '../../src/fetch/throttle.ts'
import { NOW, startFetching } from './fetching.ts'

const EPOCH = Math.floor(NOW / 1_000)

describe('too many requests', () => {
  it.each([403, 429, 503])('%d with Retry-After, in seconds or as a date', async (status) => {
    await using fetching = await startFetching()
    fetching.origin.serve('/seconds', { status, headers: { 'Retry-After': '120' } })
    fetching.origin.serve('/date', { status, headers: { 'Retry-After': new Date(NOW + 3_600_000).toUTCString() } })
    const message = expect.stringContaining(String(status))
    expect(await fetching.get('/seconds')).toEqual({
      kind: 'rateLimited',
      status,
      url: expect.stringMatching(/seconds$/),
      retryAfterMs: 120_000,
      message,
    })
    expect(await fetching.get('/date')).toEqual({
      kind: 'rateLimited',
      status,
      url: expect.stringMatching(/date$/),
      retryAfterMs: 3_600_000,
      message,
    })
  })

  it.each([
    [429, {}],
    [503, {}],
    [403, { Server: 'cloudflare' }],
    [403, { Server: 'cloudflare', 'Content-Encoding': 'nonsense' }],
    [429, { 'Content-Encoding': 'gzip' }],
  ])('%d with %j stays one when its body breaks off', async (status, headers) => {
    await using fetching = await startFetching()
    fetching.origin.serve('/feed', (_, response) => {
      response.writeHead(status, { ...headers, 'Retry-After': '60', 'Content-Length': '5000' })
      response.write('x'.repeat(1_000), () => response.destroy())
      return undefined
    })
    expect(await fetching.get('/feed')).toMatchObject({ kind: 'rateLimited', status, retryAfterMs: 60_000 })
  })

  it('is said at once though the body never ends', async () => {
    await using fetching = await startFetching()
    fetching.origin.serve('/feed', (_, response) => {
      response.writeHead(429, { 'Retry-After': '60' }).write('x')
      return undefined
    })
    const startedAt = performance.now()
    expect(await fetching.get('/feed')).toMatchObject({ kind: 'rateLimited', retryAfterMs: 60_000 })
    expect(performance.now() - startedAt).toBeLessThan(5_000)
  })

  it('503 without is one server that is down; nobody else at its domain has to wait', async () => {
    await using fetching = await startFetching()
    fetching.origin.serve('/bare', { status: 503 })
    fetching.origin.serve('/words', { status: 503, headers: { 'Retry-After': 'a while', 'X-RateLimit-Reset': '60' } })
    for (const path of ['/bare', '/words'])
      expect(await fetching.get(path)).toEqual({
        kind: 'failed',
        reason: 'status',
        status: 503,
        message: 'the server answered 503 (unavailable)',
      })
  })

  it.each<[string, number, string, Headers, number | 'unknown' | 'not limited']>([
    ['429 alone', 429, 'a.example', {}, 'unknown'],
    ['429 with Retry-After in words', 429, 'a.example', { 'retry-after': 'a while' }, 'unknown'],
    ['429 with a reset in seconds', 429, 'a.example', { 'x-ratelimit-reset': '345' }, 345_000],
    ['429 with a reset as an epoch', 429, 'a.example', { 'x-ratelimit-reset': String(EPOCH + 90) }, 90_000],
    ['429 with the standard-to-be', 429, 'a.example', { 'ratelimit-reset': '30' }, 30_000],
    ['429 with both', 429, 'a.example', { 'retry-after': '5', 'x-ratelimit-reset': '345' }, 5_000],
    ['403 alone', 403, 'a.example', {}, 'not limited'],
    ['403 with a reset alone', 403, 'a.example', { 'x-ratelimit-reset': '345' }, 'not limited'],
    ['403 with requests left', 403, 'a.example', { 'x-ratelimit-remaining': '12' }, 'not limited'],
    ['403 with none left', 403, 'api.a.example', { 'x-ratelimit-remaining': '0' }, 'unknown'],
    ['403 with none left, as a float', 403, 'a.example', { 'x-ratelimit-remaining': '0.0' }, 'unknown'],
    [
      '403 with none left until a time',
      403,
      'a.example',
      { 'ratelimit-remaining': '0', 'x-ratelimit-reset': String(EPOCH + 7) },
      7_000,
    ],
    ['403 with a Retry-After that nobody can read', 403, 'a.example', { 'retry-after': 'soon' }, 'not limited'],
    ['403 from a known throttler', 403, 'www.reddit.com', {}, 'unknown'],
    ['403 from a known throttler itself', 403, 'sec.gov', {}, 'unknown'],
    [
      '403 from a known one that says some are left',
      403,
      'www.reddit.com',
      { 'x-ratelimit-remaining': '95.0' },
      'not limited',
    ],
    ['403 from one with such an ending', 403, 'notreddit.com', {}, 'not limited'],
    ['404 from a known throttler', 404, 'www.reddit.com', { 'retry-after': '5' }, 'not limited'],
    ['500 with Retry-After', 500, 'a.example', { 'retry-after': '5' }, 'not limited'],
  ])('%s', (_, status, host, headers, wanted) => {
    const outcome = throttleOf(status, headers, new URL(`https://${host}/feed`), NOW)
    if (wanted === 'not limited') expect(outcome).toBeUndefined()
    else if (wanted === 'unknown')
      expect(outcome).toEqual({ kind: 'rateLimited', status, url: `https://${host}/feed`, message: expect.any(String) })
    else expect(outcome).toMatchObject({ kind: 'rateLimited', retryAfterMs: wanted })
  })
})

describe('how long to wait', () => {
  it.each([
    ['0', 0],
    [' 7 ', 7_000],
    ['86400', 86_400_000],
    ['Sun, 01 Nov 2026 12:00:05 GMT', 5_000],
    ['Sun, 01 Nov 2026 11:00:00 GMT', 0],
    ['Sunday, 01-Nov-26 12:00:05 GMT', 5_000],
    ['Sun Nov  1 12:00:05 2026', 5_000],
    ['Sun, 01 Nov 2026 13:00:05 +0100', 5_000],
    ['', undefined],
    ['soon', undefined],
    ['maybe 5', undefined],
    ['-120', undefined],
    ['1.5', undefined],
    ['99999999999999999999', undefined],
    [undefined, undefined],
  ] as const)('Retry-After: %s is %s ms', (written, ms) => expect(retryAfterMs(written, NOW)).toBe(ms))

  it.each([
    ['60', 60_000],
    ['59.25', 59_250],
    ['0', 0],
    [String(EPOCH + 60), 60_000],
    [`${EPOCH + 60}.5`, 60_500],
    [String(EPOCH - 60), 0],
    // Milliseconds since 1970 would be the year 58,000.
    [String(NOW + 60_000), undefined],
    ['-5', undefined],
    ['2026-11-01T12:01:00Z', undefined],
    ['', undefined],
  ] as const)('X-RateLimit-Reset: %s is %s ms', (written, ms) =>
    expect(resetMs({ 'x-ratelimit-reset': written }, NOW)).toBe(ms),
  )

  it.each([
    ['0', 'none'],
    ['0.0', 'none'],
    ['1', 'some'],
    ['0.5', 'some'],
    ['', undefined],
    ['none', undefined],
    ['-1', undefined],
  ] as const)('X-RateLimit-Remaining: %s is %s', (written, left) =>
    expect(requestsLeft({ 'x-ratelimit-remaining': written })).toBe(left),
  )
})

describe('Cloudflare', () => {
  const challenge = {
    kind: 'failed',
    reason: 'status',
    message: expect.stringContaining('Cloudflare wants a browser there'),
  }
  const page = '<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>one moment</body></html>'

  it.each([403, 503])('a challenge says so with %d in a header, whatever else is asked', async (status) => {
    await using fetching = await startFetching()
    fetching.origin.serve('/feed', { status, headers: { 'cf-mitigated': 'challenge', 'Retry-After': '5' }, body: page })
    expect(await fetching.get('/feed')).toEqual({ ...challenge, status })
  })

  it.each([undefined, 'gzip', 'br'] as const)('or by its page, in the coding %s', async (coding) => {
    await using fetching = await startFetching()
    const reply = { headers: { Server: 'cloudflare' }, body: page, ...(coding === undefined ? {} : { coding }) }
    fetching.origin.serve('/feed', { ...reply, status: 503 })
    expect(await fetching.get('/feed')).toEqual({ ...challenge, status: 503 })
  })

  it('but not another page of theirs, nor such words from anybody else', async () => {
    await using fetching = await startFetching()
    const script = '<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>'
    fetching.origin.serve('/theirs', { status: 403, headers: { Server: 'cloudflare' }, body: `no entry ${script}` })
    fetching.origin.serve('/other', { status: 403, headers: { Server: 'nginx' }, body: page })
    fetching.origin.serve('/429', { status: 429, headers: { 'cf-mitigated': 'challenge' } })
    for (const path of ['/theirs', '/other'])
      expect(await fetching.get(path)).toMatchObject({ message: 'the server answered 403 (forbidden)' })
    expect(await fetching.get('/429')).toMatchObject({ kind: 'rateLimited' })
  })

  it('a page of any size, cut off or damaged costs nothing but its words', async () => {
    await using fetching = await startFetching()
    const headers = { Server: 'cloudflare' }
    fetching.origin.serve('/large', { status: 403, headers, body: `${page}${'x'.repeat(3_000_000)}`, coding: 'gzip' })
    fetching.origin.serve('/damaged', { status: 403, headers: { ...headers, 'Content-Encoding': 'gzip' }, body: page })
    fetching.origin.serve('/odd', { status: 403, headers: { ...headers, 'Content-Encoding': 'odd' }, body: page })
    fetching.origin.serve('/cut', (_, response) => {
      response.writeHead(403, { ...headers, 'Content-Length': 1_000 })
      response.write(page, () => response.destroy())
      return undefined
    })
    expect(await fetching.get('/large')).toMatchObject(challenge)
    expect(await fetching.get('/cut')).toMatchObject(challenge)
    for (const path of ['/damaged', '/odd'])
      expect(await fetching.get(path)).toMatchObject({
        reason: 'status',
        message: expect.stringContaining('forbidden'),
      })
  })

  it('a page that never ends has still said what is wrong', async () => {
    await using fetching = await startFetching({ timeoutMs: 300 })
    fetching.origin.serve('/feed', (_, response) => {
      response.writeHead(403, { Server: 'cloudflare' }).write(page)
      return undefined
    })
    expect(await fetching.get('/feed')).toMatchObject(challenge)
  })
})
