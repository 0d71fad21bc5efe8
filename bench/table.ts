import { isMet, type Row } from './results.ts'

export const COLUMNS = ['', 'ours', 'yardstick', 'ratio', 'bar', 'met'] as const

/** A row as a reader has it, a text for each column. */
export function cellsOf(row: Row): readonly string[] {
  const { what, unit, ours, yardstick, ratio, bar } = row
  const met = isMet(row)
  return [
    what,
    `${shown(ours)} ${unit}`.trim(),
    yardstick === undefined ? '' : `${shown(yardstick.value)} (${yardstick.name})`,
    ratio === undefined ? '' : ratio.toFixed(2),
    bar === undefined ? '' : `${bar.is === 'at most' ? '≤' : '≥'} ${bar.limit}${ratio === undefined ? '' : ' x'}`,
    met === undefined ? '' : met ? 'met' : 'not met',
  ]
}

export function textTable(rows: readonly Row[]): string {
  const lines = [COLUMNS, ...rows.map(cellsOf)]
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return `${lines
    .map((line) =>
      line
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  '),
    )
    .map((line) => line.trimEnd())
    .join('\n')}\n`
}

/** Three digits that count, and thousands apart. */
export function shown(value: number): string {
  if (!Number.isFinite(value)) return '-'
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 0.1 ? 2 : 3
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}
