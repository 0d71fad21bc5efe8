import type { Enclosure, Extras, Item, Person } from '../../model/item.ts'
import { optional } from '../../model/optional.ts'
import type { ItemPage, ItemQuery } from '../../model/page.ts'
import { KEYS_PER_MS } from './item-table.ts'
import type { Db } from './open-database.ts'
import { selectionOf } from './query-sql.ts'

interface ItemRow {
  readonly key: number
  readonly id: string
  readonly uri: string
  readonly source_id: string
  readonly story_id: string
  readonly archived: number
  readonly first_seen_at: number
  readonly changed_at: number
  readonly updated_at: number | null
  readonly lang: string | null
  readonly url: string | null
  readonly image: string | null
  readonly title: string
  readonly authors: string
  readonly categories: string
  readonly enclosures: string
  readonly summary: string
  readonly content_html: string
  readonly extras: string | null
  readonly topics: string
  readonly sources: string
}

const COLUMNS = `i.key, i.id, i.uri, i.source_id, i.story_id, i.archived, i.first_seen_at, i.changed_at, i.updated_at,
  i.lang, i.url, i.image, i.title, i.authors, i.categories, i.enclosures, i.summary, i.content_html, i.extras,
  (SELECT json_group_array(topic) FROM item_topics WHERE item_key = i.key) AS topics,
  (SELECT json_group_array(DISTINCT source_id ORDER BY source_id <> i.source_id, source_id)
   FROM sightings WHERE item_key = i.key) AS sources`

/** Reads items, one by id or a page of what a query finds. */
export function itemReader(db: Db) {
  const byId = db.prepare<[string], ItemRow>(`SELECT ${COLUMNS} FROM items i WHERE i.id = ?`)
  return {
    page({ where, limit, before }: ItemQuery): ItemPage {
      const { from, key, where: conditions, parameters } = selectionOf(where)
      const rows = db
        .prepare<(string | number)[], ItemRow>(
          `SELECT ${COLUMNS} FROM ${from} WHERE ${conditions} AND ${key} < ? ORDER BY ${key} DESC LIMIT ?`,
        )
        .all(...parameters, before ?? Number.MAX_SAFE_INTEGER, limit + 1)
      const items = rows.slice(0, limit).map(itemOf)
      return { items, ...(rows.length > limit ? optional('next', items.at(-1)?.key) : {}) }
    },
    byId(id: string): Item | undefined {
      const row = byId.get(id)
      return row === undefined ? undefined : itemOf(row)
    },
  }
}

function itemOf(row: ItemRow): Item {
  return {
    key: row.key,
    id: row.id,
    uri: row.uri,
    sourceId: row.source_id,
    sources: JSON.parse(row.sources) as string[],
    topics: JSON.parse(row.topics) as string[],
    storyId: row.story_id,
    firstSeenAt: row.first_seen_at,
    changedAt: row.changed_at,
    archived: row.archived === 1,
    title: row.title,
    ...optional('url', row.url ?? undefined),
    summary: row.summary,
    contentHtml: row.content_html,
    authors: JSON.parse(row.authors) as Person[],
    categories: JSON.parse(row.categories) as string[],
    enclosures: JSON.parse(row.enclosures) as Enclosure[],
    ...optional('image', row.image ?? undefined),
    ...optional('lang', row.lang ?? undefined),
    publishedAt: Math.floor(row.key / KEYS_PER_MS),
    ...optional('updatedAt', row.updated_at ?? undefined),
    ...(row.extras === null ? {} : { extras: JSON.parse(row.extras) as Extras }),
  }
}
