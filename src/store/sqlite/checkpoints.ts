import type { Db } from './open-database.ts'

/** Pages of the log that are written back at once: 8 MB, and two syncs of the disk. */
const PAGES = 1_000
/** After so many SQLite does it by itself, at the end of a transaction. */
const MOST = 8_000

/**
 * Writes the log back into the database in turns of its own: at the end of a transaction, where SQLite does it, it doubles
 * the time for which nothing else is done.
 */
export function checkpointer(db: Db) {
  db.pragma(`wal_autocheckpoint = ${MOST}`)
  const look = db.prepare<[], { log: number }>('PRAGMA wal_checkpoint(NOOP)')
  const write = db.prepare('PRAGMA wal_checkpoint(PASSIVE)')
  /** Pages of the log at the last time: somebody who reads for long may keep them from being written back. */
  let seen = 0
  let planned = false

  /** Writes back what has come together, where that is much; whether it was. */
  function run(): boolean {
    if (!db.open || db.inTransaction) return false
    try {
      const log = look.get()?.log ?? 0
      // Where all was written back, the log has begun anew.
      if (log < seen) seen = 0
      if (log - seen < PAGES) return false
      seen = log
      write.get()
      return true
    } catch {
      // As SQLite passes over it: the log has everything, and whoever writes to a full disk is told.
      return false
    }
  }

  return {
    run,
    /** Has it done soon, where it is due. */
    plan(): void {
      if (planned) return
      planned = true
      setImmediate(() => {
        planned = false
        run()
      })
    },
  }
}
