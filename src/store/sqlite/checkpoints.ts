import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Db } from './open-database.ts'

/** Pages of the log that are written back together: 16 MB. */
const PAGES = 2_000
/** After so many SQLite does it by itself, at the end of a transaction. */
const MOST = 16_000
/** A thread at rest holds its libraries in memory for nothing. */
const REST_MS = 10_000

/**
 * Writes the log back into the database in a thread of its own: it takes as long as the transactions took, and waits for the
 * disk. What has come meanwhile is written back here, for as long as there is more of it the log does not begin anew.
 */
export function checkpointer(db: Db, file: string) {
  db.pragma(`wal_autocheckpoint = ${MOST}`)
  const look = db.prepare<[], { log: number }>('PRAGMA wal_checkpoint(NOOP)')
  const write = db.prepare<[], { log: number }>('PRAGMA wal_checkpoint(PASSIVE)')
  /** Pages of the log at the last time: somebody who reads for long may keep them from being written back. */
  let seen = 0
  let planned = false
  let thread: Worker | undefined
  let state: 'idle' | 'writing' | 'written' = 'idle'
  let rest: NodeJS.Timeout | undefined

  /** Has the log written back where it is long; whether it was done here. */
  function run(): boolean {
    if (!db.open || db.inTransaction || state === 'writing') return false
    try {
      if (state === 'written') {
        state = 'idle'
        seen = write.get()?.log ?? 0
        return true
      }
      const log = look.get()?.log ?? 0
      // Where all was written back, the log has begun anew.
      if (log < seen) seen = 0
      if (log - seen >= PAGES) begin()
    } catch {
      // As SQLite passes over it: the log has everything, and whoever writes to a full disk is told.
    }
    return false
  }

  function begin(): void {
    state = 'writing'
    clearTimeout(rest)
    thread ??= started()
    thread.postMessage('write')
  }

  function started(): Worker {
    const made = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), { workerData: file })
    made.unref()
    made.on('message', () => {
      state = 'written'
      rest = setTimeout(() => void stop(), REST_MS).unref()
      plan()
    })
    // Then SQLite does it by itself.
    made.on('error', () => {})
    made.on('exit', () => {
      if (thread !== made) return
      thread = undefined
      state = 'idle'
    })
    return made
  }

  /** Has it done soon, where it is due. */
  function plan(): void {
    if (planned) return
    planned = true
    setImmediate(() => {
      planned = false
      run()
    })
  }

  /** Ends the thread. */
  async function stop(): Promise<void> {
    clearTimeout(rest)
    const ending = thread
    thread = undefined
    if (ending === undefined) return
    ending.ref()
    ending.postMessage('close')
    await once(ending, 'exit')
  }

  return { run, plan, stop }
}
