import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentProblems } from '../publish/checks/check.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'

const BANNED = /interdit\.example|y\.example\/gone/i
const LIST = ['interdit.example', 'https://y.example/gone']
const FORMATS = ['atom', 'rss', 'json'] as const

let origin: Origin
let service: Service
let id = ''

const config = (takedown: readonly string[]) => ({
  sources: [{ id: 'a', url: `${origin.url}/a`, title: 'A' }],
  feeds: [
    { name: 'all', title: 'All' },
    { name: 'short', title: 'Short', content: 'excerpt' },
    { name: 'stories', title: 'Stories', stories: 'grouped' },
  ],
  takedown,
})

/** An article of somebody else that leads to what is listed in every way there is. */
const article = (edit: string) => `<?xml version="1.0"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/">
<channel><title>A</title><link>https://x.example/</link><description>d</description><item>
<title>About a barrage https://interdit.example/t</title><guid isPermaLink="false">https://interdit.example/guid</guid><link>https://x.example/1</link>
<pubDate>Sun, 01 Nov 2026 10:00:00 GMT</pubDate>
<comments>https://interdit.example/1/comments</comments><wfw:commentRss>https://interdit.example/1/rss</wfw:commentRss>
<description>In short: see https://y.example/gone?utm_source=x, or elsewhere</description>
<content:encoded><![CDATA[<p>The barrage ${edit} <a href="https://www.interdit.example/a">stands <b>here</b></a>, says https://interdit.example/b. And
<a href="http://www.y.example/gone/?utm_medium=rss">there</a>, and <a href="https://y.example/kept">elsewhere</a>.</p>
<img src="https://cdn.interdit.example/1.jpg" alt="A barrage"><img src="https://y.example/2.jpg" alt="Another">]]></content:encoded>
<enclosure url="https://interdit.example/1.mp3" type="audio/mpeg" length="10"/>
<media:thumbnail url="https://interdit.example/thumb.jpg"/>
</item>
<item><title>https://interdit.example/2</title><guid isPermaLink="false">2</guid><link>https://x.example/2</link>
<pubDate>Sun, 01 Nov 2026 09:00:00 GMT</pubDate><description>The barrage once more</description></item>
</channel></rss>`

const PATHS = () => [
  ...['/', '/?q=barrage', '/feeds/all/archive/2026-11.atom', '/try?q=barrage', '/api/items', '/api/items?q=short'],
  ...['all', 'short', 'stories'].flatMap((feed) => FORMATS.map((format) => `/feeds/${feed}.${format}`)),
  ...FORMATS.map((format) => `/feeds/all/daily.${format}`),
  ...['', '/revisions', '/why'].map((part) => `/items/${id}${part}`),
  ...['', '/revisions', '/explain'].map((part) => `/api/items/${id}${part}`),
]
const showing = async () => {
  const shown: string[] = []
  for (const path of PATHS()) {
    const response = await service.get(path, { accept: path.startsWith('/api') ? '*/*' : 'text/html' })
    const text = await response.text()
    expect([response.status, path]).toEqual([200, path])
    if (BANNED.test(text)) shown.push(path)
  }
  return shown
}
const itemOf = async () => {
  const { page: _page, ...item } = (await (await service.get(`/api/items/${id}`)).json()) as Record<string, unknown>
  return item
}

beforeAll(async () => {
  origin = await startOrigin()
  origin.serve('/a', { body: article('that everybody at https://interdit.example/old knows') })
  service = await startService(config([]))
  origin.serve('/a', { body: article('of many') })
  service.clock.advance(3_600_000)
  await service.poll()
  service.clock.advance(86_400_000)
  const { items } = (await (await service.get('/api/items')).json()) as { items: { id: string }[] }
  id = items[0]?.id ?? ''
})

afterAll(async () => {
  await service[Symbol.asyncDispose]()
  await origin[Symbol.asyncDispose]()
})

describe('what others say of something that is taken down', () => {
  let before: Response
  let written: Record<string, unknown>

  it('leads there at first', async () => {
    const some = ['/feeds/all.atom', '/feeds/all/daily.rss', '/api/items', `/items/${id}/revisions`, `/items/${id}/why`]
    expect(await showing()).toEqual(expect.arrayContaining(some))
    before = await service.get('/feeds/all.rss')
    written = await itemOf()
  })

  it('leads there no more, in no document, answer or page, and keeps its words', async () => {
    service.clock.advance(3_600_000)
    await service.reload(config(LIST))
    expect(await showing()).toEqual([])
    const { contentHtml, summary, enclosures, image } = await itemOf()
    expect(contentHtml).toMatch(
      /^<p>The barrage of many stands <b>here<\/b>, says \. And\sthere, and <a href="https:\/\/y\.example\/kept"/,
    )
    expect(contentHtml).not.toContain('alt="A barrage"')
    expect(contentHtml).toContain('src="https://y.example/2.jpg"')
    expect([summary, enclosures, image]).toEqual(['In short: see , or elsewhere', [], undefined])
  })

  it('is in documents that are well formed, with another tag and another date', async () => {
    for (const format of FORMATS) {
      const text = await (await service.get(`/feeds/all.${format}`)).text()
      expect(documentProblems(format, text, service.clock.now()), format).toEqual([])
    }
    const { headers } = await service.get('/feeds/all.rss')
    expect(headers.get('ETag')).not.toBe(before.headers.get('ETag'))
    expect(Date.parse(headers.get('Last-Modified') ?? '')).toBe(service.clock.now())
    const since = { 'If-Modified-Since': before.headers.get('Last-Modified') ?? '' }
    expect((await service.get('/feeds/all.rss', since)).status).toBe(200)
  })

  it('is as it was after a restart, and again when the line goes', async () => {
    const { headers } = await service.get('/feeds/all.rss')
    service.clock.advance(3_600_000)
    await service.restart()
    const after = await service.get('/feeds/all.rss')
    expect(after.headers.get('Last-Modified')).toBe(headers.get('Last-Modified'))
    await service.reload(config([]))
    expect(await itemOf()).toEqual(written)
  })
})
