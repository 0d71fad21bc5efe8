import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'

interface Entry {
  readonly id: string
  readonly title: string
  readonly url: string
  readonly summary?: string
  readonly content_html?: string
  readonly image?: string
}

let origin: Origin
let service: Service

const LONG = 'Un mot & un autre. '.repeat(40)
const at = (minute: number) => new Date(Date.parse('2026-11-01T11:00:00Z') - minute * 60_000).toUTCString()
const article = (title: string, minute: number, html = '<p>Texte</p>') => ({
  title,
  guid: title,
  link: `https://www.x.example/${title.replaceAll(' ', '-')}?a=1&b=2`,
  date: at(minute),
  html,
})
const numbered = (name: string, count: number, from: number) =>
  Array.from({ length: count }, (_, i) => article(`${name} ${count - i}`, from + i))

beforeAll(async () => {
  origin = await startOrigin()
  origin.serve('/loud', { body: rss(numbered('loud', 300, 0), { lang: 'fr' }) })
  origin.serve('/calm', {
    body: rss(
      [article('calm long', 400, `<p>${LONG}</p><img src="https://x.example/i.png">`), ...numbered('calm', 5, 500)],
      {
        lang: 'fr',
      },
    ),
  })
  service = await startService({
    sources: [
      { id: 'loud', url: `${origin.url}/loud`, title: 'Loud <& proud>' },
      { id: 'calm', url: `${origin.url}/calm`, title: 'Calm' },
    ],
    feeds: [
      { name: 'whole', title: 'Whole', where: 'title:calm' },
      { name: 'excerpts', title: 'Excerpts', where: 'title:calm', content: 'excerpt' },
      { name: 'titles', title: 'Titles', where: 'title:calm', content: 'title', noindex: true },
      { name: 'credited', title: 'Credited', limit: 1, attribution: 'Source : {source} <{url}>' },
      { name: 'capped', title: 'Capped', maxPerSource: 3, limit: 10 },
      { name: 'quotas', title: 'Quotas', maxPerSource: 3, quotas: { calm: 1 }, limit: 10, order: 'received' },
      { name: 'stories', title: 'Stories', maxPerSource: 2, limit: 10, stories: 'grouped' },
      { name: 'hot', title: 'Hot', order: 'hot', maxPerSource: 2, limit: 10, pin: '"calm 1"' },
    ],
  })
})

afterAll(async () => {
  await service[Symbol.asyncDispose]()
  await origin[Symbol.asyncDispose]()
})

const entries = async (name: string) =>
  ((await (await service.get(`/feeds/${name}.json`)).json()) as { items: Entry[] }).items
const titles = async (name: string) => (await entries(name)).map(({ title }) => title)
const page = async (name: string) => service.get(`/feeds/${name}`, { accept: 'text/html' })

describe('how much a feed shows of an article', () => {
  it('is all of it unless it says otherwise', async () => {
    expect((await entries('whole'))[0]?.content_html).toContain('<img')
  })

  it('is an excerpt with a link to read on', async () => {
    const [long] = await entries('excerpts')
    expect(long?.summary?.length).toBeLessThanOrEqual(301)
    expect(long?.summary).toMatch(/^Un mot & un autre\..*…$/)
    expect(long?.content_html).toMatch(
      /^<p>Un mot &amp; un autre[^<]*…<\/p><p><a href="https:\/\/www\.x\.example\/calm-long\?a=1&amp;b=2">Lire la suite sur x\.example<\/a><\/p>$/,
    )
    expect(await (await service.get('/feeds/excerpts.atom')).text()).not.toContain('<img')
  })

  it('is the title alone, in the document and on the page', async () => {
    const [long] = await entries('titles')
    expect(long).toMatchObject({ title: 'calm long' })
    expect(long).not.toHaveProperty('image')
    expect(JSON.stringify(long)).not.toContain('Un mot')
    for (const path of ['/feeds/titles.rss', '/feeds/titles.atom', '/feeds/titles'])
      expect(await (await service.get(path, { accept: 'text/html' })).text(), path).not.toContain('Un mot')
    // The API is the developer's, and no feed.
    expect(await (await service.get('/api/items?q=title:calm')).text()).toContain('Un mot')
  })

  it('ends with a line of attribution, in which nothing is markup', async () => {
    const [first] = await entries('credited')
    expect(first?.content_html).toContain(
      '<p>Source : Loud &lt;&amp; proud&gt; &lt;<a href="https://www.x.example/loud-300?a=1&amp;b=2">https://www.x.example/loud-300?a=1&amp;b=2</a>&gt;</p>',
    )
  })
})

describe('a loud source', () => {
  it('has its places in the document, and the others the rest', async () => {
    expect(await titles('capped')).toEqual(['loud 300', 'loud 299', 'loud 298', 'calm long', 'calm 5', 'calm 4'])
    expect((await titles('quotas')).filter((title) => title.startsWith('calm'))).toHaveLength(1)
    expect(await titles('quotas')).toHaveLength(4)
    expect(await titles('stories')).toEqual(['loud 300', 'loud 299', 'calm long', 'calm 5'])
  })

  it('is whole on the page, and explained', async () => {
    const shown = await (await page('capped')).text()
    expect(shown).toContain('loud 291')
    expect(shown).toContain('rel="next"')
    const { items } = (await (await service.get('/api/items?q="loud 297"')).json()) as { items: { id: string }[] }
    const path = `/items/${items[0]?.id}`
    const { feeds } = (await (await service.get(`/api${path}/explain`)).json()) as {
      feeds: { name: string; carried: boolean; missing?: object }[]
    }
    expect(feeds.find(({ name }) => name === 'capped')).toMatchObject({
      ...{ carried: false, missing: { kind: 'source', sourceId: 'loud' } },
    })
    expect(await (await service.get(`${path}/why`)).text()).toContain('newer ones of loud have all the places')
    const calm = (await (await service.get('/api/items?q="calm 4"')).json()) as { items: { id: string }[] }
    const verdicts = await (await service.get(`/api/items/${calm.items[0]?.id}/explain`)).json()
    expect(verdicts).toMatchObject({
      feeds: expect.arrayContaining([expect.objectContaining({ name: 'capped', carried: true })]),
    })
  })

  it('has its places among what is hot, and what is pinned comes last', async () => {
    expect(await titles('hot')).toEqual(['loud 300', 'loud 299', 'calm long', 'calm 5', 'calm 1'])
    const tag = (await service.get('/feeds/hot.json')).headers.get('etag')
    service.clock.advance(60_000)
    expect((await service.get('/feeds/hot.json')).headers.get('etag')).toBe(tag)
  })
})

describe('noindex', () => {
  it('is said by the documents and the page of the feed, and by no other', async () => {
    for (const path of ['/feeds/titles.atom', '/feeds/titles.rss', '/feeds/titles.json', '/feeds/titles/hidden.atom'])
      expect((await service.get(path)).headers.get('x-robots-tag'), path).toBe('noindex')
    const shown = await page('titles')
    expect(shown.headers.get('x-robots-tag')).toBe('noindex')
    expect(await shown.text()).toContain('<meta name="robots" content="noindex">')
    expect((await service.get('/feeds/whole.atom')).headers.get('x-robots-tag')).toBeNull()
    expect(await (await page('whole')).text()).not.toContain('robots')
  })
})
