import { optional } from '../../model/optional.ts'
import type { Instant } from '../../model/source.ts'
import type { KeptWithdrawal, Withdrawal } from '../../model/withdrawal.ts'
import { KEYS_PER_MS } from './keys.ts'
import type { Db } from './open-database.ts'

interface Row {
  readonly id: string
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
  const after = db.prepare<[string, number], Row>('SELECT * FROM withdrawals WHERE id > ? ORDER BY id LIMIT ?')
  const restore = db.prepare(`
    INSERT OR IGNORE INTO withdrawals SELECT :id, :uri, :at, :lang, :host, :key, :sources, :topics
    WHERE NOT EXISTS (SELECT 1 FROM items WHERE id = :id AND hidden = 0)`)
  return {
    /** To be called before the item is hidden or deleted: one that nobody could see is not noted. */
    note: (key: number, now: Instant): void => void insert.run({ key, now }),
    undo: (key: number): void => void remove.run(key),
    latest: (limit: number): Withdrawal[] =>
      latest.all(limit).map((row) => ({ ...withdrawalOf(row), publishedAt: Math.floor(row.key / KEYS_PER_MS) })),
    after: (id: string, limit: number): KeptWithdrawal[] =>
      after.all(id, limit).map((row) => ({ id: row.id, key: row.key, ...withdrawalOf(row) })),
    /** What another database told; of an item that is published here there is nothing to tell. */
    restore: ({ lang, host, sources, topics, ...kept }: KeptWithdrawal): void =>
      void restore.run({
        ...{ ...kept, lang: lang ?? null, host: host ?? null },
        ...{ sources: JSON.stringify(sources), topics: JSON.stringify(topics) },
      }),
  }
}

function withdrawalOf({ uri, at, sources, topics, lang, host }: Row): Omit<Withdrawal, 'publishedAt'> {
  return {
    ...{ uri, at, sources: JSON.parse(sources) as string[], topics: JSON.parse(topics) as string[] },
    ...optional('lang', lang ?? undefined),
    ...optional('host', host ?? undefined),
  }
}
