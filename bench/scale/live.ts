/** Many sources polled for an hour, compressed, while clients read; and what the same polls cost beside the yardstick. */
import { cpuOf, memoryOf } from '../family.ts'
import type { Flags } from '../flags.ts'
import { benchFolder, removeFolder } from '../folders.ts'
import { median, ratioOf } from '../medians.ts'
import type { Contest } from '../poll/contestant.ts'
import { ask, end, said, start } from '../processes.ts'
import { say } from '../progress.ts'
import type { Row } from '../results.ts'
import type { Answered, Load } from '../serve/client.ts'
import { shown } from '../table.ts'
import type { ServedSoFar } from './origin.ts'
import type { Begin, Held } from './service.ts'

/** Polls of a source in an hour: each half hour. */
const POLLS = 2
const CLIENTS = 50
/** Between two requests of a client. */
const PAUSE_MS = 100
const FEEDS = [
  '/feeds/all.atom',
  '/feeds/all.rss',
  '/feeds/all.json',
  '/feeds/frequent.atom',
  '/feeds/stories.atom',
  '/api/items',
]
const CONFIG = {
  poll: { cron: '* * * * * *', domainBudget: 100_000, concurrency: 64 },
  topics: [{ id: 'frequent', title: 'Frequent', where: 'the' }],
  feeds: [
    { name: 'frequent', title: 'Frequent', topics: ['frequent'] },
    { name: 'stories', title: 'Stories', stories: 'grouped' },
  ],
}

export async function liveRows(flags: Flags): Promise<Row[]> {
  const origin = start(new URL('./origin.ts', import.meta.url))
  await said(origin)
  const rows = [...(await costs(flags, origin)), ...(await hours(flags, origin))]
  await end(origin)
  return rows
}

type Child = ReturnType<typeof start>

/** The CPU time of the same polls, with nobody reading, beside the limit's. */
async function costs(flags: Flags, origin: Child): Promise<Row[]> {
  const sources = flags.number('live')
  const ours: number[] = []
  const limits: number[] = []
  for (let run = 1; run <= flags.runs; run += 1) {
    ours.push(await costOf('tributary.ts', origin, sources))
    limits.push(await costOf('limit.ts', origin, sources))
    say(
      `run ${run}: ${POLLS * sources} polls: ${shown(ours.at(-1) ?? 0)} s of CPU, the limit ${shown(limits.at(-1) ?? 0)} s`,
    )
  }
  return [
    {
      what: `an hour of ${sources} sources, 2 % of ${POLLS * sources} polls with something new: CPU`,
      unit: 's',
      ours: median(ours),
      yardstick: { name: 'limit', value: median(limits) },
      ratio: ratioOf(ours, limits),
      bar: { is: 'at most', limit: 1.3 },
    },
  ]
}

async function costOf(file: string, origin: Child, sources: number): Promise<number> {
  const { port } = await ask<ServedSoFar>(origin, 'begin anew')
  const folder = benchFolder()
  const child = start(new URL(`../poll/${file}`, import.meta.url))
  await ask(child, { urls: urlsOf(sources, port), folder, latency: false } satisfies Contest)
  await ask(child, 'go')
  const before = cpuOf(child.pid ?? 0)
  for (let poll = 0; poll < POLLS; poll += 1) await ask(child, 'go')
  const spent = cpuOf(child.pid ?? 0) - before
  const { requests } = await ask<ServedSoFar>(origin, 'count')
  if (requests !== sources * (POLLS + 1)) throw new Error(`${file} has sent ${requests} requests`)
  await end(child)
  removeFolder(folder)
  return spent
}

/** The service with its clients. */
async function hours(flags: Flags, origin: Child): Promise<Row[]> {
  const sources = flags.number('live')
  const seconds = flags.number('seconds')
  const { port: from } = await ask<ServedSoFar>(origin, 'begin anew')
  const [service, client] = [
    start(new URL('./service.ts', import.meta.url)),
    start(new URL('../serve/client.ts', import.meta.url)),
  ]
  const intervalMs = (seconds * 1_000 * flags.runs) / POLLS
  const written = urlsOf(sources, from).map((url, i) => ({ id: `s${i}`, url, title: `Source ${i}` }))
  say(`polling ${sources} sources for the first time`)
  const begun: Begin = { folder: benchFolder(), config: { ...CONFIG, sources: written }, intervalMs }
  const { port } = await ask<{ port: number }>(service, begun)
  // Each document once: what is measured is a service that runs.
  await ask(client, { port, paths: FEEDS, headers: {}, connections: 1, requests: 3 * FEEDS.length } satisfies Load)
  await ask<Held>(service, 'held')
  const before = await ask<ServedSoFar>(origin, 'count')
  const [held, read]: [Held[], Answered[]] = [[], []]
  for (let run = 1; run <= flags.runs; run += 1) {
    const headers = { 'accept-encoding': 'gzip' }
    const load: Load = { port, paths: FEEDS, headers, connections: CLIENTS, pauseMs: PAUSE_MS, forMs: seconds * 1_000 }
    const answered = await ask<Answered>(client, load)
    if (Object.keys(answered.statuses).join() !== '200')
      throw new Error(`answered ${JSON.stringify(answered.statuses)}`)
    read.push(answered)
    held.push(await ask<Held>(service, 'held'))
    say(
      `part ${run} of the hour: event loop p99 ${shown(held.at(-1)?.p99Ms ?? 0)} ms, slowest request ${shown(answered.slowest)} ms`,
    )
  }
  const after = await ask<ServedSoFar>(origin, 'count')
  const megabytes = memoryOf(service.pid ?? 0)
  await Promise.all([service, client].map(end))
  const hour = `an hour of ${sources} sources in ${seconds * flags.runs} s, ${CLIENTS} clients`
  return [
    {
      what: `${hour}: event loop p99`,
      unit: 'ms',
      ours: median(held.map((one) => one.p99Ms)),
      bar: { is: 'at most', limit: 30 },
    },
    {
      what: `${hour}: slowest request`,
      unit: 'ms',
      ours: Math.max(...read.map((one) => one.slowest)),
      bar: { is: 'at most', limit: 100 },
    },
    { what: `${hour}: event loop, longest`, unit: 'ms', ours: Math.max(...held.map((one) => one.mostMs)) },
    { what: `${hour}: requests`, unit: 'a second', ours: median(read.map((one) => one.perSecond)) },
    { what: `${hour}: p99 of them`, unit: 'ms', ours: median(read.map((one) => one.p99)) },
    { what: `${hour}: polls`, unit: '', ours: after.requests - before.requests },
    { what: `${hour}: with something new`, unit: '', ours: after.changed - before.changed },
    { what: `${hour}: peak memory`, unit: 'MB', ours: megabytes },
  ]
}

function urlsOf(sources: number, port: number): string[] {
  return Array.from({ length: sources }, (_, i) => `http://127.3.${Math.floor(i / 250)}.${(i % 250) + 1}:${port}/${i}`)
}
