import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Format } from '../../src/publish/published.ts'
import { openStore } from '../../src/store/open-store.ts'
import { type Answered, ask } from '../support/ask.ts'
import { type Article, articles, rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'

const FIRST = articles(5, '2026-11-01T10:00:00Z')
const TITLE: Readonly<Record<Format, RegExp>> = {
  rss: /<item>[\s\S]*?<title>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?<\/title>/g,
  atom: /<entry[ >][\s\S]*?<title[^>]*>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?<\/title>/g,
  json: /"title": ?"(Article[^"]*)"/g,
}

let origin: Origin
let service: Service

beforeEach(async () => {
  origin = await startOrigin()
  publishes(FIRST)
  const config = {
    sources: [{ id: 'one', url: `${origin.url}/one`, title: 'One' }],
    feeds: [{ name: 'all', title: 'All', limit: 6 }],
  }
  service = await startService(config, undefined, { BASE_URL: 'https://river.example' })
})

afterEach(async () => {
  await service[Symbol.asyncDispose]()
  await origin[Symbol.asyncDispose]()
})

function publishes(these: readonly Article[]): void {
  origin.serve('/one', { body: rss(these) })
}

async function pollLater(these: readonly Article[]): Promise<void> {
  publishes(these)
  service.clock.advance(3_600_000)
  await service.poll()
}

/** Asks as a reader that has the document with this tag. */
const having = (path: string, etag: unknown, headers = {}) =>
  ask(service.url + path, { 'A-IM': 'feed', 'If-None-Match': String(etag), ...headers })

function titlesIn(format: Format, { body }: Pick<Answered, 'body'>): string[] {
  return [...String(body).matchAll(TITLE[format])].map(([, title]) => String(title))
}

/** As another process does. */
async function purge(title: string | undefined): Promise<void> {
  const now = service.clock.now()
  const store = await openStore({ dataDir: join(service.folder, 'data'), tagAuthority: 'localhost', now })
  const { items } = await store.items({ where: { kind: 'all' }, limit: 50, now })
  await store.purge(
    items.filter((item) => item.title === title).map(({ id }) => id),
    now,
  )
  await store.close()
}

const NEW: Article = {
  title: 'Something else altogether',
  guid: 'n',
  link: 'https://source.example/n',
  date: 'Sun, 01 Nov 2026 11:00:00 GMT',
  html: 'Quite new',
}

