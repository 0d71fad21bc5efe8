/** The start on a database of years, the pages of the API there, and what a service holds that has nothing to do. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { cpuOf, memoryOf } from '../family.ts'
import { commonWord, fillFolder, midWord, TOPIC } from '../filled.ts'
import type { Flags } from '../flags.ts'
import { benchFolder } from '../folders.ts'
import { median } from '../medians.ts'
import { ask, end, keep, start } from '../processes.ts'
import { say } from '../progress.ts'
import type { Row } from '../results.ts'
import { shown } from '../table.ts'
import type { Answered, Load } from './client.ts'

const ENTRY = fileURLToPath(new URL('../../src/entry.js', import.meta.url))
const LIMIT = 50
const REQUESTS = 300
/** It is at rest so long after the start. */
const IDLE_AFTER_MS = { small: 2_000, full: 40_000 } as const
const PAGES: readonly (readonly [what: string, mostMs: number, path: (i: number) => string])[] = [
  ['by topic', 3, (i) => `/api/items?topic=${TOPIC}&limit=${LIMIT - (i % 2)}`],
  ['by a mid word', 5, (i) => `/api/items?q=${midWord(i)}&limit=${LIMIT}`],
  ['by the commonest words', 10, (i) => `/api/items?q=${commonWord(i)}&limit=${LIMIT}`],
]

interface Begun {
  readonly child: ChildProcess
  readonly port: number
  readonly ms: number
}

/** Rows of the cold start, of the memory at rest, and of the API. */
export async function pageRows(flags: Flags): Promise<Row[]> {
  const items = flags.number('items')
  say(`making a database of ${items} items`)
  const env = await fillFolder(flags.text('folder') ?? benchFolder(), items)
  const starts: number[] = []
  const held: number[] = []
  for (let run = 1; run <= flags.runs; run += 1) {
    const begun = await begin(env)
    starts.push(begun.ms)
    await setTimeout(IDLE_AFTER_MS[flags.size])
    held.push(memoryOf(begun.child.pid ?? 0, 'now'))
    say(`run ${run}: the first answer after ${shown(begun.ms)} ms, ${shown(held.at(-1) ?? 0)} MB at rest`)
    await stop(begun.child)
  }
  return [
    {
      what: `cold start to the first answered feed, ${items} items`,
      unit: 'ms',
      ours: median(starts),
      bar: { is: 'at most', limit: 1_000 },
    },
    { what: 'memory at rest after the start', unit: 'MB', ours: median(held), bar: { is: 'at most', limit: 90 } },
    ...(await apiRows(env, flags, items)),
  ]
}

async function apiRows(env: Readonly<Record<string, string>>, flags: Flags, items: number): Promise<Row[]> {
  const { child, port } = await begin(env)
  const client = start(new URL('./client.ts', import.meta.url))
  const rows: Row[] = []
  for (const [what, limit, path] of PAGES) {
    const paths = Array.from({ length: 100 }, (_, i) => path(i))
    const load: Load = { port, paths, headers: {}, connections: 1, requests: REQUESTS }
    await ask(client, load)
    const runs: Answered[] = []
    const cpu = cpuOf(child.pid ?? 0)
    for (let run = 1; run <= flags.runs; run += 1) runs.push(await ask<Answered>(client, load))
    if (runs.some(({ statuses }) => statuses[200] !== REQUESTS)) throw new Error(`a page ${what} was refused`)
    const spent = ((cpuOf(child.pid ?? 0) - cpu) * 1_000) / (REQUESTS * flags.runs)
    const name = `API page of ${LIMIT}, ${items} items, ${what}`
    const [p50, p99] = (['p50', 'p99'] as const).map((of) => median(runs.map((run) => run[of])))
    rows.push({ what: `${name}: p99`, unit: 'ms', ours: p99 ?? 0, bar: { is: 'at most', limit } })
    rows.push({ what: `${name}: p50`, unit: 'ms', ours: p50 ?? 0 })
    rows.push({ what: `${name}: CPU`, unit: 'ms a request', ours: spent })
    say(`${name}: p50 ${shown(p50 ?? 0)} ms, p99 ${shown(p99 ?? 0)} ms`)
  }
  await end(client)
  await stop(child)
  return rows
}

/** Starts the command as a person does, and waits until it answers the merged feed. */
async function begin(env: Readonly<Record<string, string>>): Promise<Begun> {
  const port = await freePort()
  const startedAt = performance.now()
  const child = spawn(process.execPath, [ENTRY], {
    env: { ...process.env, ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  keep(child)
  while (!(await isAnswered(`http://127.0.0.1:${port}/feeds/all.atom`))) {
    if (child.exitCode !== null) throw new Error(`the service ended with code ${child.exitCode}`)
    await setTimeout(3)
  }
  return { child, port, ms: performance.now() - startedAt }
}

async function isAnswered(url: string): Promise<boolean> {
  try {
    const response = await fetch(url)
    await response.arrayBuffer()
    return response.ok
  } catch (problem) {
    if (problem instanceof TypeError) return false
    throw problem
  }
}

async function stop(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}
