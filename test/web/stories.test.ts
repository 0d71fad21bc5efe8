import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../support/command.ts'
import { rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'

interface Entry {
  readonly id: string
  readonly title: string
  readonly content_html?: string
  readonly _tributary: { readonly story: string; readonly also?: readonly { readonly title: string }[] }
}

let origin: Origin
let service: Service

const article = (title: string, hour: number, html = 'Un texte') => ({
  title,
  guid: title,
  link: `https://x.example/${encodeURIComponent(title)}`,
  date: `Sun, 01 Nov 2026 ${String(hour).padStart(2, '0')}:00:00 GMT`,
  html,
})

beforeAll(async () => {
  origin = await startOrigin()
  origin.serve('/a', {
    body: rss([article('Rien à voir', 11), article('Une usine <TSMC> à Dresde', 8)], { lang: 'fr' }),
  })
  origin.serve('/b', { body: rss([article('Der Bau beginnt', 10), article('Ganz anderes', 3)], { lang: 'de' }) })
  origin.serve('/c', {
    body: rss([article('Works begin in Saxony', 9, 'Much more to read. '.repeat(20))], { lang: 'en' }),
  })
  service = await startService({
    sources: [
      { id: 'a', url: `${origin.url}/a`, title: 'A', priority: 90 },
      { id: 'b', url: `${origin.url}/b`, title: 'B' },
      { id: 'c', url: `${origin.url}/c`, title: 'C' },
    ],
    feeds: [
      { name: 'grouped', title: 'Grouped', stories: 'grouped' },
      { name: 'first', title: 'First', stories: 'first' },
      { name: 'de', title: 'De', stories: 'grouped', where: '-source:a', lang: 'de' },
      { name: 'two', title: 'Two', stories: 'grouped', limit: 2 },
      { name: 'arrived', title: 'Arrived', stories: 'grouped', order: 'received', limit: 2 },
    ],
  })
  const ids = await Promise.all(['usine', 'bau', 'saxony'].map(idOf))
  for (const id of ids.slice(1)) expect((await command('stories', 'join', ids[0] ?? '', id)).code).toBe(0)
})

afterAll(async () => {
  await service[Symbol.asyncDispose]()
  await origin[Symbol.asyncDispose]()
})

const command = (...args: string[]) =>
  run(service.folder, args, {
    TRIBUTARY_CONFIG: join(service.folder, 'feeds.config.json'),
    TRIBUTARY_DATA: join(service.folder, 'data'),
  })
async function idOf(q: string): Promise<string> {
  const { items } = (await (await service.get(`/api/items?q=${q}`)).json()) as { items: { id: string }[] }
  return items[0]?.id ?? ''
}
const entries = async (path: string) => ((await (await service.get(path)).json()) as { items: Entry[] }).items
const titles = async (path: string) => (await entries(path)).map(({ title }) => title)

describe('a feed of stories', () => {
  it('has one entry a story, the one that leads, with the others beside it', async () => {
    const found = await entries('/feeds/grouped.json')
    expect(found.map(({ title }) => title)).toEqual(['Rien à voir', 'Une usine <TSMC> à Dresde', 'Ganz anderes'])
    expect(found[1]?._tributary.also?.map(({ title }) => title)).toEqual(['Der Bau beginnt', 'Works begin in Saxony'])
    expect(found[1]?.content_html).toContain('Also covered by:')
    const atom = await (await service.get('/feeds/grouped.atom')).text()
    expect(atom).toContain(
      '<link rel="related" href="https://x.example/Works%20begin%20in%20Saxony" title="Works begin in Saxony"/>',
    )
  })

  it('has the id of the story, whichever article leads', async () => {
    const [, usine] = await entries('/feeds/grouped.json')
    const [saxony] = await entries('/feeds/de.json')
    expect(saxony?.title).toBe('Der Bau beginnt')
    expect(saxony?.id).toBe(usine?.id)
    expect(usine?.id).toMatch(new RegExp(`/${usine?._tributary.story}$`))
  })

  it('has the first article of each story where that is asked for', async () => {
    expect(await titles('/feeds/first.json')).toEqual(['Rien à voir', 'Une usine <TSMC> à Dresde', 'Ganz anderes'])
  })

  it('shows a story on one page alone', async () => {
    const html = { accept: 'text/html' }
    const first = await (await service.get('/feeds/two', html)).text()
    expect(first).toContain('2 others cover it')
    const [, older = ''] = /rel="next" href="([^"]+)"/.exec(first) ?? []
    const second = await (await service.get(older.replaceAll('&amp;', '&'), html)).text()
    expect(second).toContain('Ganz anderes')
    expect(second).not.toContain('Dresde')
    expect(second).not.toContain('Saxony')
  })

  it('goes by the arrival of what came last of a story, where that is asked for', async () => {
    service.clock.advance(3_600_000)
    origin.serve('/b', {
      body: rss([article('Spät gekommen', 1), article('Der Bau beginnt', 10), article('Ganz anderes', 3)], {
        lang: 'de',
      }),
    })
    await service.poll()
    expect((await titles('/feeds/arrived.json'))[0]).toBe('Spät gekommen')
    const html = { accept: 'text/html' }
    const found: string[] = []
    for (let path: string | undefined = '/feeds/arrived'; path !== undefined; ) {
      const text: string = await (await service.get(path, html)).text()
      found.push(...[...text.matchAll(/<h3[^>]*><a[^>]*>([^<]*)</g)].map(([, title = '']) => title))
      path = /rel="next" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
    }
    expect(found.toSorted()).toEqual([
      'Ganz anderes',
      'Rien à voir',
      'Spät gekommen',
      'Une usine &lt;TSMC&gt; à Dresde',
    ])
  })

  it('names the others on the page of each, and says why', async () => {
    const id = await idOf('bau')
    expect(await (await service.get(`/items/${id}`)).text()).toMatch(
      /Also covered by<\/h2>[\s\S]*Works begin in Saxony/,
    )
    const explained = (await (await service.get(`/api/items/${id}/explain`)).json()) as { story: object }
    expect(explained.story).toMatchObject({ byHand: true, others: [{ sourceId: 'c' }, { sourceId: 'a' }] })
    expect(await (await service.get(`/items/${id}/why`)).text()).toContain('is in its story by hand')
  })

  it('that many carry is hot', async () => {
    expect((await titles('/api/items?sort=hot'))[0]).toBe('Der Bau beginnt')
    expect(await (await service.get('/?sort=hot')).text()).toMatch(/What many sources carry[\s\S]*Dresde[\s\S]*Rien/)
  })

  it('is taken apart by hand', async () => {
    expect(await command('stories', 'split', await idOf('saxony'))).toMatchObject({ code: 0 })
    expect(await titles('/feeds/grouped.json')).toEqual([
      ...['Rien à voir', 'Une usine <TSMC> à Dresde', 'Works begin in Saxony', 'Ganz anderes', 'Spät gekommen'],
    ])
    expect(await command('stories', 'split', 'nobody')).toMatchObject({
      code: 1,
      err: expect.stringContaining('nobody'),
    })
  })
})
