import type { StoreCounts } from '../store.ts'
import type { Db } from './open-database.ts'

/** Counts what is there, topic by topic and language by language; it looks at every item. */
export function counter(db: Db): () => StoreCounts {
  const one = (sql: string) => db.prepare<[], number>(sql).pluck()
  const each = (sql: string) => db.prepare<[], [string, number]>(sql).raw()
  const items = one('SELECT count(*) FROM items')
  const hidden = one('SELECT count(*) FROM items WHERE hidden > 0 AND hidden = 1')
  const unpublished = one('SELECT count(*) FROM items WHERE hidden > 0')
  const sources = one('SELECT count(*) FROM sources WHERE enabled')
  const topics = each('SELECT topic, count(*) FROM item_topics GROUP BY topic')
  const langs = each('SELECT lang, count(*) FROM items WHERE lang IS NOT NULL GROUP BY lang')
  const unpublishedTopics = each(`SELECT topic, count(*) FROM items i INDEXED BY items_hidden
    JOIN item_topics t ON t.item_key = i.key WHERE i.hidden > 0 GROUP BY topic`)
  const unpublishedLangs = each(`SELECT lang, count(*) FROM items INDEXED BY items_hidden
    WHERE hidden > 0 AND lang IS NOT NULL GROUP BY lang`)
  return () => ({
    items: (items.get() ?? 0) - (unpublished.get() ?? 0),
    hidden: hidden.get() ?? 0,
    sources: sources.get() ?? 0,
    topics: without(topics.all(), unpublishedTopics.all()),
    langs: without(langs.all(), unpublishedLangs.all()),
  })
}

function without(all: [string, number][], unpublished: [string, number][]): Map<string, number> {
  const counts = new Map(all)
  for (const [name, count] of unpublished) {
    const left = (counts.get(name) ?? 0) - count
    if (left > 0) counts.set(name, left)
    else counts.delete(name)
  }
  return counts
}
