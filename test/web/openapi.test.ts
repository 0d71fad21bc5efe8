import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { Router } from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadConfig } from '../../src/config/load-config.ts'
import { optional } from '../../src/model/optional.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/store.ts'
import { createApp } from '../../src/web/app.ts'
import { DOCUMENTS } from '../../src/web/documents.ts'
import { createKeyring } from '../../src/web/keyring.ts'
import { listen, type WebServer } from '../../src/web/server.ts'
import { damageDatabase } from '../support/damage.ts'
import { articles, rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'
import { tempFolder } from '../support/temp-folder.ts'

interface Described {
  readonly operationId: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: object }[]
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { schema: object }>> }>>
}

interface OpenApi {
  readonly servers: readonly { readonly url: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}

interface Asked {
  /** Where, if not at the service. */
  readonly at?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly path: string
  readonly body?: object
}

let origin: Origin
let service: Service
/** One whose database is closed, which nobody foresaw, one whose database is damaged, one whose feeds are private. */
let broken: WebServer
let damaged: WebServer
let locked: WebServer
const folders = [tempFolder(), tempFolder(), tempFolder()] as const
/** No coding will do. */
const NO_CODING = { 'Accept-Encoding': 'identity;q=0, *;q=0' }
let api: OpenApi
/** What each operation answers with 200, by its id: every kind of article, verdict and order that there is. */
let good: Readonly<Record<string, readonly Asked[]>>
let bad: Readonly<Record<string, Readonly<Record<string, Asked>>>>

/** Pages, and what browsers and robots load beside them: no program asks for those. */
const FOR_PEOPLE = [
  ...[
    '/',
    '/api',
    '/items/:id',
    '/items/:id/revisions',
    '/items/:id/why',
    '/stories/:id',
    '/sources',
    '/sources/:id',
    '/topics',
    '/topics/:id',
    '/try',
  ],
  ...['/help/query', '/assets/style.css', '/assets/page.js', '/favicon.svg', '/favicon.ico', '/robots.txt'],
]

const CONFIG = {
  topics: [{ id: 'chips', title: 'Chips', where: 'puces OR TSMC' }],
  filters: [
    { name: 'deals', exclude: '"bon plan"' },
    { name: 'mark', include: 'TSMC', tag: 'Foundry' },
    { name: 'more', include: 'puces', boost: 2 },
  ],
  feeds: [
    { name: 'all', title: 'All', limit: 3, pin: 'topic:chips' },
    { name: 'hot', title: 'Hot', order: 'hot', limit: 5, lang: 'fr' },
    { name: 'few', title: 'Few', maxPerSource: 1 },
    { name: 'chips', title: 'Chips', topics: ['chips'] },
  ],
}

const rich = (title: string, text: string) => `<item><title>${title}</title><link>https://x.example/tsmc</link>
<guid isPermaLink="false">tsmc</guid><pubDate>Sun, 01 Nov 2026 11:00:00 GMT</pubDate>
<dc:creator>A. Author</dc:creator><category>Puces</category><comments>https://x.example/tsmc#c</comments>
<slash:comments>7</slash:comments><description>${text}</description>
<enclosure url="https://x.example/a.mp3" type="audio/mpeg" length="12"/><source url="https://y.example/rss">Y</source>
<georss:point>48.85 2.35</georss:point><atom:updated>2026-11-01T11:30:00Z</atom:updated>
<media:thumbnail url="https://x.example/a.png"/><itunes:duration>90</itunes:duration></item>`
const OWN = '<item><title>Ransomware</title><guid>own</guid></item>'
const channel = (items: string) => `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:georss="http://www.georss.org/georss"
xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>Rich</title><link>https://x.example/</link>
<description>d</description><language>fr</language>${items}</channel></rss>`

beforeAll(async () => {
  origin = await startOrigin()
  const deal = { title: 'Un bon plan', guid: 'deal', date: 'Sun, 01 Nov 2026 10:30:00 GMT' }
  const gone = {
    title: 'Retiré',
    guid: 'gone',
    link: 'https://x.example/retire',
    date: 'Sun, 01 Nov 2026 10:20:00 GMT',
  }
  origin.serve('/rich', { body: channel(rich('TSMC construit à Dresde', 'Une usine de puces électroniques') + OWN) })
  origin.serve('/plain', { body: rss([...articles(9, '2026-11-01T10:00:00Z'), deal, gone]) })
  origin.serve('/other', {
    body: rss(
      [
        {
          title: 'TSMC construit une usine de puces à Dresde',
          guid: 'o',
          link: 'https://other.example/o',
          date: 'Sun, 01 Nov 2026 11:20:00 GMT',
          html: 'Une usine de puces électroniques de TSMC à Dresde.',
        },
      ],
      { lang: 'fr' },
    ),
  })
  origin.serve('/broken', { status: 500 })
  const config = {
    ...CONFIG,
    sources: [
      {
        id: 'rich',
        url: `${origin.url}/rich`,
        title: 'Rich',
        lang: 'fr',
        interval: '1h',
        tags: ['t'],
        filters: [{ exclude: 'Ransomware' }],
      },
      { id: 'plain', url: `${origin.url}/plain`, title: 'Plain' },
      { id: 'other', url: `${origin.url}/other`, title: 'Other', lang: 'fr' },
      { id: 'broken', url: `${origin.url}/broken`, title: 'Broken' },
      { id: 'off', url: `${origin.url}/off`, title: 'Off', enabled: false },
    ],
  }
  service = await startService(config)
  origin.serve('/rich', { body: channel(rich('TSMC construira à Dresde', 'Deux usines de puces électroniques') + OWN) })
  service.clock.advance(7_200_000)
  await service.poll()
  const named = async (query: string) => {
    const { items } = (await (await service.get(`/api/items?${query}`)).json()) as { items: { id: string }[] }
    return items.map(({ id }) => id)
  }
  const ids = [...(await named('limit=200')), ...(await named('hidden=only'))]
  const [takenDown = ''] = await named('q=retir%C3%A9')
  await service.reload({ ...config, takedown: ['https://x.example/retire'] })
  api = (await (await service.get('/api/openapi.json')).json()) as OpenApi
  const left = ids.filter((id) => id !== takenDown)
  const each = (rest: string) => left.map((id) => ({ path: `/api/items/${id}${rest}` }))
  const queries = [
    '',
    'limit=2',
    'q=puces&sort=relevance',
    'sort=hot',
    'sort=received&limit=1',
    'hidden=only',
    'since=7d',
  ]
  good = {
    listItems: queries.map((query) => ({ path: `/api/items?${query}` })),
    getItem: each(''),
    explainItem: each('/explain'),
    listRevisions: each('/revisions'),
    listSources: [{ path: '/api/sources' }],
    listTopics: [{ path: '/api/topics' }],
    listFeeds: [{ path: '/api/feeds' }],
    tryRule: [
      { path: '/api/try', body: { query: 'puces' } },
      { path: '/api/try', body: { query: 'article', feed: 'chips', days: 90, exclude: false } },
    ],
    getDocument: [{ path: '/api/openapi.json' }],
    isAlive: [{ path: '/healthz' }],
    isReady: [{ path: '/readyz' }],
  }
  const [closed, spoilt, locks] = folders.map(({ path }) => path)
  broken = await listen(await appOn(closed ?? '', (store) => store.close()), 0, '127.0.0.1')
  damaged = await listen(await appOn(spoilt ?? '', async () => damageDatabase(spoilt ?? '')), 0, '127.0.0.1')
  locked = await listen(await appOn(locks ?? '', async () => undefined, { locked: true }), 0, '127.0.0.1')
  const outOfOrder = (path: string, body?: object) => ({
    500: { path, at: `http://127.0.0.1:${broken.port}`, ...optional('body', body) },
    503: { path, at: `http://127.0.0.1:${damaged.port}`, ...optional('body', body) },
  })
  const item = (rest: string) => ({
    400: { path: `/api/items/%E0%A4%A${rest}` },
    404: { path: `/api/items/nope${rest}` },
    410: { path: `/api/items/${takenDown}${rest}` },
    ...outOfOrder(`/api/items/x${rest}`),
  })
  bad = {
    listItems: { 400: { path: '/api/items?limit=0' }, ...outOfOrder('/api/items') },
    getItem: item(''),
    explainItem: item('/explain'),
    listRevisions: item('/revisions'),
    listSources: outOfOrder('/api/sources'),
    listTopics: outOfOrder('/api/topics'),
    tryRule: { 400: { path: '/api/try', body: { query: '(puces' } }, ...outOfOrder('/api/try', { query: 'puces' }) },
    isReady: outOfOrder('/readyz'),
  }
})

afterAll(async () => {
  await broken.close()
  await damaged.close()
  await locked.close()
  for (const folder of folders) folder[Symbol.dispose]()
  await service[Symbol.asyncDispose]()
  await origin[Symbol.asyncDispose]()
})

const send = ({ path, body, at = service.url, headers: own }: Asked, headers: Record<string, string> = {}) =>
  body === undefined
    ? fetch(at + path, { headers: { ...own, ...headers } })
    : fetch(at + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...own },
        body: JSON.stringify(body),
      })

