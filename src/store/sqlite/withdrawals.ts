import { optional } from '../../model/optional.ts'
import type { Instant } from '../../model/source.ts'
import type { Withdrawal } from '../../model/withdrawal.ts'
import { KEYS_PER_MS } from './keys.ts'
import type { Db } from './open-database.ts'

interface Row {
  readonly uri: string
  readonly at: Instant
  readonly sources: string
  readonly topics: string
  readonly lang: string | null
  readonly host: string | null
  readonly key: number
}

/** Notes which items were published and are not any more; whoever calls what writes holds the transaction. */
export function withdrawalTable(db: Db) {
  // What is taken down as it comes has never been published.
  const insert = db.prepare<[{ key: number; now: Instant }]>(`
    INSERT OR REPLACE INTO withdrawals SELECT id, uri, :now, lang, host, key,
      (SELECT json_group_array(DISTINCT source_id) FROM sightings WHERE item_key = key),
      (SELECT json_group_array(topic) FROM item_topics WHERE item_key = key)
    FROM items WHERE key = :key AND hidden = 0 AND first_seen_at < :now`)
  const remove = db.prepare<[number]>('DELETE FROM withdrawals WHERE id = (SELECT id FROM items WHERE key = ?)')
  const latest = db.prepare<[number], Row>('SELECT * FROM withdrawals ORDER BY at DESC, id LIMIT ?')
  return {
    /** To be called before the item is hidden or deleted: one that nobody could see is not noted. */
    note: (key: number, now: Instant): void => void insert.run({ key, now }),
    undo: (key: number): void => void remove.run(key),
    latest: (limit: number): Withdrawal[] =>
      latest.all(limit).map(({ uri, at, sources, topics, lang, host, key }) => ({
        ...{ uri, at, publishedAt: Math.floor(key / KEYS_PER_MS) },
        ...{ sources: JSON.parse(sources) as string[], topics: JSON.parse(topics) as string[] },
        ...optional('lang', lang ?? undefined),
        ...optional('host', host ?? undefined),
      })),
  }
}
