import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { articles, rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'

interface ApiPage {
  readonly items: readonly { readonly id: string; readonly title: string; readonly topics: readonly string[] }[]
  readonly nextCursor?: string
  readonly next?: string
}

let origin: Origin
let service: Service

beforeAll(async () => {
  origin = await startOrigin()
  origin.serve('/one', { body: rss(articles(30, '2026-11-01T10:00:00Z', 'one')), etag: '"1"' })
  origin.serve('/fr', {
    body: rss(
      [
        {
          title: 'La pénurie de puces électroniques',
          guid: 'p',
          link: 'https://fr.example/p',
          date: 'Sun, 01 Nov 2026 09:30:00 GMT',
          html: 'TSMC & <script>alert(1)</script><b>co</b>',
        },
        {
          title: '&lt;script&gt;alert(2)&lt;/script&gt; & Co',
          guid: 'x',
          link: 'javascript:alert(3)',
          date: 'Sun, 01 Nov 2026 09:20:00 GMT',
        },
      ],
      { lang: 'fr' },
    ),
  })
  origin.serve('/broken', { status: 500 })
  service = await startService({
    title: 'Test <river>',
    sources: [
      { id: 'one', url: `${origin.url}/one`, title: 'One & only' },
      { id: 'fr', url: `${origin.url}/fr`, title: 'Le français' },
      { id: 'broken', url: `${origin.url}/broken`, title: 'Broken', headers: { Authorization: 'Bearer secret' } },
    ],
    topics: [{ id: 'chips', title: 'Chips', where: ['"puces electroniques"', 'chip*'] }],
    feeds: [
      { name: 'all', title: 'All', limit: 10, pin: '"one 1 of"' },
      { name: 'chips', title: 'Chips', topics: ['chips'] },
    ],
  })
})

afterAll(async () => {
  await service[Symbol.asyncDispose]()
  await origin[Symbol.asyncDispose]()
})

async function api(path: string): Promise<ApiPage> {
  const response = await service.get(path)
  expect(response.status).toBe(200)
  return (await response.json()) as ApiPage
}

describe('feeds', () => {
  it.each([
    ['/feeds/all.rss', 'application/rss+xml; charset=utf-8'],
    ['/feeds/all.atom', 'application/atom+xml; charset=utf-8'],
    ['/feeds/all.json', 'application/feed+json; charset=utf-8'],
    ['/feed.xml', 'application/rss+xml; charset=utf-8'],
    ['/rss.xml', 'application/rss+xml; charset=utf-8'],
    ['/atom.xml', 'application/atom+xml; charset=utf-8'],
    ['/feed.json', 'application/feed+json; charset=utf-8'],
  ])('%s has its media type, and 304 for who has it', async (path, type) => {
    const first = await service.get(path)
    expect(first.headers.get('content-type')).toBe(type)
    expect(first.headers.get('content-security-policy')).toContain('sandbox')
    const etag = first.headers.get('etag') ?? ''
    const modified = first.headers.get('last-modified') ?? ''
    expect(etag).toMatch(/^"[\w-]+"$/)
    for (const headers of [
      { 'If-None-Match': etag },
      { 'If-None-Match': `"x", W/${etag}` },
      { 'If-Modified-Since': modified },
    ]) {
      const second = await service.get(path, headers)
      expect([second.status, await second.text()]).toEqual([304, ''])
    }
    // A tag that is given decides alone.
    expect((await service.get(path, { 'If-None-Match': '"x"', 'If-Modified-Since': modified })).status).toBe(200)
  })

  it('answers HEAD with the headers of GET and no body, and gzip where it is wanted', async () => {
    const get = await service.get('/feeds/all.atom', { 'Accept-Encoding': 'identity' })
    const head = await fetch(`${service.url}/feeds/all.atom`, {
      method: 'HEAD',
      headers: { 'Accept-Encoding': 'identity' },
    })
    expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'))
    expect(await head.text()).toBe('')
    const packed = await service.get('/feeds/all.atom', { 'Accept-Encoding': 'gzip' })
    expect(packed.headers.get('content-encoding')).toBe('gzip')
    expect(packed.headers.get('vary')).toContain('Accept-Encoding')
    expect(await packed.text()).toBe(await get.text())
  })

  it.each([
    ['text/html,application/xhtml+xml,*/*;q=0.8', 'text/html'],
    ['application/rss+xml', 'application/rss+xml'],
    ['application/feed+json', 'application/feed+json'],
    ['application/atom+xml, application/rss+xml;q=0.5', 'application/atom+xml'],
    ['application/x-unknown', 'application/atom+xml'],
    ['*/*', 'application/atom+xml'],
  ])('/feeds/all by Accept: %s', async (accept, type) => {
    const response = await service.get('/feeds/all', { Accept: accept })
    expect(response.headers.get('content-type')).toContain(type)
    expect(response.headers.get('vary')).toContain('Accept')
  })

  it('holds what is pinned beyond its limit, in its place by date', async () => {
    const { items } = (await (await service.get('/feeds/all.json')).json()) as { items: { title: string }[] }
    expect(items).toHaveLength(11)
    expect(items.at(-1)?.title).toBe('Article one 1 of the day')
  })

  it('does not repeat on a further page what the first one pins', async () => {
    const first = await (await service.get('/', { Accept: 'text/html' })).text()
    expect(first).toContain('Article one 1 of')
    const all: string[] = []
    for (let page = first; ; ) {
      all.push(...[...page.matchAll(/<h3[^>]*><a [^>]*>([^<]*)/g)].map(([, title = '']) => title))
      const older = /rel="next" href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&')
      if (older === undefined) break
      page = await (await service.get(older, { Accept: 'text/html' })).text()
    }
    expect(all).toHaveLength(32)
    expect(new Set(all).size).toBe(32)
  })

  it('is narrowed by parameters, and its self link says so', async () => {
    const atom = await (await service.get('/feeds/all.atom?lang=fr&q=puces')).text()
    expect(atom.match(/<entry\b/g)).toHaveLength(1)
    expect(atom).toContain('rel="self" href="http://127.0.0.1')
    expect(atom).toContain('/feeds/all.atom?q=puces&amp;lang=fr')
    expect(await (await service.get('/feeds/all.rss?source=fr&limit=1')).text()).toContain('La pénurie')
    expect((await (await service.get('/feeds/all.atom?topic=chips&since=2h')).text()).match(/<entry\b/g)).toBeNull()
    expect((await (await service.get('/feeds/all.atom?topic=chips&since=3h')).text()).match(/<entry\b/g)).toHaveLength(
      1,
    )
  })

  it('does not carry script, whoever wrote it', async () => {
    const atom = await (await service.get('/feeds/all.atom?source=fr')).text()
    expect(atom).not.toMatch(/<script|javascript:/)
    expect(atom).toContain('&lt;script&gt;alert(2)')
  })

  it('says which feeds there are where one is not', async () => {
    const response = await service.get('/feeds/nope.atom', { Accept: '*/*' })
    expect([response.status, await response.text()]).toEqual([404, 'There is no feed “nope”; there are all, chips.\n'])
  })
})

describe('API', () => {
  it('pages through everything once, though items arrive in between', async () => {
    const seen: string[] = []
    let page = await api('/api/items?limit=7&source=one')
    for (let n = 0; ; n += 1) {
      seen.push(...page.items.map(({ title }) => title))
      if (page.nextCursor === undefined) break
      if (n === 1) {
        // Newer ones at the top and an older one further down.
        const more = [...articles(3, '2026-11-01T11:00:00Z', 'new'), ...articles(30, '2026-11-01T10:00:00Z', 'one')]
        const late = { title: 'A late and old one', guid: 'late', date: 'Wed, 28 Oct 2026 10:00:00 GMT' }
        origin.serve('/one', { body: rss([...more, late]) })
        service.clock.advance(3_600_000)
        await service.poll()
      }
      page = await api(`/api/items?limit=7&source=one&cursor=${page.nextCursor}`)
    }
    expect(seen).toHaveLength(31)
    expect(new Set(seen).size).toBe(31)
    expect(seen.at(-1)).toBe('A late and old one')
    expect((await api('/api/items?source=one&limit=1')).items[0]?.title).toBe('Article new 3 of the day')
  })

  it('does not tell who asks by date alone that nothing is new when an older article came in', async () => {
    const before = await service.get('/feeds/all.atom?source=fr')
    origin.serve('/fr', {
      body: rss([{ title: 'Un vieil article', guid: 'old', date: 'Mon, 05 Oct 2026 10:00:00 GMT' }]),
    })
    service.clock.advance(3_600_000)
    await service.poll()
    const since = { 'If-Modified-Since': before.headers.get('last-modified') ?? '' }
    expect((await service.get('/feeds/all.atom?source=fr', since)).status).toBe(200)
    // What nobody has is not modified since the epoch either.
    expect((await service.get('/feeds/all.atom?q=nowhere')).headers.get('last-modified')).toBeNull()
  })

  it('gives one item with its content, its source and its topics', async () => {
    const [item] = (await api('/api/items?topic=chips')).items
    expect(item).toMatchObject({
      title: 'La pénurie de puces électroniques',
      url: 'https://fr.example/p',
      lang: 'fr',
      publishedAt: '2026-11-01T09:30:00.000Z',
      source: { id: 'fr', title: 'Le français' },
      topics: ['chips'],
    })
    expect(item).not.toHaveProperty('contentHtml')
    expect(await (await service.get(`/api/items/${item?.id}`)).json()).toMatchObject({
      contentHtml: 'TSMC &amp; <b>co</b>',
    })
  })

  it('tells the health of each source, and no secret', async () => {
    const text = await (await service.get('/api/sources')).text()
    expect(text).not.toContain('secret')
    const { sources } = JSON.parse(text) as { sources: object[] }
    expect(sources).toMatchObject([
      { id: 'one', health: 'ok', failures: 0, items: 34 },
      { id: 'fr', health: 'ok', items: 3 },
      { id: 'broken', health: 'failing', httpStatus: 500, message: 'the server answered 500 (an error of its own)' },
    ])
  })

  it('lists topics and feeds', async () => {
    expect(await (await service.get('/api/topics')).json()).toMatchObject({ topics: [{ id: 'chips', items: 1 }] })
    expect(await (await service.get('/api/feeds')).json()).toMatchObject({
      feeds: [{ name: 'all' }, { name: 'chips' }],
    })
  })

  it.each([
    ['q=(a', 'q', /never closed, at character 1/],
    ['topic=nope', 'topic', /no topic “nope”; there are chips/],
    ['q=topic:nope', 'topic', /no topic/],
    ['source=x', 'source', /no source “x”/],
    ['lang=fran%C3%A7ais', 'lang', /BCP 47/],
    ['q=a*', 'q', /at least two letters/],
    ['q=ab*%20cd*%20ef*%20gh*%20ij*%20kl*%20mn*%20op*%20qr*', 'q', /at most 8 prefixes/],
    ['since=yesterday', 'since', /2026|2024-02-09/],
    ['until=2024-99', 'until', /a date/],
    ['since=2024-02-30', 'since', /a date/],
    ['limit=0', 'limit', /1 to 200/],
    ['limit=201', 'limit', /1 to 200/],
    ['cursor=abc', 'cursor', /nextCursor/],
    ['topics=chips', 'topics', /no parameter “topics”/],
    [`q=${'a%20'.repeat(1_200)}`, 'q', /at most/],
    ['constructor=1', 'constructor', /no parameter/],
  ])('refuses ?%s with the parameter at fault', async (query, parameter, message) => {
    const response = await service.get(`/api/items?${query}`)
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({
      error: { code: 'invalid', parameter, message: expect.stringMatching(message) },
    })
  })

  it.each(['/api/items/nope', '/api/nope'])('%s is a 404 in JSON', async (path) => {
    const response = await service.get(path)
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ error: { code: 'not_found' } })
  })

  it('reads an `until` and two values of one parameter', async () => {
    expect((await api('/api/items?until=2026-10-31T12:00&limit=200')).items.length).toBe(9)
    // A day and a month are meant whole.
    expect((await api('/api/items?until=2026-10-28&limit=200')).items.map(({ title }) => title)).toContain(
      'A late and old one',
    )
    expect((await api('/api/items?since=2026-11&until=2026-11&limit=200')).items.length).toBe(16)
    expect((await api('/api/items?source=fr,one&limit=200')).items.length).toBe(37)
  })

  it('answers health checks', async () => {
    expect(await (await service.get('/healthz')).json()).toEqual({ status: 'ok' })
    expect(await (await service.get('/readyz')).json()).toEqual({ status: 'ready' })
  })
})

