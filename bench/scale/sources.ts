/** Very many sources, of which none is asked for anything: the scheduler and the store are real, answers are made up. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Lease } from '../../src/model/source.ts'
import { domainOf } from '../../src/schedule/domain.ts'
import { nextCheckAt } from '../../src/schedule/next-check.ts'
import { rhythmAfter } from '../../src/schedule/rhythm.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { PolledSource, Store } from '../../src/store/store.ts'
import type { Flags } from '../flags.ts'
import { benchFolder, removeFolder } from '../folders.ts'
import { candidateMaker } from '../made-items.ts'
import { median } from '../medians.ts'
import { say } from '../progress.ts'
import type { Point, Row } from '../results.ts'

const NOW = Date.parse('2026-11-01T12:00:00Z')
const HOUR = 3_600_000
const POLICY = { floorMs: HOUR / 6, ceilingMs: 24 * HOUR }
const BUDGET = { spacingMs: HOUR / 600, burstMs: HOUR / 20, exempt: [] }
/** Claimed at a time, and polls of a run. */
const AT_ONCE = 64
const POLLS = 3_200
/** Polls until one finds something new: 2 %. */
const NEW_ONE_IN = 50
/** What is put up with. */
const START_MS = 60_000
const HELD_MS = 30
const PAGE_MS = 1_000
const MEGABYTES = 2_000

const madeCandidate = candidateMaker()

interface Found {
  readonly sources: number
  readonly startMs: number
  readonly claimMs: number
  readonly pollMs: number
  readonly listMs: number
  readonly megabytes: number
  readonly databaseMegabytes: number
  /** Polls an hour that the schedule wants. */
  readonly wanted: number
}

export async function sourceCosts(flags: Flags): Promise<{ rows: Row[]; points: Point[] }> {
  const most = flags.number('sources')
  const found: Found[] = []
  for (const sources of [Math.round(most / 100), Math.round(most / 10), most])
    found.push(await simulate(sources, flags.runs))
  return { rows: rowsOf(found.at(-1)), points: found.flatMap(pointsOf) }
}

async function simulate(count: number, runs: number): Promise<Found> {
  say(`simulating ${count} sources`)
  const folder = benchFolder()
  const sources = new Map(Array.from({ length: count }, (_, i) => sourceOf(i)).map((source) => [source.id, source]))
  const store = await openStore({ dataDir: folder, tagAuthority: 'river.example', now: NOW })
  const startMs = await milliseconds(() => store.syncSources([...sources.values()], NOW))
  const ids = [...sources.keys()]
  const [claims, polls]: [number[], number[]] = [[], []]
  let [now, wanted] = [NOW, 0]
  for (let run = 0; run < runs; run += 1) {
    const before = process.cpuUsage()
    for (let done = 0; done < Math.min(POLLS, count); ) {
      let leases: readonly Lease[] = []
      claims.push(
        await milliseconds(async () => {
          leases = await store.claimDue({ now, limit: AT_ONCE, leaseUntil: now + HOUR, sourceIds: ids, budget: BUDGET })
        }),
      )
      // All that were due have been polled: time goes on.
      if (leases.length === 0) now += HOUR
      wanted += (await Promise.all(leases.map((lease, i) => record(store, lease, sources, now, done + i)))).reduce(
        (sum, perHour) => sum + perHour,
        0,
      )
      done += leases.length
    }
    const { user, system } = process.cpuUsage(before)
    polls.push((user + system) / 1_000 / Math.min(POLLS, count))
  }
  const listMs = await milliseconds(() => store.sources())
  const megabytes = process.memoryUsage().rss / 2 ** 20
  await store.close()
  const databaseMegabytes = statSync(join(folder, 'tributary.db')).size / 1e6
  removeFolder(folder)
  const each = wanted / (runs * Math.min(POLLS, count))
  return {
    sources: count,
    startMs,
    claimMs: median(claims),
    pollMs: median(polls),
    listMs,
    megabytes,
    databaseMegabytes,
    wanted: each * count,
  }
}

/** Writes what a made-up poll came to; how often an hour the schedule wants this source to be polled from now on. */
async function record(
  store: Store,
  lease: Lease,
  sources: ReadonlyMap<string, PolledSource>,
  now: number,
  number: number,
): Promise<number> {
  const { state } = lease
  const source = sources.get(lease.sourceId)
  if (source === undefined) throw new Error(`nobody has made ${lease.sourceId}`)
  const result =
    number % NEW_ONE_IN === 0
      ? ({
          kind: 'updated',
          status: 200,
          validators: {},
          bodyHash: `${number}`,
          hints: {},
          candidates: [madeCandidate(`${lease.sourceId}-${now}-${number}`, now)],
        } as const)
      : ({ kind: 'unchanged', status: 304, validators: {} } as const)
  const rhythm = rhythmAfter(state.rhythm, result, now, state.changedAt)
  const next = nextCheckAt({ result, state, source, rhythm, policy: POLICY, now })
  await store.record({ lease, source, result, now, nextCheckAt: next, rhythm })
  return HOUR / (next - now)
}

function sourceOf(i: number): PolledSource {
  const url = `https://www.site-${Math.floor(i / 3)}.example/${i}.xml`
  return {
    ...{ id: `s${i}`, url, domain: domainOf(url), title: `Source ${i}`, tags: [] },
    ...{ priority: 50, enabled: true, archive: false, headers: {} },
  }
}

function rowsOf(found: Found | undefined): Row[] {
  if (found === undefined) return []
  const { sources, startMs, claimMs, pollMs, listMs, megabytes, databaseMegabytes, wanted } = found
  const possible = HOUR / pollMs
  return [
    ...(
      [
        ['taken from the configuration at the start', 'ms', startMs, START_MS],
        [`a claim of ${AT_ONCE}, which holds the event loop`, 'ms', claimMs, HELD_MS],
        ['all of them read for a page', 'ms', listMs, PAGE_MS],
        ['memory', 'MB', megabytes, MEGABYTES],
      ] as const
    ).map(
      ([what, unit, ours, limit]) =>
        ({ what: `${sources} sources: ${what}`, unit, ours, bar: { is: 'at most', limit } }) as const,
    ),
    {
      what: `${sources} sources: polls an hour that the scheduler and the store can do`,
      unit: '',
      ours: possible,
      yardstick: { name: 'wanted by the schedule', value: wanted },
      ratio: possible / wanted,
      bar: { is: 'at least', limit: 1 },
    },
    { what: `${sources} sources: CPU of scheduler and store`, unit: 'ms a poll', ours: pollMs },
    { what: `${sources} sources: database`, unit: 'MB', ours: databaseMegabytes },
  ]
}

function pointsOf({ sources, claimMs, pollMs }: Found): Point[] {
  return [
    { against: 'sources', series: `a claim of ${AT_ONCE}`, x: sources, ms: claimMs },
    { against: 'sources', series: 'scheduler and store, a poll', x: sources, ms: pollMs },
  ]
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}
