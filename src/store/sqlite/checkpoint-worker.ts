import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'

// Told to each time; ends when it is told to close.
const db = new Database(String(workerData), { fileMustExist: true })
const write = db.prepare('PRAGMA wal_checkpoint(PASSIVE)')

parentPort?.on('message', (said: 'write' | 'close') => {
  if (said === 'close') {
    db.close()
    parentPort?.close()
    return
  }
  try {
    write.get()
  } catch {
    // As SQLite passes over it: the log has everything, and whoever writes to a full disk is told.
  }
  parentPort?.postMessage('written')
})
