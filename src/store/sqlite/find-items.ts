import { performance } from 'node:perf_hooks'
import type { Statement } from 'better-sqlite3'
import { LRUCache } from 'lru-cache'
import type { ItemQuery, TallyQuery } from '../../model/page.ts'
import { KEYS_PER_MS } from './keys.ts'
import type { Db } from './open-database.ts'
import { queryFunctions } from './query-functions.ts'
import { type Selection, selectionOf } from './query-sql.ts'

/** A query that costs no more than this for an item looks at all of them. */
const CHEAP = 10
/** The newest so many that a query finds are ranked. */
const RANKED = 20_000
/** What a word counts in the title, text, author and tag. */
const RANK = 'bm25(items_fts, 8, 1, 2, 2)'
const STATEMENTS = 100
const HOUR = 3_600_000
/** What is older is not hot. */
const HOT_MS = 7 * 24 * HOUR
/** How fast stories cool: with this power of their age in hours. */
const COOLING = 1.5
/** So many are counted at most. */
const COUNTED = 50_000
/** Whoever counts, or looks for sources, asks several times for one answer. */
const TALLY_SHARE = 0.25

/** Bounds for keys, where the order is another one. */
const ANY_KEY = { floor: BigInt(Number.MIN_SAFE_INTEGER), before: BigInt(Number.MAX_SAFE_INTEGER) }

/** What was found, in its order. */
export interface Found<Row> {
  readonly rows: readonly Row[]
  /** There are more, below the last one. */
  readonly more: boolean
  /** Where not all was looked at: at this key and above it was. */
  readonly floor?: number
}

export interface Tallied<Row> extends Found<Row> {
  readonly count: number
}

interface Hot extends Keyed {
  readonly outlets: number
}

interface Keyed {
  readonly key: number
  readonly received?: number
}

/** What one page may cost. */
export interface Effort {
  /** Items that are looked at, times what the query costs for each. */
  readonly comparisons: number
  /** Milliseconds, from whenever: for what may take any time. Nothing that is kept depends on it. */
  readonly stopwatch: () => number
}

/** About half a second's worth. */
const USUAL_EFFORT: Effort = { comparisons: 6_000_000, stopwatch: () => performance.now() }

