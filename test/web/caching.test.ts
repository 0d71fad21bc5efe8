import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from '../support/ask.ts'
import { articles, rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'

let origin: Origin
let service: Service
/** What stands for it in the table: tags of `/feeds/all.atom` by coding, when it changed, and what links begin with. */
let known: Readonly<Record<string, string>>

beforeAll(async () => {
  origin = await startOrigin()
  origin.serve('/one', { body: rss(articles(30, '2026-11-01T10:00:00Z', 'one')) })
  service = await startService({
    sources: [{ id: 'one', url: `${origin.url}/one`, title: 'One' }],
    feeds: [
      { name: 'all', title: 'All', limit: 10 },
      { name: 'none', title: 'None', where: 'nosuchword' },
      { name: 'quiet', title: 'Quiet', noindex: true },
    ],
  })
  const tagOf = async (coding: string) =>
    String((await ask(`${service.url}/feeds/all.atom`, { 'Accept-Encoding': coding })).headers.etag)
  known = {
    plain: await tagOf('identity'),
    gzip: await tagOf('gzip'),
    br: await tagOf('br'),
    modified: String((await ask(`${service.url}/feeds/all.atom`)).headers['last-modified']),
    base: service.url,
  }
})

afterAll(async () => {
  await service[Symbol.asyncDispose]()
  await origin[Symbol.asyncDispose]()
})

/** `{name}` stands for what is known by that name. */
const filled = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => known[name] ?? '')

const ATOM = 'application/atom+xml; charset=utf-8'
const RSS = 'application/rss+xml; charset=utf-8'
const JSON_FEED = 'application/feed+json; charset=utf-8'
const HTML = 'text/html; charset=utf-8'
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'
const A_DAY_LATER = 'Mon, 02 Nov 2026 12:00:00 GMT'
const A_DAY_BEFORE = 'Sat, 31 Oct 2026 12:00:00 GMT'

type Headers = Readonly<Record<string, string>>
/** Method and path, the headers of the request, the status and headers of the answer (`-`: it has none such). */
type Row = readonly [asked: string, headers: Headers, status: number, answered: Headers]

const CODINGS: readonly Row[] = [
  ['GET /feeds/all.atom', {}, 200, { 'content-encoding': '-', etag: '{plain}', vary: 'Accept-Encoding, A-IM' }],
  ['GET /feeds/all.atom', { 'Accept-Encoding': '' }, 200, { 'content-encoding': '-', etag: '{plain}' }],
  ['GET /feeds/all.atom', { 'Accept-Encoding': 'gzip' }, 200, { 'content-encoding': 'gzip', etag: '{gzip}' }],
  ['GET /feeds/all.atom', { 'Accept-Encoding': 'x-gzip' }, 200, { 'content-encoding': 'gzip', etag: '{gzip}' }],
  ['GET /feeds/all.atom', { 'Accept-Encoding': 'br' }, 200, { 'content-encoding': 'br', etag: '{br}' }],
  ['GET /feeds/all.atom', { 'Accept-Encoding': 'gzip, deflate, br, zstd' }, 200, { 'content-encoding': 'br' }],
  ['GET /feeds/all.atom', { 'Accept-Encoding': 'gzip;q=1.0, br;q=0.5' }, 200, { 'content-encoding': 'gzip' }],
  ['GET /feeds/all.atom', { 'Accept-Encoding': 'GZIP; Q=0.3, identity; q=0.9' }, 200, { 'content-encoding': '-' }],
  ['GET /feeds/all.atom', { 'Accept-Encoding': 'gzip;q=0.1' }, 200, { 'content-encoding': 'gzip' }],
  ['GET /feeds/all.atom', { 'Accept-Encoding': '*' }, 200, { 'content-encoding': 'br' }],
  ['GET /feeds/all.atom', { 'Accept-Encoding': 'br;q=0, *' }, 200, { 'content-encoding': 'gzip' }],
  ['GET /feeds/all.atom', { 'Accept-Encoding': 'gzip;q=0' }, 200, { 'content-encoding': '-' }],
  ['GET /feeds/all.atom', { 'Accept-Encoding': 'deflate, zstd' }, 200, { 'content-encoding': '-' }],
  ['GET /feeds/all.atom', { 'Accept-Encoding': 'gzip, *;q=0' }, 200, { 'content-encoding': 'gzip' }],
  [
    'GET /feeds/all.atom',
    { 'Accept-Encoding': 'identity;q=0' },
    406,
    { vary: 'Accept-Encoding, A-IM', 'cache-control': 'no-store' },
  ],
  ['GET /feeds/all.atom', { 'Accept-Encoding': '*;q=0' }, 406, { etag: '-' }],
  ['GET /feeds/all.atom', { 'Accept-Encoding': 'zstd, identity;q=0' }, 406, { 'content-encoding': '-' }],
  ['GET /feeds/none.json', { 'Accept-Encoding': 'gzip, br' }, 200, { 'content-encoding': '-' }],
  ['GET /feeds/none.json', { 'Accept-Encoding': 'gzip, identity;q=0' }, 200, { 'content-encoding': 'gzip' }],
  ['GET /feeds/all/daily.atom', { 'Accept-Encoding': 'br, identity;q=0' }, 200, { 'content-encoding': 'br' }],
  ['GET /api/items', { 'Accept-Encoding': 'br' }, 200, { 'content-encoding': 'br', vary: 'Accept-Encoding' }],
  ['GET /api/items', { 'Accept-Encoding': '*;q=0' }, 406, { 'content-type': 'application/json; charset=utf-8' }],
  ['GET /', { 'Accept-Encoding': 'gzip, deflate, br' }, 200, { 'content-encoding': 'br', 'content-type': HTML }],
]

