import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { articles, rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'

let origin: Origin
let service: Service

beforeAll(async () => {
  origin = await startOrigin()
  origin.serve('/one', { body: rss(articles(25, '2026-11-01T11:30:00Z', 'one')) })
  service = await startService({
    sources: [{ id: 'one', url: `${origin.url}/one`, title: 'One' }],
    timezone: 'Europe/Paris',
    feeds: [
      { name: 'all', title: 'All', limit: 10 },
      { name: 'late', title: 'Late', limit: 10, order: 'received' },
    ],
  })
})

afterAll(async () => {
  await service[Symbol.asyncDispose]()
  await origin[Symbol.asyncDispose]()
})

const pageOf = async (path: string, headers: Record<string, string> = {}) =>
  (await service.get(path, { accept: 'text/html', ...headers })).text()
const titlesIn = (page: string) => [...page.matchAll(/<h3[^>]*><a [^>]*>([^<]*)/g)].map(([, title]) => title)
const linkIn = (page: string, rel: string) =>
  new RegExp(`rel="${rel}" href="([^"]+)"`).exec(page)?.[1]?.replaceAll('&amp;', '&')

describe('the pages of a river', () => {
  it.each(['/', '/feeds/late', '/?q=article'])('%s is walked to its end and back by the same pages', async (path) => {
    const there: (string | undefined)[][] = []
    let at: string | undefined = path
    let last = path
    while (at !== undefined) {
      last = at
      const page = await pageOf(at)
      there.push(titlesIn(page))
      at = linkIn(page, 'next')
    }
    expect(there.flat()).toHaveLength(25)
    const back: (string | undefined)[][] = []
    for (let here: string | undefined = last; here !== undefined; ) {
      const page = await pageOf(here)
      back.unshift(titlesIn(page))
      here = linkIn(page, 'prev')
    }
    expect(back).toEqual(there)
  })

  it('passes over a way that nobody has walked', async () => {
    for (const way of ['%22%3E', 'a'.repeat(2000), '..', 'x.y'])
      expect((await service.get(`/?way=${way}`, { accept: 'text/html' })).status).toBe(200)
  })

  it('begins its days in the zone of the configuration', async () => {
    expect(await pageOf('/')).toMatch(/title="1 Nov 2026, 12:30 (CET|GMT\+1)"/)
  })

  it('says how it was made, and that it is made for who asks', async () => {
    const { headers } = await service.get('/', { accept: 'text/html' })
    expect(headers.get('server-timing')).toMatch(/^find;dur=[\d.]+, render;dur=[\d.]+$/)
    expect(headers.get('vary')).toContain('Accept-Language')
  })
})

describe('the language of the pages', () => {
  it.each([
    [{}, 'en'],
    [{ 'accept-language': 'fr-CA,fr;q=0.9,en;q=0.8' }, 'fr'],
    [{ 'accept-language': 'de, fr;q=0.5, en;q=0.4' }, 'fr'],
    [{ 'accept-language': 'en, fr;q=0.9' }, 'en'],
    [{ 'accept-language': 'ja' }, 'en'],
    [{ 'accept-language': 'en', cookie: 'a=b; ui=fr' }, 'fr'],
    [{ 'accept-language': 'fr', cookie: 'ui=xx' }, 'fr'],
  ])('by %o is %s', async (headers, language) => {
    const response = await service.get('/', { accept: 'text/html', ...headers })
    expect(response.headers.get('content-language')).toBe(language)
    expect(await response.text()).toContain(`<html lang="${language}">`)
  })

  it('is switched by a link that remembers it', async () => {
    const page = await pageOf('/?q=article')
    expect(page).toContain('href="/?q=article&amp;ui=fr"')
    const response = await service.get('/?q=article&ui=fr')
    expect([response.status, response.headers.get('location')]).toEqual([303, '/?q=article'])
    const cookie = response.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^ui=fr; Max-Age=\d+; Path=\/;.*HttpOnly; SameSite=Lax$/)
    expect(await pageOf('/nothing/here', { cookie: cookie.split(';')[0] ?? '' })).toContain('<h1>Rien ici</h1>')
  })

  it.each(['//evil.example/?ui=fr', '/\\evil.example/?ui=fr', '///evil.example?ui=fr', '/%5cevil.example?ui=fr'])(
    'never leads to another host: %s',
    async (path) => {
      const location = (await service.get(path)).headers.get('location') ?? ''
      expect(new URL(location, 'http://here.example').host).toBe('here.example')
    },
  )
})

it('does not go on waiting for first polls that brought nothing', async () => {
  await using empty = await startService({ sources: [{ id: 'gone', url: `${origin.url}/nowhere`, title: 'Gone' }] })
  const page = await (await empty.get('/', { accept: 'text/html' })).text()
  expect(page).toContain('No article has come in yet')
  // By it the script would load the page anew, for ever.
  expect(page).not.toContain('data-starting')
})
