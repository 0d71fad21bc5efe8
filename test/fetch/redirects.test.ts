import { describe, expect, it } from 'vitest'
import { startOrigin } from '../support/origin.ts'
import { bodyOf, type Fetching, startFetching } from './fetching.ts'

const redirect = (fetching: Fetching, from: string, to: string, status = 301) =>
  fetching.origin.serve(from, { status, headers: { Location: to }, body: 'elsewhere' })

describe('redirects', () => {
  it.each([
    [301, true],
    [308, true],
    [302, false],
    [303, false],
    [307, false],
  ])('%d is followed; it moves the source: %s', async (status, moved) => {
    await using fetching = await startFetching()
    redirect(fetching, '/old', '/new', status)
    fetching.origin.serve('/new', { body: 'here' })
    const url = `${fetching.origin.url}/new`
    const outcome = await fetching.get('/old')
    expect(bodyOf(outcome)).toBe('here')
    expect(outcome).toMatchObject({ url, ...(moved ? { movedTo: url } : {}) })
    expect('movedTo' in outcome).toBe(moved)
  })

  it.each([
    [[301, 308, 301], true],
    [[301, 302], false],
    [[302, 301], false],
  ])('a chain of %j moves the source: %s', async (chain, moved) => {
    await using fetching = await startFetching()
    chain.forEach((status, i) => void redirect(fetching, `/${i}`, `/${i + 1}`, status))
    fetching.origin.serve(`/${chain.length}`, { body: 'x' })
    const outcome = await fetching.get('/0')
    expect(outcome).toMatchObject({ kind: 'modified', url: `${fetching.origin.url}/${chain.length}` })
    expect('movedTo' in outcome).toBe(moved)
  })

  it.each([
    [[], false],
    [[301], true],
    [[308, 301], true],
    [[301, 302], false],
    [[307], false],
  ])('so it does when nothing is new behind a chain of %j: %s', async (chain, moved) => {
    await using fetching = await startFetching()
    chain.forEach((status, i) => void redirect(fetching, `/${i}`, `/${i + 1}`, status))
    fetching.origin.serve(`/${chain.length}`, { body: 'x', etag: '"a"' })
    const url = `${fetching.origin.url}/${chain.length}`
    expect(await fetching.get('/0', { validators: { url, etag: '"a"' } })).toEqual({
      kind: 'notModified',
      status: 304,
      validators: { url, etag: '"a"' },
      ...(moved ? { movedTo: url } : {}),
    })
  })

  it.each([
    ['feed.xml', '/a/feed.xml'],
    ['../feed.xml', '/feed.xml'],
    ['/b/feed.xml', '/b/feed.xml'],
    ['?page=2', '/a/old?page=2'],
    ['/b c/é.xml', '/b%20c/%C3%A9.xml'],
  ])('a Location of “%s” is relative to where it was said', async (location, path) => {
    await using fetching = await startFetching()
    // Bytes, as servers send them, one character each.
    redirect(fetching, '/a/old', Buffer.from(location).toString('latin1'), 302)
    fetching.origin.serve(path, { body: 'here' })
    expect(bodyOf(await fetching.get('/a/old'))).toBe('here')
  })

  it('lead to no user, password or fragment', async () => {
    await using fetching = await startFetching()
    const { host } = new URL(fetching.origin.url)
    redirect(fetching, '/old', `//user:secret@${host}/new?a#top`)
    fetching.origin.serve('/new?a', { body: 'here' })
    const url = `http://${host}/new?a`
    expect(await fetching.get('/old')).toMatchObject({ kind: 'modified', url, movedTo: url })
    expect(fetching.origin.seen.at(-1)?.headers).not.toHaveProperty('authorization')
  })

  it('a broken body does not keep one from being followed', async () => {
    await using fetching = await startFetching()
    fetching.origin.serve('/old', (_, response) => {
      response.writeHead(302, { Location: '/new', 'Content-Length': '5000' })
      response.write('x', () => response.destroy())
      return undefined
    })
    fetching.origin.serve('/new', { body: 'here' })
    expect(bodyOf(await fetching.get('/old'))).toBe('here')
  })

  it('five are followed, six are not', async () => {
    await using fetching = await startFetching()
    for (let i = 0; i < 6; i += 1) redirect(fetching, `/${i}`, `/${i + 1}`)
    fetching.origin.serve('/6', { body: 'here' })
    expect(bodyOf(await fetching.get('/1'))).toBe('here')
    expect(await fetching.get('/0')).toMatchObject({
      kind: 'failed',
      reason: 'redirect',
      status: 301,
      message: expect.stringContaining('more than 5 redirects'),
    })
  })

  it('a loop ends', async () => {
    await using fetching = await startFetching()
    redirect(fetching, '/a', '/b')
    redirect(fetching, '/b', '/a')
    expect(await fetching.get('/a')).toMatchObject({ kind: 'failed', reason: 'redirect' })
    expect(fetching.origin.seen).toHaveLength(6)
  })

  it.each([
    ['file:///etc/passwd', 'not the web'],
    ['ftp://a.example/feed', 'not the web'],
    ['data:text/xml,<rss/>', 'not the web'],
    ['javascript:1', 'not the web'],
    ['http://[', 'no URL'],
  ])('one to %s is refused', async (location, words) => {
    await using fetching = await startFetching()
    redirect(fetching, '/feed', location)
    expect(await fetching.get('/feed')).toMatchObject({
      kind: 'failed',
      reason: 'redirect',
      message: expect.stringContaining(words),
    })
  })

  it('what waits at the end may be a 304, a 410, or slowness', async () => {
    await using fetching = await startFetching()
    for (const path of ['/same', '/gone', '/busy']) redirect(fetching, `${path}-old`, path)
    fetching.origin.serve('/same', { etag: '"a"' })
    fetching.origin.serve('/gone', { status: 410 })
    fetching.origin.serve('/busy', { status: 429, headers: { 'Retry-After': '5' } })
    const validators = { url: `${fetching.origin.url}/same`, etag: '"a"' }
    expect(await fetching.get('/same-old', { validators })).toMatchObject({ kind: 'notModified' })
    expect(await fetching.get('/gone-old')).toMatchObject({ kind: 'gone' })
    expect(await fetching.get('/busy-old')).toMatchObject({
      kind: 'rateLimited',
      url: expect.stringMatching(/\/busy$/),
      retryAfterMs: 5_000,
    })
  })
})

