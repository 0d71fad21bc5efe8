/** Feeds: cached, beside Express with a ready buffer and with 304; rendered after a change; and with what is new in them. */
import type { ChildProcess } from 'node:child_process'
import { cpuOf } from '../family.ts'
import type { Flags } from '../flags.ts'
import { benchFolder } from '../folders.ts'
import { WORDS } from '../made-items.ts'
import { median, ratioOf } from '../medians.ts'
import { ITEMS } from '../poll/documents.ts'
import type { OriginAnswer, OriginOrder } from '../poll/origin.ts'
import { ask, end, said, start } from '../processes.ts'
import { say } from '../progress.ts'
import type { Row } from '../results.ts'
import { shown } from '../table.ts'
import type { Answered, Load } from './client.ts'
import type { Ready } from './express.ts'
import type { Begin } from './service.ts'

const START = Date.parse('2026-11-01T00:00:00Z')
/** Longer than the interval, which is spread a little. */
const STEP = 3_600_000
const SOURCES = 20
const CONNECTIONS = 16
const FEED = '/feeds/all.atom'
/** Those that want every source's articles, and one that wants those of one source. */
const OF_ALL = ['all', 'english', 'frequent', 'stories']
const OF_ONE = 'one'
const CONFIG = {
  poll: { cron: '0 0 1 1 *', exemptDomains: Array.from({ length: SOURCES }, (_, i) => hostOf(i)) },
  defaults: { interval: '30m', limit: 60 },
  topics: [{ id: 'frequent', title: 'Frequent', where: `${WORDS[0]} OR ${WORDS[1]}` }],
  feeds: [
    { name: 'english', title: 'English', lang: 'en' },
    { name: 'frequent', title: 'Frequent', topics: ['frequent'] },
    { name: 'stories', title: 'Stories', stories: 'grouped' },
    { name: OF_ONE, title: 'One', sources: ['s3'] },
  ],
}
const FORMATS = ['atom', 'rss', 'json']

interface World {
  readonly origin: ChildProcess
  readonly service: ChildProcess
  readonly client: ChildProcess
  readonly port: number
  changes: number
}

/** Rows of what is cached, of what is rendered after a change, and of what is new. */
export async function cachedRows(flags: Flags): Promise<Row[]> {
  const world = await begin()
  const cached = await loads(world, flags)
  const rendered = await renders(world, flags)
  const fresh = await newItems(world)
  await Promise.all([world.service, world.client, world.origin].map(end))
  return [...cached, ...rendered, fresh]
}

async function begin(): Promise<World> {
  const [origin, client, service] = [
    start(new URL('../poll/origin.ts', import.meta.url)),
    start(new URL('./client.ts', import.meta.url)),
    start(new URL('./service.ts', import.meta.url)),
  ]
  await said(origin)
  const { port: from } = await ask<OriginAnswer>(origin, orderOf(0))
  const sources = Array.from({ length: SOURCES }, (_, i) => ({
    id: `s${i}`,
    url: `http://${hostOf(i)}:${from}/${i}`,
    title: `Source ${i}`,
  }))
  const begun: Begin = { folder: benchFolder(), config: { ...CONFIG, sources }, now: START }
  const { port } = await ask<{ port: number }>(service, begun)
  return { origin, client, service, port, changes: 0 }
}

function orderOf(changes: number): OriginOrder {
  return { sources: SOURCES, changes, latencyMs: [0, 0] }
}

/** Each source gets a new item, and is polled. */
async function change(world: World): Promise<void> {
  world.changes += 1
  await ask(world.origin, orderOf(world.changes))
  await ask(world.service, { now: START + world.changes * STEP })
}

async function loads(world: World, flags: Flags): Promise<Row[]> {
  const forMs = flags.number('milliseconds')
  const rows: Row[] = []
  for (const [what, encoding, status] of [
    ['merged feed, cached, 200', undefined, 200],
    ['merged feed, cached, 200, gzipped', 'gzip', 200],
    ['merged feed, cached, 304', undefined, 304],
  ] as const) {
    const coding = encoding === undefined ? {} : { 'accept-encoding': encoding }
    const answer = await fetchRaw(world.port, coding)
    const express = start(new URL('./express.ts', import.meta.url), [String(status)])
    const etag = answer.headers.etag ?? ''
    const ready: Ready = {
      path: FEED,
      body: answer.body.toString('base64'),
      headers: status === 304 ? { etag } : answer.headers,
    }
    const yardstick = await ask<{ port: number }>(express, ready)
    const headers = { ...coding, ...(status === 304 ? { 'if-none-match': etag } : {}) }
    const [ours, theirs]: [Loaded[], Loaded[]] = [[], []]
    for (let run = 1; run <= flags.runs; run += 1) {
      ours.push(await loadOf(world, world.service, { port: world.port, headers, forMs }, status))
      theirs.push(await loadOf(world, express, { port: yardstick.port, headers, forMs }, status))
      say(
        `run ${run}: ${what}: ${shown(ours.at(-1)?.perSecond ?? 0)} a second, Express ${shown(theirs.at(-1)?.perSecond ?? 0)}`,
      )
    }
    await end(express)
    rows.push(...rowsOf(what, status, ours, theirs))
  }
  return rows
}