const CONDITIONS: readonly Row[] = [
  [
    'GET /feeds/all.atom',
    { 'If-None-Match': '{plain}' },
    304,
    { etag: '{plain}', 'content-type': '-', 'content-length': '-' },
  ],
  ['GET /feeds/all.atom', { 'If-None-Match': 'W/{plain}' }, 304, { 'last-modified': '{modified}' }],
  ['GET /feeds/all.atom', { 'If-None-Match': '"x", "y" , {plain}' }, 304, { 'cache-control': 'public, max-age=60' }],
  ['GET /feeds/all.atom', { 'If-None-Match': '*' }, 304, { vary: 'Accept-Encoding, A-IM' }],
  ['GET /feeds/all.atom', { 'If-None-Match': '"x"' }, 200, { etag: '{plain}' }],
  ['GET /feeds/all.atom', { 'If-None-Match': '' }, 200, { etag: '{plain}' }],
  ['GET /feeds/all.atom', { 'If-None-Match': '{gzip}', 'Accept-Encoding': 'gzip' }, 304, { etag: '{gzip}' }],
  ['GET /feeds/all.atom', { 'If-None-Match': '{br}', 'Accept-Encoding': 'gzip, br' }, 304, { etag: '{br}' }],
  // The bytes of another coding are other bytes.
  ['GET /feeds/all.atom', { 'If-None-Match': '{gzip}' }, 200, { etag: '{plain}' }],
  ['GET /feeds/all.atom', { 'If-None-Match': '{gzip}, {br}', 'Accept-Encoding': 'br' }, 304, { etag: '{br}' }],
  ['GET /feeds/all.atom', { 'If-Modified-Since': '{modified}' }, 304, { etag: '{plain}' }],
  ['GET /feeds/all.atom', { 'If-Modified-Since': A_DAY_LATER }, 304, { 'last-modified': '{modified}' }],
  ['GET /feeds/all.atom', { 'If-Modified-Since': A_DAY_BEFORE }, 200, { 'last-modified': '{modified}' }],
  ['GET /feeds/all.atom', { 'If-Modified-Since': 'yesterday' }, 200, { etag: '{plain}' }],
  // A tag that is given decides alone.
  ['GET /feeds/all.atom', { 'If-None-Match': '"x"', 'If-Modified-Since': A_DAY_LATER }, 200, { etag: '{plain}' }],
  ['GET /feeds/all.atom', { 'If-None-Match': '{plain}', 'If-Modified-Since': A_DAY_BEFORE }, 304, { etag: '{plain}' }],
  ['HEAD /feeds/all.atom', {}, 200, { etag: '{plain}', 'content-type': ATOM }],
  ['HEAD /feeds/all.atom', { 'Accept-Encoding': 'br' }, 200, { etag: '{br}', 'content-encoding': 'br' }],
  ['HEAD /feeds/all.atom', { 'If-None-Match': '{plain}' }, 304, { etag: '{plain}' }],
  ['HEAD /feeds/all.atom', { 'If-Modified-Since': '{modified}' }, 304, { 'content-type': '-' }],
  ['GET /atom.xml', { 'If-None-Match': '{plain}' }, 304, { 'content-location': '{base}/feeds/all.atom' }],
  [
    'GET /feeds/all',
    { 'If-None-Match': '{plain}' },
    304,
    { vary: 'Accept, Accept-Encoding, A-IM', 'content-location': '{base}/feeds/all.atom' },
  ],
  ['GET /feeds/all.rss', { 'If-None-Match': '{plain}' }, 200, { 'content-type': RSS }],
  ['GET /feeds/none.atom', { 'If-Modified-Since': A_DAY_LATER }, 200, { 'last-modified': '-' }],
  ['GET /feeds/nope.atom', { 'If-None-Match': '*' }, 404, { 'cache-control': 'no-store', etag: '-' }],
  ['GET /feeds/quiet.rss', {}, 200, { 'x-robots-tag': 'noindex', 'cache-control': 'public, max-age=60' }],
  ['GET /api/items', { 'If-None-Match': '*' }, 304, { 'cache-control': 'no-cache' }],
]

