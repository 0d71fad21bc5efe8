import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../support/command.ts'
import { rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'

let origin: Origin
let service: Service
let ids: readonly string[]

const BANNED = /interdit/i
const article = (title: string, link: string, hour: number) => ({
  title,
  guid: title,
  link,
  date: `Sun, 01 Nov 2026 ${hour}:00:00 GMT`,
  html: `${title} : un texte`,
})

const config = (takedown: readonly string[]) => ({
  sources: [
    { id: 'a', url: `${origin.url}/a`, title: 'A' },
    { id: 'b', url: `${origin.url}/b`, title: 'B' },
  ],
  topics: [{ id: 'usine', title: 'Usine', where: 'usine' }],
  filters: [{ name: 'no ads', exclude: 'publicite' }],
  feeds: [
    { name: 'grouped', title: 'Grouped', stories: 'grouped' },
    { name: 'first', title: 'First', stories: 'first' },
    { name: 'usine', title: 'Usine', topics: ['usine'], order: 'received' },
    { name: 'pinned', title: 'Pinned', where: 'nothing', pin: 'usine' },
  ],
  takedown,
})

beforeAll(async () => {
  origin = await startOrigin()
  origin.serve('/a', {
    body: rss(
      [
        article('Une usine permise', 'https://x.example/1', 11),
        article('Une usine interdite', 'https://www.interdit.example/2', 10),
        article('Publicité interdite', 'https://interdit.example/3', 9),
      ],
      { lang: 'fr' },
    ),
  })
  origin.serve('/b', {
    body: rss([article('L’usine interdite par son adresse', 'https://y.example/interdit?utm_source=b', 8)], {
      lang: 'fr',
    }),
  })
  service = await startService(config([]))
  ids = [...(await idsOf('/api/items')), ...(await idsOf('/api/items?hidden=only'))]
  expect(ids).toHaveLength(4)
  const env = {
    TRIBUTARY_CONFIG: join(service.folder, 'feeds.config.json'),
    TRIBUTARY_DATA: join(service.folder, 'data'),
  }
  for (const id of ids.slice(1, 3))
    expect((await run(service.folder, ['stories', 'join', ids[0] ?? '', id], env)).code).toBe(0)
})

afterAll(async () => {
  await service[Symbol.asyncDispose]()
  await origin[Symbol.asyncDispose]()
})

const idsOf = async (path: string) =>
  ((await (await service.get(path)).json()) as { items: { id: string }[] }).items.map(({ id }) => id)
const bodyOf = async (path: string) => (await service.get(path, { accept: 'text/html' })).text()

/** Every route that could show an article, in all of its formats. */
function routes(): string[] {
  const names = ['all', 'grouped', 'first', 'usine', 'pinned', 'all/hidden']
  return [
    ...[
      '/',
      '/?sort=hot',
      '/?q=usine',
      '/?sort=received',
      '/sources',
      '/sources/a',
      '/topics',
      '/topics/usine',
      '/try?q=usine&feed=all',
      '/robots.txt',
    ],
    ...['/feed.xml', '/atom.xml', '/feed.json'],
    ...names.flatMap((name) => ['', '.atom', '.rss', '.json'].map((format) => `/feeds/${name}${format}`)),
    ...['', '?q=usine', '?sort=hot', '?sort=relevance&q=usine', '?sort=received', '?hidden=only', '?topic=usine'].map(
      (query) => `/api/items${query}`,
    ),
    ...['/api/sources', '/api/topics', '/api/feeds'],
    ...ids
      .slice(0, 1)
      .flatMap((id) => [
        ...['', '/why', '/revisions'].map((part) => `/items/${id}${part}`),
        ...['', '/explain', '/revisions'].map((part) => `/api/items/${id}${part}`),
      ]),
  ]
}

async function showing(): Promise<string[]> {
  const shown: string[] = []
  for (const path of routes()) {
    const answer = await service.get(path, { accept: path.startsWith('/api') ? '*/*' : 'text/html' })
    expect(answer.status, path).toBe(200)
    if (BANNED.test(await answer.text())) shown.push(path)
  }
  return shown
}

async function tried(): Promise<string> {
  const body = JSON.stringify({ query: 'usine' })
  const headers = { 'content-type': 'application/json' }
  return (await fetch(`${service.url}/api/try`, { method: 'POST', headers, body })).text()
}

describe('what the configuration takes down', () => {
  it('was everywhere before', async () => {
    const shown = await showing()
    for (const path of ['/', '/feeds/all.atom', '/feeds/grouped.json', '/api/items', '/feeds/all/hidden.rss'])
      expect(shown).toContain(path)
    for (const id of ids.slice(1)) expect(await bodyOf(`/items/${id}`)).toMatch(BANNED)
    expect(await tried()).toMatch(BANNED)
  })

  it('is in no document, page or answer as soon as that is loaded', async () => {
    await service.reload(config(['interdit.example', 'https://y.example/interdit']))
    expect(await showing()).toEqual([])
    expect(await tried()).not.toMatch(BANNED)
    expect(await idsOf('/api/items')).toEqual(ids.slice(0, 1))
  })

  it('is gone, and says so, where somebody has its address', async () => {
    for (const id of ids.slice(1)) {
      for (const path of [`/items/${id}`, `/items/${id}/why`, `/items/${id}/revisions`]) {
        const page = await service.get(path, { accept: 'text/html' })
        expect(page.status, path).toBe(410)
        expect(await page.text()).toContain('This article has been taken down here')
      }
      for (const path of ['', '/explain', '/revisions']) {
        const answer = await service.get(`/api/items/${id}${path}`)
        expect([answer.status, await answer.json()], path).toEqual([
          410,
          { error: { code: 'gone', message: expect.stringContaining('taken down'), parameter: 'id' } },
        ])
      }
    }
    expect((await service.get('/items/nobody')).status).toBe(404)
  })

  it('is not found by the commands', async () => {
    const env = {
      TRIBUTARY_CONFIG: join(service.folder, 'feeds.config.json'),
      TRIBUTARY_DATA: join(service.folder, 'data'),
    }
    expect((await run(service.folder, ['items', 'usine'], env)).out).not.toMatch(BANNED)
    expect((await run(service.folder, ['explain', 'https://y.example/interdit'], env)).code).toBe(1)
  })

  it('stays away after a poll, and a restart', async () => {
    await service.restart(config(['interdit.example', 'https://y.example/interdit']))
    service.clock.advance(3_600_000)
    await service.poll()
    expect(await showing()).toEqual([])
  })

  it('is back when the line is taken away', async () => {
    const before = await (await service.get('/feeds/all.atom')).text()
    await service.reload(config(['https://y.example/interdit']))
    expect(await (await service.get('/feeds/all.atom')).text()).not.toBe(before)
    expect(await idsOf('/api/items')).toHaveLength(2)
    expect(await bodyOf(`/items/${ids[1]}`)).toMatch(BANNED)
  })

  it('is so where another site has taken it from there, and nothing names the site', async () => {
    origin.serve('/b', {
      body: `<rss version="2.0"><channel><title>Planète</title><link>https://interdit.example/</link><item>
        <title>Repris d’un autre</title><guid>p</guid><link>https://planete.example/p</link>
        <source url="https://www.interdit.example/rss">Un autre</source></item></channel></rss>`,
    })
    const titles = async () => await (await service.get('/api/items')).text()
    service.clock.advance(3_600_000)
    await service.poll()
    expect(await titles()).toContain('Repris d’un autre')
    expect(await (await service.get('/api/sources')).text()).toMatch(BANNED)
    await service.reload(config(['interdit.example', 'https://y.example/interdit']))
    expect(await titles()).not.toContain('Repris d’un autre')
    expect(await showing()).toEqual([])
    expect(await (await service.get('/api/sources')).text()).not.toMatch(BANNED)
  })
})