/** Finds items by queries; `columns` is what to read of an item `i`, its key among it. */
export function itemFinder<Row extends Keyed>(db: Db, columns: string, effort = USUAL_EFFORT) {
  const rowsOf = statements<Row>(db)
  const keysOf = statements<Keyed>(db)
  const keyAfter = db
    .prepare<[number, number], number>(
      'SELECT key FROM items INDEXED BY items_facts WHERE key < ? ORDER BY key DESC LIMIT 1 OFFSET ?',
    )
    .pluck()
  const outletsOf = db.prepare<[string], Hot>(`
    SELECT max(f.key) AS key, (SELECT count(DISTINCT s.source_id) FROM items o JOIN sightings s ON s.item_key = o.key
      WHERE o.story_id = f.story_id AND o.hidden = 0) AS outlets
    FROM items f INDEXED BY items_facts WHERE f.key IN (SELECT value FROM json_each(?)) GROUP BY f.story_id`)
  const receivedAfter = db
    .prepare<[number, number], number>(
      'SELECT received FROM items INDEXED BY items_received WHERE received < ? ORDER BY received DESC LIMIT 1 OFFSET ?',
    )
    .pluck()
  const timer = queryFunctions(db, effort.stopwatch)

  /**
   * The newest that are found, at most `limit`, by a statement that is made of what to select and what from; `share`: for
   * this part of the usual effort.
   */
  function newest<Each extends Keyed>(
    statement: (sql: string) => Statement<unknown[], Each>,
    [select, join]: readonly [select: string, join: string],
    { from, key, order, where, parameters, weight }: Selection,
    { limit, before = Number.MAX_SAFE_INTEGER, hidden }: ItemQuery,
    share = 1,
  ): Found<Each> {
    // The next page begins below what this one has looked at.
    const looks = Math.max(Math.floor((share * effort.comparisons) / weight), 1)
    const placeAfter = order === key ? keyAfter : receivedAfter
    const window = weight <= share * CHEAP ? undefined : placeAfter.get(before, looks - 1)
    // The limit is written out: SQLite would plan the statement anew for each one that is bound.
    const sql = `SELECT ${select} FROM ${from}${join} WHERE ${where} AND ${visible(join === '' ? key : undefined, hidden)} ORDER BY ${order} DESC LIMIT ${limit + 1}`
    // Whole numbers, for FTS5 passes over other bounds.
    const [orderFloor, orderBefore] = [BigInt(window ?? Number.MIN_SAFE_INTEGER), BigInt(before)]
    const keys = order === key ? { floor: orderFloor, before: orderBefore } : ANY_KEY
    const bounds = { ...keys, orderFloor, orderBefore }
    timer.start(share)
    const rows = statement(sql).all(...parameters, bounds)
    if (rows.length > limit) return { rows: rows.slice(0, limit), more: true }
    const floor = timer.stoppedAt === undefined ? window : timer.stoppedAt + 1
    return { rows, more: false, ...(floor === undefined ? {} : { floor }) }
  }

  /** Of the newest that are found the most relevant ones. */
  function best(words: string, selection: Selection, query: ItemQuery): Found<Row> {
    const select = [`${selection.key} AS key`, ''] as const
    const { rows: found, more, ...rest } = newest(keysOf, select, selection, { ...query, limit: RANKED })
    const keys = found.map(({ key }) => key)
    const lowest = keys.at(-1)
    if (lowest === undefined) return { rows: [], more: false, ...rest }
    const ranked = keysOf(
      `SELECT rowid AS key FROM items_fts
       WHERE items_fts MATCH ? AND rowid >= ? AND +rowid IN (SELECT value FROM json_each(?))
       ORDER BY ${RANK} * (SELECT boost FROM items WHERE key = items_fts.rowid), rowid DESC LIMIT ${query.limit}`,
    ).all(words, BigInt(lowest), JSON.stringify(keys))
    return { rows: byKeys(ranked.map(({ key }) => key)), more: false, ...(more ? { floor: lowest } : rest) }
  }

  /** Of each story that is found in the last days the newest item; those first that have many outlets for their age. */
  function hot({ where, limit, now = 0 }: ItemQuery): Found<Row> {
    const recent = selectionOf({
      kind: 'and',
      of: [...(where.kind === 'and' ? where.of : [where]), { kind: 'date', from: now - HOT_MS }],
    })
    const { rows, more, ...rest } = newest(keysOf, [`${recent.key} AS key`, ''], recent, { where, limit: RANKED })
    const stories = outletsOf.all(JSON.stringify(rows.map(({ key }) => key)))
    const heat = ({ key, outlets }: Hot) => outlets / (Math.max(0, now - key / KEYS_PER_MS) / HOUR + 2) ** COOLING
    const hottest = stories.toSorted((a, b) => heat(b) - heat(a) || b.key - a.key).slice(0, limit)
    const lowest = rows.at(-1)?.key
    return {
      rows: byKeys(hottest.map(({ key }) => key)),
      more: false,
      ...(more && lowest !== undefined ? { floor: lowest } : rest),
    }
  }

  /** In the order of the keys given. */
  function byKeys(keys: readonly number[]): Row[] {
    const sql = `SELECT ${columns} FROM json_each(?) asked CROSS JOIN items i ON i.key = asked.value ORDER BY asked.key`
    return rowsOf(sql).all(JSON.stringify(keys))
  }

  /** How many are found, and the newest few of them. */
  function tally({ where, samples }: TallyQuery): Tallied<Row> {
    const selection = selectionOf(where)
    const select = [`${selection.key} AS key`, ''] as const
    const { rows, ...rest } = newest(keysOf, select, selection, { where, limit: COUNTED }, TALLY_SHARE)
    return { ...rest, count: rows.length, rows: byKeys(rows.slice(0, samples).map(({ key }) => key)) }
  }

  return {
    tally,
    byKeys,
    /** The keys of the newest, for whoever asks again and again until the end. */
    keys(query: Pick<ItemQuery, 'where' | 'limit' | 'before'>): Found<Keyed> {
      const selection = selectionOf(query.where)
      return newest(keysOf, [`${selection.key} AS key`, ''], selection, query, TALLY_SHARE)
    },
    page(query: ItemQuery): Found<Row> {
      if (query.sort === 'hot') return hot(query)
      const { hidden = false, sort } = query
      const selection = selectionOf(query.where, { hidden, received: sort === 'received' })
      return query.sort === 'relevance' && selection.words !== undefined
        ? best(selection.words, selection, query)
        : newest(rowsOf, [columns, ` CROSS JOIN items i ON i.key = ${selection.key}`], selection, query)
    },
  }
}

/** A condition on the joined row, which is read anyway; on a key where none is, for a row is several pages. */
function visible(key: string | undefined, hidden = false): string {
  if (key === undefined) return `i.hidden = ${hidden ? 1 : 0}`
  const asked = hidden ? 'h.hidden > 0 AND h.hidden = 1' : 'h.hidden > 0'
  return `${hidden ? '' : 'NOT '}EXISTS (SELECT 1 FROM items h INDEXED BY items_hidden WHERE ${asked} AND h.key = ${key})`
}

/** Prepared statements by their SQL, the latest ones. */
function statements<Row>(db: Db): (sql: string) => Statement<unknown[], Row> {
  const known = new LRUCache<string, Statement<unknown[], Row>>({ max: STATEMENTS })
  return (sql) => {
    const prepared = known.get(sql) ?? db.prepare<unknown[], Row>(sql)
    known.set(sql, prepared)
    return prepared
  }
}
