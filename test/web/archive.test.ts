import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Format } from '../../src/publish/published.ts'
import { documentProblems } from '../publish/checks/check.ts'
import { named, readStrictly } from '../publish/xml.ts'
import { articles, rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'

const FORMATS: readonly Format[] = ['atom', 'rss', 'json']

interface Document {
  readonly url: string
  readonly ids: readonly string[]
  readonly prev: string | undefined
  readonly next: string | undefined
  readonly current: string | undefined
  readonly isPage: boolean
  readonly caching: string | null
}

let origin: Origin
let service: Service

const config = (more: object = {}) => ({
  title: 'The river',
  sources: [
    { id: 'a', url: `${origin.url}/a`, title: 'A', priority: 90 },
    { id: 'b', url: `${origin.url}/b`, title: 'B' },
  ],
  feeds: [
    { name: 'came', title: 'Came', order: 'received', limit: 30 },
    { name: 'dated', title: 'Dated', limit: 50 },
    { name: 'pinned', title: 'Pinned', limit: 20, order: 'received', pin: 'title:"a 1 of"' },
    { name: 'stories', title: 'Stories', stories: 'grouped', order: 'received', limit: 20 },
    { name: 'hot', title: 'Hot', order: 'hot', limit: 20 },
    { name: 'few', title: 'Few', where: 'title:"b 7 of"' },
    { name: 'lately', title: 'Lately', where: 'date:<7d' },
    { name: 'told', title: 'Told', where: 'sources:>1' },
  ],
  ...more,
})
const serve = (path: string, count: number, newest: string, prefix: string) =>
  origin.serve(path, { body: rss(articles(count, newest, prefix)) })
async function setTime(moment: string): Promise<void> {
  service.clock.advance(Date.parse(moment) - service.clock.now())
}

/** 500 articles, of which most come on two days, some late, and in one month none. */
beforeAll(async () => {
  origin = await startOrigin()
  serve('/a', 240, '2026-08-20T10:00:00Z', 'a')
  serve('/b', 60, '2026-08-20T10:30:00Z', 'b')
  service = await startService(config(), '2026-08-20T12:00:00Z')
  await setTime('2026-10-31T23:59:00Z')
  serve('/a', 150, '2026-10-31T12:00:00Z', 'c')
  serve('/b', 10, '2026-01-01T12:00:00Z', 'late')
  await service.poll()
  await setTime('2026-11-02T12:00:00Z')
  serve('/a', 40, '2026-11-02T11:00:00Z', 'd')
  await service.poll()
})

afterAll(async () => {
  await service[Symbol.asyncDispose]()
  await origin[Symbol.asyncDispose]()
})

async function read(format: Format, url: string): Promise<Document> {
  const response = await service.get(new URL(url, service.url).pathname)
  const text = await response.text()
  expect([url, response.status]).toEqual([url, 200])
  expect(documentProblems(format, text, service.clock.now())).toEqual([])
  const shared = { url, caching: response.headers.get('cache-control') }
  if (format === 'json') {
    const { items, next_url, _tributary: at } = JSON.parse(text)
    // What has no archive may have pages, which `next_url` is for too.
    if (at !== undefined) expect(next_url).toBe(at.prev_archive)
    const { prev_archive: prev, next_archive: next, current, archive: isPage = false } = at ?? {}
    return { ...shared, ids: items.map(({ id }: { id: string }) => id), prev, next, current, isPage }
  }
  const root = readStrictly(text)
  const channel = format === 'rss' ? named(root, 'channel')[0] : root
  if (channel === undefined) throw new Error('no channel')
  const link = (rel: string) => named(channel, 'link').find(({ attributes }) => attributes.rel === rel)?.attributes.href
  const ids = named(channel, format === 'rss' ? 'item' : 'entry').flatMap((entry) =>
    named(entry, format === 'rss' ? 'guid' : 'id').map((id) => id.text),
  )
  const [prev, next, current] = [link('prev-archive'), link('next-archive'), link('current')]
  return { ...shared, ids, prev, next, current, isPage: named(channel, 'archive').length === 1 }
}

/** The document that readers subscribe to, and the pages of its archive from the newest to the oldest. */
async function walk(format: Format, feed: string): Promise<[Document, ...Document[]]> {
  const documents: [Document, ...Document[]] = [await read(format, `/feeds/${feed}.${format}`)]
  for (let prev = documents[0].prev; prev !== undefined; prev = documents.at(-1)?.prev)
    documents.push(await read(format, prev))
  return documents
}

async function all(field: 'uri' | 'story'): Promise<string[]> {
  const found: string[] = []
  for (let cursor: string | null | undefined = ''; typeof cursor === 'string'; ) {
    const page = (await (await service.get(`/api/items?limit=200&cursor=${cursor}`)).json()) as {
      items: Record<typeof field, string>[]
      nextCursor?: string | null
    }
    found.push(...page.items.map((item) => item[field]))
    cursor = page.nextCursor
  }
  return found
}
const sorted = (ids: Iterable<string>) => [...ids].toSorted()

describe.each(FORMATS)('the archive of a feed as %s', (format) => {
  it('has every article once, in pages of months, from the document to the oldest one', async () => {
    const [document, ...pages] = await walk(format, 'came')
    const every = await all('uri')
    expect(every).toHaveLength(500)
    expect(sorted([document, ...pages].flatMap(({ ids }) => ids))).toEqual(sorted(every))
    expect(document).toMatchObject({ isPage: false, next: undefined, ids: { length: 30 } })
    expect(pages.map(({ url }) => /archive\/(\d{4}-\d\d)/.exec(url)?.[1])).toEqual([
      ...['2026-11', '2026-10', '2026-10', '2026-08', '2026-08', '2026-08'],
    ])
    expect(pages.every(({ isPage, current }) => isPage && current?.endsWith(`/feeds/came.${format}`))).toBe(true)
    expect(pages.map(({ ids }) => ids.length)).toEqual([10, 60, 100, 100, 100, 100])
  })

  it('goes back the way that it came, as far as pages are settled, and those alone are cached for long', async () => {
    const [, newest, ...pages] = await walk(format, 'came')
    for (const [i, page] of pages.slice(1).entries()) expect(page.next).toBe(pages[i]?.url)
    expect(newest?.next).toBeUndefined()
    expect(newest?.caching).toBe('public, max-age=60')
    for (const page of pages.slice(1)) expect(page.caching).toContain('immutable')
  })

  it('may have articles of a document that goes by date once more, and misses none', async () => {
    const [document, ...pages] = await walk(format, 'dated')
    const archived = pages.flatMap(({ ids }) => ids)
    expect(new Set(archived).size).toBe(archived.length)
    expect(sorted(new Set([...document.ids, ...archived]))).toEqual(sorted(await all('uri')))
  })

  it('has what is pinned in the document alone', async () => {
    const ids = (await walk(format, 'pinned')).flatMap((document) => document.ids)
    expect(sorted(ids)).toEqual(sorted(await all('uri')))
  })

  it('has each story once', async () => {
    const ids = (await walk(format, 'stories')).flatMap((document) => document.ids)
    expect(sorted(new Set(ids.map((id) => id.replace(/.*\//, ''))))).toEqual(sorted(new Set(await all('story'))))
    expect(new Set(ids).size).toBe(ids.length)
    const hot = (await walk(format, 'hot')).flatMap((document) => document.ids)
    expect(sorted(new Set(hot.map((id) => id.replace(/.*\//, ''))))).toEqual(sorted(new Set(await all('story'))))
  })

  it('is none where the document has all, narrows, or where what is in the feed changes by itself', async () => {
    for (const name of ['few', 'lately', 'told'])
      expect(await read(format, `/feeds/${name}.${format}`)).toMatchObject({ prev: undefined, current: undefined })
    const narrowed = await (await service.get(`/feeds/came.${format}?q=day`)).text()
    expect(narrowed).not.toMatch(/prev.archive/)
    const page = (await walk(format, 'came'))[1]?.url ?? ''
    expect((await service.get(new URL(page.replace('came', 'lately')).pathname)).status).toBe(404)
  })
})

describe('a page of an archive', () => {
  it('stays the same document, whatever comes later and after a restart', async () => {
    const pages = (await walk('atom', 'came')).slice(1).map(({ url }) => new URL(url).pathname)
    const tags = async () =>
      Promise.all(pages.slice(2).map(async (path) => (await service.get(path)).headers.get('etag')))
    // The port is another one after a restart, and the links with it.
    const bodies = async () =>
      Promise.all(
        pages.map(async (path) => (await (await service.get(path)).text()).replace(/http:\/\/[^/"]*:\d+/g, '')),
      )
    const [before, texts] = [await tags(), await bodies()]
    await setTime('2026-11-03T12:00:00Z')
    serve('/b', 30, '2026-08-01T12:00:00Z', 'later')
    await service.poll()
    expect(await tags()).toEqual(before)
    await service.restart()
    expect((await bodies()).slice(2)).toEqual(texts.slice(2))
    const ids = (await walk('atom', 'came')).flatMap((document) => document.ids)
    expect(sorted(ids)).toEqual(sorted(await all('uri')))
    expect(ids).toHaveLength(530)
  })

  it('loses what is taken down, and is a page all the same', async () => {
    const takedown = ['https://source.example/a/3', 'https://source.example/c/3']
    await service.reload(config({ takedown }))
    const ids = (await walk('json', 'came')).flatMap((document) => document.ids)
    expect(sorted(ids)).toEqual(sorted(await all('uri')))
    expect(ids).toHaveLength(528)
    await service.reload(config())
    expect((await walk('json', 'came')).flatMap((document) => document.ids)).toHaveLength(530)
  })

  it('is 304 for who has it, and 404 where there is none', async () => {
    const path = new URL((await walk('rss', 'came'))[2]?.url ?? '').pathname
    const tag = (await service.get(path)).headers.get('etag') ?? ''
    expect((await service.get(path, { 'if-none-match': tag })).status).toBe(304)
    const wrong = ['2026-09.atom', '2026-13.atom', '2026-08.atom', '2026-08-5-1.atom', '2026-08-0-zzzzzzzzz.atom', 'x']
    for (const page of wrong) expect((await service.get(`/feeds/came/archive/${page}`)).status, page).toBe(404)
    expect((await service.get('/feeds/nobody/archive/2026-08.atom')).status).toBe(404)
  })
})
