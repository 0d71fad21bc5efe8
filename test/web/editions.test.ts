import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../support/command.ts'
import { rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'

interface Entry {
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly content_html: string
  readonly date_published: string
}

let origin: Origin
let service: Service

const article = (title: string, date: string, html = 'Un texte') => ({
  title,
  guid: title,
  link: `https://${title.startsWith('Banni') ? 'banni' : 'x'}.example/${encodeURIComponent(title)}`,
  date: new Date(date).toUTCString(),
  html,
})
const serve = (path: string, articles: ReturnType<typeof article>[]) =>
  origin.serve(path, { body: rss(articles, { lang: 'fr' }) })
const config = (more: object = {}) => ({
  title: 'Le fleuve',
  timezone: 'Europe/Paris',
  sources: [
    { id: 'a', url: `${origin.url}/a`, title: 'A & fils', priority: 90 },
    { id: 'b', url: `${origin.url}/b`, title: 'B' },
  ],
  feeds: [
    { name: 'puces', title: 'Puces', lang: 'fr', noindex: true },
    { name: 'chips', title: 'Chips' },
    { name: 'none', title: 'None', where: 'nothing' },
  ],
  ...more,
})

const MORNING = [
  article('Une usine <à> Dresde', '2026-11-23T08:00:00Z'),
  article('Tout seul', '2026-11-23T09:00:00Z'),
  article('Très vieux', '2026-01-01T09:00:00Z'),
]

beforeAll(async () => {
  origin = await startOrigin()
  serve('/a', MORNING)
  serve('/b', [article('La même usine, vue par B', '2026-11-23T07:00:00Z'), article('Banni', '2026-11-23T09:30:00Z')])
  service = await startService(config(), '2026-11-23T10:00:00Z')
  const { items } = (await (await service.get('/api/items?q=usine')).json()) as { items: { id: string }[] }
  const env = {
    TRIBUTARY_CONFIG: join(service.folder, 'feeds.config.json'),
    TRIBUTARY_DATA: join(service.folder, 'data'),
  }
  expect((await run(service.folder, ['stories', 'join', items[0]?.id ?? '', items[1]?.id ?? ''], env)).code).toBe(0)
})

afterAll(async () => {
  await service[Symbol.asyncDispose]()
  await origin[Symbol.asyncDispose]()
})

/** Without its address, for the port is another one after a restart. */
const entries = async (path: string) => {
  const { items } = (await (await service.get(path)).json()) as { items: (Entry & { url: string })[] }
  return items.map(({ url: _url, ...entry }): Entry => entry)
}
async function setTime(moment: string): Promise<void> {
  service.clock.advance(Date.parse(moment) - service.clock.now())
}

describe('the editions of a feed', () => {
  let first: Entry | undefined

  it('have no entry before the day is over where the configuration says', async () => {
    await setTime('2026-11-23T22:59:00Z')
    expect(await entries('/feeds/puces/daily.json')).toEqual([])
    expect(await (await service.get('/feeds/puces/daily', { accept: 'text/html' })).text()).toContain('Nothing yet')
  })

  it('have one for each day, its stories by outlets, each with its sources', async () => {
    await setTime('2026-11-23T23:00:00Z')
    const found = await entries('/feeds/puces/daily.json')
    first = found[0]
    expect(found).toMatchObject([
      {
        id: expect.stringMatching(/^tag:localhost,2026:edition\/puces\/daily\/2026-11-23$/),
        title: 'Puces : lundi 23 novembre 2026',
        date_published: '2026-11-23T23:00:00.000Z',
        summary: '3 sujets, 2 sources: Une usine <à> Dresde · Banni · Tout seul',
      },
    ])
    expect(first?.content_html).toMatch(
      /^<ol><li><a href="[^"]*">Une usine &lt;à&gt; Dresde<\/a> \(A &amp; fils\)<ul><li><a href="[^"]*">La même usine, vue par B<\/a> \(B\)<\/li><\/ul><\/li><li>/,
    )
    // It is older than a week: no news, whenever it came.
    expect(first?.content_html).not.toContain('vieux')
    expect(await entries('/feeds/none/daily.json')).toEqual([])
  })

  it('are in every format, by ending and by Accept, in the language of the feed', async () => {
    for (const format of ['atom', 'rss', 'json']) {
      const answer = await service.get(`/feeds/chips/daily.${format}`)
      expect(answer.headers.get('content-type')).toContain(format)
      expect(await answer.text()).toMatch(/Chips: Monday,? 23 November 2026/)
    }
    const asked = await service.get('/feeds/puces/daily', { accept: 'application/atom+xml' })
    const text = await asked.text()
    expect(asked.headers.get('vary')).toContain('Accept')
    expect(asked.headers.get('x-robots-tag')).toBe('noindex')
    expect(text).toMatch(/<link rel="self"[^>]* href="[^"]*\/feeds\/puces\/daily\.atom"/)
    expect(text).toContain('Puces : jour par jour')
    const page = await (await service.get('/feeds/puces/daily', { accept: 'text/html' })).text()
    expect(page).toContain('id="daily-2026-11-23"')
    expect((await service.get('/feeds/nobody/daily.atom')).status).toBe(404)
    expect((await service.get('/feeds/puces/hourly.atom')).status).toBe(404)
  })

  it('do not change once they are out, whatever comes, is edited or put together later', async () => {
    const tag = (await service.get('/feeds/puces/daily.atom')).headers.get('etag')
    await setTime('2026-11-24T08:00:00Z')
    serve('/a', [
      article('En retard', '2026-11-23T20:00:00Z'),
      article('Une usine <à> Dresde', '2026-11-23T08:00:00Z', 'Un tout autre texte'),
      { ...article('Tout seul', '2026-11-23T09:00:00Z'), title: 'Tout autre titre' },
    ])
    await service.poll()
    expect(await entries('/feeds/puces/daily.json')).toEqual([first])
    expect((await service.get('/feeds/puces/daily.atom')).headers.get('etag')).toBe(tag)
    const again = await service.get('/feeds/puces/daily.atom', { 'if-none-match': tag ?? '' })
    expect(again.status).toBe(304)
    await service.restart()
    expect(await entries('/feeds/puces/daily.json')).toEqual([first])
  })

  it('have what came late in that of the day on which it came', async () => {
    await setTime('2026-11-25T08:00:00Z')
    const [second, ...older] = await entries('/feeds/puces/daily.json')
    expect(second?.title).toBe('Puces : mardi 24 novembre 2026')
    expect(second?.content_html).toContain('En retard')
    expect(second?.content_html).not.toContain('Dresde')
    expect(older).toEqual([first])
  })

  it('are one a week, where that is asked for', async () => {
    expect(await entries('/feeds/puces/weekly.json')).toEqual([])
    await setTime('2026-11-30T08:00:00Z')
    const [week, ...others] = await entries('/feeds/puces/weekly.json')
    expect(week).toMatchObject({
      id: expect.stringMatching(/edition\/puces\/weekly\/2026-W48$/),
      title: expect.stringMatching(/^Puces : semaine 48, 23.29 novembre 2026$/),
    })
    expect(week?.content_html).toMatch(/Dresde[\s\S]*En retard/)
    expect(others).toEqual([])
  })

  it('lose what is taken down, and get it back', async () => {
    const before = await service.get('/feeds/puces/daily.json')
    await service.reload(config({ takedown: ['banni.example'] }))
    const after = await service.get('/feeds/puces/daily.json')
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'))
    for (const path of ['daily.json', 'daily.atom', 'daily.rss', 'daily', 'weekly.json', 'weekly'])
      expect(await (await service.get(`/feeds/puces/${path}`, { accept: 'text/html' })).text(), path).not.toMatch(
        /banni/i,
      )
    expect((await entries('/feeds/puces/daily.json')).map(({ id }) => id)).toContain(first?.id)
    await service.reload(config())
    expect((await entries('/feeds/puces/daily.json')).at(-1)).toEqual(first)
  })
})
