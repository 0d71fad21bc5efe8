import type { Revision } from '../../model/item.ts'
import { optional } from '../../model/optional.ts'
import type { Instant } from '../../model/source.ts'
import type { Db } from './open-database.ts'

/** Of each item; the oldest go. */
const MAX_REVISIONS = 10
/** Characters of HTML that are kept of each. */
const MAX_HTML = 30_000

/** What an item showed until it was edited. */
export interface Replaced {
  readonly source_id: string
  readonly title: string
  readonly url: string | null
  readonly html: string
}

/** Earlier contents of items, a bounded number of each. */
export function revisionTable(db: Db) {
  const insert = db.prepare(
    'INSERT OR IGNORE INTO revisions VALUES (:key, :now, :source_id, :title, :url, substr(:html, 1, :most))',
  )
  const prune = db.prepare<[{ key: number }]>(`
    DELETE FROM revisions WHERE item_key = :key AND replaced_at IN (
      SELECT replaced_at FROM revisions WHERE item_key = :key ORDER BY replaced_at DESC LIMIT -1 OFFSET ${MAX_REVISIONS})`)
  const ofItem = db.prepare<[string], Replaced & { replaced_at: Instant }>(
    'SELECT r.* FROM revisions r JOIN items i ON i.key = r.item_key WHERE i.id = ? ORDER BY replaced_at DESC',
  )
  return {
    keep(key: number, { source_id, title, url, html }: Replaced, now: Instant): void {
      insert.run({ key, now, source_id, title, url, html, most: MAX_HTML })
      prune.run({ key })
    },
    restore(key: number, kept: readonly Revision[]): void {
      for (const { replacedAt, sourceId, title, url = null, contentHtml } of kept)
        insert.run({ key, now: replacedAt, source_id: sourceId, title, url, html: contentHtml, most: MAX_HTML })
    },
    /** The latest first. */
    of: (id: string): Revision[] =>
      ofItem.all(id).map((row) => ({
        replacedAt: row.replaced_at,
        sourceId: row.source_id,
        title: row.title,
        ...optional('url', row.url ?? undefined),
        contentHtml: row.html,
      })),
  }
}
