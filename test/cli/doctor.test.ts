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
  const sources = [{ id: 'a', url: `${origin.url}/good`, title: 'A' }]
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
      /about 2\d articles a day: the next look would be in \d+ minutes/,
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
