import type { Db } from './open-database.ts'

export interface StoreVersion {
  readonly current: () => number
  /** Part of the transaction that changes what readers see. */
  readonly raise: () => void
}

/**
 * The number that changes with what readers see. Every request asks for it, so it is read again only where it may be another
 * one: after our own changes, and when SQLite says that another connection has committed, which takes it no table.
 */
export function storeVersion(db: Db): StoreVersion {
  const kept = db.prepare<[], number>("SELECT value FROM meta WHERE name = 'version'").pluck()
  const oneMore = db.prepare("UPDATE meta SET value = value + 1 WHERE name = 'version'")
  const commitsOfOthers = db.prepare<[], number>('PRAGMA data_version').pluck()
  let known: { readonly version: number; readonly commits: number | undefined } | undefined
  return {
    current() {
      // Asked first: what is committed between the two is seen the next time.
      const commits = commitsOfOthers.get()
      if (known?.commits !== commits) known = undefined
      known ??= { version: kept.get() ?? 0, commits }
      return known.version
    },
    raise() {
      oneMore.run()
      known = undefined
    },
  }
}
