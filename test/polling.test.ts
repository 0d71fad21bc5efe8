import { describe, expect, it } from 'vitest'
import { articles, rss } from './support/feeds.ts'
import { type Origin, startOrigin } from './support/origin.ts'
import { type Service, startService } from './support/service.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

interface SourceJson {
  readonly id: string
  readonly health: string
  readonly message?: string
  readonly movedTo?: string
  readonly nextCheckAt: string
}

const document = (prefix = 'a') => rss(articles(3, '2026-11-01T11:00:00Z', prefix))
const source = (id: string, url: string, more: object = {}) => ({ id, url, title: id.toUpperCase(), ...more })

async function sourceNamed(service: Service, id: string): Promise<SourceJson> {
  const { sources } = (await (await service.get('/api/sources')).json()) as { sources: SourceJson[] }
  const found = sources.find((each) => each.id === id)
  if (found === undefined) throw new Error(`no source ${id}`)
  return found
}

async function pollAfter(service: Service, ms: number): Promise<void> {
  service.clock.advance(ms)
  await service.poll()
}

const requests = (origin: Origin, path: string) => origin.seen.filter((seen) => seen.path === path)

describe('a domain that asks for patience', () => {
  it('is left alone as a whole for that time, across a restart, and others are not', async () => {
    await using busy = await startOrigin()
    await using other = await startOrigin()
    busy.serve('/a', { status: 429, headers: { 'Retry-After': '7200' } })
    busy.serve('/b', { body: document('b') })
    other.serve('/c', { body: document('c') })
    // Two of one host are polled one after the other, in the order in which they are due.
    await using service = await startService({
      sources: [source('a', `${busy.url}/a`), source('b', `${busy.url}/b`), source('c', `${other.url}/c`)],
    })
    expect(await sourceNamed(service, 'a')).toMatchObject({ health: 'limited' })
    expect(requests(busy, '/b')).toHaveLength(0)

    await service.restart()
    await pollAfter(service, HOUR)
    expect(requests(busy, '/b')).toHaveLength(0)
    expect(requests(other, '/c').length).toBeGreaterThan(1)

    await pollAfter(service, HOUR)
    expect(requests(busy, '/b')).toHaveLength(1)
  })

  it('may be exempt', async () => {
    await using busy = await startOrigin()
    busy.serve('/a', { status: 429, headers: { 'Retry-After': '7200' } })
    busy.serve('/b', { body: document('b') })
    await using service = await startService({
      poll: { cron: '0 0 1 1 *', exemptDomains: [new URL(busy.url).host] },
      sources: [source('a', `${busy.url}/a`), source('b', `${busy.url}/b`)],
    })
    expect(await sourceNamed(service, 'b')).toMatchObject({ health: 'ok' })
    expect(await sourceNamed(service, 'a')).toMatchObject({ health: 'limited' })
  })

  it('is asked for no more than its budget', async () => {
    await using origin = await startOrigin()
    const ids = Array.from({ length: 10 }, (_, n) => `s${n}`)
    for (const id of ids) origin.serve(`/${id}`, { body: document(id) })
    // A burst of three, then one each minute.
    await using service = await startService({
      poll: { cron: '0 0 1 1 *', domainBudget: 60 },
      defaults: { interval: '7d' },
      sources: ids.map((id) => source(id, `${origin.url}/${id}`)),
    })
    expect(origin.seen).toHaveLength(3)
    await pollAfter(service, MINUTE)
    expect(origin.seen).toHaveLength(4)
    await pollAfter(service, HOUR)
    expect(origin.seen).toHaveLength(7)
  })
})

