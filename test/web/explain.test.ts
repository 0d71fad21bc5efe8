import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../support/command.ts'
import { articles, rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'

interface Explained {
  readonly id: string
  readonly sightings: readonly object[]
  readonly urls: readonly string[]
  readonly topics: readonly { readonly id: string }[]
  readonly feeds: readonly { readonly name: string; readonly carried: boolean; readonly missing?: object }[]
}

let origin: Origin
let service: Service
let id: string

const shared = {
  title: 'Nouvelle usine',
  guid: 'usine',
  date: 'Sun, 18 Oct 2026 11:00:00 GMT',
  html: 'Une usine de <b>semi</b>-conducteurs & d’<i>électronique</i>.',
}

beforeAll(async () => {
  origin = await startOrigin()
  origin.serve('/a', {
    body: rss([...articles(3, '2026-11-01T10:00:00Z'), { ...shared, link: 'https://x.example/usine?utm_source=a' }]),
  })
  origin.serve('/b', { body: rss([{ ...shared, link: 'https://www.x.example/usine/' }]) })
  service = await startService({
    sources: [
      { id: 'a', url: `${origin.url}/a`, title: 'A', priority: 90 },
      { id: 'b', url: `${origin.url}/b`, title: 'B' },
    ],
    topics: [{ id: 'chips', title: 'Chips', where: 'semi-conducteurs electronique' }],
    feeds: [
      { name: 'chips', title: 'Chips', where: 'topic:chips' },
      { name: 'fresh', title: 'Fresh', where: 'date:<7d' },
      { name: 'three', title: 'Three', where: 'source:a', limit: 3 },
      { name: 'four', title: 'Four', where: 'source:a', limit: 4 },
      { name: 'kept', title: 'Kept', where: 'date:<7d', pin: 'topic:chips' },
    ],
  })
  const { items } = (await (await service.get('/api/items?q=usine')).json()) as { items: { id: string }[] }
  id = items[0]?.id ?? ''
})

afterAll(async () => {
  await service[Symbol.asyncDispose]()
  await origin[Symbol.asyncDispose]()
})

const explained = async () => (await (await service.get(`/api/items/${id}/explain`)).json()) as Explained

describe('the explanation of an item', () => {
  it('says who carries it, and what merged it', async () => {
    const { sightings, urls } = await explained()
    expect(sightings).toMatchObject([
      { sourceId: 'a', leads: true, firstSeenAt: '2026-11-01T12:00:00.000Z' },
      { sourceId: 'b', leads: false, lastSeenAt: '2026-11-01T12:00:00.000Z' },
    ])
    expect(urls).toEqual(['x.example/usine'])
  })

  it('says which words made its topics, in the text of its content', async () => {
    expect((await explained()).topics).toMatchObject([
      {
        id: 'chips',
        recorded: true,
        matches: true,
        because: [{ words: [{ field: 'text', text: 'semi-conducteurs' }] }, { words: [{ text: 'électronique' }] }],
      },
    ])
  })

  it('says which feeds carry it, as they do, and why the others do not', async () => {
    const { feeds } = await explained()
    for (const { name, carried } of feeds) {
      const { items } = (await (await service.get(`/feeds/${name}.json`)).json()) as { items: { title: string }[] }
      expect({ name, carried }).toEqual({ name, carried: items.some(({ title }) => title === shared.title) })
    }
    expect(feeds.map(({ name, carried, missing }) => [name, carried, missing])).toEqual([
      ['all', true, undefined],
      ['chips', true, undefined],
      ['fresh', false, { kind: 'query', part: 'date:<7d' }],
      ['three', false, { kind: 'limit', limit: 3, newer: 3, more: false }],
      ['four', true, undefined],
      ['kept', true, undefined],
    ])
  })

  it('is a page that the item links to', async () => {
    const item = await (await service.get(`/items/${id}`)).text()
    expect(item).toContain(`href="/items/${id}/why"`)
    const page = await (await service.get(`/items/${id}/why`)).text()
    expect(page).toContain('<code>x.example/usine</code>')
    expect(page).toContain('“électronique” in the text')
    expect(page).toContain('does not carry it: date:&lt;7d does not match')
    expect((await service.get('/items/nobody/why')).status).toBe(404)
    expect((await service.get('/api/items/nobody/explain')).status).toBe(404)
  })

  it('is a command, which takes any URL of it', async () => {
    const env = {
      TRIBUTARY_CONFIG: join(service.folder, 'feeds.config.json'),
      TRIBUTARY_DATA: join(service.folder, 'data'),
    }
    const byUrl = await run(service.folder, ['explain', 'http://x.example/usine?utm_medium=mail'], env)
    expect(byUrl.code).toBe(0)
    expect(byUrl.out).toContain(`${id}: Nouvelle usine\n`)
    expect(byUrl.out).toMatch(/^source a has it as .*; its text is shown$/m)
    expect(byUrl.out).toMatch(/^topic chips matches: .*“semi-conducteurs” in the text/m)
    expect(byUrl.out).toMatch(/^feed three does not carry it: it matches, but 3 newer ones/m)
    expect((await run(service.folder, ['explain', id], env)).out).toBe(byUrl.out)
    expect((await run(service.folder, ['explain', 'https://x.example/nothing'], env)).err).toContain('There is no')
  })
})
