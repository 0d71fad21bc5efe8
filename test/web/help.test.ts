import { readFileSync } from 'node:fs'
import { parseFragment, serialize } from 'parse5'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { helpOf } from '../../src/web/help.ts'
import { articles, rss } from '../support/feeds.ts'
import { startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'

const DOCUMENT = readFileSync(new URL('../../docs/query-language.md', import.meta.url), 'utf8')
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

let service: Service
let page = ''

beforeAll(async () => {
  await using origin = await startOrigin()
  origin.serve('/a', { body: rss(articles(1, '2026-10-31T12:00:00Z')) })
  service = await startService({ sources: [{ id: 'a', url: `${origin.url}/a`, title: 'A' }] })
  page = await (await service.get('/help/query')).text()
})

afterAll(() => service[Symbol.asyncDispose]())

describe('/help/query', () => {
  it('has everything that the documentation has: each query, each section, each block', async () => {
    const queries = [...DOCUMENT.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) => [
      ...cell.matchAll(/`([^`]+)`/g),
    ])
    expect(queries.length).toBeGreaterThan(40)
    for (const [, query = ''] of queries)
      expect(page.replaceAll('&#39;', "'")).toContain(`<code>${escaped(query)}</code>`)
    for (const [, heading = ''] of DOCUMENT.matchAll(/^## (.*)$/gm)) expect(page).toContain(`>${heading}</h2>`)
    expect(page).toContain('<h2 id="grammar">')
    expect(page.match(/<table>/g)).toHaveLength(DOCUMENT.match(/^\| -+ /gm)?.length ?? 0)
    expect(page).toContain('  chips (fab OR plant\n        ^')
    expect(page).not.toMatch(/\]\(|^#+ |^```|^\| /m)
  })

  it('asks this service in its examples', () => {
    expect(page).toContain(`curl ${service.url}/api/try`)
    expect(page).not.toContain('localhost:8080')
  })

  it('is a page as any other: it is asked for again by its tag, and runs nothing', async () => {
    const { headers } = await service.get('/help/query')
    expect(headers.get('Content-Type')).toBe('text/html; charset=utf-8')
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    expect((await service.get('/help/query', { 'If-None-Match': headers.get('ETag') ?? '' })).status).toBe(304)
  })

  it.each([
    ['/', / href="\/help\/query" title="How to search"/],
    ['/api', /<a href="\/help\/query">the query language<\/a>/],
    ['/?q=nothing-of-this', /<a href="\/help\/query">How to search<\/a>/],
    ['/?q=%28chips', /<a href="\/help\/query">How to search<\/a>/],
  ])('is linked from %s', async (path, link) => {
    expect(await (await service.get(path, { accept: 'text/html' })).text()).toMatch(link)
  })

  it('is named by the description of the API', async () => {
    expect(await (await service.get('/api/openapi.json')).text()).toContain(
      'its language is explained at `/help/query`',
    )
  })
})

describe('a document as help', () => {
  it('has no markup but its own, and is well formed', () => {
    const { title, html } = helpOf(
      '# A & <b>\n\nText <script>alert(1)</script> & `a<b`\n\n<img src=x onerror=1>\n\n## À la <carte>\n',
    )
    expect(title).toBe('A & <b>')
    expect(html).not.toMatch(/<script|<img|<carte/)
    expect(html).toContain('<h2 id="à-la-carte">')
    expect(serialize(parseFragment(html))).toBe(html.replaceAll('&quot;', '"'))
  })
})
