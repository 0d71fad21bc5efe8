import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import Database from 'better-sqlite3'
import type { Flags } from './flags.ts'
import { textTable } from './table.ts'

/** One figure, with its yardstick of the same run and the bar that it is held against, where there are such. */
export interface Row {
  readonly what: string
  readonly unit: string
  readonly ours: number
  readonly yardstick?: { readonly name: string; readonly value: number }
  /** Ours by the yardstick's: the median of the runs' ratios. */
  readonly ratio?: number
  /** Of the ratio where there is one, else of the figure. */
  readonly bar?: { readonly is: 'at most' | 'at least'; readonly limit: number }
}

/** A place in a plot of cost against a number of something. */
export interface Point {
  readonly against: 'sources' | 'items'
  /** What costs so much. */
  readonly series: string
  readonly x: number
  /** Milliseconds. */
  readonly ms: number
}

export interface BenchResults {
  readonly size: 'small' | 'full'
  readonly runs: number
  readonly command: string
  readonly rows: readonly Row[]
  readonly points: readonly Point[]
}

export interface Results {
  readonly machine: {
    readonly cores: number
    readonly gigabytes: number
    readonly node: string
    readonly sqlite: string
  }
  readonly benches: Readonly<Record<string, BenchResults>>
}

/** Prints what a bench has found, and adds it to the file that the command line names. */
export function report(bench: string, flags: Flags, rows: readonly Row[], points: readonly Point[] = []): void {
  process.stdout.write(textTable(rows))
  if (flags.json === undefined) return
  const { benches } = existsSync(flags.json) ? readResults(flags.json) : { benches: {} }
  const command = ['npm run', `bench:${bench.replace(/-.*/, '')}`, ...shownArgs()].join(' ')
  const found: BenchResults = {
    size: flags.size,
    runs: flags.runs,
    command,
    rows: rows.map(rounded),
    points: points.map(shortened),
  }
  const results: Results = { machine: machine(), benches: { ...benches, [bench]: found } }
  writeFileSync(flags.json, `${JSON.stringify(results, undefined, 2)}\n`)
}

export function readResults(file: string): Results {
  return JSON.parse(readFileSync(file, 'utf8')) as Results
}

/** Whether a row keeps its bar; `undefined` where it has none. */
export function isMet({ bar, ours, ratio }: Row): boolean | undefined {
  if (bar === undefined) return undefined
  const value = ratio ?? ours
  return bar.is === 'at most' ? value <= bar.limit : value >= bar.limit
}

/** As it was asked for, without the places of files. */
function shownArgs(): string[] {
  const args = process.argv
    .slice(2)
    .filter((arg, i, all) => ![arg, all[i - 1]].some((one) => /^--(json|folder)$/.test(one ?? '')))
  return args.length === 0 ? [] : ['--', ...args]
}

function machine(): Results['machine'] {
  const db = new Database(':memory:')
  const sqlite = db.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? ''
  db.close()
  return {
    cores: availableParallelism(),
    gigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    sqlite,
  }
}

function rounded(row: Row): Row {
  return {
    ...row,
    ours: significant(row.ours),
    ...(row.yardstick && { yardstick: { ...row.yardstick, value: significant(row.yardstick.value) } }),
    ...(row.ratio === undefined ? {} : { ratio: significant(row.ratio) }),
  }
}

function shortened(point: Point): Point {
  return { ...point, ms: significant(point.ms) }
}

function significant(value: number): number {
  return Number(value.toPrecision(4))
}