describe('pages', () => {
  it.each(['/', '/feeds/chips', '/sources', '/?q=puces&lang=fr', '/?topic=chips'])(
    '%s is a whole page with no script but our own',
    async (path) => {
      const response = await service.get(path, { Accept: 'text/html' })
      const html = await response.text()
      expect(response.status).toBe(200)
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(html).not.toMatch(/<script(?! type="module" src="\/assets\/page\.js\?)|javascript:|undefined|\[object/)
      expect(html).toContain('Test &lt;river&gt;')
      expect(
        (await service.get(path, { Accept: 'text/html', 'If-None-Match': response.headers.get('etag') ?? '' })).status,
      ).toBe(304)
    },
  )

  it('shows the river day by day with autodiscovery links', async () => {
    const html = await (await service.get('/', { Accept: 'text/html' })).text()
    expect(html).toContain('<link rel="alternate" type="application/atom+xml"')
    expect(html).toContain('One &amp; only')
    expect(html).toContain('Yesterday')
    const older = /rel="next" href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(await (await service.get(older, { Accept: 'text/html' })).text()).toContain('Article one')
  })

  it('shows an item, an error with its caret, and a missing page, each as a page', async () => {
    const [item] = (await api('/api/items?topic=chips')).items
    expect(await (await service.get(`/items/${item?.id}`)).text()).toContain('TSMC &amp; <b>co</b>')
    const wrong = await service.get('/?q=(%22%3E', { Accept: 'text/html' })
    expect(wrong.status).toBe(400)
    expect(wrong.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(await wrong.text()).toContain('<pre class="problem" lang="en">')
    expect((await service.get('/nope', { Accept: 'text/html' })).status).toBe(404)
    expect((await service.get('/items/%E0%A4%A', { Accept: 'text/html' })).status).toBe(400)
  })

  it('has an icon, which pages name and which is where others look for one', async () => {
    expect(await (await service.get('/sources')).text()).toContain(
      'rel="icon" type="image/svg+xml" href="/favicon.svg"',
    )
    for (const path of ['/favicon.svg', '/favicon.ico']) {
      const icon = await service.get(path)
      expect([icon.status, icon.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8'])
      expect(await icon.text()).toContain('</svg>')
    }
  })

  it('answers only what reads', async () => {
    const response = await fetch(`${service.url}/`, { method: 'POST', body: 'x' })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
  })
})