describe('a source that has moved for good', () => {
  it('is asked at its new address once that has been so for days, with the validators of that address', async () => {
    await using origin = await startOrigin()
    origin.serve('/old', { status: 301, headers: { Location: '/new' } })
    origin.serve('/new', { body: document(), etag: '"1"' })
    await using service = await startService({ sources: [source('a', `${origin.url}/old`)] })

    await pollAfter(service, 2 * DAY)
    expect(requests(origin, '/old').map(({ headers }) => headers['if-none-match'])).toEqual([undefined, undefined])
    expect(requests(origin, '/new').map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"1"'])
    expect(await sourceNamed(service, 'a')).toMatchObject({ movedTo: `${origin.url}/new` })

    await pollAfter(service, 2 * DAY)
    await pollAfter(service, HOUR)
    await pollAfter(service, HOUR)
    expect(requests(origin, '/old')).toHaveLength(3)
    expect(requests(origin, '/new')).toHaveLength(5)

    // Where nothing answers at the new address, it is the old one's turn again.
    origin.serve('/new', { status: 404 })
    origin.serve('/old', { body: document('b') })
    for (let i = 0; i < 4; i += 1) await pollAfter(service, DAY)
    expect(requests(origin, '/old').length).toBeGreaterThan(3)
    expect(await sourceNamed(service, 'a')).toMatchObject({ health: 'ok' })
  })

  it('is not asked at an address that another source has', async () => {
    await using origin = await startOrigin()
    origin.serve('/old', { status: 308, headers: { Location: '/b' } })
    origin.serve('/b', { body: document() })
    await using service = await startService({
      sources: [source('a', `${origin.url}/old`), source('b', `${origin.url}/b`)],
    })
    for (let i = 0; i < 3; i += 1) await pollAfter(service, 2 * DAY)
    expect(requests(origin, '/old')).toHaveLength(4)
    expect((await sourceNamed(service, 'a')).message).toMatch(/which “b” polls already/)
  })
})

describe('the interval', () => {
  it('follows how a source publishes where none is fixed, and asks a busy one more often', async () => {
    await using origin = await startOrigin()
    const every = (minutes: number, prefix: string) =>
      rss(
        Array.from({ length: 40 }, (_, n) => ({
          title: `${prefix} ${n}`,
          guid: `${prefix}-${n}`,
          date: new Date(Date.parse('2026-11-01T11:50:00Z') - n * minutes * MINUTE).toUTCString(),
        })),
      )
    origin.serve('/busy', { body: every(10, 'busy') })
    origin.serve('/quiet', { body: every(7 * 24 * 60, 'quiet') })
    await using service = await startService({
      defaults: {},
      sources: [source('busy', `${origin.url}/busy`), source('quiet', `${origin.url}/quiet`)],
    })
    const wait = async (id: string) => Date.parse((await sourceNamed(service, id)).nextCheckAt) - service.clock.now()

    expect(await wait('busy')).toBeGreaterThanOrEqual(10 * MINUTE)
    expect(await wait('busy')).toBeLessThan(30 * MINUTE)
    expect(await wait('quiet')).toBeGreaterThan(4 * HOUR)
    expect(await wait('quiet')).toBeLessThan(27 * HOUR)
  })
})

describe('what comes instead of a feed', () => {
  it('is said, with the feed that a page offers', async () => {
    await using origin = await startOrigin()
    const link = '<link rel="alternate" type="application/rss+xml" title="À la une" href="/rss">'
    origin.serve('/', {
      body: `<!doctype html><html><head><title>Le Site</title>${link}</head><body>Bonjour</body></html>`,
    })
    await using service = await startService({ sources: [source('a', `${origin.url}/`)] })
    const { health, message } = await sourceNamed(service, 'a')
    expect(health).toBe('failing')
    expect(message).toContain('web page')
    expect(message).toContain(`${origin.url}/rss`)
  })
})

describe('one document', () => {
  it('that is cut off is taken whole the next time', async () => {
    await using origin = await startOrigin()
    const whole = document()
    const cut = whole.slice(0, whole.lastIndexOf('<item>') + 60)
    // The server counts it as whole: same ETag.
    origin.serve('/a', (request) =>
      requests(origin, request.url ?? '').length === 1
        ? { body: cut, headers: { ETag: '"1"' } }
        : { body: whole, etag: '"1"' },
    )
    await using service = await startService({ sources: [source('a', `${origin.url}/a`)] })
    const titles = async () => ((await (await service.get('/api/items')).json()) as { items: unknown[] }).items.length
    expect(await titles()).toBe(2)
    await pollAfter(service, HOUR)
    expect(await titles()).toBe(3)
  })

  it('whose ETag never changes is taken whole once a week', async () => {
    await using origin = await startOrigin()
    origin.serve('/a', { body: document('a'), etag: '"always"' })
    await using service = await startService({ sources: [source('a', `${origin.url}/a`)] })
    origin.serve('/a', { body: document('b'), etag: '"always"' })
    const asked = () => requests(origin, '/a').filter(({ headers }) => headers['if-none-match'] === undefined).length
    for (let day = 0; day < 7; day += 1) await pollAfter(service, DAY)
    expect(asked()).toBe(2)
    const { items } = (await (await service.get('/api/items')).json()) as { items: unknown[] }
    expect(items).toHaveLength(6)
  })

  it('in another language than its feed is in its own', async () => {
    await using origin = await startOrigin()
    const planet = [
      {
        title: 'Les semi-conducteurs manquent encore dans les usines de la région',
        guid: '1',
        html: 'Les fabricants attendent toujours leurs machines, et les clients ne savent plus que faire.',
      },
      {
        title: 'The chips are here, and everybody wants them',
        guid: '2',
        html: 'They were late, but now there is more than anybody had asked for.',
      },
    ]
    origin.serve('/a', { body: rss(planet, { lang: 'en' }) })
    await using service = await startService({ sources: [source('a', `${origin.url}/a`, { lang: 'en' })] })
    const found = async (lang: string) => {
      const { items } = (await (await service.get(`/api/items?q=lang:${lang}`)).json()) as {
        items: { title: string }[]
      }
      return items.map(({ title }) => title.slice(0, 8))
    }
    expect(await found('fr')).toEqual(['Les semi'])
    expect(await found('en')).toEqual(['The chip'])
  })

  it('that asks too much of its reader costs only itself', async () => {
    await using origin = await startOrigin()
    origin.serve('/hostile', { body: `<rss><channel><title>t</title>${'<x/>'.repeat(500_000)}</channel></rss>` })
    origin.serve('/a', { body: document() })
    await using service = await startService({
      sources: [source('hostile', `${origin.url}/hostile`), source('a', `${origin.url}/a`)],
    })
    expect(await sourceNamed(service, 'hostile')).toMatchObject({
      health: 'failing',
      message: expect.stringContaining('elements'),
    })
    expect(await sourceNamed(service, 'a')).toMatchObject({ health: 'ok' })
  })
})
