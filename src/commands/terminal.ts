import type { Environment } from '../config/environment.ts'

/** What a command sees of the process that it runs in. */
export interface Terminal {
  readonly env: Environment
  readonly cwd: string
  readonly out: NodeJS.WriteStream
  readonly err: NodeJS.WriteStream
  /** Aborted when the user wants an end (Ctrl-C, SIGTERM). */
  readonly interrupted: AbortSignal
  /**
   * Calls back at each SIGHUP from now on, where nobody watches the output. On a terminal, whose window sends SIGHUP when
   * it is closed, the user wants an end: `interrupted`. Who does not ask ends with the signal, as any program does.
   */
  onHangup(listener: () => void): void
  exitWith(code: number): void
}

/** Rows in columns; the first row is the head. Columns whose head begins with `#` are numbers. */
export function table(rows: readonly (readonly string[])[]): string {
  const [head = []] = rows
  const numeric = head.map((name) => name.startsWith('#'))
  const shown = rows.map((row, i) => row.map((cell) => (i === 0 ? cell.replace(/^#/, '') : cell)))
  const widths = head.map((_, column) => Math.max(...shown.map((row) => [...(row[column] ?? '')].length)))
  return shown
    .map((row) =>
      row
        .map((cell, column) => {
          const pad = ' '.repeat((widths[column] ?? 0) - [...cell].length)
          return numeric[column] ? pad + cell : cell + pad
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** The day of an instant (UTC). */
export function day(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10)
}
