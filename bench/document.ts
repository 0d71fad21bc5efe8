/** Puts the figures of docs/performance.json into docs/performance.md, between its marks, and draws docs/plots. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { BENCHES } from './benches.ts'
import { plot } from './plot.ts'
import { type BenchResults, isMet, type Point, type Results, type Row, readResults } from './results.ts'
import { COLUMNS, cellsOf } from './table.ts'

const DOCS = new URL('../docs/', import.meta.url)

/** The text with its tables made of the results. */
export function withTables(text: string, results: Results): string {
  const parts = new Map([
    ['machine', machineLine(results)],
    ['bars', barsTable(results)],
    ...BENCHES.map(({ name }): [string, string] => [name, benchTables(results.benches[name])]),
  ])
  return text.replace(
    /(<!-- bench:([\w-]+) -->\n)[\s\S]*?(<!-- \/bench -->)/g,
    (_, begin: string, name: string, end: string) => {
      const part = parts.get(name)
      if (part === undefined)
        throw new Error(`docs/performance.md has a mark for “${name}”, and there is no such bench.`)
      return `${begin}\n${part}\n\n${end}`
    },
  )
}

/** Each plot by the name of its file. */
export function plotsOf(results: Results): Readonly<Record<string, string>> {
  const points: Point[] = Object.values(results.benches).flatMap((bench) => bench.points)
  const of = (against: Point['against']) => points.filter((point) => point.against === against)
  return {
    'sources.svg': plot('What it costs, by the number of sources', 'sources', of('sources')),
    'items.svg': plot('What it costs, by the number of items', 'items in the store', of('items')),
  }
}

function machineLine({ machine: { cores, gigabytes, node, sqlite } }: Results): string {
  return `Measured on ${cores} cores with ${gigabytes} GB of memory, Node ${node}, SQLite ${sqlite}.`
}

/** All that is held against a bar. */
function barsTable({ benches }: Results): string {
  const rows = BENCHES.flatMap(({ name }) =>
    (benches[name]?.rows ?? []).map((row) => ({ ...row, what: `${name}: ${row.what}` })),
  ).filter((row) => row.bar !== undefined)
  const met = rows.filter((row) => isMet(row) === true).length
  return `${met} of ${rows.length} bars are met.\n\n${table(rows)}`
}

function benchTables(bench: BenchResults | undefined): string {
  if (bench === undefined) return 'Not measured yet.'
  const said = `\`${bench.command}\`: ${bench.size}, medians of ${bench.runs} runs.`
  return bench.rows.length === 0 ? said : `${said}\n\n${table(bench.rows)}`
}

/** With its columns aligned, as the project's formatter has them. */
function table(rows: readonly Row[]): string {
  const lines = [COLUMNS, ...rows.map(cellsOf)]
  const widths = COLUMNS.map((_, column) => Math.max(3, ...lines.map((line) => line[column]?.length ?? 0)))
  const [head = '', ...others] = lines.map((cells) =>
    inColumns(
      cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))),
    ),
  )
  const rule = inColumns(
    widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)),
  )
  return [head, rule, ...others].join('\n')
}

function inColumns(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

if (import.meta.main) {
  const results = readResults(new URL('performance.json', DOCS).pathname)
  const page = new URL('performance.md', DOCS)
  writeFileSync(page, withTables(readFileSync(page, 'utf8'), results))
  mkdirSync(new URL('plots/', DOCS), { recursive: true })
  for (const [name, svg] of Object.entries(plotsOf(results))) writeFileSync(new URL(`plots/${name}`, DOCS), svg)
}