describe('headers of the configuration', () => {
  const headers = { Authorization: 'Bearer secret', 'X-Token': 't' }

  it('reach the origin of the source, on a redirect within it too', async () => {
    await using fetching = await startFetching()
    redirect(fetching, '/old', '/new')
    fetching.origin.serve('/new', { body: 'x' })
    await fetching.get('/old', { headers })
    expect(fetching.origin.seen).toHaveLength(2)
    for (const { headers: sent } of fetching.origin.seen)
      expect(sent).toMatchObject({ authorization: 'Bearer secret', 'x-token': 't' })
  })

  it('reach nobody else, though they may come back', async () => {
    await using fetching = await startFetching()
    await using other = await startOrigin()
    redirect(fetching, '/feed', `${other.url}/feed`)
    other.serve('/feed', { status: 302, headers: { Location: `${fetching.origin.url}/back` } })
    fetching.origin.serve('/back', { body: 'x' })
    expect(bodyOf(await fetching.get('/feed', { headers, validators: { etag: '"a"' } }))).toBe('x')
    expect(other.seen[0]?.headers).not.toHaveProperty('authorization')
    expect(other.seen[0]?.headers).not.toHaveProperty('x-token')
    expect(other.seen[0]?.headers).not.toHaveProperty('if-none-match')
    expect(other.seen[0]?.headers).toMatchObject({ 'user-agent': 'Tributary/test' })
    expect(fetching.origin.seen[0]?.headers).toMatchObject({ 'if-none-match': '"a"', authorization: 'Bearer secret' })
    expect(fetching.origin.seen[1]?.headers).toMatchObject({ 'x-token': 't' })
  })

  it('replace ours, in whatever letters they are written', async () => {
    await using fetching = await startFetching()
    await fetching.get('/feed', { headers: { 'User-Agent': 'mine', ACCEPT: 'text/xml' } })
    expect(fetching.origin.seen[0]?.headers).toMatchObject({ 'user-agent': 'mine', accept: 'text/xml' })
  })

  it('that HTTP does not allow are a failure, not a crash', async () => {
    await using fetching = await startFetching()
    expect(await fetching.get('/feed', { headers: { 'X-Bad': 'a\nb' } })).toMatchObject({ kind: 'failed' })
  })
})
