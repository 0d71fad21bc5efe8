import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { TributaryError } from '../../errors.ts'
import { MIGRATIONS } from './migrations.ts'

export type Db = Database.Database

/** Opens `tributary.db` in the folder, made if missing, and brings its schema up to date; `onStatement` sees each statement. */
export function openDatabase(dataDir: string, onStatement?: (sql: string) => void): Db {
  const file = join(dataDir, 'tributary.db')
  return translating(file, () => {
    makeFolder(dataDir)
    const db = new Database(file, onStatement === undefined ? {} : { verbose: (sql) => onStatement(String(sql)) })
    try {
      const version = Number(db.pragma('user_version', { simple: true }))
      if (version > MIGRATIONS.length)
        throw new TributaryError(
          'unavailable',
          `${file} was written by a newer Tributary (schema ${version}; this one knows ${MIGRATIONS.length}). Use that one, or another TRIBUTARY_DATA.`,
        )
      // What a transaction of many sources changes: of a smaller cache, pages are written and read again in its midst.
      db.pragma('cache_size = -16000')
      db.pragma('busy_timeout = 5000')
      // Of a new database: of 4,096 bytes, a page has one article, and is half empty.
      db.pragma('page_size = 8192')
      db.pragma('journal_mode = WAL')
      db.pragma('synchronous = NORMAL')
      db.pragma('foreign_keys = ON')
      db.pragma('trusted_schema = OFF')
      db.pragma('journal_size_limit = 67108864')
      migrate(db)
    } catch (problem) {
      db.close()
      throw problem
    }
    return db
  })
}

/** Step by step: Node's own recursive way never ends where a parent refuses with ENOENT, as /proc does. */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return
  // What stands in the way is told by the attempt to make the folder.
  if (!existsSync(path)) makeFolder(dirname(path))
  mkdirSync(path)
}

/** Runs what is between this database's version and ours; two processes that start at once do it once. */
function migrate(db: Db): void {
  db.transaction(() => {
    const done = Number(db.pragma('user_version', { simple: true }))
    for (const step of MIGRATIONS.slice(done)) db.exec(step)
    if (done < MIGRATIONS.length) db.pragma(`user_version = ${MIGRATIONS.length}`)
  }).immediate()
}

/** SQLite's own errors said in words; a bug in a statement stays what it is. */
export function translating<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (problem) {
    const code = String((problem as { code?: unknown }).code ?? '')
    const why = EXPLAINED.find(([prefix]) => code.startsWith(prefix))?.[1]
    if (why === undefined) throw problem
    throw new TributaryError('unavailable', `The database ${file} cannot be used: ${why} (${code}).`)
  }
}

const EXPLAINED: readonly (readonly [string, string])[] = [
  ['SQLITE_BUSY', 'another process holds it locked'],
  ['SQLITE_FULL', 'the disk is full'],
  ['SQLITE_READONLY', 'it is read-only'],
  ['SQLITE_CANTOPEN', 'it cannot be opened'],
  ['SQLITE_IOERR', 'the disk does not read or write it'],
  ['SQLITE_CORRUPT', 'it is damaged'],
  ['SQLITE_NOTADB', 'it is not an SQLite database'],
  ['EACCES', 'permission is denied'],
  ['EROFS', 'the disk is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['ENOENT', 'its folder cannot be made'],
  ['ENOTDIR', 'its folder is a file'],
  ['EEXIST', 'its folder is a file'],
]
