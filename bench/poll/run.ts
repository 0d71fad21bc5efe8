/** One round over all sources, first, then with nothing changed, then with one new item each, beside two yardsticks. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { cpuOf, memoryOf } from '../family.ts'
import { readFlags } from '../flags.ts'
import { benchFolder, removeFolder } from '../folders.ts'
import { median, ratioOf } from '../medians.ts'
import { ask, end, said, start } from '../processes.ts'
import { say } from '../progress.ts'
import { type Row, report } from '../results.ts'
import { shown } from '../table.ts'
import type { Contest } from './contestant.ts'
import { ITEMS } from './documents.ts'
import type { OriginAnswer, OriginOrder } from './origin.ts'

const flags = readFlags({
  usage: 'node bench/poll/run.ts',
  about:
    'Polls loopback sources of 30 items (55 kB each; RSS, Atom and RDF by turns): a first round, one in which nothing\n' +
    'has changed (the third of them in a row), one with a new item each. Beside it, by turns in the same run: “naive”, 40 lines of rss-parser and\n' +
    'better-sqlite3, 20 at a time; “limit”, node:http, many at a time, conditional, a scanner that knows only this markup,\n' +
    'a transaction for 64 feeds; and limit with FTS5. Wall time, CPU time and the most memory of a contestant’s processes.',
  numbers: { sources: { help: 'sources polled', small: 60, full: 1_000 } },
  switches: {
    latency: 'answers take 20 to 300 ms, three sources share each of so many hosts (300 sources: 100 hosts)',
  },
  texts: { only: '<names>: these contestants alone, as in “tributary,limit”' },
})
const SOURCES = flags.number('sources')
const IS_LATE = flags.isOn('latency')
const HOSTS = IS_LATE ? Math.ceil(SOURCES / 3) : SOURCES
const LATENCY_MS = IS_LATE ? ([20, 300] as const) : ([0, 0] as const)
const CONTESTANTS: Readonly<Record<string, readonly [file: string, ...args: string[]]>> = {
  naive: ['naive.ts'],
  limit: ['limit.ts'],
  'limit with FTS': ['limit.ts', 'fts'],
  tributary: ['tributary.ts'],
}
/** What is asked of the origin before each round. */
const ROUNDS = {
  'first poll': { changes: 0, times: 1 },
  // In a service that runs: the third time in a row is what is told.
  'nothing changed': { changes: 0, times: 3 },
  'one new item each': { changes: 1, times: 1 },
} as const
/** What a database is told for, in items. */
const STORED = 30_000
type RoundName = keyof typeof ROUNDS

interface Figures {
  readonly wall: number
  readonly cpu: number
  readonly megabytes: number
}

const names = Object.keys(CONTESTANTS).filter((name) => flags.text('only')?.split(',').includes(name) ?? true)
const figures = new Map<string, Figures[]>()
const stored: number[] = []
const atOnce: number[] = []
const origin = start(new URL('./origin.ts', import.meta.url))
await said(origin)
for (let run = 1; run <= flags.runs; run += 1) for (const name of names) await contestOf(name, run)
await end(origin)
report(IS_LATE ? 'poll-latency' : 'poll', flags, rows())

