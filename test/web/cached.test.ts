import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FeedDefinition } from '../../src/model/feed.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/store.ts'
import { createApp } from '../../src/web/app.ts'
import { createKeyring } from '../../src/web/keyring.ts'
import { listen, type WebServer } from '../../src/web/server.ts'
import { ask } from '../support/ask.ts'
import { articles, rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'

const ALL: FeedDefinition = { name: 'all', title: 'All', description: 'Everything', where: { kind: 'all' }, limit: 50 }

let origin: Origin
/** Another one that polls into the same database. */
let poller: Service
let store: Store
let server: WebServer
let statements: string[] = []

const serve = (count: number) =>
  origin.serve('/one', { body: rss(articles(count, '2026-11-01T10:00:00Z', 'one')), etag: `"${count}"` })

beforeAll(async () => {
  origin = await startOrigin()
  serve(5)
  poller = await startService({ sources: [{ id: 'one', url: `${origin.url}/one`, title: 'One' }] })
  store = await openStore({
    dataDir: join(poller.folder, 'data'),
    tagAuthority: 'localhost',
    now: poller.clock.now(),
    onStatement: (sql) => statements.push(sql),
  })
  const app = createApp({
    ...{ title: 'River', baseUrl: () => 'https://news.example', sources: [], topics: [], filters: [] },
    ...{ feeds: [ALL], privateFeeds: [], keyring: createKeyring({}), timezone: 'UTC', store },
    ...{ now: poller.clock.now, onError: () => {} },
  })
  server = await listen(app, 0, '127.0.0.1')
})

afterAll(async () => {
  await server.close()
  await store.close()
  await poller[Symbol.asyncDispose]()
  await origin[Symbol.asyncDispose]()
})

beforeEach(() => {
  statements = []
})

const get = (path: string, headers = {}) => ask(`http://127.0.0.1:${server.port}${path}`, headers)
/** What asks a table of something. */
const queries = () => statements.filter((sql) => !/^PRAGMA data_version$/i.test(sql))

describe('a document that is kept', () => {
  it.each([
    '/feeds/all.atom',
    '/feeds/all.rss?q=article&limit=3',
    '/feeds/all?limit=4',
    '/feed.json',
    '/feeds/all/daily.atom',
  ])('%s asks no table of anything the second time, whatever is asked of it', async (path) => {
    const first = await get(path)
    expect([first.status, queries().length > 0]).toEqual([200, true])
    statements = []
    const etag = String(first.headers.etag)
    const requests = [{}, { 'Accept-Encoding': 'gzip' }, { 'Accept-Encoding': 'br' }, { 'If-None-Match': etag }]
    const answers = await Promise.all(requests.map((headers) => get(path, headers)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 304])
    expect(answers[0]?.body.equals(first.body)).toBe(true)
    expect(queries()).toEqual([])
  })

  it('is made anew when another process has committed something that readers see, and not when it has not', async () => {
    const before = await get('/feeds/all.atom')
    poller.clock.advance(3_600_000)
    statements = []
    await poller.poll()
    expect((await get('/feeds/all.atom', { 'If-None-Match': String(before.headers.etag) })).status).toBe(304)
    expect(queries()).toEqual(["SELECT value FROM meta WHERE name = 'version'"])

    serve(6)
    poller.clock.advance(3_600_000)
    await poller.poll()
    const after = await get('/feeds/all.atom', { 'If-None-Match': String(before.headers.etag) })
    expect([after.status, String(after.body).match(/<entry[ >]/g)?.length]).toEqual([200, 6])
  })

  it('is made anew after a change of our own', async () => {
    const before = await get('/feeds/all.atom')
    const [item] = (await store.items({ where: { kind: 'all' }, limit: 1, now: poller.clock.now() })).items
    await store.purge([String(item?.id)], poller.clock.now())
    const after = await get('/feeds/all.atom')
    expect(after.headers.etag).not.toBe(before.headers.etag)
    expect(String(after.body)).not.toContain(String(item?.uri))
  })
})
