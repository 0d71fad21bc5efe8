import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readOpml } from '../../src/parse/opml.ts'
import { run } from '../support/command.ts'
import { articles, rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'

const OWN_TYPE = 'text/x-opml; charset=utf-8'
const MINUTE = 60_000

let origin: Origin
let service: Service

const article = (title: string) => ({ title, guid: title, link: `https://x.example/${title}`, date: '2026-10-30' })
const titlesAt = async (path: string) =>
  readOpml(await (await service.get(path)).bytes()).outlines.map(({ title }) => title)

beforeAll(async () => {
  origin = await startOrigin()
  origin.serve('/a', { body: rss([article('chips'), article('shared')]) })
  origin.serve('/b', { body: rss([article('shared'), ...articles(2_100, '2026-10-31T00:00:00Z', 'b')]) })
  origin.serve('/c', { body: rss([{ ...article('cheese'), date: '2025-01-01' }]) })
  service = await startService({
    title: 'The & River',
    sources: [
      { id: 'a', url: `${origin.url}/a`, title: 'A & <co>', tags: ['tech', 'fr, eu'], lang: 'fr' },
      { id: 'b', url: `${origin.url}/b`, title: 'B' },
      { id: 'c', url: `${origin.url}/c`, title: 'C', tags: ['tech'], headers: { Authorization: 'secret' } },
      { id: 'old', url: 'file:old.xml', title: 'Archive on disk' },
      { id: 'banned', url: 'https://banned.example/feed', title: 'Banned', enabled: false },
      { id: 'never', url: 'https://never.example/feed', title: 'Never polled', enabled: false },
    ],
    takedown: ['banned.example'],
    feeds: [
      { name: 'all', title: 'All', description: 'Every <article>' },
      { name: 'chips', title: 'Chips', where: 'chips', lang: 'en', noindex: true },
      { name: 'shared', title: 'Shared', where: 'shared' },
      { name: 'named', title: 'Named', sources: ['c', 'never', 'old', 'banned'], where: 'chips' },
      { name: 'pinned', title: 'Pinned', where: 'cheese', pin: 'source:never' },
      { name: 'wide', title: 'Wide', where: 'day OR cheese' },
      { name: 'none', title: 'None', where: 'nothing' },
    ],
  })
})
afterAll(async () => {
  await service?.[Symbol.asyncDispose]()
  await origin?.[Symbol.asyncDispose]()
})

describe('/opml', () => {
  it('lists all sources but files and what is taken down, without secrets', async () => {
    const response = await service.get('/opml')
    const text = await response.text()

    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe(OWN_TYPE)
    expect(response.headers.get('Content-Disposition')).toBe('inline; filename="sources.opml"')
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(text).toContain('<title>The &amp; River</title>')
    expect(text).not.toMatch(/secret|file:|banned/i)
    expect(readOpml(Buffer.from(text)).outlines).toEqual([
      { url: `${origin.url}/a`, title: 'A & <co>', lang: 'fr', tags: ['tech', 'fr, eu'] },
      { url: `${origin.url}/c`, title: 'C', tags: ['tech'] },
      { url: `${origin.url}/b`, title: 'B', tags: [] },
      { url: 'https://never.example/feed', title: 'Never polled', tags: [] },
    ])
  })

  it('is what the command line exports, and comes back from an import to the byte', async () => {
    const env = { TRIBUTARY_CONFIG: join(service.folder, 'feeds.config.json') }
    const exported = (await run(service.folder, ['opml', 'export'], env)).out
    const there = await startService({ title: 'The & River', sources: [], feeds: [{ name: 'all', title: 'All' }] })
    await using _there = there
    const theirs = { TRIBUTARY_CONFIG: join(there.folder, 'feeds.config.json') }
    await run(service.folder, ['opml', 'export', join(there.folder, 'one.opml')], env)

    // The archive and what is taken down aside, which is for this service to know.
    expect(exported.replace(/ *<outline[^>]*banned[^>]*>\n/, '')).toBe(await (await service.get('/opml')).text())
    expect((await run(there.folder, ['opml', 'import', 'one.opml'], theirs)).out).toContain('5 of 5 feeds added')
    expect((await run(there.folder, ['opml', 'export'], theirs)).out).toBe(exported)
  })

  it('is XML for a browser, with a tag of its own, and is not sent again', async () => {
    const browser = { Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }
    const xml = await service.get('/opml', browser)
    const own = await service.get('/opml')
    const tags = [xml, own].map(({ headers }) => headers.get('ETag') ?? '')

    expect(xml.headers.get('Content-Type')).toBe('application/xml; charset=utf-8')
    expect(xml.headers.get('Vary')).toMatch(/Accept\b(?!-)/)
    expect(await xml.text()).toBe(await own.text())
    expect(new Set(tags).size).toBe(2)
    for (const [i, headers] of [browser, {}].entries()) {
      expect((await service.get('/opml', { ...headers, 'If-None-Match': tags[i] ?? '' })).status).toBe(304)
      expect((await service.get('/opml', { ...headers, 'If-None-Match': tags[1 - i] ?? '' })).status).toBe(200)
    }
    const head = await fetch(`${service.url}/opml`, { method: 'HEAD' })
    expect([head.status, head.headers.get('ETag'), await head.text()]).toEqual([200, tags[1], ''])
  })
})

describe('/feeds/<name>.opml', () => {
  it.each([
    ['all', ['A & <co>', 'C', 'B', 'Never polled']],
    ['chips', ['A & <co>']],
    ['shared', ['A & <co>', 'B']],
    ['named', ['C', 'Never polled']],
    ['pinned', ['C', 'Never polled']],
    // Its older article is behind two thousand newer ones.
    ['wide', ['B', 'C']],
    ['none', []],
  ])('lists the sources behind %s', async (name, titles) => {
    expect(await titlesAt(`/feeds/${name}.opml`)).toEqual(titles)
  })

  it('goes with what is polled, after a minute', async () => {
    expect(await titlesAt('/feeds/chips.opml')).toEqual(['A & <co>'])
    origin.serve('/c', { body: rss([article('cheese'), article('more chips')]) })
    service.clock.advance(40 * MINUTE)
    await service.poll()
    expect(await titlesAt('/feeds/chips.opml')).toEqual(['A & <co>', 'C'])
  })

  it('is out of search engines where its feed is, and unknown where that is', async () => {
    expect((await service.get('/feeds/chips.opml')).headers.get('X-Robots-Tag')).toBe('noindex')
    expect((await service.get('/feeds/all.opml')).headers.get('X-Robots-Tag')).toBeNull()
    const unknown = await service.get('/feeds/nope.opml')
    expect([unknown.status, unknown.headers.get('Content-Type')]).toEqual([404, 'text/plain; charset=utf-8'])
    expect(await unknown.text()).toContain('There is no feed “nope”; there are all, chips')
  })
})

describe('/feeds', () => {
  it('is a page that lists the feeds and their formats', async () => {
    const response = await service.get('/feeds', { Accept: 'text/html' })
    const page = await response.text()

    expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(page).toContain('Every &lt;article&gt;')
    const links = [...page.matchAll(/<td.*?<\/td>/g)].flatMap(([cell]) =>
      [...cell.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href),
    )
    expect(links).toHaveLength(7 * 6)
    for (const link of links) expect((await fetch(link)).status, link).toBe(200)
  })

  it('is JSON for who asks for it', async () => {
    const response = await service.get('/feeds', { Accept: 'application/json' })
    const { opml, feeds } = (await response.json()) as { opml: string; feeds: Record<string, string>[] }

    expect(response.headers.get('Vary')).toMatch(/Accept\b(?!-)/)
    expect(opml).toBe(`${service.url}/opml`)
    expect(feeds.map(({ name }) => name)).toEqual(['all', 'chips', 'shared', 'named', 'pinned', 'wide', 'none'])
    const page = `${service.url}/feeds/chips`
    expect(feeds[1]).toEqual({
      name: 'chips',
      title: 'Chips',
      lang: 'en',
      page,
      ...Object.fromEntries(['atom', 'rss', 'json', 'opml'].map((format) => [format, `${page}.${format}`])),
      daily: `${page}/daily`,
      weekly: `${page}/weekly`,
    })
  })
})
