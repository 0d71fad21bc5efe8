import { createRequire } from 'node:module'
import { LRUCache } from 'lru-cache'
import type { RE2JS as Machine } from 're2js'
import type { Db } from './open-database.ts'

/** Milliseconds for what may cost any time for one item. */
const DEAR_MS = 300
const PATTERNS = 100

const load = createRequire(import.meta.url)

/** What is left undone for want of time; started for each query. */
export interface Timer {
  /** The key of the first item that was not looked at. */
  readonly stoppedAt: number | undefined
  /** `share`: with this part of the usual time. */
  start(share: number): void
}

/** Registers the functions that the SQL of a query calls: `found_in` and `in_time`. */
export function queryFunctions(db: Db, stopwatch: () => number): Timer {
  const machines = new LRUCache<string, Machine>({ max: PATTERNS })
  const machineOf = (pattern: string, ignoresCase: boolean) => {
    const key = `${ignoresCase} ${pattern}`
    const known = machines.get(key)
    if (known !== undefined) return known
    const { RE2JS } = load('re2js') as typeof import('re2js')
    const machine = RE2JS.compile(pattern, ignoresCase ? RE2JS.CASE_INSENSITIVE : 0)
    machines.set(key, machine)
    return machine
  }
  let startedAt: number | undefined
  let stoppedAt: number | undefined
  let limit = DEAR_MS
  // The same answer as `isFound` gives in memory.
  db.function('found_in', { deterministic: true, directOnly: true }, (text, pattern, ignoreCase) => {
    return text !== null && machineOf(String(pattern), ignoreCase === 1).test(String(text)) ? 1 : 0
  })
  // Asked for each item from the newest on; where time is up, it and all that follow are left out.
  db.function('in_time', { directOnly: true }, (key) => {
    // The first one is always looked at, so that each page goes on.
    if (startedAt === undefined) startedAt = stopwatch()
    else if (stoppedAt === undefined && stopwatch() - startedAt > limit) stoppedAt = Number(key)
    return stoppedAt === undefined ? 1 : 0
  })
  return {
    get stoppedAt() {
      return stoppedAt
    },
    start(share) {
      limit = share * DEAR_MS
      startedAt = undefined
      stoppedAt = undefined
    },
  }
}
