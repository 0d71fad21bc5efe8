import type { Query, RegexpQuery, Span } from '../../model/query.ts'
import { KEYS_PER_MS } from './keys.ts'
import { WORD_TABLES, wordsSql } from './words-sql.ts'

/** A condition on an item. */
export interface Condition {
  readonly sql: string
  readonly parameters: readonly (string | number | bigint)[]
  /** What it costs for each item that it is put to, beside one comparison. */
  readonly weight: number
  /** It asks for what the index `items_facts` has of the item, as `f`. */
  readonly facts?: boolean
  /** It may cost so much for one item that time has to be kept. */
  readonly dear?: boolean
}

const MEDIA = { image: 1, audio: 2, video: 4, content: 8 }

/** Compiles a query to a condition on the item with the key `key`, an SQL expression. */
export function conditionOf(query: Query, key: string): Condition {
  const words = wordsSql(query)
  if (words !== undefined)
    // The bounds of the page are the list's too, which is made in full. With the plus SQLite looks keys up in the list,
    // and does not go through the list to sort what it finds.
    return {
      sql: `+${key} ${words.negated ? 'NOT IN' : 'IN'}
        (SELECT rowid FROM ${words.table} WHERE ${words.table} MATCH ? AND rowid >= @floor AND rowid < @before)`,
      parameters: [words.expression],
      weight: 5,
    }
  switch (query.kind) {
    case 'and':
    case 'or':
      return joined(query.kind, query.of, key)
    case 'not': {
      const of = conditionOf(query.of, key)
      return { ...of, sql: `NOT ${of.sql}` }
    }
    case 'source':
      return listed('sightings', 'source_id', [query.id], key)
    case 'topic':
      return listed('item_topics', 'topic', [query.id], key)
    case 'regexp':
      return regexp(query, key)
    case 'date':
      return { sql: `(${key} >= ? AND ${key} < ?)`, parameters: keysOf(query), weight: 1 }
    case 'age':
      throw new Error('a relative date is resolved before it is looked for')
    default:
      return { ...factOf(query), facts: true }
  }
}

/** The id that a story has by now. */
export const STORY = 'ifnull((SELECT story_id FROM story_aliases WHERE alias = ?), ?)'

function factOf(query: Query): Condition {
  switch (query.kind) {
    case 'story':
      return { sql: `f.story_id = ${STORY}`, parameters: [query.id, query.id], weight: 1 }
    case 'outlets':
      return {
        sql: `((SELECT count(DISTINCT s.source_id) FROM items o JOIN sightings s ON s.item_key = o.key
          WHERE o.story_id = f.story_id AND o.hidden = 0) BETWEEN ? AND ?)`,
        parameters: [query.from ?? 0, (query.until ?? Number.MAX_SAFE_INTEGER) - 1],
        weight: 1,
        dear: true,
      }
    case 'lang':
      return {
        sql: "ifnull(f.lang = ? OR substr(f.lang, 1, length(?) + 1) = ? || '-', 0)",
        parameters: [query.tag, query.tag, query.tag],
        weight: 2,
      }
    case 'site':
      return {
        sql: "ifnull(f.host = ? OR substr(f.host, -length(?) - 1) = '.' || ?, 0)",
        parameters: [query.host, query.host, query.host],
        weight: 2,
      }
    case 'has':
      return { sql: '(f.has & ? > 0)', parameters: [MEDIA[query.medium]], weight: 1 }
    default:
      return { sql: '1', parameters: [], weight: 0 }
  }
}

function joined(kind: 'and' | 'or', of: readonly Query[], key: string): Condition {
  const words = WORD_TABLES.map((table) => of.filter((part) => wordsSql(part)?.table === table))
  const ids = (wanted: 'source' | 'topic') =>
    kind === 'or' ? of.flatMap((part) => (part.kind === wanted ? [part.id] : [])) : []
  const [sources, topics] = [ids('source'), ids('topic')]
  const others = of.filter((part) => !words.flat().includes(part) && !(kind === 'or' && isListed(part)))
  const conditions = [
    ...words.filter((group) => group.length > 0).map((group) => conditionOf({ kind, of: group }, key)),
    ...(sources.length === 0 ? [] : [listed('sightings', 'source_id', sources, key)]),
    ...(topics.length === 0 ? [] : [listed('item_topics', 'topic', topics, key)]),
    ...others.map((part) => conditionOf(part, key)),
  ]
  // All of nothing holds, any of nothing does not.
  if (conditions.length === 0) return { sql: kind === 'and' ? '1' : '0', parameters: [], weight: 0 }
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(kind === 'and' ? ' AND ' : ' OR ')})`,
    parameters: conditions.flatMap(({ parameters }) => parameters),
    weight: conditions.reduce((sum, { weight }) => sum + weight, 0),
    facts: conditions.some(({ facts }) => facts),
    dear: conditions.some(({ dear }) => dear),
  }
}

function isListed({ kind }: Query): boolean {
  return kind === 'source' || kind === 'topic'
}

/** Any of several ids, in a table that has one row for each of an item. */
function listed(table: string, column: string, ids: readonly string[], key: string): Condition {
  return {
    sql: `EXISTS (SELECT 1 FROM ${table} WHERE item_key = ${key} AND ${column} IN (SELECT value FROM json_each(?)))`,
    parameters: [JSON.stringify(ids)],
    weight: 5,
  }
}

function regexp({ field, pattern, ignoreCase }: RegexpQuery, key: string): Condition {
  const found = (text: string) => `found_in(${text}, ?, ?)`
  const [from, where] = {
    any: ['items r', `(${found('r.title')} OR ${found('r.summary')})`],
    title: ['items r', found('r.title')],
    url: ['items r', found('r.url')],
    author: ['items r, json_each(r.authors) a', found("a.value ->> 'name'")],
    tag: ['items r, json_each(r.categories) c', found('c.value')],
  }[field]
  const once = [pattern, ignoreCase ? 1 : 0]
  return {
    sql: `EXISTS (SELECT 1 FROM ${from} WHERE r.key = ${key} AND ${where})`,
    parameters: field === 'any' ? [...once, ...once] : once,
    weight: 1,
    dear: true,
  }
}

/** The keys from the first instant on, and up to the last: whole numbers, for FTS5 passes over the others. */
function keysOf({ from, until }: Span): readonly [bigint, bigint] {
  const bound = (instant: number) =>
    BigInt(Math.min(Math.max(instant * KEYS_PER_MS, Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER))
  return [bound(from ?? -Infinity), bound(until ?? Infinity)]
}
