import { copyFileSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '../src/config/load-config.ts'
import { openWorks } from '../src/tributary.ts'
import { articles, rss } from './support/feeds.ts'
import { startOrigin } from './support/origin.ts'
import { startService } from './support/service.ts'

const ROOT = resolve(import.meta.dirname, '..')
const ARCHIVE = join(ROOT, 'data/archive/semiconductors.xml')
const STORY = "Semi-conducteurs: le patron d'OpenAI Sam Altman à la recherche de milliers de milliards de dollars"

interface ShippedConfig {
  readonly sources: readonly { readonly id: string; readonly archive?: boolean; readonly url: string }[]
  readonly topics: readonly object[]
  readonly feeds: readonly object[]
}
const SHIPPED = JSON.parse(readFileSync(join(ROOT, 'feeds.config.json'), 'utf8')) as ShippedConfig

describe('the main job, from feeds.config.json to the merged feed', () => {
  it('holds the RFI story after a thousand newer items came in', async () => {
    await using origin = await startOrigin()
    const archive = SHIPPED.sources.filter((source) => source.archive === true)
    expect(archive.map(({ url }) => url)).toEqual(['file:data/archive/semiconductors.xml'])
    const live = Array.from({ length: 10 }, (_, i) => ({
      id: `live-${i}`,
      url: `${origin.url}/${i}`,
      title: `Live ${i}`,
    }))
    for (const i of live.keys())
      origin.serve(`/${i}`, { body: rss(articles(100, '2026-11-01T11:00:00Z', `live-${i}`)), etag: `"${i}"` })
    await using service = await startService({
      ...SHIPPED,
      sources: [...archive.map((source) => ({ ...source, url: `file:${ARCHIVE}` })), ...live],
    })
    for (const format of ['rss', 'atom', 'json'])
      for (const name of ['all', 'semiconductors'])
        expect(await (await service.get(`/feeds/${name}.${format}`)).text()).toContain(STORY)

    const { items } = (await (await service.get('/api/items?q=Altman&lang=fr')).json()) as {
      items: { title: string }[]
    }
    expect(items.length).toBeGreaterThanOrEqual(2)
    const page = await (await service.get('/api/items?limit=200')).json()
    expect(page).toMatchObject({ nextCursor: expect.any(String) })
    // The companions are on topic, each with its language.
    const { items: companions } = (await (await service.get('/api/items?source=archive-semiconductors')).json()) as {
      items: { lang: string; topics: string[] }[]
    }
    expect(companions.length).toBeGreaterThanOrEqual(4)
    expect(new Set(companions.map(({ lang }) => lang))).toEqual(new Set(['fr', 'en']))
    for (const { topics } of companions) expect(topics).toContain('semiconductors')
  })

  it('asks conditionally, stores nothing twice, edits in place, merges across sources, and survives a restart', async () => {
    await using origin = await startOrigin()
    const shared = {
      title: 'One article in two sources',
      link: 'https://www.outlet.example/story/?utm_source=rss#xtor=RSS-1',
    }
    const date = 'Sun, 01 Nov 2026 08:00:00 GMT'
    origin.serve('/low', { body: rss([{ ...shared, guid: '1', date }], { title: 'Low' }), etag: '"é1"' })
    origin.serve('/high', {
      body: rss([
        { title: 'The better text', guid: 'https://outlet.example/story', link: 'http://outlet.example/story', date },
      ]),
      lastModified: 'Sun, 01 Nov 2026 08:01:00 GMT',
    })
    await using service = await startService({
      contact: 'mailto:ann@example.org',
      sources: [
        { id: 'low', url: `${origin.url}/low`, title: 'Low', priority: 10 },
        { id: 'high', url: `${origin.url}/high`, title: 'High', priority: 90 },
      ],
    })
    const items = async () =>
      ((await (await service.get('/api/items')).json()) as { items: Record<string, unknown>[] }).items
    const [first, ...others] = await items()
    expect(others).toEqual([])
    expect(first).toMatchObject({ title: 'The better text', sources: ['high', 'low'] })

    expect(origin.seen[0]?.headers['user-agent']).toMatch(/^Tributary\/\d.*\+mailto:ann@example\.org\)$/)
    const etag = (await service.get('/feeds/all.atom')).headers.get('etag')
    service.clock.advance(3_600_000)
    await service.poll()
    expect(origin.seen.filter(({ path }) => path === '/high')).toHaveLength(2)
    expect(origin.seen.at(-1)?.headers).toMatchObject(
      origin.seen.at(-1)?.path === '/high'
        ? { 'if-modified-since': 'Sun, 01 Nov 2026 08:01:00 GMT' }
        : { 'if-none-match': expect.stringContaining('1"') },
    )
    expect((await service.get('/feeds/all.atom')).headers.get('etag')).toBe(etag)

    origin.serve('/high', {
      body: rss([{ title: 'The better text, corrected', guid: 'https://outlet.example/story', date }]),
    })
    service.clock.advance(3_600_000)
    await service.poll()
    const [edited] = await items()
    expect(edited).toMatchObject({ id: first?.id, uri: first?.uri, title: 'The better text, corrected' })

    await service.restart()
    expect(await items()).toEqual([{ ...edited, page: expect.stringContaining(`/items/${edited?.id}`) }])
  })

  it('backs off from a failing source, says why, and takes it up again', async () => {
    await using origin = await startOrigin()
    origin.serve('/feed', { status: 404 })
    await using service = await startService({
      sources: [{ id: 'a', url: `${origin.url}/feed`, title: 'A', interval: '10m' }],
    })
    const state = async () =>
      ((await (await service.get('/api/sources')).json()) as { sources: Record<string, unknown>[] }).sources[0]
    expect(await state()).toMatchObject({ health: 'failing', failures: 1, message: expect.stringContaining('404') })
    // The first wait is the interval, the second twice as long, with a spread of at most a twentieth.
    for (const [minutes, polls] of [
      [11, 2],
      [11, 2],
      [11, 3],
    ] as const) {
      service.clock.advance(minutes * 60_000)
      await service.poll()
      expect(origin.seen).toHaveLength(polls)
    }
    origin.serve('/feed', { body: rss([{ title: 'Back again', guid: '1' }]) })
    service.clock.advance(86_400_000)
    await service.poll()
    expect(await state()).toMatchObject({ health: 'ok', failures: 0, items: 1 })
    expect(await state()).not.toHaveProperty('message')
  })

  it('takes a source out and in again without losing or doubling its items', async () => {
    await using origin = await startOrigin()
    origin.serve('/a', { body: rss(articles(5, '2026-11-01T10:00:00Z')) })
    origin.serve('/b', { body: rss(articles(2, '2026-11-01T10:00:00Z', 'b')) })
    const a = { id: 'a', url: `${origin.url}/a`, title: 'A' }
    const b = { id: 'b', url: `${origin.url}/b`, title: 'B' }
    await using service = await startService({ sources: [a, b] })
    const count = async () => ((await (await service.get('/api/items')).json()) as { items: object[] }).items.length
    expect(await count()).toBe(7)
    await service.restart({ sources: [b] })
    service.clock.advance(86_400_000)
    await service.poll()
    expect(origin.seen.filter(({ path }) => path === '/a')).toHaveLength(1)
    await service.restart({ sources: [a, b] })
    expect(await count()).toBe(7)
  })
})

