import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'

interface Found {
  readonly items: readonly {
    readonly title: string
    readonly snippet?: {
      readonly text: string
      readonly marks: readonly { readonly start: number; readonly end: number }[]
    }
  }[]
  readonly next?: string
}

let origin: Origin
let service: Service

beforeAll(async () => {
  origin = await startOrigin()
  const items = [
    ['1', 'La semaine en bref', 'Sun, 01 Nov 2026 11:00:00 GMT', 'Il est aussi question de TSMC, entre autres.'],
    ['2', 'TSMC construit, TSMC embauche', 'Thu, 01 Oct 2026 11:00:00 GMT', 'TSMC & Cie : <b>TSMC</b> recrute.'],
    ['3', 'La météo', 'Sun, 01 Nov 2026 10:00:00 GMT', 'Du soleil.'],
  ].map(([guid, title = '', date, html]) => ({ title, guid: `${guid}`, date: `${date}`, html: `${html}` }))
  origin.serve('/a', { body: rss(items, { lang: 'fr' }) })
  service = await startService({
    sources: [{ id: 'a', url: `${origin.url}/a`, title: 'A' }],
    feeds: [
      { name: 'fresh', title: 'Fresh', where: 'date:<7d' },
      { name: 'pinned', title: 'Pinned', where: 'title:nothing', pin: 'date:<7d' },
    ],
  })
})

afterAll(async () => {
  await service[Symbol.asyncDispose]()
  await origin[Symbol.asyncDispose]()
})

async function find(path: string): Promise<Found> {
  return (await (await service.get(path)).json()) as Found
}

const titles = async (path: string) => (await find(path)).items.map(({ title }) => title)

describe('a search', () => {
  it('has the newest first, or the best', async () => {
    const [brief, tsmc] = ['La semaine en bref', 'TSMC construit, TSMC embauche']
    expect(await titles('/api/items?q=tsmc')).toEqual([brief, tsmc])
    expect(await titles('/api/items?q=tsmc&sort=date')).toEqual([brief, tsmc])
    expect(await titles('/api/items?q=tsmc&sort=relevance')).toEqual([tsmc, brief])
    expect((await service.get('/api/items?q=tsmc&sort=best')).status).toBe(400)
  })

  it('shows what of a text it found, without markup of anybody else', async () => {
    const { items } = await find('/api/items?q=tsmc&sort=relevance')
    const { text = '', marks = [] } = items[0]?.snippet ?? {}
    expect(marks.map(({ start, end }) => text.slice(start, end))).toEqual(['TSMC', 'TSMC'])
    expect((await find('/api/items')).items[0]).not.toHaveProperty('snippet')

    const page = await (await service.get('/?q=tsmc&sort=relevance', { Accept: 'text/html' })).text()
    expect(page).toContain('<mark>TSMC</mark> construit, <mark>TSMC</mark> embauche')
    expect(page).toContain('<mark>TSMC</mark> &amp; Cie')
    expect(page).toContain('Best matches')
    // Who subscribes gets the order that readers expect.
    expect(page).not.toMatch(/feeds\/all\.atom\?[^"]*sort/)
  })

  it('counts relative dates from the moment of asking', async () => {
    expect(await titles('/api/items?q=date:today')).toEqual(['La semaine en bref', 'La météo'])
    expect(await titles('/api/items?q=date:%3E7d')).toEqual(['TSMC construit, TSMC embauche'])
    const fresh = async () => (await find('/feeds/fresh.json')).items.length
    const pinned = async () => (await find('/feeds/pinned.json')).items.length
    expect([await fresh(), await pinned()]).toEqual([2, 2])
    service.clock.advance(8 * 86_400_000)
    expect([await fresh(), await pinned()]).toEqual([0, 0])
  })
})

describe('a search as a feed', () => {
  const selfOf = (xml: string) =>
    /<(?:atom:)?link [^>]*rel="self"[^>]*>/
      .exec(xml)?.[0]
      .replace(/.*href="([^"]*)".*/, '$1')
      .replaceAll(/&(?:amp|#x26);/g, '&')
  const ask = async (path: string, headers?: Record<string, string>) => (await service.get(path, headers)).text()

  it.each(['/search', '/feeds/all'])('has one address and a title that says what is asked for, at %s', async (path) => {
    // Written in another order, and with what is not its own.
    const asked = 'lang=fr&since=2026-01-01&utm=x&q=TSMC+-soleil&limit=1'
    const expected = `${service.url}${path}.atom?q=TSMC+-soleil&lang=fr&since=2026-01-01&limit=1`
    expect(selfOf(await ask(`${path}.atom?${asked}`))).toBe(expected)
    expect(selfOf(await ask(`${path}.rss?${asked}`))).toBe(expected.replace('.atom', '.rss'))
    const json = (await (await service.get(`${path}.json?${asked}`)).json()) as Record<string, unknown>
    expect(json).toMatchObject({
      title: `${path === '/search' ? 'Tributary: search' : 'Tributary'} (TSMC -soleil, fr, 2026-01-01)`,
      feed_url: expected.replace('.atom', '.json'),
      home_page_url: `${service.url}${path}?q=TSMC+-soleil&lang=fr&since=2026-01-01`,
      items: [{ title: 'La semaine en bref' }],
    })
    expect(await (await service.get(`${path}.json?${expected.split('?')[1]}`)).json()).toEqual(json)
  })

  it('is over everything, by Accept too, and has a page', async () => {
    expect(await titles('/search.json')).toEqual(['La semaine en bref', 'La météo', 'TSMC construit, TSMC embauche'])
    expect(await titles('/search.json?source=a&until=2026-10-02')).toEqual(['TSMC construit, TSMC embauche'])
    const typeOf = async (Accept: string) =>
      (await service.get('/search?q=tsmc', { Accept })).headers.get('Content-Type')
    expect(await typeOf('application/rss+xml')).toContain('application/rss+xml')
    expect(await typeOf('application/feed+json')).toContain('application/feed+json')
    expect(await typeOf('*/*')).toContain('application/atom+xml')
    const page = await ask('/search?q=tsmc', { Accept: 'text/html' })
    expect(page).toContain(`href="${service.url}/search.atom?q=tsmc"`)
    expect(page).toContain('<form class="search" role="search" action="/search"')
    expect(page).not.toContain('/feeds/search')
  })

  it('is cached as feeds are, and refuses what it cannot answer', async () => {
    const first = await service.get('/search.rss?q=tsmc')
    expect(first.headers.get('Cache-Control')).toBe('public, max-age=60')
    const again = await service.get('/search.rss?q=tsmc', { 'If-None-Match': first.headers.get('ETag') ?? '' })
    expect([first.status, again.status]).toEqual([200, 304])
    const paths = ['?limit=201', '?q=(tsmc', '?topic=nosuch', '?since=yesterday', `?q=${'a'.repeat(2_000)}`]
    for (const query of paths) expect([query, (await service.get(`/search.atom${query}`)).status]).toEqual([query, 400])
    expect((await service.get('/search.xml')).status).toBe(404)
  })
})
