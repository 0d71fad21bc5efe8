import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../support/command.ts'
import { rss } from '../support/feeds.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'

interface Sampled {
  readonly count: number
  readonly items: readonly {
    readonly title: string
    readonly snippet: { readonly text: string; readonly marks: readonly object[] }
  }[]
}

interface Rehearsed {
  readonly since: string
  readonly before: number
  readonly after: number
  readonly kept: number
  readonly added: Sampled
  readonly removed: Sampled
  readonly more: boolean
}

let origin: Origin
let service: Service

const DAY = 86_400_000
/** On the clock of the machine, which the command reads. */
const NOW = Math.floor(Date.now() / 1_000) * 1_000
const article = (title: string, days: number, html = '') => ({
  title,
  guid: title,
  link: `https://x.example/${encodeURIComponent(title)}`,
  date: new Date(NOW - days * DAY).toUTCString(),
  html,
})

beforeAll(async () => {
  origin = await startOrigin()
  origin.serve('/a', {
    body: rss([
      article('TSMC embauche', 1, 'À Dresde, une usine de puces'),
      article('ASML <vend>', 2, 'Des machines'),
      article('Intel & Co', 3, 'Des puces encore'),
      article('TSMC en bon plan', 4),
      article('TSMC d’antan', 100),
    ]),
  })
  service = await startService(
    {
      sources: [{ id: 'a', url: `${origin.url}/a`, title: 'A' }],
      topics: [{ id: 'chips', title: 'Chips', where: 'puces' }],
      filters: [{ exclude: '"bon plan"' }],
      feeds: [{ name: 'tsmc', title: 'TSMC & Co', where: 'TSMC OR ASML' }],
    },
    new Date(NOW).toISOString(),
  )
})

afterAll(async () => {
  await service[Symbol.asyncDispose]()
  await origin[Symbol.asyncDispose]()
})