describe('two processes with two configurations on one store', () => {
  it('poll what is theirs and do not hold up each other', async () => {
    await using origin = await startOrigin()
    origin.serve('/a', { body: rss(articles(1, '2026-11-01T10:00:00Z')) })
    const a = { id: 'a', url: `${origin.url}/a`, title: 'A', interval: '10m' }
    await using service = await startService({ sources: [a] })
    const config = loadConfig({}, service.folder)
    // The other one knows a source at the same host that this one has never heard of.
    const other = await openWorks(
      {
        ...config,
        sources: config.sources.flatMap((source) => [source, { ...source, id: 'b', url: `${origin.url}/b` }]),
      },
      { now: service.clock.now, log: pino({ level: 'silent' }) },
    )
    await other.close()
    for (const polls of [2, 3, 4]) {
      service.clock.advance(11 * 60_000)
      await service.poll()
      expect(origin.seen.map(({ path }) => path)).toEqual(Array.from({ length: polls }, () => '/a'))
    }
  })
})

describe('the archive that is shipped', () => {
  it('is polled like any other source from a folder of its own', async () => {
    await using service = await startService({
      sources: [{ id: 'x', url: 'file:archive.xml', title: 'X', archive: true }],
    })
    copyFileSync(ARCHIVE, join(service.folder, 'archive.xml'))
    service.clock.advance(86_400_000)
    await service.poll()
    const { items } = (await (await service.get('/api/items')).json()) as { items: object[] }
    expect(items.length).toBeGreaterThanOrEqual(4)
    // Where it lies is nobody's business.
    expect(await (await service.get('/api/sources')).text()).not.toContain(service.folder)
  })
})
