import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Format } from '../../src/publish/published.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'
import { documentProblems } from './checks/check.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const ARCHIVE = resolve(ROOT, 'data/archive/semiconductors.xml')
const FORMATS: readonly Format[] = ['rss', 'atom', 'json']
const SAME = 'Nvidia and TSMC announce a new 2nm chip factory in Dresden with 10 billion euros'
/** Ill-formed, double-encoded, relative, empty: what publishers send, an item for each. */
const UGLY = `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Ugly &amp;amp; &lt;b&gt;News&lt;/b&gt;</title><link>/</link><language>xx-none</language>
<item><guid>1</guid><title>A &amp;amp; B &lt;/b&gt; &#x202e;round</title><link>/a b|c?d=[e]#f#g</link><description><![CDATA[
<table>a<tr><td><a href="/x">b<a href="/y">c</a></a></table><script>x</script><video src="v.mp4"></video>]]></description></item>
<item><guid>2</guid><title>l\u0092IA &#xFFFD;</title><author>ann@ugly.example (Ann &lt;/i&gt;)</author><category>R&amp;amp;D</category>
<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate><enclosure url="http://localhost/1.mp3" length="" type="x"/></item>
<item><guid>3</guid><dc:creator>Bob &lt;bob@ugly.example&gt;</dc:creator><description>only a text ]]&gt; &amp;lt;</description>
<pubDate>Fri, 01 Jan 2038 00:00:00 GMT</pubDate><media:thumbnail url="//img.ugly.example/é.png"/></item>
<item><title></title><link>javascript:alert(1)</link><description>&lt;bdo dir=rtl&gt;x&lt;/bdo&gt;</description></item>
<item><guid>5</guid><title>${SAME}</title><link>/5</link><description>${SAME}</description></item>
</channel></rss>`
const OTHER = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Autre</title><entry><id>x</id><title>${SAME}</title>
<link href="/same"/><updated>2026-11-01T10:00:00Z</updated><content type="html">&lt;p&gt;${SAME}&lt;/p&gt;</content>
<link rel="enclosure" href="/2.pdf" length="10"/><source><title>Whence</title><link rel="self" href="https://whence.example/feed"/></source></entry></feed>`

let origin: Origin
let service: Service

beforeAll(async () => {
  origin = await startOrigin()
  origin.serve('/ugly', { body: UGLY })
  origin.serve('/again', { body: UGLY })
  origin.serve('/other', { body: OTHER })
  const shipped = JSON.parse(readFileSync(resolve(ROOT, 'feeds.config.json'), 'utf8')) as Record<string, object[]>
  service = await startService({
    title: 'Tributary & </b> "friends"',
    sources: [
      { id: 'ugly', url: `${origin.url}/ugly`, title: 'Ugly &amp; <b>News</b>' },
      { id: 'again', url: `${origin.url}/again`, title: 'Again' },
      { id: 'other', url: `${origin.url}/other`, title: 'Autre', lang: 'fr' },
      { id: 'archive', url: `file:${ARCHIVE}`, title: 'Archive', archive: true },
    ],
    topics: shipped.topics,
    filters: [{ name: 'no <b>texts</b>', exclude: 'only' }],
    feeds: [
      { name: 'all', title: 'All </b> & more' },
      { name: 'fr', title: 'Français', lang: 'fr' },
      { name: 'grouped', title: 'Stories', stories: 'grouped' },
      { name: 'first', title: 'First', stories: 'first' },
      { name: 'received', title: 'Received', order: 'received' },
      { name: 'none', title: 'Nothing', where: 'title:nothingatall' },
    ],
  })
})

afterAll(async () => {
  await service[Symbol.asyncDispose]()
  await origin[Symbol.asyncDispose]()
})

describe.each(FORMATS)('what the service publishes as %s', (format) => {
  const feeds = ['all', 'fr', 'grouped', 'first', 'received', 'none', 'all/hidden']
  it.each([
    ...feeds.map((name) => `${name}.${format}`),
    `all.${format}?q=${encodeURIComponent('"</b>" OR ~é OR title:e%CC%81')}&limit=3`,
    `all.${format}?sort=received&since=${encodeURIComponent('2020-01-01')}`,
  ])('has nothing to warn of: %s', async (address) => {
    const response = await service.get(`/feeds/${address}`)
    const document = await response.text()
    expect([response.status, document.slice(0, 200)]).toEqual([200, document.slice(0, 200)])
    expect(documentProblems(format, document, service.clock.now())).toEqual([])
  })

  it('names all who carry an article', async () => {
    const document = await (await service.get(`/feeds/all.${format}`)).text()
    expect(document).toContain(`${origin.url}/again`)
    expect(document).toContain('https://whence.example/feed')
  })
})
