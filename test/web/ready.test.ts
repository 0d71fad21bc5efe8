import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from '../support/ask.ts'
import { articles, rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'

const KEY = 'a-key-that-is-long-enough-0123456789'

let origin: Origin
let service: Service

const publish = (count: number) =>
  origin.serve('/one', { body: rss(articles(count, '2026-11-01T11:30:00Z', 'one')), etag: `"${count}"` })
const get = (path: string, headers = {}) => ask(service.url + path, headers)
/** Without what each answer has of its own. */
const shown = ({ status, headers: { date: _date, ...headers }, body }: Awaited<ReturnType<typeof get>>) => ({
  status,
  headers,
  body: body.toString('base64'),
})

beforeAll(async () => {
  origin = await startOrigin()
  publish(3)
  service = await startService({
    sources: [{ id: 'one', url: `${origin.url}/one`, title: 'One' }],
    feeds: [
      { name: 'closed', title: 'Closed', key: KEY },
      { name: 'lately', title: 'Lately', where: 'date:<2h' },
    ],
  })
})

afterAll(async () => {
  await service[Symbol.asyncDispose]()
  await origin[Symbol.asyncDispose]()
})

describe('what has been answered before', () => {
  it.each([
    ['plain', {}],
    ['compressed', { 'Accept-Encoding': 'gzip' }],
    ['in the best coding', { 'Accept-Encoding': 'gzip, br' }],
    ['in none that is refused', { 'Accept-Encoding': '' }],
    ['with a tag of something else', { 'If-None-Match': '"other"' }],
  ])('is answered alike again: %s', async (_, headers) => {
    const first = shown(await get('/feeds/all.atom', headers))
    expect(first.status).toBe(200)
    expect(shown(await get('/feeds/all.atom', headers))).toEqual(first)
    expect(shown(await get('/feeds/all.atom', headers))).toEqual(first)
  })

  it('is 304 to who has it, whether it was given whole before or not', async () => {
    for (const path of ['/feeds/all.rss', '/feed.json']) {
      const { headers } = await get(`${path}?x=1`)
      const having = { 'If-None-Match': `"other", W/${headers.etag}` }
      const first = shown(await get(path, having))
      expect([first.status, first.body]).toEqual([304, ''])
      expect(shown(await get(path, having))).toEqual(first)
      expect((await get(path)).status).toBe(200)
      expect(shown(await get(path, having))).toEqual(first)
    }
  })

  it('is another one by what is asked for', async () => {
    const asking = (headers: object) => get('/feeds/all', headers).then(({ headers }) => headers['content-type'])
    for (let again = 0; again < 2; again += 1) {
      expect(await asking({ Accept: 'application/rss+xml' })).toContain('rss')
      expect(await asking({ Accept: 'application/feed+json' })).toContain('json')
      expect(await asking({ Accept: 'text/html' })).toContain('html')
    }
  })

  it('has what is new at the next request', async () => {
    const titles = async () => [...(await get('/feeds/all.atom')).body.toString().matchAll(/<entry/g)].length
    expect([await titles(), await titles()]).toEqual([3, 3])
    publish(5)
    service.clock.advance(3_600_000)
    await service.poll()
    expect([await titles(), await titles()]).toEqual([5, 5])
  })

  it('is what is new alone to who asks for that', async () => {
    const { headers, body } = await get('/feeds/all.atom')
    publish(6)
    service.clock.advance(3_600_000)
    await service.poll()
    expect((await get('/feeds/all.atom')).body.length).toBeGreaterThan(body.length)
    const delta = await get('/feeds/all.atom', { 'A-IM': 'feed', 'If-None-Match': String(headers.etag) })
    expect([delta.status, [...delta.body.toString().matchAll(/<entry/g)].length]).toEqual([226, 1])
  })

  it('stays closed to who has no key', async () => {
    for (let again = 0; again < 2; again += 1) {
      expect((await get(`/feeds/closed.atom?key=${KEY}`)).status).toBe(200)
      const password = Buffer.from(`me:${KEY}`).toString('base64')
      expect((await get('/feeds/closed.atom', { Authorization: `Basic ${password}` })).status).toBe(200)
      expect((await get('/feeds/closed.atom')).status).toBe(401)
    }
  })

  it('follows the clock where the feed does', async () => {
    service.clock.time = Date.parse('2026-11-01T13:00:00Z')
    const entries = async () => [...(await get('/feeds/lately.atom')).body.toString().matchAll(/<entry/g)].length
    expect([(await entries()) > 0, (await entries()) > 0]).toEqual([true, true])
    service.clock.advance(86_400_000)
    expect(await entries()).toBe(0)
  })
})
