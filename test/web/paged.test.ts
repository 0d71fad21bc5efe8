import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Format } from '../../src/publish/published.ts'
import { documentProblems } from '../publish/checks/check.ts'
import { articles, rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'

const TOTAL = 23
/** Where a document says that it goes on, and with what it begins. */
const LINKS: Readonly<Record<Format, (rel: 'next' | 'first') => RegExp>> = {
  atom: (rel) => new RegExp(`<link rel="${rel}" href="([^"]*)"/>`),
  rss: (rel) => new RegExp(`<atom:link rel="${rel}" href="([^"]*)"/>`),
  json: (rel) => (rel === 'next' ? /"next_url": "([^"]*)"/ : /"no such"/),
}

let origin: Origin
let service: Service

beforeAll(async () => {
  origin = await startOrigin()
  origin.serve('/a', { body: rss(articles(TOTAL, '2026-11-01T11:00:00Z', 'a')) })
  origin.serve('/b', { body: rss(articles(2, '2026-10-30T11:30:00Z', 'b')) })
  service = await startService({
    sources: [
      { id: 'a', url: `${origin.url}/a`, title: 'A' },
      { id: 'b', url: `${origin.url}/b`, title: 'B' },
    ],
    filters: [{ name: 'no b', exclude: 'source:b' }],
    feeds: [
      { name: 'all', title: 'All', limit: 5 },
      { name: 'recent', title: 'Recent', where: 'date:<7d', limit: 5 },
      { name: 'arrived', title: 'Arrived', where: 'date:<7d', order: 'received', limit: 5 },
      { name: 'pins', title: 'Pins', where: 'date:<7d', pin: 'title:2', limit: 5 },
      { name: 'stories', title: 'Stories', where: 'date:<7d', stories: 'grouped', limit: 5 },
      { name: 'few', title: 'Few', maxPerSource: 3, limit: 5 },
      { name: 'hot', title: 'Hot', order: 'hot', limit: 5 },
    ],
  })
})

afterAll(async () => {
  await service[Symbol.asyncDispose]()
  await origin[Symbol.asyncDispose]()
})

function linkIn(format: Format, text: string, rel: 'next' | 'first'): string | undefined {
  return LINKS[format](rel)
    .exec(text)?.[1]
    ?.replaceAll(/&(?:amp|#x26);/g, '&')
    .replace(service.url, '')
}

const idsIn = (text: string) =>
  [...text.matchAll(/tag:[^"<]*item\/\w+(?=<\/id>|<\/guid>|",\s*"content)/g)].map(([id]) => id)

/** The ids of each page from an address on, as a reader follows the links; something new comes after the first. */
async function walk(format: Format, path: string): Promise<string[][]> {
  const pages: string[][] = []
  for (let next: string | undefined = path; next !== undefined; ) {
    const response = await service.get(next)
    const text = await response.text()
    expect(response.status, next).toBe(200)
    expect(documentProblems(format, text, service.clock.now()), next).toEqual([])
    expect(response.headers.get('content-location'), next).toBeNull()
    pages.push(idsIn(text))
    if (format !== 'json' && pages.length > 1) expect(linkIn(format, text, 'first')).toBe(path)
    next = linkIn(format, text, 'next')
  }
  return pages
}

describe('a walk from page to page', () => {
  it.each([
    ['atom', '/search.atom?q=article&limit=5', 5],
    ['rss', '/search.rss?q=article&limit=5', 5],
    ['json', '/search.json?q=article&limit=5', 5],
    ['atom', '/feeds/all.atom?q=article', 5],
    ['rss', '/feeds/all.rss?q=article&sort=received', 5],
    ['json', '/feeds/recent.json', 5],
    ['atom', '/feeds/arrived.atom', 5],
    ['atom', '/feeds/stories.atom', 5],
  ] as const)('in %s gives each article of %s once', async (format, path, pages) => {
    const walked = await walk(format, path)
    expect([walked.length, walked[0]?.length]).toEqual([pages, 5])
    expect([walked.flat().length, new Set(walked.flat()).size]).toEqual([TOTAL, TOTAL])
  })

  it('has what is pinned on the first page alone', async () => {
    const walked = await walk('atom', '/feeds/pins.atom')
    expect([walked.flat().length, new Set(walked.flat()).size]).toEqual([TOTAL, TOTAL])
    expect(walked[0]?.length).toBeGreaterThan(5)
  })

  it('has what filters hide', async () => {
    const walked = await walk('atom', '/feeds/few/hidden.atom?limit=1')
    expect(walked.map((page) => page.length)).toEqual([1, 1])
    expect(new Set(walked.flat()).size).toBe(2)
  })

  it('goes on where it was when something has come meanwhile, and costs nothing when it is asked again', async () => {
    const text = await (await service.get('/search.atom?source=a&limit=20')).text()
    const next = linkIn('atom', text, 'next') ?? ''
    const before = await service.get(next)
    origin.serve('/a', {
      body: rss([
        { title: 'Newest', guid: 'n', link: 'https://source.example/n' },
        ...articles(TOTAL, '2026-11-01T11:00:00Z', 'a'),
      ]),
    })
    service.clock.advance(3_600_000)
    await service.poll()
    const after = await service.get(next)
    expect(idsIn(await after.text())).toEqual(idsIn(await before.text()))
    expect(after.headers.get('etag')).toBe(before.headers.get('etag'))
    expect((await service.get(next, { 'if-none-match': after.headers.get('etag') ?? '' })).status).toBe(304)
  })
})

describe('there are no other pages', () => {
  it.each([
    ['of what is all there', '/search.atom?q=article&limit=100'],
    ['of what has an archive', '/feeds/all.atom'],
    ['of the hottest', '/feeds/hot.atom?q=article'],
    ['where sources have so many places', '/feeds/few.atom?q=article'],
  ])('%s', async (_what, path) => {
    const text = await (await service.get(path)).text()
    expect(text).toContain('<entry')
    for (const rel of ['next', 'first'] as const) expect(linkIn('atom', text, rel)).toBeUndefined()
  })

  it('that a reader would subscribe to by the page for a browser', async () => {
    const older = /href="(\/search\?cursor=[^"]*)"/
    const page = await (await service.get('/search?limit=5', { accept: 'text/html' })).text()
    const [, link = 'none'] = /rel="next" href="([^"]*)"/.exec(page) ?? older.exec(page) ?? []
    const second = await (await service.get(link.replaceAll('&amp;', '&'), { accept: 'text/html' })).text()
    expect(second).toContain(`href="${service.url}/search.atom?limit=5"`)
    expect(second).not.toMatch(/search\.atom[^"]*cursor/)
  })
})

it('tells a cursor that is none', async () => {
  for (const path of ['/search.atom?cursor=nonsense', '/feeds/all.rss?cursor=cjE&sort=date'])
    expect((await service.get(path)).status).toBe(400)
})