const ACCEPTED: readonly Row[] = [
  ['GET /feeds/all', {}, 200, { 'content-type': ATOM, 'content-location': '{base}/feeds/all.atom' }],
  ['GET /feeds/all', { Accept: BROWSER }, 200, { 'content-type': HTML, 'content-location': '-' }],
  [
    'GET /feeds/all',
    { Accept: 'application/rss+xml' },
    200,
    { 'content-type': RSS, 'content-location': '{base}/feeds/all.rss' },
  ],
  ['GET /feeds/all', { Accept: 'application/atom+xml;q=0.5, application/rss+xml;q=0.8' }, 200, { 'content-type': RSS }],
  ['GET /feeds/all', { Accept: 'application/*;q=0.9, application/atom+xml;q=0' }, 200, { 'content-type': RSS }],
  ['GET /feeds/all', { Accept: 'application/json' }, 200, { 'content-type': JSON_FEED }],
  ['GET /feeds/all', { Accept: 'application/xml, text/xml;q=0.9' }, 200, { 'content-type': ATOM }],
  ['GET /feeds/all', { Accept: 'text/html;q=0.1, application/feed+json;q=0.2' }, 200, { 'content-type': JSON_FEED }],
  ['GET /feeds/all', { Accept: 'image/png' }, 200, { 'content-type': ATOM }],
  ['GET /feeds/all?limit=5', {}, 200, { 'content-location': '{base}/feeds/all.atom?limit=5' }],
  ['GET /feeds/all.atom', { Accept: 'text/html' }, 200, { 'content-type': ATOM, 'content-location': '-' }],
  ['GET /feeds/all.atom?limit=5&q=one', {}, 200, { 'content-location': '{base}/feeds/all.atom?q=one&limit=5' }],
  ['GET /feed.xml', {}, 200, { 'content-type': RSS, 'content-location': '{base}/feeds/all.rss' }],
  ['GET /feed.json', {}, 200, { 'content-location': '{base}/feeds/all.json' }],
  [
    'GET /feeds/all/daily',
    { Accept: 'application/rss+xml' },
    200,
    { 'content-location': '{base}/feeds/all/daily.rss' },
  ],
  ['GET /feeds/all/daily.rss', {}, 200, { 'content-type': RSS, 'content-location': '-' }],
]

