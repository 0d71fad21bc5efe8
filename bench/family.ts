/** What processes and all that they have begun cost, as Linux tells it. */
import { readdirSync, readFileSync } from 'node:fs'

/** The kernel's clock ticks a second, which Linux gives as 100 everywhere. */
const TICKS = 100

/** Seconds of CPU so far, of those that are there; what has ended and was waited for counts too. */
export function cpuOf(pid: number): number {
  const ticks = family(pid).map((each) => {
    const fields = textOf(`/proc/${each}/stat`)
      .replace(/^.*\) /s, '')
      .split(' ')
    return [11, 12, 13, 14].reduce((sum, place) => sum + Number(fields[place] ?? 0), 0)
  })
  return ticks.reduce((sum, each) => sum + each, 0) / TICKS
}

/** The most that each process held so far, added up, in megabytes; `now`: what they hold. */
export function memoryOf(pid: number, of: 'most' | 'now' = 'most'): number {
  const line = of === 'most' ? /VmHWM:\s+(\d+)/ : /VmRSS:\s+(\d+)/
  const kilobytes = family(pid).map((each) => Number(line.exec(textOf(`/proc/${each}/status`))?.[1] ?? 0))
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1_024
}

/** A process and all that it has begun. */
function family(pid: number): number[] {
  const children = tasksOf(pid).flatMap((task) =>
    textOf(`/proc/${pid}/task/${task}/children`).split(' ').filter(Boolean).map(Number),
  )
  return [pid, ...children.flatMap(family)]
}

function tasksOf(pid: number): string[] {
  return unlessGone(() => readdirSync(`/proc/${pid}/task`), [])
}

function textOf(file: string): string {
  return unlessGone(() => readFileSync(file, 'utf8'), '')
}

/** A process may end while it is looked at. */
function unlessGone<Found>(look: () => Found, otherwise: Found): Found {
  try {
    return look()
  } catch (problem) {
    if (['ENOENT', 'ESRCH'].includes((problem as NodeJS.ErrnoException).code ?? '')) return otherwise
    throw problem
  }
}
