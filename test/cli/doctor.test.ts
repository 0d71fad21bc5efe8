import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../support/command.ts'
import { articles, rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { tempFolder } from '../support/temp-folder.ts'

const folder = tempFolder()
let origin: Origin

beforeAll(async () => {
  origin = await startOrigin()
  const sources = [
    { id: 'a', url: `${origin.url}/good`, title: 'A' },
    { id: 'b', url: `${origin.url}/fixed`, title: 'B', interval: '2h', lang: 'pt', headers: { 'X-Key': 'k' } },
  ]
  writeFileSync(join(folder.path, 'feeds.config.json'), JSON.stringify({ sources }))
})

afterAll(async () => {
  await origin[Symbol.asyncDispose]()
  folder[Symbol.dispose]()
})

const doctor = (named: string) => run(folder.path, ['doctor', named])

describe('tributary doctor', () => {
  it('finds nothing to mark in a good feed, by the id of its source', async () => {
    const headers = { 'Content-Type': 'application/rss+xml; charset=utf-8', 'Cache-Control': 'max-age=300' }
    const body = rss(articles(48, new Date(Date.now() - 3_600_000).toISOString()), { lang: 'fr' })
    origin.serve('/good', { body, etag: '"1"', headers, coding: 'gzip' })
    const { code, out } = await doctor('a')

    expect(code).toBe(0)
    expect(out).not.toContain('!')
    for (const line of [
      /^ {2}200 from http.*\/good$/m,
      /kB \(gzip\), application\/rss\+xml; charset=utf-8, in \d+ ms/,
      /RSS, “A source”, fr/,
      /read as utf-8 \(declared utf-8\)/,
      /well-formed/,
      /48 entries, from \d{4}-\d\d-\d\d to/,
      /in en \(48\)/,
      /with its validators it answers 304/,
      /caches may keep it for 5 minutes/,
      /^ {2}ETag: "1"$/m,
      /^ {2}Cache-Control: max-age=300$/m,
      /publishes about 2\d times a day: the next look would be in \d+ minutes/,
    ])
      expect(out).toMatch(line)
  })

  it('marks what is wrong with a bad one', async () => {
    origin.serve('/old', { status: 301, headers: { Location: '/bad' } })
    const item = '<item><title>Un & deux</title></item>'
    const body = Buffer.from(
      `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Été</title><ttl>90</ttl><skipHours><hour>3</hour></skipHours>${item}${item}</channel></rss>`,
      'latin1',
    )
    origin.serve('/bad', { body, headers: { 'Content-Type': 'text/html' } })
    const { code, out } = await doctor(`${origin.url}/old`)

    expect(code).toBe(0)
    for (const line of [
      /301 from .*\/old to \/bad/,
      /^! it has moved for good: use http.*\/bad$/m,
      /^! read as windows-1252 \(declared utf-8\)$/m,
      /^! not well-formed XML \(1:\d+/m,
      /^! 2 of them without a guid/m,
      /^! 2 of them without a date/m,
      /^! 2 of them without a link/m,
      /^! 1 of them are listed twice/m,
      /^! neither ETag nor Last-Modified/m,
      /its ttl is 1\.5 hours/,
      /not to be polled at 3 h GMT/,
    ])
      expect(out).toMatch(line)
  })

  it('polls a configured source by its own settings', async () => {
    const item = '<item><title>12</title><guid>1</guid></item>'
    const body = `<rss version="2.0"><channel><title>B</title>${item}</channel></rss>`
    origin.serve('/fixed', ({ headers }) => (headers['x-key'] === 'k' ? { body } : { status: 401 }))
    for (const named of ['b', `${origin.url}/fixed`]) {
      const { out } = await doctor(named)
      expect(out).toMatch(/in pt \(1\)/)
      expect(out).toMatch(/the configuration has it polled every 2\.0 hours: the next look would be in 2\.\d hours/)
    }
  })

  it('makes up no rate where there are no dates to tell by', async () => {
    const feed = (items: string) => ({ body: `<rss version="2.0"><channel><title>T</title>${items}</channel></rss>` })
    origin.serve('/empty', feed(''))
    origin.serve(
      '/undated',
      feed('<item><guid>1</guid><title>a</title></item><item><guid>2</guid><title>b</title></item>'),
    )
    for (const path of ['/empty', '/undated']) {
      const { out } = await doctor(`${origin.url}${path}`)
      expect(out).toMatch(/no dates to tell by how often it publishes: the next look would be in/)
      expect(out).not.toMatch(/ a day/)
    }
  })

  it('counts the hours that a feed asks to skip', async () => {
    const hour = new Date().getUTCHours()
    const skipped = Array.from({ length: 6 }, (_, i) => `<hour>${(hour + i) % 24}</hour>`).join('')
    const items = [1, 2, 3].map(
      (days) =>
        `<item><guid>${days}</guid><title>t</title><pubDate>${new Date(Date.now() - days * 86_400_000).toUTCString()}</pubDate></item>`,
    )
    origin.serve('/skips', {
      body: `<rss version="2.0"><channel><title>T</title><skipHours>${skipped}</skipHours>${items.join('')}</channel></rss>`,
    })
    expect((await doctor(`${origin.url}/skips`)).out).toMatch(/the next look would be in [56]\.\d hours/)
  })

  it('lets nothing through that a terminal would obey', async () => {
    const items = '<item><guid>1</guid><title>a</title></item>'
    origin.serve('/escapes', {
      body: `<rss version="2.0"><channel><title>red &#x9b;31m \u202e</title><a\u202e x=1><b>${items}</channel></rss>`,
      headers: { 'Content-Type': 'text/\u009b31mxml', ETag: '"\u009b31m"', 'Content-Encoding': 'identity' },
    })
    origin.serve('/coding', { body: 'x', headers: { 'Content-Encoding': '\u009b31mred' } })
    origin.serve('/away', { status: 302, headers: { Location: '\u009b31m://x' } })
    for (const path of ['/escapes', '/coding', '/away']) {
      const { out, err } = await doctor(`${origin.url}${path}`)
      expect(out).toContain('31m')
      expect(`${out}${err}`).not.toMatch(/[^\P{C}\n]/u)
    }
  })

  it('says what a page is and offers, and what a server refuses', async () => {
    origin.serve('/page', {
      body: '<!doctype html><title>Journal</title><link rel="alternate" type="application/atom+xml" href="/atom">',
    })
    expect(await doctor(`${origin.url}/page`)).toMatchObject({
      code: 1,
      out: expect.stringContaining(`${origin.url}/atom`),
    })
    expect((await doctor(`${origin.url}/missing`)).out).toMatch(/! the server answered 404/)
    expect(await doctor('http://127.0.0.1:1/')).toMatchObject({ code: 1, out: expect.stringMatching(/! .*refuses/) })
    expect(await doctor('no such thing')).toMatchObject({ code: 2, err: expect.stringContaining('neither') })
  })
})