/** One contestant, from an empty folder on. */
async function contestOf(name: string, run: number): Promise<void> {
  const [file = '', ...args] = CONTESTANTS[name] ?? []
  const folder = benchFolder()
  const child = start(new URL(file, import.meta.url), args)
  const order: OriginOrder = { sources: SOURCES, changes: 0, latencyMs: LATENCY_MS }
  const { port } = await ask<OriginAnswer>(origin, order)
  const urls = Array.from({ length: SOURCES }, (_, i) => `http://${hostOf(i)}:${port}/${i}`)
  await ask(child, { urls, folder, latency: IS_LATE } satisfies Contest)
  const pid = child.pid ?? 0
  for (const [round, { changes, times }] of Object.entries(ROUNDS)) {
    await ask(origin, { ...order, changes })
    for (let time = 1; time < times; time += 1) await ask(child, 'go')
    const [cpu, startedAt] = [cpuOf(pid), performance.now()]
    const { items } = await ask<{ items: number }>(child, 'go')
    const wall = (performance.now() - startedAt) / 1_000
    if (items !== SOURCES * (ITEMS + changes)) throw new Error(`${name} holds ${items} items after “${round}”`)
    const found = { wall, cpu: cpuOf(pid) - cpu, megabytes: memoryOf(pid) }
    const { mostAtOnce } = await ask<OriginAnswer>(origin, { ...order, changes })
    if (name === 'tributary') atOnce.push(mostAtOnce)
    say(`run ${run}: ${name}, ${round}: ${shown(wall)} s, ${shown(found.cpu)} s of CPU, ${shown(found.megabytes)} MB`)
    const key = keyOf(name, round)
    figures.set(key, [...(figures.get(key) ?? []), found])
  }
  await ask(child, 'close')
  if (name === 'tributary') stored.push(((bytesOf(folder) / 1e6) * STORED) / (SOURCES * (ITEMS + 1)))
  await end(child)
  removeFolder(folder)
}

/** Each source a host of its own; with latency three of them share one. */
function hostOf(source: number): string {
  const host = source % HOSTS
  return `127.1.${Math.floor(host / 250)}.${(host % 250) + 1}`
}

function bytesOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}

function rows(): Row[] {
  const bars: readonly (readonly [round: RoundName, yardstick: string, limit: number])[] = IS_LATE
    ? [['first poll', 'limit', 1.2]]
    : [
        ['first poll', 'naive', 1],
        ['first poll', 'limit with FTS', 2],
        ['nothing changed', 'limit', 1],
        ['one new item each', 'limit with FTS', 1.3],
      ]
  const barred = bars.flatMap(([round, yardstick, limit]) => {
    const both = beside(round, yardstick, 'wall')
    return both === undefined ? [] : [{ ...both, bar: { is: 'at most', limit } } as const]
  })
  if (!names.includes('tributary')) return plain()
  return [...barred, ...(IS_LATE ? [politeness()] : sizes()), ...plain()]
}

function politeness(): Row {
  const ours = Math.max(...atOnce)
  return { what: 'requests at once to one host, the most', unit: '', ours, bar: { is: 'at most', limit: 1 } }
}

function sizes(): Row[] {
  const [memory, database] = [peak('tributary'), median(stored)]
  return [
    { what: 'peak memory of all processes', unit: 'MB', ours: memory, bar: { is: 'at most', limit: 300 } },
    { what: `database of ${STORED} items`, unit: 'MB', ours: database, bar: { is: 'at most', limit: 100 } },
  ]
}

/** Every figure of every contestant. */
function plain(): Row[] {
  const rounds = Object.keys(ROUNDS) as RoundName[]
  return names.flatMap((name) => [
    ...rounds.flatMap((round) => [
      { what: `${name}, ${round}: wall`, unit: 's', ours: figure(name, round, 'wall') },
      { what: `${name}, ${round}: CPU`, unit: 's', ours: figure(name, round, 'cpu') },
    ]),
    { what: `${name}: peak memory`, unit: 'MB', ours: peak(name) },
  ])
}

/** Ours beside a yardstick; absent where that does not run. */
function beside(round: RoundName, yardstick: string, of: keyof Figures): Row | undefined {
  const [ours, theirs] = [all('tributary', round, of), all(yardstick, round, of)]
  if (ours.length * theirs.length === 0) return undefined
  const value = { name: yardstick, value: median(theirs) }
  return { what: round, unit: 's', ours: median(ours), yardstick: value, ratio: ratioOf(ours, theirs) }
}

function peak(name: string): number {
  return figure(name, 'one new item each', 'megabytes')
}

function figure(name: string, round: RoundName, of: keyof Figures): number {
  return median(all(name, round, of))
}

function all(name: string, round: string, of: keyof Figures): number[] {
  return (figures.get(keyOf(name, round)) ?? []).map((found) => found[of])
}

function keyOf(name: string, round: string): string {
  return `${name}: ${round}`
}