type Loaded = Answered & { readonly cpuMicroseconds: number }

function rowsOf(what: string, status: number, ours: readonly Loaded[], theirs: readonly Loaded[]): Row[] {
  const name = status === 304 ? 'Express, 304' : 'Express, ready buffer'
  const row = (of: 'perSecond' | 'p99' | 'cpuMicroseconds') => {
    const [own, other] = [ours.map((one) => one[of]), theirs.map((one) => one[of])]
    return { ours: median(own), yardstick: { name, value: median(other) }, ratio: ratioOf(own, other) }
  }
  return [
    { what, unit: 'requests/s', ...row('perSecond'), bar: { is: 'at least', limit: 0.9 } },
    { what: `${what}: p99`, unit: 'ms', ...row('p99') },
    { what: `${what}: CPU of the server`, unit: 'µs a request', ...row('cpuMicroseconds') },
  ]
}

async function loadOf(
  { client }: World,
  server: ChildProcess,
  load: Omit<Load, 'connections' | 'paths'>,
  status: number,
): Promise<Loaded> {
  const full: Load = { ...load, paths: [FEED], connections: CONNECTIONS }
  // What is compiled first is not what is measured.
  await ask(client, { ...full, forMs: (load.forMs ?? 0) / 4 })
  const before = cpuOf(server.pid ?? 0)
  const answered = await ask<Answered>(client, full)
  const requests = answered.statuses[status] ?? 0
  if (Object.keys(answered.statuses).length !== 1 || requests === 0)
    throw new Error(`${FEED} answered ${JSON.stringify(answered.statuses)} and not ${status}`)
  return { ...answered, cpuMicroseconds: ((cpuOf(server.pid ?? 0) - before) * 1e6) / requests }
}

/** The answer as it goes over the wire, which `fetch` would not leave in its coding. */
async function fetchRaw(port: number, headers: Readonly<Record<string, string>>) {
  const { get } = await import('node:http')
  return new Promise<{ headers: Record<string, string>; body: Buffer }>((resolve, reject) => {
    get({ port, host: '127.0.0.1', path: FEED, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const { date: _date, connection: _connection, 'keep-alive': _keepAlive, ...kept } = response.headers
        resolve({ headers: kept as Record<string, string>, body: Buffer.concat(chunks) })
      })
    }).on('error', reject)
  })
}

async function renders(world: World, flags: Flags): Promise<Row[]> {
  const found = new Map<string, number[]>()
  const pid = world.service.pid ?? 0
  let cpu = 0
  for (let run = 1; run <= flags.number('renders'); run += 1) {
    await change(world)
    const before = cpuOf(pid)
    for (const format of FORMATS) {
      const load: Load = { port: world.port, paths: [`/feeds/all.${format}`], headers: {}, connections: 1, requests: 1 }
      const { slowest } = await ask<Answered>(world.client, load)
      found.set(format, [...(found.get(format) ?? []), slowest])
    }
    cpu += cpuOf(pid) - before
  }
  say(`rendered anew after ${flags.number('renders')} changes`)
  const each = (cpu * 1_000) / (flags.number('renders') * FORMATS.length)
  const rows = [...found].map(
    ([format, ms]): Row => ({
      what: `first render after a change, 60 items, ${format}`,
      unit: 'ms',
      ours: median(ms),
      bar: { is: 'at most', limit: 8 },
    }),
  )
  return [...rows, { what: 'first render after a change, any of these: CPU of the server', unit: 'ms', ours: each }]
}

/** Of the documents that want a new item, the share that shows it at the next request. */
async function newItems(world: World): Promise<Row> {
  await change(world)
  const links = Array.from(
    { length: SOURCES },
    (_, i) => `https://site-${i}.example/articles/${world.changes + ITEMS - 1}`,
  )
  let [wanting, showing] = [0, 0]
  for (const name of [...OF_ALL, OF_ONE])
    for (const format of FORMATS) {
      const text = await (await fetch(`http://127.0.0.1:${world.port}/feeds/${name}.${format}`)).text()
      const wanted = name === OF_ONE ? links.slice(3, 4) : links
      wanting += wanted.length
      showing += wanted.filter((link) => text.includes(link)).length
    }
  return {
    what: `new items that the next request shows, of ${wanting} in ${(OF_ALL.length + 1) * FORMATS.length} documents`,
    unit: '',
    ours: showing,
    bar: { is: 'at least', limit: wanting },
  }
}

function hostOf(source: number): string {
  return `127.2.0.${source + 1}`
}
