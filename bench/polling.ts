/**
 * What the adaptive schedule costs and brings, beside polling at fixed intervals: `node bench/polling.ts [sources]`.
 * Nothing is fetched and nothing is waited for; the schedule's own functions are asked for each poll.
 */

import { budgetOf } from '../src/schedule/budget.ts'
import { USUAL_EFFORT } from '../src/schedule/policy.ts'
import { DAY, HOUR, MINUTE, madeUpSource, randomFrom, type Trace } from './publications.ts'
import { type Figures, runAlone, runTogether, Tally } from './simulation.ts'

const START = Date.parse('2026-09-07T00:00:00Z')
const DAYS = 30
const POLICY = { floorMs: 10 * MINUTE, ceilingMs: DAY }
const EFFORTS = [5, 7, 8, 12, 15]
const BUDGETS = [200, 300, 450, 600, 1_200]
const COLUMNS = ['requests', 'useful', 'median', 'mean', 'p90', 'lost']

const write = (line: string) => process.stdout.write(`${line}\n`)
const row = (name: string, cells: readonly string[]) =>
  write(name.padEnd(24) + cells.map((cell) => cell.padStart(10)).join(''))

/** The first so many made-up sources; all of them begin within a fixed interval, or ten minutes. */
function simulate(sources: number, policy: Parameters<typeof runAlone>[2]): Figures {
  const tally = new Tally()
  const random = randomFrom(1)
  const firstWithin = typeof policy === 'number' ? policy : POLICY.floorMs
  for (let i = 0; i < sources; i += 1) runAlone(madeUpSource(i, START, DAYS), tally, policy, random() * firstWithin)
  return tally.figures()
}

function cells({ requests, useful, median, mean, p90, seen, lost }: Figures): readonly string[] {
  const share = (value: number) => `${(100 * value).toFixed(value < 0.1 ? 2 : 1)} %`
  return [
    requests.toFixed(1),
    share(useful),
    median.toFixed(1),
    mean.toFixed(1),
    p90.toFixed(1),
    share(lost / (seen + lost)),
  ]
}

function main(sources: number): void {
  write(`${sources} sources, ${DAYS} days: requests a source and day, share of them that brought something;`)
  write('median, mean and 90 % of the delay from publication to sight in minutes; items that left the document unseen')
  row('', COLUMNS)
  for (const minutes of [15, 30, 60]) row(`each ${minutes} minutes`, cells(simulate(sources, minutes * MINUTE)))
  row(`adaptive, effort ${USUAL_EFFORT}`, cells(simulate(sources, POLICY)))
  const fewer = Math.ceil(sources / 10)
  write(`\n${fewer} of them`)
  for (const effort of EFFORTS) row(`adaptive, effort ${effort}`, cells(simulate(fewer, { ...POLICY, effort })))
  crowd(Array.from({ length: 500 }, (_, i) => madeUpSource(sources + i, START, 7)))
}

function crowd(traces: readonly Trace[]): void {
  write(`\n${traces.length} sources on one domain, 7 days with 12 hours of sleep`)
  row('', [...COLUMNS, 'catch-up'])
  for (const budget of BUDGETS) {
    const tally = new Tally()
    const sleep = { sleepAt: START + 80 * HOUR, sleepMs: 12 * HOUR }
    const longest = runTogether(traces, tally, POLICY, { ...budgetOf(budget), ...sleep })
    row(`${budget} requests an hour`, [...cells(tally.figures()), `${Math.round(longest / MINUTE)} min`])
  }
}

main(Number(process.argv[2] ?? 10_000))
