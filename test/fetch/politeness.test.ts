import { describe, expect, it } from 'vitest'
import { HostLock } from '../../src/fetch/host-lock.ts'
import { startOrigin } from '../support/origin.ts'
import { bodyOf, startFetching } from './fetching.ts'

describe('towards other people’s servers', () => {
  it('we say who we are, what we read and how it may be packed', async () => {
    await using fetching = await startFetching()
    await fetching.get('/feed')
    expect(fetching.origin.seen[0]?.headers).toMatchObject({
      'user-agent': 'Tributary/test',
      accept: expect.stringContaining('application/rss+xml'),
      'accept-encoding': 'gzip, deflate, br',
    })
  })

  it('one request at a time goes to a host, in the order that they came', async () => {
    await using fetching = await startFetching()
    fetching.origin.serve('/old', { status: 302, headers: { Location: '/4' } })
    const paths = Array.from({ length: 10 }, (_, i) => `/${i}`)
    for (const path of paths)
      fetching.origin.serve(path, (_, response) => {
        setTimeout(() => response.end(path), 5)
        return undefined
      })
    const bodies = Promise.all(paths.map((path) => fetching.get(path)))
    await fetching.get('/old')
    expect((await bodies).map(bodyOf)).toEqual(paths)
    expect(fetching.origin.mostAtOnce()).toBe(1)
    expect(fetching.origin.seen.map(({ path }) => path).slice(0, 10)).toEqual(paths)
  })

  it('a failure lets the next one through', async () => {
    await using fetching = await startFetching()
    fetching.origin.serve('/reset', (request) => void request.socket.resetAndDestroy())
    fetching.origin.serve('/feed', { body: 'x' })
    const [failed, read] = await Promise.all([fetching.get('/reset'), fetching.get('/feed')])
    expect([failed.kind, read.kind]).toEqual(['failed', 'modified'])
  })

  it('a slow host delays nobody else', async () => {
    await using fetching = await startFetching()
    await using other = await startOrigin()
    const stopping = new AbortController()
    fetching.origin.serve('/slow', () => undefined)
    other.serve('/feed', { body: 'x' })
    const slow = fetching.get('/slow', { signal: stopping.signal })
    expect(bodyOf(await fetching.get(`${other.url}/feed`))).toBe('x')
    stopping.abort()
    expect(await slow).toMatchObject({ reason: 'aborted' })
  })

  it('a connection serves one request after another', async () => {
    await using fetching = await startFetching()
    const ports = new Set<number | undefined>()
    fetching.origin.serve('/feed', (request) => {
      ports.add(request.socket.remotePort)
      return { body: 'x', coding: 'gzip', etag: '"a"' }
    })
    fetching.origin.serve('/missing', (request) => {
      ports.add(request.socket.remotePort)
      return { status: 404, body: 'not found' }
    })
    for (const path of ['/feed', '/missing', '/feed']) await fetching.get(path, { validators: { etag: '"b"' } })
    await fetching.get('/feed', { validators: { etag: '"a"' } })
    await fetching.get('/feed')
    expect(ports.size).toBe(1)
  })
})

describe('the lock of a host', () => {
  it('outlives a request that throws', async () => {
    const locks = new HostLock()
    const order: string[] = []
    const first = locks.run('a.example', 60_000, async () => {
      order.push('first')
      throw new Error('first')
    })
    const second = locks.run('a.example', 60_000, async () => order.push('second'))
    await expect(first).rejects.toThrow('first')
    await second
    expect(order).toEqual(['first', 'second'])
  })

  it('lets nobody wait for ever: whose turn does not come in time goes without, and the next one has it', async () => {
    const locks = new HostLock()
    const held = Promise.withResolvers<void>()
    const first = locks.run('a.example', 60_000, () => held.promise)
    expect(await locks.run('a.example', 1, async () => 'too early')).toBeUndefined()
    const third = locks.run('a.example', 60_000, async () => 'third')
    held.resolve()
    await first
    expect(await third).toBe('third')
  })
})
