import { describe, expect, it } from 'vitest'
import { startFetching } from './fetching.ts'

describe('a status becomes an outcome that a person understands', () => {
  it.each([
    [400, { kind: 'failed', reason: 'status' }, '400'],
    [401, { kind: 'failed', reason: 'status' }, 'login'],
    [403, { kind: 'failed', reason: 'status' }, 'forbidden'],
    [404, { kind: 'failed', reason: 'status' }, 'not found'],
    [410, { kind: 'gone' }, 'gone for good'],
    [418, { kind: 'failed', reason: 'status' }, '418'],
    [429, { kind: 'rateLimited' }, 'fewer requests'],
    [500, { kind: 'failed', reason: 'status' }, 'error of its own'],
    [502, { kind: 'failed', reason: 'status' }, 'bad gateway'],
    [503, { kind: 'failed', reason: 'status' }, 'unavailable'],
    [504, { kind: 'failed', reason: 'status' }, 'timeout'],
    [300, { kind: 'failed', reason: 'status' }, '300'],
    [301, { kind: 'failed', reason: 'status' }, '301'],
  ] as const)('%d', async (status, outcome, words) => {
    await using fetching = await startFetching()
    fetching.origin.serve('/feed', { status, body: 'a page for people' })
    const answer = await fetching.get('/feed', { validators: { etag: '"a"' } })
    expect(answer).toMatchObject({ ...outcome, status, message: expect.stringContaining(words) })
    expect(answer).not.toHaveProperty('retryAfterMs')
  })

  it.each([200, 203, 206, 226])('%d brings a document', async (status) => {
    await using fetching = await startFetching()
    fetching.origin.serve('/feed', { status, body: 'x', headers: { 'Content-Type': 'text/xml; charset=utf-8' } })
    expect(await fetching.get('/feed')).toMatchObject({
      kind: 'modified',
      status,
      url: `${fetching.origin.url}/feed`,
      contentType: 'text/xml; charset=utf-8',
    })
  })

  it('204 brings an empty one, and a document without a type has none', async () => {
    await using fetching = await startFetching()
    fetching.origin.serve('/feed', { status: 204 })
    const outcome = await fetching.get('/feed')
    expect(outcome).toMatchObject({ kind: 'modified', body: Buffer.alloc(0) })
    expect(outcome).not.toHaveProperty('contentType')
    expect(outcome).not.toHaveProperty('movedTo')
  })

  it('the page with an error may be large, or damaged: nobody reads it', async () => {
    await using fetching = await startFetching()
    fetching.origin.serve('/large', { status: 404, body: 'x'.repeat(3_000_000) })
    fetching.origin.serve('/large-410', { status: 410, body: 'x'.repeat(3_000_000) })
    fetching.origin.serve('/damaged', { status: 500, body: 'x', headers: { 'Content-Encoding': 'gzip' } })
    fetching.origin.serve('/chunked', (_, response) => {
      response.writeHead(404)
      for (let i = 0; i < 40; i += 1) response.write('x'.repeat(50_000))
      response.end()
      return undefined
    })
    expect(await fetching.get('/large')).toMatchObject({ reason: 'status', status: 404 })
    expect(await fetching.get('/large-410')).toMatchObject({ kind: 'gone' })
    expect(await fetching.get('/damaged')).toMatchObject({ reason: 'status', status: 500 })
    expect(await fetching.get('/chunked')).toMatchObject({ reason: 'status', status: 404 })
  })

  it('even one that is cut off', async () => {
    await using fetching = await startFetching()
    fetching.origin.serve('/feed', (_, response) => {
      response.writeHead(410, { 'Content-Length': 1_000 })
      response.write('half', () => response.destroy())
      return undefined
    })
    expect(await fetching.get('/feed')).toMatchObject({ kind: 'gone' })
  })
})