const described = () =>
  Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, each]) => ({ path, method, ...each })),
  )
/** Those that answer JSON; documents have their own media types. */
const operations = () => described().filter(({ tags = [] }) => !tags.includes('documents'))

/** A schema that takes no field that it does not name: what is served must be written about. */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict)
  if (typeof schema !== 'object' || schema === null) return schema
  const inside = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, strict(value)]))
  return 'properties' in schema && !('additionalProperties' in schema)
    ? { ...inside, additionalProperties: false }
    : inside
}

function checker(): (schema: object) => ValidateFunction {
  const ajv = new Ajv2020({ strict: true, allErrors: true })
  formats.default(ajv)
  ajv.addKeyword('components')
  ajv.addSchema({ $id: 'https://api.example/', components: strict(api.components) }, 'https://api.example/')
  return (schema) =>
    ajv.compile(JSON.parse(JSON.stringify(strict(schema)).replaceAll('"#/', '"https://api.example/#/')))
}

describe('the description of the API', () => {
  it('is OpenAPI 3.1 to somebody else’s validator, and names this service', async () => {
    const { valid, errors } = await new Validator().validate({ ...structuredClone(api) })
    expect([valid, errors]).toEqual([true, undefined])
    expect(api).toMatchObject({ openapi: '3.1.1', servers: [{ url: service.url }] })
    expect(JSON.stringify(api)).not.toContain('"$id"')
  })

  it('describes every route that there is, and no other', async () => {
    using folder = tempFolder()
    const app = await appOn(folder.path, async () => undefined)
    const routes = new Set(routesOf(app.router))
    // What is fetched by its media type is a row of web/documents.ts, whatever a new route answers one of web/operations.ts.
    const expected = [
      ...operations().map(({ method, path }) => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
      ...DOCUMENTS.map(({ route }) => `get ${route}`),
      ...FOR_PEOPLE.map((path) => `get ${path}`),
    ]
    expect([...routes].toSorted()).toEqual([...new Set(expected)].toSorted())
  })

  it('has documents that come as what it says, and errors that can be had', async () => {
    const documents = described().filter(({ tags }) => tags?.includes('documents'))
    const addressIn = (path: string, name: string) =>
      path.replace('{name}', name).replace('{format}', 'json').replace('{period}', 'daily').replace('{page}', '2026-11')
    const before = new Map<string, string>()
    for (const { operationId, path } of documents)
      before.set(operationId, (await send({ path: addressIn(path, 'chips') })).headers.get('etag') ?? '')
    origin.serve('/plain', {
      body: rss(
        ['TSMC encore', 'Un bon plan de TSMC'].map((title) => ({ title, guid: title, date: '2026-11-01T13:00:00Z' })),
      ),
    })
    // So that the day is over too, and its entry is there.
    service.clock.advance(86_400_000)
    await service.poll()
    for (const { operationId, path, responses } of documents) {
      const at = (name: string) => addressIn(path, name)
      const asked: Readonly<Record<string, Asked>> = {
        200: { path: at('chips') },
        226: { path: at('chips'), headers: { 'A-IM': 'feed', 'If-None-Match': before.get(operationId) ?? '' } },
        304: { path: at('chips'), headers: { 'If-None-Match': '*' } },
        400: { path: `${at('all')}?limit=0` },
        401: { path: at('chips'), at: `http://127.0.0.1:${locked.port}` },
        404: { path: at('nope') },
        406: { path: at('chips'), headers: NO_CODING },
        500: { path: at('chips'), at: `http://127.0.0.1:${broken.port}` },
        503: { path: at('chips'), at: `http://127.0.0.1:${damaged.port}` },
      }
      for (const [status, { content = {} }] of Object.entries(responses)) {
        const response = await send(asked[status] ?? { path: '' })
        expect([operationId, response.status]).toEqual([operationId, Number(status)])
        const types = Object.keys(content)
        const given = (one: Response) => one.headers.get('content-type')?.replace(/;.*/, '') ?? ''
        if (types.length > 0) expect(types, `${operationId} ${status}`).toContain(given(response))
        // A name in the path decides alone; where there is none, each type that is described can be had.
        if (status !== '200' || path.includes('{format}')) continue
        for (const type of types) {
          const wanted = await send(asked[200] ?? { path: '' }, { Accept: type })
          expect([operationId, given(wanted)]).toEqual([operationId, type])
        }
      }
    }
  })

  it('has a schema that every answer fits, without a field that it does not name', async () => {
    const compile = checker()
    for (const { operationId, responses } of operations()) {
      const check = compile(responses[200]?.content?.['application/json']?.schema ?? {})
      expect(good[operationId], operationId).not.toHaveLength(0)
      for (const asked of good[operationId] ?? []) {
        const response = await send(asked)
        expect([asked.path, response.status]).toEqual([asked.path, 200])
        check(await response.json())
        expect([asked.path, check.errors ?? []]).toEqual([asked.path, []])
      }
    }
  })

  it('names errors that can be had, and no others are had', async () => {
    const compile = checker()
    for (const { operationId, responses, method } of operations()) {
      const statuses = Object.keys(responses).filter((status) => !['200', '304'].includes(status))
      const [usual] = good[operationId] ?? []
      const causes = { ...bad[operationId], 406: { ...usual, path: usual?.path ?? '', headers: NO_CODING } }
      expect([operationId, statuses]).toEqual([operationId, Object.keys(causes)])
      for (const [status, asked] of Object.entries(causes)) {
        const response = await send(asked)
        const check = compile(responses[status]?.content?.['application/json']?.schema ?? {})
        expect([asked.path, response.status]).toEqual([asked.path, Number(status)])
        const sent = await response.text()
        expect([check(JSON.parse(sent)), check.errors]).toEqual([true, null])
        // Where things lie here is nobody's business.
        for (const { path } of folders) expect(sent).not.toContain(path)
      }
      const [asked] = good[operationId] ?? []
      if (responses[304] === undefined || asked === undefined || method !== 'get') continue
      const first = await send(asked)
      const again = await send(asked, { 'If-None-Match': first.headers.get('etag') ?? '' })
      expect([operationId, again.status]).toEqual([operationId, 304])
    }
  })

  it('refuses other methods as it refuses anything', async () => {
    const response = await fetch(`${service.url}/api/items`, { method: 'POST' })
    const check = checker()(api.components.schemas.Error ?? {})
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
    expect([check(await response.json()), check.errors]).toEqual([true, null])
  })

  it('has every field of the schemas answered by something here', async () => {
    const answers = new Set<string>()
    const { getDocument: _itself, ...others } = good
    const all = [...Object.values(others), ...Object.values(bad).map((errors) => Object.values(errors))].flat()
    for (const asked of all) namesIn(await (await send(asked)).json(), answers)
    const written = new Set<string>()
    propertiesIn(api.components, written)
    // Those that tell of what does not happen in this test, each covered by one of its own.
    const elsewhere = ['lookedBackTo', 'movedTo', 'heldUntil', 'commentsFeed', 'inReplyTo', 'license', 'private']
    expect([...written].filter((name) => !answers.has(name) && !elsewhere.includes(name))).toEqual([])
  })

  it('shows the parameters by the schemas that read them', async () => {
    const compile = checker()
    const { parameters = [] } = operations().find(({ operationId }) => operationId === 'listItems') ?? {}
    const names = parameters.map(({ name }) => name)
    const refused = await service.get('/api/items?nope=1')
    expect(await refused.json()).toMatchObject({
      error: { message: `There is no parameter “nope”; there are ${names.join(', ')}.` },
    })
    const limit = parameters.find(({ name }) => name === 'limit')?.schema ?? {}
    for (const value of [0, 1, 200, 201, 1.5]) {
      const { status } = await service.get(`/api/items?limit=${value}`)
      expect([value, status === 200]).toEqual([value, compile(limit)(value)])
    }
    for (const { name, schema } of parameters) {
      const [example] = (schema as { examples?: unknown[] }).examples ?? []
      if (example !== undefined) expect([name, compile(schema)(example)]).toEqual([name, true])
    }
  })
})

describe('/api', () => {
  it('is a page with no script but our own, whose examples work', async () => {
    const response = await service.get('/api', { Accept: 'text/html,*/*;q=0.8' })
    const page = await response.text()
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(page).not.toMatch(
      /<script(?! type="module" src="\/assets\/page\.js\?)|undefined|\[object|https?:\/\/(?!127\.0\.0\.1)/,
    )
    const commands = [...page.matchAll(/<code>curl ([^<]*)<\/code>/g)].map(([, command = '']) =>
      command.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"'),
    )
    expect(commands).toHaveLength(described().length)
    expect(page).not.toContain('`')
    const anchors = [...page.matchAll(/href="#([^"]+)"/g)].map(([, name = '']) => name)
    expect(anchors.filter((name) => !page.includes(` id="${name}"`))).toEqual([])
    for (const command of commands) {
      const [, url = '', , accept, , body] =
        /^'?([^' ]+)'?( -H 'accept: ([^']+)')?( -H '[^']+' -d '([^']+)')?$/.exec(command) ?? []
      expect(url.startsWith(`${service.url}/`)).toBe(true)
      const asked = {
        path: url.slice(service.url.length),
        ...(accept === undefined ? {} : { headers: { accept } }),
        ...(body === undefined ? {} : { body: JSON.parse(body) as object }),
      }
      expect([command, (await send(asked)).status]).toEqual([command, 200])
    }
  })

  it('is the description for who asks for JSON', async () => {
    const response = await service.get('/api', { Accept: 'application/json' })
    expect(response.headers.get('vary')).toContain('Accept')
    expect(await response.json()).toEqual(api)
  })
})

/** What is served, on a new database with which something is done first. */
async function appOn(folder: string, first: (store: Store) => Promise<void>, { locked = false } = {}) {
  const env = { TRIBUTARY_CONFIG: join(service.folder, 'feeds.config.json') }
  const { title, timezone, feeds, sources, topics, filters } = loadConfig(env, folder)
  const now = service.clock.now
  const store = await openStore({ dataDir: folder, tagAuthority: 'x.example', now: now() })
  await first(store)
  return createApp({
    ...{ title, timezone, sources, topics, filters, store, now, keyring: createKeyring({}) },
    ...(locked ? { feeds: [], privateFeeds: feeds } : { feeds, privateFeeds: [] }),
    ...{ baseUrl: () => 'http://x.example', onError: () => undefined },
  })
}

/** The routes of a router, and of those within it, as `method path`. */
function routesOf({ stack }: Pick<Router, 'stack'>): string[] {
  return stack.flatMap(({ route, handle }) =>
    route === undefined
      ? routesOf({ stack: 'stack' in handle ? (handle.stack as Router['stack']) : [] })
      : [route.path].flat().flatMap((path) => route.stack.map(({ method }) => `${method} ${path}`)),
  )
}

function namesIn(value: unknown, names: Set<string>): void {
  if (typeof value !== 'object' || value === null) return
  for (const [name, inside] of Object.entries(value)) {
    names.add(name)
    namesIn(inside, names)
  }
}

function propertiesIn(schema: unknown, names: Set<string>): void {
  if (typeof schema !== 'object' || schema === null) return
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties') for (const name of Object.keys(value as object)) names.add(name)
    propertiesIn(value, names)
  }
}
