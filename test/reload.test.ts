import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { loadConfig } from '../src/config/load-config.ts'
import { createTributary } from '../src/tributary.ts'
import { articles, rss } from './support/feeds.ts'
import { type Origin, startOrigin } from './support/origin.ts'
import { Clock, type Service, startService } from './support/service.ts'
import { tempFolder } from './support/temp-folder.ts'

const NEWEST = '2026-11-01T10:00:00Z'
let origin: Origin

beforeEach(async () => {
  origin = await startOrigin()
  for (const id of ['a', 'b']) origin.serve(`/${id}`, { body: rss(articles(2, NEWEST, id)), etag: `"${id}"` })
  return () => origin[Symbol.asyncDispose]()
})

function source(id: string, rest: object = {}) {
  return { id, url: `${origin.url}/${id}`, title: id.toUpperCase(), ...rest }
}

async function serve(config: object): Promise<Service> {
  const service = await startService(config)
  onTestFinished(() => service[Symbol.asyncDispose]())
  return service
}

async function titles(service: Service, path = '/api/items?limit=200'): Promise<string[]> {
  return ((await (await service.get(path)).json()) as { items: { title: string }[] }).items.map(({ title }) => title)
}

function asked(path: string, at = origin): number {
  return at.seen.filter((request) => request.path === path).length
}

describe('a configuration that is reloaded', () => {
  it('brings feeds and takes feeds away, and what a reader has stays what it has', async () => {
    const sources = [source('a')]
    const service = await serve({ sources, feeds: [{ name: 'old', title: 'Old' }] })
    const before = await service.get('/feeds/all.atom')
    await service.reload({ sources, feeds: [{ name: 'new', title: 'New', where: 'title:2' }] })

    expect((await service.get('/feeds/old.atom')).status).toBe(404)
    expect(await titles(service, '/feeds/new.json')).toEqual(['Article a 2 of the day'])
    expect((await service.get('/feeds/all.atom', { 'If-None-Match': before.headers.get('etag') ?? '' })).status).toBe(
      304,
    )
  })

  it('shows a feed of the same name by its new rule', async () => {
    const sources = [source('a')]
    const service = await serve({ sources, feeds: [{ name: 'x', title: 'X', where: 'title:1' }] })
    expect(await titles(service, '/feeds/x.json')).toEqual(['Article a 1 of the day'])
    await service.reload({ sources, feeds: [{ name: 'x', title: 'X', where: 'title:2' }] })
    expect(await titles(service, '/feeds/x.json')).toEqual(['Article a 2 of the day'])
  })

  it('has new sources polled at once, and old ones no more; their articles stay', async () => {
    const service = await serve({ sources: [source('a')] })
    await service.reload({ sources: [source('b')] })
    await service.poll()
    expect([asked('/a'), asked('/b')]).toEqual([1, 1])
    service.clock.advance(86_400_000)
    await service.poll()
    expect([asked('/a'), asked('/b')]).toEqual([1, 2])
    expect(await titles(service)).toHaveLength(4)
  })

  it('sorts what comes from then on into the new topics', async () => {
    const service = await serve({ sources: [source('a')] })
    await service.reload({
      sources: [source('a'), source('b')],
      topics: [{ id: 't', title: 'T', where: 'title:article' }],
    })
    await service.poll()
    expect((await titles(service, '/api/items?topic=t')).filter((title) => title.includes('Article b'))).toHaveLength(2)
  })

  it('asks those anew at once who are asked otherwise, and nobody else', async () => {
    const sources = [source('a', { headers: { Authorization: 'wrong' } }), source('b', { interval: '7d' })]
    const service = await serve({ sources })
    await service.reload({ sources: [source('a', { headers: { Authorization: 'right' } }), sources[1]] })
    await service.poll()
    expect(origin.seen.at(-1)?.headers.authorization).toBe('right')
    expect([asked('/a'), asked('/b')]).toEqual([2, 1])
    await service.reload({
      sources: [{ ...source('a', { headers: { Authorization: 'right' } }), title: 'Z' }, source('b')],
    })
    await service.poll()
    expect([asked('/a'), asked('/b')]).toEqual([2, 2])
  })

  it('gives polls under way back and begins them anew', async () => {
    const service = await serve({ sources: [] })
    const reached = Promise.withResolvers<void>()
    const left = Promise.withResolvers<void>()
    origin.serve('/a', (request) => {
      request.on('close', left.resolve)
      reached.resolve()
      return undefined
    })
    await service.reload({ sources: [source('a')] })
    await reached.promise
    origin.serve('/a', { body: rss(articles(2, NEWEST)) })
    await service.reload({ sources: [source('a', { title: 'Another' })] })
    await left.promise
    await service.poll()
    expect(asked('/a')).toBe(2)
    expect(await titles(service)).toHaveLength(2)
  })
})

