import { SaxesParser } from 'saxes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { articles, rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'

let origin: Origin
let service: Service
/** All of it is of one domain, and is polled when a test says so. */
const POLL = { cron: '0 0 1 1 *', domainBudget: 36_000 }
const TOPICS = [{ id: 'chips', title: 'Puces & “chips”', where: 'puce* OR "day"' }]
const FEEDS = [{ name: 'chips', title: 'Chips', where: 'topic:chips' }]

const page = async (path: string, lang = 'en') => {
  const response = await service.get(path, { Accept: 'text/html', 'Accept-Language': lang })
  return { status: response.status, html: await response.text(), etag: response.headers.get('etag') ?? '' }
}
/** The page's words without its markup. */
const textOf = (html: string) =>
  html
    .replace(/<(script|style|title|desc)\b[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
/** What the list says of one source. */
const row = (html: string, id: string) => {
  const found = html.split('<li class="known">').find((each) => each.includes(`href="/sources/${id}"`))
  return textOf(found?.split('</li>')[0] ?? '')
}

beforeAll(async () => {
  origin = await startOrigin()
  origin.serve('/good', { body: rss(articles(5, '2026-11-01T10:00:00Z', 'good')), etag: '"1"' })
  origin.serve('/odd', { body: rss(articles(2, '2026-11-01T09:00:00Z', 'odd')).replace('</channel>', '') })
  origin.serve('/broken', { status: 500 })
  origin.serve('/forbidden', { status: 403 })
  origin.serve('/gone', { status: 410 })
  origin.serve('/moving', { status: 301, headers: { Location: `${origin.url}/moved` } })
  origin.serve('/moved', { body: rss(articles(1, '2026-11-01T08:00:00Z', 'moved')) })
  const names = ['good', 'odd', 'broken', 'forbidden', 'gone', 'moving']
  service = await startService({
    title: 'Test',
    poll: POLL,
    sources: [
      ...names.map((id) => ({ id, url: `${origin.url}/${id}`, title: `The <${id}>` })),
      { id: 'off', url: `${origin.url}/off`, title: 'Off', enabled: false },
    ],
    topics: TOPICS,
    feeds: FEEDS,
  })
  service.clock.advance(40 * 60_000)
  await service.poll()
})

afterAll(async () => {
  await service[Symbol.asyncDispose]()
  await origin[Symbol.asyncDispose]()
})

describe('the page of all sources', () => {
  it('says of each how it is, what is wrong, and when it was read, what is wrong first', async () => {
    const { html } = await page('/sources')

    expect(row(html, 'broken')).toMatch(
      /The &lt;broken&gt; failing .*2 polls in a row have failed: the server answered 500/,
    )
    expect(row(html, 'forbidden')).toMatch(/failing blocked/)
    expect(row(html, 'gone')).toMatch(/gone .*It says that it is gone for good: the feed is gone for good \(410\)/)
    expect(row(html, 'odd')).toMatch(/repaired .*Read all the same, though something is odd about it: not well-formed/)
    expect(row(html, 'moving')).toMatch(/fine moved .*It sends us on to http:\S+\/moved; that becomes its address/)
    expect(row(html, 'off')).toMatch(/disabled .*The configuration has it switched off\./)
    expect(row(html, 'good')).toMatch(/fine .*5 in 30 days .*\d ms read just now next in 3\d min/)
    const order = [...html.matchAll(/<h2><a href="\/sources\/(\w+)"/g)].map(([, id]) => id)
    expect(order).toEqual(['broken', 'forbidden', 'gone', 'odd', 'good', 'moving', 'off'])
  })

  it('says it in French, but for what the database says', async () => {
    const { html } = await page('/sources', 'fr')

    expect(row(html, 'broken')).toMatch(/en panne .*2 interrogations de suite ont échoué : the server answered 500/)
    expect(html).toContain('<span lang="en">the server answered 500')
    expect(row(html, 'off')).toContain('La configuration l’a désactivée.')
  })

  it('shows those of one state, and how many each has', async () => {
    const { html } = await page('/sources?state=failing')
    expect([...html.matchAll(/<h2><a href="\/sources\/(\w+)"/g)].map(([, id]) => id)).toEqual(['broken', 'forbidden'])
    expect(textOf(html)).toMatch(/All 7 failing 2 gone 1 repaired 1 fine 2 disabled 1/)
    expect((await page('/sources?state=nonsense&page=nonsense')).html).toContain('The &lt;good&gt;')
    expect(textOf((await page('/sources?state=waiting')).html)).toContain('No source is in this state')
  })

  it('shows a hundred at a time', async () => {
    const sources = Array.from({ length: 101 }, (_, i) => ({
      id: `s${i}`,
      url: `${origin.url}/s${i}`,
      title: `S ${i}`,
    }))
    await using many = await startService({ sources, poll: POLL })
    const shown = async (path: string) => {
      const html = await (await many.get(path)).text()
      return [html.split('<li class="known">').length - 1, /rel="(?:next|prev)" href="([^"]+)"/.exec(html)?.[1]]
    }

    expect(await shown('/sources?state=failing')).toEqual([100, '/sources?state=failing&amp;page=2'])
    expect(await shown('/sources?state=failing&page=2')).toEqual([1, '/sources?state=failing&amp;page=1'])
    expect(await shown('/sources?page=99')).toEqual([1, '/sources?page=1'])
  })

  it('says how far the first polls are, and what to do where there is no source', async () => {
    await using empty = await startService({ sources: [] })
    expect(textOf(await (await empty.get('/sources')).text())).toContain('No source is configured yet')
    let answer = (): void => {}
    origin.serve('/slow', (_request, response) => {
      answer = () => void response.end(rss(articles(1, '2026-11-01T08:00:00Z', 'slow')))
      return undefined
    })
    const [source] = [{ id: 'slow', url: `${origin.url}/slow`, title: 'Slow' }]
    await empty.reload({ sources: [source, { ...source, id: 'good', url: `${origin.url}/good` }] })
    const polled = empty.poll()
    await expect.poll(async () => (await empty.get('/sources')).text()).toContain('1 of 2 have answered')
    expect(await (await empty.get('/sources')).text()).toContain('<progress max="2" value="1"')
    answer()
    await polled
    expect(await (await empty.get('/sources')).text()).not.toContain('<progress')
  })
})

describe('the page of a source', () => {
  it('shows its state, its plots with a table behind, its articles, its polls and its feeds', async () => {
    const { html } = await page('/sources/good')
    const text = textOf(html)

    expect(text).toMatch(/The &lt;good&gt; fine Read without trouble\./)
    expect(text).toMatch(/0\.2 articles a day, over the last 30 days\. Polled every 30 min, as configured\./)
    expect(html).toContain('<a href="/?source=good">')
    expect(html).toMatch(/<desc>5 articles in 30 days\. At most 5, on 1 Nov\.?<\/desc>/)
    expect(text).toMatch(/1 Nov 5 31 Oct 0/)
    expect(text).toContain('Article good 5 of the day')
    expect(text).toMatch(/12:40 nothing new 304 \d+ ms/)
    expect(text).toMatch(/12:00 5 new articles 200 \d+ ms/)
    expect(html).toContain('/feeds/all.atom?source=good')
  })

  it('shows what failed and what was repaired', async () => {
    expect(textOf((await page('/sources/broken')).html)).toMatch(/12:40 failed the server answered 500 .* 500 \d+ ms/)
    expect(textOf((await page('/sources/odd', 'fr')).html)).toMatch(/13:00|12:00 2 nouveaux articles réparée/)
    expect(textOf((await page('/sources/off')).html)).toContain('It has not been polled yet.')
  })

  it('is 404 in the same hand for a source that is not there, and 304 for who has it', async () => {
    const missing = await page('/sources/%3Cnope%3E')
    expect([missing.status, missing.html]).toEqual([404, expect.stringContaining('There is no source “&lt;nope&gt;”.')])
    for (const path of ['/sources', '/sources/good', '/topics', '/topics/chips']) {
      const { etag } = await page(path)
      const headers = { Accept: 'text/html', 'Accept-Language': 'en', 'If-None-Match': etag }
      expect((await service.get(path, headers)).status).toBe(304)
      expect((await page(path, 'fr')).etag).not.toBe(etag)
    }
  })
})

describe('the pages of topics', () => {
  it('list each with how much there was of it', async () => {
    const text = textOf((await page('/topics')).html)
    expect(text).toContain('Puces &amp; “chips” 8 articles in 90 days 8 in the last 7 days')
    expect(textOf((await page('/topics', 'fr')).html)).toContain('8 articles en 90 jours 8 ces 7 derniers jours')
  })

  it('show one with its volume, its query, its best sources and its feeds', async () => {
    const { html } = await page('/topics/chips')
    const text = textOf(html)

    expect(html).toMatch(/<desc>8 articles in 90 days\. At most 8, on 1 Nov\.?<\/desc>/)
    expect(html).toContain('<code>puce* OR &quot;day&quot;</code>')
    expect(html).toContain('href="/try?q=puce*+OR+%22day%22"')
    expect(text).toMatch(/The &lt;good&gt; 5 100% .*The &lt;odd&gt; 2 100% .*The &lt;moving&gt; 1 100%/)
    expect(html).toContain('<a href="/?topic=chips">')
    expect(html).toContain('/feeds/all.atom?topic=chips')
    expect(html).toContain('<a href="/feeds/chips">Chips</a>')
    expect((await page('/topics/nope')).status).toBe(404)
  })

  it('are a link away from the river that is narrowed to them, as those of sources are', async () => {
    expect((await page('/?topic=chips')).html).toContain(
      '<a href="/topics/chips" title="About this topic">Puces &amp; “chips”</a>',
    )
    expect((await page('/?source=good', 'fr')).html).toContain(
      '<a href="/sources/good" title="À propos de cette source">',
    )
    expect((await page('/?source=good,odd')).html).not.toContain('href="/sources/good')
  })

  it('say what to do where there is none, and lead to a search where the merged feed is private', async () => {
    await using bare = await startService({ sources: [] })
    expect(textOf(await (await bare.get('/topics')).text())).toContain('No topic is configured yet')
    const feeds = [{ name: 'all', title: 'All', key: 'a-key-that-is-long-enough' }]
    await using closed = await startService({ sources: [], topics: TOPICS, feeds })
    const html = await (await closed.get('/topics/chips')).text()
    expect(html).toContain('<a href="/search?topic=chips">')
    expect(html).toContain('/search.atom?topic=chips')
    expect(html).not.toContain('/feeds/all')
  })
})

describe('the plots on the pages', () => {
  it.each([
    ['/sources', 13, 0],
    ['/sources/good', 0, 2],
    ['/topics', 1, 0],
    ['/topics/chips', 0, 1],
  ])(
    'of %s are well-formed SVG with a name and a description, and style nothing by themselves',
    async (path, ...counts) => {
      for (const lang of ['en', 'fr']) {
        const { html } = await page(path, lang)
        const sparks = html.match(/<svg class="spark[\s\S]*?<\/svg>/g) ?? []
        const figures = html.match(/<figure[\s\S]*?<\/figure>/g) ?? []

        expect([sparks.length, figures.length]).toEqual(counts)
        for (const drawing of [...sparks, ...figures]) {
          const { names, attributes } = readXml(drawing)
          expect(names).toEqual(expect.arrayContaining(['svg', 'title', 'desc']))
          expect(attributes).toContain('role=img')
          expect(attributes.filter((one) => /^(style|on\w+|fill|stroke)=|NaN|undefined|Infinity/.test(one))).toEqual([])
        }
      }
    },
  )

  it('have the numbers of the days in a table behind', async () => {
    const { html } = await page('/topics/chips')
    const [figure = ''] = html.match(/<figure[\s\S]*?<\/figure>/g) ?? []
    const { names } = readXml(figure)

    expect(names.filter((name) => name === 'rect')).toHaveLength(1)
    expect(names.filter((name) => name === 'tr')).toHaveLength(91)
    expect(names).toEqual(expect.arrayContaining(['details', 'summary', 'caption']))
  })
})

it('the volumes of topics are counted anew once something has come, and on another day', async () => {
  await using other = await startService({
    sources: [{ id: 'grows', url: `${origin.url}/grows`, title: 'Grows' }],
    topics: TOPICS,
  })
  const counted = async () =>
    / (\d+) articles? in 90 days (\d+) in/.exec(textOf(await (await other.get('/topics')).text()))
  expect((await counted())?.slice(1)).toEqual(['0', '0'])
  origin.serve('/grows', { body: rss(articles(3, '2026-11-01T12:00:00Z', 'grows')) })
  other.clock.advance(2 * 3_600_000)
  await other.poll()
  expect((await counted())?.slice(1)).toEqual(['3', '3'])
  other.clock.advance(7 * 86_400_000)
  expect((await counted())?.slice(1)).toEqual(['3', '0'])
})

/** The names of all elements, and all attributes; throws where it is not well-formed. */
function readXml(xml: string): { readonly names: string[]; readonly attributes: string[] } {
  const read = { names: [] as string[], attributes: [] as string[] }
  const parser = new SaxesParser()
  parser.on('error', (problem) => {
    throw problem
  })
  parser.on('opentag', ({ name, attributes }) => {
    read.names.push(name)
    read.attributes.push(...Object.entries(attributes).map(([key, value]) => `${key}=${value}`))
  })
  parser.write(xml).close()
  return read
}