describe('who asks for a delta', () => {
  it.each(['atom', 'rss', 'json'] as const)('gets what is new or says another thing since, in %s', async (format) => {
    const path = `/feeds/all.${format}`
    const first = await ask(service.url + path)
    expect(titlesIn(format, first)).toHaveLength(5)
    const [newest, ...others] = FIRST
    await pollLater([{ ...NEW, title: 'Article new' }, { ...newest, title: 'Article edited' }, ...others])

    const whole = await ask(service.url + path)
    const delta = await having(path, first.headers.etag)
    expect([whole.status, titlesIn(format, whole).length]).toEqual([200, 6])
    expect([delta.status, titlesIn(format, delta)]).toEqual([226, ['Article new', 'Article edited']])
    expect(delta.headers).toMatchObject({
      im: 'feed',
      'delta-base': first.headers.etag,
      'cache-control': 'no-store, im',
      'content-type': whole.headers['content-type'],
      // Of the document that the reader has now.
      etag: whole.headers.etag,
      'last-modified': whole.headers['last-modified'],
    })
    expect(delta.headers.vary).toBe('Accept-Encoding, A-IM, If-None-Match')
    expect((await having(path, delta.headers.etag)).status).toBe(304)
  })

  it('gets it from a document before the last one too, in each coding, and at a short address', async () => {
    const first = await ask(`${service.url}/feeds/all.atom`, { 'Accept-Encoding': 'gzip' })
    await pollLater([NEW, ...FIRST])
    await ask(`${service.url}/feeds/all.atom`)
    await pollLater([{ ...NEW, title: 'One more', guid: 'm', link: 'https://source.example/m', html: 'More' }, NEW])

    const etags = `"unknown", ${first.headers.etag}`
    const delta = await having('/atom.xml', etags, { 'Accept-Encoding': 'gzip' })
    expect(delta.headers).toMatchObject({ im: 'feed', 'content-encoding': 'gzip', 'delta-base': first.headers.etag })
    expect(delta.headers['content-location']).toBeUndefined()
    const titles = titlesIn('atom', { body: gunzipSync(delta.body) })
    expect(titles.toSorted()).toEqual(['One more', NEW.title])
  })

  it('gets a document without an entry where something has only gone, as new as the whole one', async () => {
    const first = await ask(`${service.url}/feeds/all.atom`)
    await purge(FIRST[2]?.title)
    const delta = await having('/feeds/all.atom', first.headers.etag)
    expect([delta.status, titlesIn('atom', delta)]).toEqual([226, []])
    const updatedOf = ({ body }: Answered) => /<updated>.*?<\/updated>/.exec(String(body))?.[0]
    expect(updatedOf(delta)).toBe(updatedOf(first))
  })

  it.each(['atom', 'rss', 'json'] as const)('gets it after a restart too, in %s', async (format) => {
    const path = `/feeds/all.${format}`
    const first = await ask(service.url + path, { 'Accept-Encoding': 'gzip' })
    await service.restart()
    // Here nobody has asked for the document that the reader has.
    const [newest, ...others] = FIRST
    await pollLater([{ ...NEW, title: 'Article new' }, { ...newest, title: 'Article edited' }, ...others])
    const since = { 'If-Modified-Since': String(first.headers['last-modified']) }
    const delta = await having(path, first.headers.etag, since)
    expect([delta.status, titlesIn(format, delta)]).toEqual([226, ['Article new', 'Article edited']])
    // A document of before the articles came has none of them, whatever its tag seems to say.
    const early = { 'If-Modified-Since': 'Sun, 01 Nov 2026 11:00:00 GMT' }
    expect((await having(path, first.headers.etag, early)).status).toBe(200)
    expect((await having(path, first.headers.etag)).status).toBe(226)
    expect(delta.headers).toMatchObject({ im: 'feed', 'delta-base': first.headers.etag })
    expect((await having(path, delta.headers.etag)).status).toBe(304)
    await service.restart()
    expect((await having(path, delta.headers.etag)).status).toBe(304)
  })

  it('misses nothing of a large document, of which its tag tells a part', async () => {
    const many = articles(80, '2026-11-01T10:00:00Z')
    const config = {
      sources: [{ id: 'one', url: `${origin.url}/one`, title: 'One' }],
      feeds: [{ name: 'all', title: 'All', limit: 200 }],
    }
    await service.restart(config)
    await pollLater(many)
    const first = await ask(`${service.url}/feeds/all.rss`, { 'Accept-Encoding': 'gzip' })
    expect(String(first.headers.etag).length).toBeLessThanOrEqual(253)
    await pollLater([NEW, ...many])
    expect(titlesIn('rss', await having('/feeds/all.rss', first.headers.etag))).toEqual([NEW.title])
    await service.restart()
    const delta = await having('/feeds/all.rss', first.headers.etag)
    const [newest, ...again] = titlesIn('rss', delta)
    expect([delta.status, newest]).toEqual([226, NEW.title])
    expect(again).toEqual(titlesIn('rss', { body: gunzipSync(first.body) }).slice(72))
    expect(again).toHaveLength(8)
  })

  it('gets the whole document where nothing of what it has is left, or its tag is none of ours', async () => {
    const { headers } = await ask(`${service.url}/feeds/all.atom`)
    await service.restart()
    await pollLater([NEW])
    const tag = String(headers.etag)
    for (const etag of [
      tag.replace(/..."$/, '"'),
      tag.replace(/\..*"$/, '."'),
      `"${'x'.repeat(27)}.ABAAAAAA"`,
      '"W',
      '',
    ])
      expect((await having('/feeds/all.atom', etag)).status, etag).toBe(200)
    service.clock.advance(86_400_000)
    const others = articles(6, '2026-11-02T12:00:00Z', 'z')
    await pollLater(others)
    const whole = await having('/feeds/all.atom', tag)
    expect([whole.status, titlesIn('atom', whole).length]).toEqual([200, 6])
  })

  it.each(['atom', 'rss', 'json'] as const)('gets the day that is over since, in %s', async (format) => {
    const path = `/feeds/all/daily.${format}`
    service.clock.advance(86_400_000)
    const first = await ask(service.url + path)
    const count = (body: Buffer) => String(body).match(/<entry[ >]|<item>|"content_html"/g)?.length
    expect([first.status, count(first.body), first.headers.vary]).toEqual([200, 1, 'Accept-Encoding, A-IM'])
    for (const restarts of [false, true]) {
      if (restarts) await service.restart()
      else await pollLater([NEW, ...FIRST])
      service.clock.advance(restarts ? 0 : 86_400_000)
      const delta = await having(path, first.headers.etag)
      expect([delta.status, delta.headers['delta-base'], count(delta.body)]).toEqual([226, first.headers.etag, 1])
      expect(String(delta.body)).toContain('Something else altogether')
      expect((await having(path, delta.headers.etag)).status).toBe(304)
    }
  })
})