describe('reloads', () => {
  it('in the middle of everything lose and double nothing', async () => {
    const hosts = await Promise.all(Array.from({ length: 8 }, () => startOrigin()))
    onTestFinished(async () => void (await Promise.all(hosts.map((host) => host[Symbol.asyncDispose]()))))
    const sources = hosts.map(({ url }, i) => ({ id: `s${i}`, url: `${url}/feed`, title: 'S' }))
    const service = await serve({ sources: [] })
    // Each document that is asked for brings a reload, while others are fetched, read and recorded.
    const reloads: Promise<void>[] = []
    hosts.forEach((host, i) => {
      const reply = { body: rss(articles(20, NEWEST, `s${i}`)), etag: '"1"' }
      host.serve('/feed', () => {
        if (reloads.length < 12) reloads.push(service.reload({ title: `Title ${reloads.length}`, sources }))
        return reply
      })
    })
    await service.reload({ sources })
    const answered = await Promise.all(Array.from({ length: 30 }, () => service.get('/feeds/all.atom')))
    await service.poll()
    await Promise.all(reloads)
    await service.poll()

    expect(answered.map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 200))
    const found = await titles(service)
    expect([found.length, new Set(found).size]).toEqual([160, 160])
  })

  it('happen one after another; the last one stays', async () => {
    const service = await serve({ sources: [] })
    await Promise.all(
      ['one', 'two', 'three'].map((name) => service.reload({ sources: [], feeds: [{ name, title: name }] })),
    )
    const statuses = ['one', 'two', 'three'].map(async (name) => (await service.get(`/feeds/${name}.atom`)).status)
    expect(await Promise.all(statuses)).toEqual([404, 404, 200])
  })
})

describe('a service', () => {
  it('goes on as before where a step of a reload fails', async () => {
    const { service, config, clock } = unstarted([source('a')])
    await service.start()
    await service.poll()
    // No file can say this: a URL that is none, which shows when the old sources are polled no more.
    const wrong = { ...config, feeds: [], sources: config.sources.map((one) => ({ ...one, url: 'nonsense' })) }
    await expect(service.reload(wrong)).rejects.toThrow('Invalid URL')

    expect((await fetch(`${service.url}/feeds/all.atom`)).status).toBe(200)
    clock.advance(86_400_000)
    await service.poll()
    expect(asked('/a')).toBe(2)
    await service.reload({ ...config, title: 'Right again' })
    expect(await (await fetch(`${service.url}/`)).text()).toContain('Right again')
  })

  it('reloads once it has started, ends once it has reloaded, and then reloads no more', async () => {
    const { service, config } = unstarted([])
    await expect(service.reload(config)).rejects.toThrow('does not run')
    await Promise.all([service.start(), service.reload({ ...config, title: 'Another' }), service.stop()])
    expect(service.url).toMatch(/^http/)
    await expect(fetch(service.url)).rejects.toThrow()
    await expect(service.reload(config)).rejects.toThrow('does not run')
  })
})

/** A service and its configuration, for what no file can say and for what comes before the start. */
function unstarted(sources: readonly object[]) {
  const folder = tempFolder()
  const file = join(folder.path, 'feeds.config.json')
  writeFileSync(file, JSON.stringify({ poll: { cron: '0 0 1 1 *' }, defaults: { interval: '30m' }, sources }))
  const config = loadConfig({ TRIBUTARY_CONFIG: file, PORT: '0', HOST: '127.0.0.1' }, folder.path)
  const clock = new Clock('2026-11-01T12:00:00Z')
  const service = createTributary(config, { now: clock.now, log: pino({ level: 'silent' }) })
  onTestFinished(async () => {
    await service.stop()
    folder[Symbol.dispose]()
  })
  return { service, config, clock }
}
