import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Format } from '../../src/publish/published.ts'
import { documentProblems } from '../publish/checks/check.ts'
import { articles, rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'

const FORMATS: readonly Format[] = ['atom', 'rss', 'json']

let origin: Origin
let service: Service

/** No feed of the configuration has what is searched for. */
beforeAll(async () => {
  origin = await startOrigin()
  origin.serve('/a', { body: rss(articles(60, '2026-11-01T11:00:00Z', 'a'), { lang: 'fr' }) })
  origin.serve('/b', { body: rss(articles(3, '2026-11-01T11:30:00Z', 'b')) })
  service = await startService({
    title: 'The <river>',
    sources: [
      { id: 'a', url: `${origin.url}/a`, title: 'A' },
      { id: 'b', url: `${origin.url}/b`, title: 'B' },
    ],
    feeds: [{ name: 'none', title: 'None', where: 'nothing' }],
  })
})

afterAll(async () => {
  await service[Symbol.asyncDispose]()
  await origin[Symbol.asyncDispose]()
})

interface Feed {
  readonly title: string
  readonly feed_url: string
  readonly home_page_url: string
  readonly items: readonly { readonly title: string; readonly language: string }[]
}
const search = async (query: string) => (await (await service.get(`/search.json${query}`)).json()) as Feed

describe('what is searched for', () => {
  it.each(FORMATS)('is a feed by its specification: %s', async (format) => {
    const query = '?q=article+day&lang=en&source=a,b&since=7d&limit=3&sort=received'
    for (const path of [`/search.${format}${query}`, `/search.${format}`]) {
      const response = await service.get(path)
      expect(response.headers.get('content-type')).toContain(format)
      expect(documentProblems(format, await response.text(), service.clock.now())).toEqual([])
    }
  })

  it('is in all sources, by any parameter, under a title and an address of its own', async () => {
    const found = await search('?lang=en&source=b&q=%22b+2%22+OR+%22a+2%22')
    expect(found.items.map(({ title }) => title)).toEqual(['Article b 2 of the day'])
    expect(found.title).toMatch(/^The <river>: search \("b 2" OR "a 2", b, en\)$/)
    expect(found.feed_url).toBe(`${service.url}/search.json?q=%22b+2%22+OR+%22a+2%22&source=b&lang=en`)
    expect(found.home_page_url).toBe(`${service.url}/search?q=%22b+2%22+OR+%22a+2%22&source=b&lang=en`)
    expect((await search('?limit=2')).items).toHaveLength(2)
    expect((await search('')).items).toHaveLength(50)
    expect((await search('?source=b&until=2026-10-31')).items).toEqual([])
    expect((await search('?q=nowhere')).items).toEqual([])
  })

  it('is a format that the client asks for, and a page for a browser', async () => {
    const asked = await service.get('/search?q=b', { accept: 'application/rss+xml' })
    expect(asked.headers.get('content-type')).toContain('rss')
    const page = await (await service.get('/search?source=b', { accept: 'text/html' })).text()
    expect(page).toContain('Article b 2 of the day')
    expect(page).not.toContain('Article a 2 of the day')
    expect(page).toContain(`href="${service.url}/search.atom?source=b"`)
    expect(page).toContain('action="/search"')
    const all = await (await service.get('/search', { accept: 'text/html' })).text()
    const older = /href="(\/search\?cursor=[^"]*)"/.exec(all)?.[1] ?? 'no older page'
    expect(await (await service.get(older, { accept: 'text/html' })).text()).toContain('Article a 3 of the day')
  })

  it('is kept while nothing changes, and refused with a reason', async () => {
    const first = await service.get('/search.atom?q=b')
    const again = await service.get('/search.atom?q=b', { 'if-none-match': first.headers.get('etag') ?? '' })
    expect(again.status).toBe(304)
    for (const query of ['?q=(', '?source=nobody', '?limit=9999', '?topic=none', '?since=soon'])
      expect((await service.get(`/search.atom${query}`)).status, query).toBe(400)
    expect((await service.get('/search.xml')).status).toBe(404)
  })
})
