/**
 * One round over all sources, first, then with nothing changed, then with one new item each, beside two yardsticks:
 * `node bench/poll/run.ts [--sources 1000] [--runs 5] [--latency] [--only tributary,naive]`. Wall seconds, CPU seconds
 * of a contestant's processes, and the sum of the most memory that each of them held.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Contest } from './contestant.ts'
import { ITEMS } from './documents.ts'
import type { OriginOrder } from './origin.ts'

const { values: flags } = parseArgs({
  options: {
    sources: { type: 'string', default: '1000' },
    runs: { type: 'string', default: '5' },
    latency: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
})
const SOURCES = Number(flags.sources)
const CONTESTANTS: Readonly<Record<string, readonly [file: string, ...args: string[]]>> = {
  naive: ['naive.ts'],
  limit: ['limit.ts'],
  'limit with FTS': ['limit.ts', 'fts'],
  tributary: ['tributary.ts'],
}
/** What is asked of the origin before each round. */
const ROUNDS = { 'first poll': 0, 'nothing changed': 0, 'one new item each': 1 } as const
/** The kernel's clock ticks a second, which Linux gives as 100 everywhere. */
const TICKS = 100
const LATENCY_MS = [20, 300] as const
const HOSTS_WITH_LATENCY = 100

interface Figures {
  readonly wall: number
  readonly cpu: number
  readonly megabytes: number
}

const origin = fork(new URL('./origin.ts', import.meta.url))
await said(origin)
const names = Object.keys(CONTESTANTS).filter((name) => flags.only?.split(',').includes(name) ?? true)
const figures = new Map(names.map((name) => [name, new Map<string, Figures[]>()]))
for (let run = 0; run < Number(flags.runs); run += 1)
  for (const name of names) for (const [round, found] of await contestOf(name)) record(name, round, found)
origin.disconnect()
print()

function record(name: string, round: string, found: Figures): void {
  const rounds = figures.get(name) ?? new Map<string, Figures[]>()
  rounds.set(round, [...(rounds.get(round) ?? []), found])
}

/** One contestant, from an empty folder on. */
async function contestOf(name: string): Promise<[string, Figures][]> {
  const [file = '', ...args] = CONTESTANTS[name] ?? []
  const folder = mkdtempSync(join(tmpdir(), 'bench-poll-'))
  const child = fork(new URL(file, import.meta.url), args)
  const order: OriginOrder = { sources: SOURCES, changes: 0, latencyMs: flags.latency ? LATENCY_MS : [0, 0] }
  const { port } = (await ask(origin, order)) as { port: number }
  const urls = Array.from({ length: SOURCES }, (_, i) => `http://${hostOf(i)}:${port}/${i}`)
  await ask(child, { urls, folder, latency: flags.latency } satisfies Contest)
  const found: [string, Figures][] = []
  for (const [round, changes] of Object.entries(ROUNDS)) {
    await ask(origin, { ...order, changes })
    const [cpu, startedAt] = [cpuOf(child.pid ?? 0), performance.now()]
    const { items } = (await ask(child, 'go')) as { items: number }
    const wall = (performance.now() - startedAt) / 1_000
    if (items !== SOURCES * (ITEMS + changes)) throw new Error(`${name} holds ${items} items after “${round}”`)
    found.push([round, { wall, cpu: cpuOf(child.pid ?? 0) - cpu, megabytes: memoryOf(child.pid ?? 0) }])
  }
  child.disconnect()
  await once(child, 'exit')
  rmSync(folder, { recursive: true })
  return found
}

/** Each source a host of its own; with latency three of them share one. */
function hostOf(source: number): string {
  const host = flags.latency ? source % HOSTS_WITH_LATENCY : source
  return `127.1.${Math.floor(host / 250)}.${(host % 250) + 1}`
}

async function ask(child: ChildProcess, message: object | string): Promise<unknown> {
  const answer = said(child)
  child.send(message)
  return answer
}

/** What a process says next; throws where it ends instead. */
async function said(child: ChildProcess): Promise<unknown> {
  const end = new AbortController()
  const [message] = await Promise.race([
    once(child, 'message', { signal: end.signal }),
    once(child, 'exit', { signal: end.signal }).then(([code]) => {
      throw new Error(`a process ended with code ${code}`)
    }),
  ])
  end.abort()
  return message
}

/** A process and all that it has begun. */
function family(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  )
  return [pid, ...children.flatMap(family)]
}

/** Seconds of CPU so far. */
function cpuOf(pid: number): number {
  const ticks = family(pid).map((each) => {
    const fields = readFileSync(`/proc/${each}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return Number(fields[11]) + Number(fields[12])
  })
  return ticks.reduce((sum, each) => sum + each, 0) / TICKS
}

/** The most that each process of a family held so far, in megabytes. */
function memoryOf(pid: number): number {
  const kilobytes = family(pid).map((each) =>
    Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${each}/status`, 'utf8'))?.[1]),
  )
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1_024
}

function print(): void {
  process.stdout.write(`${SOURCES} sources of ${ITEMS} items, medians of ${flags.runs} runs\n`)
  for (const round of Object.keys(ROUNDS)) {
    process.stdout.write(`\n${round.padEnd(20)}      wall s     CPU s        MB\n`)
    for (const name of names) {
      const found = figures.get(name)?.get(round) ?? []
      const cells = (['wall', 'cpu', 'megabytes'] as const).map((figure) => median(found.map((one) => one[figure])))
      process.stdout.write(`  ${name.padEnd(18)}${cells.map((cell) => cell.toFixed(2).padStart(10)).join('')}\n`)
    }
    for (const name of names.filter((one) => one !== 'tributary' && names.includes('tributary')))
      process.stdout.write(`  ratio to ${name.padEnd(10)} ${ratio(round, name).toFixed(2).padStart(8)}\n`)
  }
}

/** Of wall times, run by run: what else the machine did falls on both. */
function ratio(round: string, name: string): number {
  const own = figures.get('tributary')?.get(round) ?? []
  const other = figures.get(name)?.get(round) ?? []
  return median(own.map(({ wall }, i) => wall / (other[i]?.wall ?? Number.NaN)))
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
