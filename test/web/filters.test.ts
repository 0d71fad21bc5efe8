import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../support/command.ts'
import { rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'

interface Found {
  readonly items: readonly { readonly id: string; readonly title: string; readonly hidden?: boolean }[]
}

interface Explained {
  readonly hidden: boolean
  readonly filters: readonly object[]
  readonly feeds: readonly { readonly name: string; readonly carried: boolean; readonly missing?: object }[]
}

let origin: Origin
let service: Service

const article = (title: string, html: string, path = title) => ({
  title,
  guid: title,
  link: `https://x.example/${encodeURIComponent(path)}`,
  date: 'Sun, 01 Nov 2026 11:00:00 GMT',
  html,
})

beforeAll(async () => {
  origin = await startOrigin()
  const both = article('Une économie de puces', 'Un texte que deux sources ont')
  origin.serve('/a', {
    body: rss(
      [
        article('Bon plan : une montre', 'Vingt pour cent de moins'),
        article('Publicité pour TSMC', 'Un texte payé'),
        article('TSMC embauche', 'À Dresde'),
        both,
      ],
      { lang: 'fr' },
    ),
  })
  origin.serve('/b', { body: rss([both, article('Bon plan de B', 'Moins cher')], { lang: 'fr' }) })
  service = await startService({
    sources: [
      {
        id: 'a',
        url: `${origin.url}/a`,
        title: 'A',
        priority: 90,
        filters: [{ name: 'no ads', exclude: ['publicite', 'economie'] }],
      },
      { id: 'b', url: `${origin.url}/b`, title: 'B' },
    ],
    topics: [{ id: 'tsmc', title: 'TSMC', where: 'TSMC' }],
    filters: [
      { name: 'no deals', exclude: 'title:"bon plan"' },
      { name: 'hiring', include: 'embauche', tag: 'Emploi' },
      { include: 'Dresde', boost: 3 },
    ],
    feeds: [
      { name: 'tsmc', title: 'TSMC', topics: ['tsmc'] },
      { name: 'b', title: 'B', sources: ['b'] },
      { name: 'jobs', title: 'Jobs', where: 'tag:emploi' },
    ],
  })
})

afterAll(async () => {
  await service[Symbol.asyncDispose]()
  await origin[Symbol.asyncDispose]()
})

const json = async (path: string) => (await (await service.get(path)).json()) as Found
const titles = async (path: string) => (await json(path)).items.map(({ title }) => title).toSorted()
const idOf = async (title: string) => {
  const found = [...(await json('/api/items')).items, ...(await json('/api/items?hidden=only')).items]
  return found.find((item) => item.title === title)?.id ?? ''
}
const explained = async (title: string) =>
  (await (await service.get(`/api/items/${await idOf(title)}/explain`)).json()) as Explained

describe('what filters hide', () => {
  it('is in no feed, and is listed with its reason', async () => {
    expect(await titles('/feeds/all.json')).toEqual(['TSMC embauche', 'Une économie de puces'])
    expect(await titles('/feeds/tsmc.json')).toEqual(['TSMC embauche'])
    expect(await titles('/feeds/tsmc/hidden.json')).toEqual(['Publicité pour TSMC'])
    expect(await titles('/feeds/b/hidden.json')).toEqual(['Bon plan de B'])
    expect(await titles('/feeds/all/hidden.json?q=montre')).toEqual(['Bon plan : une montre'])
    const atom = await (await service.get('/feeds/all/hidden.atom')).text()
    expect(atom).toContain('Hidden by the filter “no deals”: it matches what the filter excludes')
    expect(atom).toMatch(/<link rel="self"[^>]* href="[^"]*\/feeds\/all\/hidden\.atom"/)
    expect((await service.get('/feeds/all/other.atom')).status).toBe(404)
    expect((await service.get('/feeds/none/hidden.atom')).status).toBe(404)
  })

  it('is a page, which the feed’s own page leads to', async () => {
    const html = { accept: 'text/html' }
    expect(await (await service.get('/feeds/tsmc', html)).text()).toContain('href="/feeds/tsmc/hidden"')
    const page = await (await service.get('/feeds/tsmc/hidden', html)).text()
    expect(page).toContain('Publicité pour TSMC')
    expect(page).toContain('Hidden by the filter “no ads of a”')
    expect(page).not.toContain('TSMC embauche')
    const id = await idOf('Publicité pour TSMC')
    expect(await (await service.get(`/items/${id}`)).text()).toContain('Hidden: no feed carries it')
  })

  it('is asked for by the API, and by the command', async () => {
    expect(await titles('/api/items?hidden=only&q=tsmc')).toEqual(['Publicité pour TSMC'])
    expect((await json('/api/items?hidden=only')).items.every(({ hidden }) => hidden === true)).toBe(true)
    expect((await service.get('/api/items?hidden=yes')).status).toBe(400)
    const { out } = await run(service.folder, ['items', '--hidden', 'montre'], env())
    expect(out).toMatch(/ {2}a {2}Bon plan : une montre\n$/)
  })
})

describe('what a source filter hides and another source carries', () => {
  it('is published in the words of the other', async () => {
    const { items } = await json('/api/items?q=deux%20sources')
    expect(items).toMatchObject([{ source: { id: 'b' }, sources: ['b', 'a'] }])
  })

  it('is explained for each source', async () => {
    const { hidden, filters, feeds } = await explained('Une économie de puces')
    expect(hidden).toBe(false)
    expect(filters).toMatchObject([
      {
        ...{ filter: 'no ads of a', sourceId: 'a', failed: 'exclude', recorded: true, applies: true },
        // An accent apart.
        because: [{ part: 'economie', words: [{ field: 'title', start: 4, end: 12, text: 'économie' }] }],
      },
    ])
    expect(feeds.map(({ name, carried }) => [name, carried])).toEqual([
      ...[
        ['all', true],
        ['tsmc', false],
        ['b', true],
        ['jobs', false],
      ],
    ])
  })
})

describe('an explanation', () => {
  it('says which filter hides an article, by which words, and which feeds miss it for that', async () => {
    const { hidden, filters, feeds } = await explained('Publicité pour TSMC')
    expect(hidden).toBe(true)
    expect(filters).toMatchObject([
      {
        filter: 'no ads of a',
        outcome: { kind: 'hide' },
        because: [{ part: 'publicite', words: [{ text: 'Publicité' }] }],
      },
    ])
    expect(feeds.map(({ name, carried, missing }) => [name, carried, missing])).toEqual([
      ['all', false, { kind: 'hidden' }],
      ['tsmc', false, { kind: 'hidden' }],
      ['b', false, { kind: 'query', part: 'source:b' }],
      ['jobs', false, { kind: 'query', part: 'tag:emploi' }],
    ])
    const page = await (await service.get(`/items/${await idOf('Publicité pour TSMC')}/why`)).text()
    expect(page).toContain(
      'hides what a carries: it matches what the filter excludes (exclude: publicite) (“Publicité” in the title)',
    )
    expect(page).toContain('does not carry it: its query matches, but filters hide it')
  })

  it('says what tags and boosts an article', async () => {
    const { filters } = await explained('TSMC embauche')
    expect(filters).toMatchObject([
      {
        filter: 'hiring',
        outcome: { kind: 'tag', label: 'Emploi' },
        recorded: true,
        because: [{ words: [{ text: 'embauche' }] }],
      },
      { filter: 'filters[2]', outcome: { kind: 'boost', factor: 3 }, recorded: true },
    ])
    expect(await titles('/feeds/jobs.json')).toEqual(['TSMC embauche'])
    const { out } = await run(service.folder, ['explain', '--json', await idOf('TSMC embauche')], env())
    expect(JSON.parse(out)).toEqual(await explained('TSMC embauche'))
  })
})

function env() {
  return {
    TRIBUTARY_CONFIG: join(service.folder, 'feeds.config.json'),
    TRIBUTARY_DATA: join(service.folder, 'data'),
  }
}
