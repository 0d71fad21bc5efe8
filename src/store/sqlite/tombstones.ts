import type { Tombstone } from '../../model/backup.ts'
import { optional } from '../../model/optional.ts'
import type { Instant } from '../../model/source.ts'
import type { Db } from './open-database.ts'
import { withdrawalTable } from './withdrawals.ts'

interface GraveRow {
  readonly source_id: string
  readonly guid_key: string
  readonly text_key: string | null
  readonly purged_at: Instant
}

/** The statements that purge items, and keep what stays of them; whoever calls them holds the transaction. */
export function tombstoneTable(db: Db) {
  const withdrawals = withdrawalTable(db)
  const keyOf = db.prepare<[string], number>('SELECT key FROM items WHERE id = ? AND NOT archived').pluck()
  const bury = db.prepare<[{ id: string; key: number; now: Instant }]>(`
    INSERT OR REPLACE INTO tombstones SELECT source_id, guid_key, text_key, :id, :now FROM sightings WHERE item_key = :key`)
  const buryUrls = db.prepare<[{ id: string; key: number; now: Instant }]>(`
    INSERT OR REPLACE INTO buried_urls SELECT url_key, :id, :now FROM item_urls WHERE item_key = :key AND NOT weak`)
  const deletions = ['items_fts', 'items_url_fts'].map((table) => db.prepare(`DELETE FROM ${table} WHERE rowid = ?`))
  // What refers to it goes with it.
  const deleteItem = db.prepare('DELETE FROM items WHERE key = ?')
  const idsAfter = db
    .prepare<[string, number], string>(
      `SELECT id FROM (SELECT id FROM tombstones UNION SELECT id FROM buried_urls) WHERE id > ? ORDER BY id LIMIT ?`,
    )
    .pluck()
  const gravesOf = db.prepare<[string], GraveRow>('SELECT * FROM tombstones WHERE id = ?')
  const urlsOf = db.prepare<[string], { url_key: string; purged_at: Instant }>('SELECT * FROM buried_urls WHERE id = ?')
  const insert = db.prepare('INSERT OR IGNORE INTO tombstones VALUES (:sourceId, :guidKey, :textKey, :id, :purgedAt)')
  const insertUrl = db.prepare('INSERT OR IGNORE INTO buried_urls VALUES (?, ?, ?)')

  function purge(id: string, now: Instant, graves = [bury, buryUrls]): boolean {
    const key = keyOf.get(id)
    if (key === undefined) return false
    withdrawals.note(key, now)
    for (const statement of graves) statement.run({ id, key, now })
    for (const statement of [...deletions, deleteItem]) statement.run(key)
    return true
  }

  function tombstoneOf(id: string): Tombstone {
    const [graves, urls] = [gravesOf.all(id), urlsOf.all(id)]
    return {
      id,
      purgedAt: graves[0]?.purged_at ?? urls[0]?.purged_at ?? 0,
      sightings: graves.map(({ source_id, guid_key, text_key }) => ({
        sourceId: source_id,
        guidKey: guid_key,
        ...optional('textKey', text_key ?? undefined),
      })),
      urls: urls.map(({ url_key }) => url_key),
    }
  }

  return {
    /** How many of these items were purged; those that are kept for good, or are not there, are passed over. */
    purge: (ids: readonly string[], now: Instant): number => ids.filter((id) => purge(id, now)).length,
    /**
     * Purges what a source takes back, which does not come back from there under its guid. Its link is not buried: a source
     * does not speak for what others write, and they may come with it. Whether there was something to purge.
     */
    retract: (id: string, now: Instant): boolean => purge(id, now, [bury]),
    after: (id: string, limit: number): Tombstone[] => idsAfter.all(id, limit).map(tombstoneOf),
    bury({ id, purgedAt, sightings, urls }: Tombstone): void {
      for (const { sourceId, guidKey, textKey = null } of sightings)
        insert.run({ sourceId, guidKey, textKey, id, purgedAt })
      for (const url of urls) insertUrl.run(url, id, purgedAt)
    },
  }
}
