import type { Extras, Item } from '../../model/item.ts'
import { optional } from '../../model/optional.ts'
import type { Carriers, ItemPage, ItemQuery, Tally, TallyQuery } from '../../model/page.ts'
import { type Effort, itemFinder } from './find-items.ts'
import { KEYS_PER_MS } from './keys.ts'
import type { Db } from './open-database.ts'

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
  readonly labels: string
  readonly boost: number
  readonly hidden: number
  readonly received: number
  readonly topics: string | null
  readonly sources: string | null
}

// Ids have no commas in them.
const COLUMNS = `i.key, i.id, i.uri, i.source_id, i.story_id, i.archived, i.first_seen_at, i.changed_at, i.updated_at,
  i.lang, i.url, i.image, i.title, i.authors, i.categories, i.enclosures, i.summary, i.content_html, i.extras,
  i.labels, i.boost, i.hidden, i.received,
  (SELECT group_concat(topic) FROM item_topics WHERE item_key = i.key) AS topics,
  (SELECT group_concat(source_id) FROM sightings WHERE item_key = i.key) AS sources`

/** Reads items, one by id or a page of what a query finds. */
export function itemReader(db: Db, effort?: Effort) {
  const byId = db.prepare<[string], ItemRow>(`SELECT ${COLUMNS} FROM items i WHERE i.id = ? AND i.hidden < 2`)
  const below = db.prepare<[number, number], ItemRow>(
    `SELECT ${COLUMNS} FROM items i WHERE i.key < ? ORDER BY i.key DESC LIMIT ?`,
  )
  const carriersOf = db
    .prepare<[string], string>(
      'SELECT DISTINCT source_id FROM json_each(?) asked CROSS JOIN sightings s ON s.item_key = asked.value',
    )
    .pluck()
  const find = itemFinder<ItemRow>(db, COLUMNS, effort)
  return {
    page(query: ItemQuery): ItemPage {
      const { rows, more, floor } = find.page(query)
      const last = rows.at(-1)
      const place = query.sort === 'received' ? last?.received : last?.key
      const next = more ? place : query.sort === 'relevance' || query.sort === 'hot' ? undefined : floor
      return {
        items: rows.map(itemOf),
        ...optional('next', next),
        ...lookedBack(floor),
      }
    },
    carriers(query: Pick<ItemQuery, 'where' | 'limit' | 'before'>): Carriers {
      const { rows, more, floor } = find.keys(query)
      const keys = rows.map(({ key }) => key)
      return { sources: carriersOf.all(JSON.stringify(keys)), ...optional('next', more ? keys.at(-1) : floor) }
    },
    tally(query: TallyQuery): Tally {
      const { rows, count, more, floor } = find.tally(query)
      return { count, more, items: rows.map(itemOf), ...lookedBack(floor) }
    },
    /** The next items below a key, hidden ones too. */
    below(before: number, limit: number): Item[] {
      return below.all(before, limit).map(itemOf)
    },
    /** In the order of the keys given. */
    byKeys(keys: readonly number[]): Item[] {
      return find.byKeys(keys).map(itemOf)
    },
    byId(id: string): Item | undefined {
      const row = byId.get(id)
      return row === undefined ? undefined : itemOf(row)
    },
  }
}

function lookedBack(floor: number | undefined): { lookedBackTo?: number } {
  return floor === undefined ? {} : { lookedBackTo: Math.ceil(floor / KEYS_PER_MS) }
}

function itemOf(row: ItemRow): Item {
  const item: { -readonly [Name in keyof Item]: Item[Name] } = {
    key: row.key,
    id: row.id,
    uri: row.uri,
    sourceId: row.source_id,
    sources: sourcesOf(row),
    topics: row.topics?.split(',') ?? [],
    storyId: row.story_id,
    labels: listOf(row.labels),
    boost: row.boost,
    hidden: row.hidden === 1,
    firstSeenAt: row.first_seen_at,
    changedAt: row.changed_at,
    archived: row.archived === 1,
    title: row.title,
    summary: row.summary,
    contentHtml: row.content_html,
    authors: listOf(row.authors),
    categories: listOf(row.categories),
    enclosures: listOf(row.enclosures),
    publishedAt: Math.floor(row.key / KEYS_PER_MS),
  }
  // Set one by one: a page is read as fast as its rows, and objects that are spread into another cost as much again.
  if (row.url !== null) item.url = row.url
  if (row.image !== null) item.image = row.image
  if (row.lang !== null) item.lang = row.lang
  if (row.updated_at !== null) item.updatedAt = row.updated_at
  if (row.extras !== null) item.extras = JSON.parse(row.extras) as Extras
  return item
}

/** Each source once, the leading one first. */
function sourcesOf({ source_id: leading, sources }: ItemRow): string[] {
  if (sources === null || sources === leading) return [leading]
  const others = new Set(sources.split(',').filter((id) => id !== leading))
  return [leading, ...[...others].toSorted()]
}

/** A list as `itemTable` has written it. */
function listOf<Each>(json: string): Each[] {
  return json === '[]' ? [] : (JSON.parse(json) as Each[])
}