/** What is not the document that a delta could be told against: unknown, not named, not asked for, or the same. */
const NO_DELTAS: readonly Row[] = [
  ['GET /feeds/all.atom', { 'A-IM': 'feed' }, 200, { im: '-', vary: 'Accept-Encoding, A-IM' }],
  ['GET /feeds/all.atom', { 'A-IM': 'feed', 'If-None-Match': '"x"' }, 200, { im: '-', etag: '{plain}' }],
  ['GET /feeds/all.atom', { 'A-IM': 'feed', 'If-None-Match': '{plain}' }, 304, { im: '-', etag: '{plain}' }],
  ['GET /feeds/all.atom', { 'A-IM': 'vcdiff', 'If-None-Match': '{gzip}' }, 200, { im: '-' }],
  ['GET /feeds/all.atom', { 'A-IM': 'feed;q=0', 'If-None-Match': '{gzip}' }, 200, { im: '-' }],
  ['GET /feeds/all.atom', { 'A-IM': 'feed', 'If-Modified-Since': A_DAY_BEFORE }, 200, { im: '-' }],
]

const EXPOSED = 'ETag, Last-Modified, Link, Content-Location, IM, Delta-Base, Retry-After'
const ELSEWHERE: readonly Row[] = [
  [
    'GET /feeds/all.json',
    { Origin: 'https://a.example' },
    200,
    { 'access-control-allow-origin': '*', 'access-control-expose-headers': EXPOSED },
  ],
  ['GET /feeds/nope.json', { Origin: 'https://a.example' }, 404, { 'access-control-allow-origin': '*' }],
  ['GET /api/feeds', {}, 200, { 'access-control-allow-origin': '*', 'access-control-expose-headers': EXPOSED }],
  [
    'OPTIONS /feeds/all.json',
    { Origin: 'https://a.example', 'Access-Control-Request-Method': 'GET' },
    204,
    {
      'access-control-allow-methods': 'GET, HEAD',
      'access-control-allow-headers': 'If-None-Match, If-Modified-Since, A-IM',
      'access-control-max-age': '86400',
    },
  ],
  ['OPTIONS /atom.xml', {}, 204, { allow: 'GET, HEAD, OPTIONS', 'access-control-allow-origin': '*' }],
  ['OPTIONS /api/items', {}, 204, { 'access-control-allow-methods': 'GET, HEAD' }],
  ['OPTIONS /sources', {}, 204, { allow: 'GET, HEAD, OPTIONS', 'access-control-allow-origin': '-' }],
  ['DELETE /feeds/all.atom', {}, 405, { allow: 'GET, HEAD, OPTIONS' }],
]

describe('the rules of caching', () => {
  it.each([...CODINGS, ...CONDITIONS, ...ACCEPTED, ...NO_DELTAS, ...ELSEWHERE])(
    '%s with %j is %i',
    async (asked, headers, status, answered) => {
      const [method, path] = asked.split(' ')
      const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, filled(value)]))
      const answer = await ask(`${service.url}${path}`, sent, method)
      expect(answer.status).toBe(status)
      for (const [name, value] of Object.entries(answered))
        expect([name, answer.headers[name] ?? '-']).toEqual([name, filled(value)])
      if (method === 'HEAD' || status === 304 || status === 204) expect(answer.body.length).toBe(0)
    },
  )

  it('gives the same document in each coding, whose length HEAD tells', async () => {
    const url = `${service.url}/feeds/all.rss`
    const plain = await ask(url)
    const [gzip, br] = [await ask(url, { 'Accept-Encoding': 'gzip' }), await ask(url, { 'Accept-Encoding': 'br' })]
    expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true)
    expect(brotliDecompressSync(br.body).equals(plain.body)).toBe(true)
    expect(br.body.length).toBeLessThan(gzip.body.length)
    const head = await ask(url, { 'Accept-Encoding': 'br' }, 'HEAD')
    expect(head.headers['content-length']).toBe(String(br.body.length))
    expect(new Set([plain, gzip, br].map(({ headers }) => headers.etag)).size).toBe(3)
  })
})