const post = (body: unknown, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  fetch(`${service.url}/api/try`, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const tried = async (body: object) => (await (await post(body)).json()) as Rehearsed
const titles = ({ items }: Sampled) => items.map(({ title }) => title)

describe('POST /api/try', () => {
  it('says what a query finds, with the words that it found', async () => {
    const { since, added, removed, before, more } = await tried({ query: 'puces' })
    expect(since).toBe(new Date(NOW - 30 * DAY).toISOString())
    expect([before, added.count, removed.count, more]).toEqual([0, 2, 0, false])
    expect(titles(added)).toEqual(['TSMC embauche', 'Intel & Co'])
    const { text = '', marks = [] } = added.items[0]?.snippet ?? {}
    expect(marks).toEqual([{ start: text.indexOf('puces'), end: text.indexOf('puces') + 5 }])
  })

  it('says what a rule in the place of a feed’s would add, remove and keep', async () => {
    const { before, after, kept, added, removed } = await tried({ query: 'puces', feed: 'tsmc' })
    expect([before, after, kept]).toEqual([2, 2, 1])
    expect([titles(added), titles(removed)]).toEqual([['Intel & Co'], ['ASML <vend>']])
    expect((await tried({ query: 'puces', feed: 'tsmc', days: 200 })).before).toBe(3)
  })

  it('says what leaving something out would take from a feed, a topic, or everything', async () => {
    const left = async (given: object) => {
      const { before, added, removed } = await tried({ query: 'TSMC', exclude: true, ...given })
      return [before, added.count, titles(removed)]
    }
    expect(await left({ feed: 'tsmc' })).toEqual([2, 0, ['TSMC embauche']])
    expect(await left({ topic: 'chips' })).toEqual([2, 0, ['TSMC embauche']])
    expect(await left({})).toEqual([3, 0, ['TSMC embauche']])
  })

  it.each<[what: string, body: unknown, parameter: string | undefined, message: RegExp]>([
    ['a query that cannot be read', { query: '(puces' }, 'query', /never closed, at character 1\n {2}\(puces\n {2}\^/],
    ['no query', {}, 'query', /query/],
    ['an empty one', { query: ' ' }, 'query', /no query/],
    ['too many words', { query: 'a '.repeat(17) }, 'query', /at most 16 words/],
    ['a feed that is not there', { query: 'a', feed: 'b' }, 'feed', /no feed “b”; there are all, tsmc/],
    ['a topic that is not there', { query: 'a', topic: 'b' }, 'topic', /no topic “b”; there are chips/],
    ['a feed and a topic', { query: 'a', feed: 'tsmc', topic: 'chips' }, 'topic', /not for both/],
    ['days out of bounds', { query: 'a', days: 0 }, 'days', /from 1 to 3660/],
    ['a setting of another type', { query: 'a', days: '30' }, 'days', /number/],
    ['one that is not there', { query: 'a', feeds: 'b' }, 'feeds', /feeds/],
    ['what is no JSON', '{', undefined, /no JSON/],
    ['too much', JSON.stringify({ query: 'a'.repeat(20_000) }), undefined, /too large/],
  ])('refuses %s', async (_what, body, parameter, message) => {
    const response = await post(body)
    const { error } = (await response.json()) as { error: { message: string; parameter?: string } }
    expect([response.status, error.parameter]).toEqual([400, parameter])
    expect(error.message).toMatch(message)
  })

  it('takes JSON alone, and nothing but POST', async () => {
    expect(await (await post('query=a', { 'content-type': 'text/plain' })).json()).toMatchObject({
      error: { message: expect.stringContaining('application/json') },
    })
    const got = await service.get('/api/try')
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST, OPTIONS'])
    const asked = await fetch(`${service.url}/api/try`, { method: 'OPTIONS' })
    expect([asked.status, asked.headers.get('access-control-allow-methods')]).toEqual([204, 'POST'])
  })
})

describe('the page that tries rules', () => {
  const page = async (query: string) => (await service.get(`/try${query}`)).text()

  it('has a form', async () => {
    expect(await page('')).toMatch(/<select id="feed"[\s\S]*<option value="tsmc">TSMC &amp; Co<\/option>/)
    expect(await (await service.get('/?q=puces')).text()).toContain('href="/try?q=puces&amp;feed=all"')
  })

  it('says what would come in and go out, and keeps what was written', async () => {
    const shown = await page('?q=puces&feed=tsmc&exclude=&days=20')
    expect(shown).toContain('<b>2 articles now</b>, <b>2 then</b>: 1 added, 1 removed, 1 kept')
    expect(shown).toMatch(
      /<h2>Added<\/h2>[\s\S]*Intel &amp; Co[\s\S]*Des <mark>puces<\/mark> encore[\s\S]*<h2>Removed<\/h2>[\s\S]*ASML/,
    )
    expect(shown).toMatch(/value="puces"[\s\S]*value="tsmc" selected[\s\S]*value="20"/)
    expect(await page('?q=TSMC&exclude=1')).toMatch(/checked[\s\S]*1 removed/)
  })

  it('shows what is wrong where it was written', async () => {
    const response = await service.get('/try?q=%22%3E%3Cb%3E(a')
    const shown = await response.text()
    expect(response.status).toBe(200)
    expect(shown).not.toContain('"><b>')
    expect(shown).toMatch(/<pre class="problem" role="alert" lang="en">[^<]*at character/)
    expect(await page('?q=a&days=x')).toContain('“days” is a whole number')
  })
})

describe('the command that tries rules', () => {
  const command = (...args: string[]) =>
    run(service.folder, ['try', ...args], {
      TRIBUTARY_CONFIG: join(service.folder, 'feeds.config.json'),
      TRIBUTARY_DATA: join(service.folder, 'data'),
    })

  it('says what would come in and go out', async () => {
    const day = (days: number) => new Date(NOW - days * DAY).toISOString().slice(0, 10)
    const { code, out } = await command('puces', '--feed', 'tsmc')
    expect([code, out]).toEqual([
      0,
      `2 articles now, 2 then: 1 added, 1 removed, 1 kept
of those published since ${day(30)}
+ ${day(3)}  a  Intel & Co
    Des puces encore
- ${day(2)}  a  ASML <vend>
`,
    ])
    expect((await command('puces')).out).toMatch(/^2 articles\n/)
    expect(JSON.parse((await command('puces', '--topic', 'chips', '--json')).out)).toMatchObject({ kept: 2 })
  })

  it('says what cannot be tried', async () => {
    expect(await command('(puces')).toMatchObject({ code: 2, err: expect.stringContaining('never closed') })
    expect(await command('puces', '--days', 'x')).toMatchObject({ code: 2, err: expect.stringContaining('“days”') })
    expect(await command('puces', '--feed', 'x')).toMatchObject({
      code: 2,
      err: expect.stringContaining('there are all'),
    })
  })
})
