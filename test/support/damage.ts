import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'

/** Overwrites the tables of a database that a store has open, as a dying disk does: whatever is read of it from now on fails. */
export function damageDatabase(folder: string): void {
  const file = join(folder, 'tributary.db')
  const other = new Database(file)
  // A commit of somebody else, so that nobody goes on with what they have in memory.
  other.pragma('user_version = 9999')
  other.pragma('wal_checkpoint(TRUNCATE)')
  other.close()
  const descriptor = openSync(file, 'r+')
  const header = Buffer.alloc(100)
  readSync(descriptor, header, 0, 100, 0)
  const pageSize = header.readUInt16BE(16)
  const pages = header.readUInt32BE(28)
  for (let page = 1; page < pages; page += 1)
    writeSync(descriptor, Buffer.alloc(pageSize, 0xff), 0, pageSize, page * pageSize)
  closeSync(descriptor)
}
