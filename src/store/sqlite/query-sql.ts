import type { Query } from '../../model/query.ts'
import { KEYS_PER_MS } from './item-table.ts'

/** The rows of `items i` that a query finds: what to put behind FROM and WHERE, and what the marks stand for. */
export interface Selection {
  readonly from: string
  /** The key by its name in the leading index, which SQLite then walks in order. */
  readonly key: string
  readonly where: string
  readonly parameters: readonly (string | number)[]
}

interface Condition {
  readonly sql: string
  readonly parameters: readonly (string | number)[]
}

/**
 * Compiles a query to SQL. One of its parts (words, else a topic, else a source) leads the way through its index in
 * key order, so that the newest items are found without looking at all; the others are conditions on what it finds.
 * Gives the same answer as `matches` does in memory.
 */
export function selectionOf(query: Query): Selection {
  const parts = query.kind === 'and' ? query.of : [query]
  const wordParts = parts.filter((part) => expressionOf(part) !== undefined)
  const [leader] = wordParts.length > 0 ? wordParts : [...parts.filter(isTopic), ...parts.filter(isSource)]
  const led = wordParts.length > 0 ? wordParts : leader === undefined ? [] : [leader]
  const conditions = parts.filter((part) => !led.includes(part)).map(conditionOf)
  const lead = leadBy(led)
  return {
    from: lead.from,
    key: lead.key,
    where: [...lead.where, ...conditions.map(({ sql }) => sql)].join(' AND ') || '1',
    parameters: [...lead.parameters, ...conditions.flatMap(({ parameters }) => parameters)],
  }
}

interface Lead {
  readonly from: string
  readonly key: string
  readonly where: readonly string[]
  readonly parameters: readonly string[]
}

function leadBy(parts: readonly Query[]): Lead {
  const [first] = parts
  if (first?.kind === 'topic')
    return {
      from: 'item_topics lead JOIN items i ON i.key = lead.item_key',
      key: 'lead.item_key',
      where: ['lead.topic = ?'],
      parameters: [first.id],
    }
  if (first?.kind === 'source')
    // One source may have seen an item under several guids.
    return {
      from: '(SELECT DISTINCT item_key FROM sightings WHERE source_id = ?) lead JOIN items i ON i.key = lead.item_key',
      key: 'lead.item_key',
      where: [],
      parameters: [first.id],
    }
  if (first === undefined) return { from: 'items i', key: 'i.key', where: [], parameters: [] }
  return {
    from: 'items_fts lead JOIN items i ON i.key = lead.rowid',
    key: 'lead.rowid',
    where: ['items_fts MATCH ?'],
    parameters: [parts.map((part) => `(${expressionOf(part)})`).join(' AND ')],
  }
}

function conditionOf(query: Query): Condition {
  const expression = expressionOf(query)
  if (expression !== undefined)
    return { sql: 'i.key IN (SELECT rowid FROM items_fts WHERE items_fts MATCH ?)', parameters: [expression] }
  switch (query.kind) {
    case 'all':
    case 'words':
      return { sql: '1', parameters: [] }
    case 'and':
    case 'or': {
      // All of nothing holds, any of nothing does not.
      if (query.of.length === 0) return { sql: query.kind === 'and' ? '1' : '0', parameters: [] }
      const of = query.of.map(conditionOf)
      return {
        sql: `(${of.map(({ sql }) => sql).join(query.kind === 'and' ? ' AND ' : ' OR ')})`,
        parameters: of.flatMap(({ parameters }) => parameters),
      }
    }
    case 'not': {
      const of = conditionOf(query.of)
      return { sql: `NOT ${of.sql}`, parameters: of.parameters }
    }
    case 'source':
      return {
        sql: 'EXISTS (SELECT 1 FROM sightings WHERE source_id = ? AND item_key = i.key)',
        parameters: [query.id],
      }
    case 'topic':
      return {
        sql: 'EXISTS (SELECT 1 FROM item_topics WHERE topic = ? AND item_key = i.key)',
        parameters: [query.id],
      }
    case 'story':
      return { sql: 'i.story_id = ?', parameters: [query.id] }
    case 'lang':
      return {
        sql: "ifnull(i.lang = ? OR substr(i.lang, 1, length(?) + 1) = ? || '-', 0)",
        parameters: [query.tag, query.tag, query.tag],
      }
    case 'site':
      return {
        sql: "ifnull(i.host = ? OR substr(i.host, -length(?) - 1) = '.' || ?, 0)",
        parameters: [query.host, query.host, query.host],
      }
    case 'date':
      return {
        sql: '(i.key >= ? AND i.key < ?)',
        parameters: [bound(query.from, Number.MIN_SAFE_INTEGER), bound(query.until, Number.MAX_SAFE_INTEGER)],
      }
  }
}

function bound(instant: number | undefined, open: number): number {
  const key = instant === undefined ? open : instant * KEYS_PER_MS
  return Math.min(Math.max(key, Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER)
}

/** An FTS5 expression for what is words alone, whose fields are the index's columns; its tokens are letters and digits in quotes, never a user's syntax. */
function expressionOf(query: Query): string | undefined {
  if (query.kind === 'words') {
    const phrase = `"${query.words.join(' ')}"${query.prefix ? '*' : ''}`
    return query.field === 'any' ? phrase : `${query.field} : ${phrase}`
  }
  if ((query.kind !== 'and' && query.kind !== 'or') || query.of.length === 0) return undefined
  const expressions = query.of.map(expressionOf)
  if (!expressions.every((expression) => expression !== undefined)) return undefined
  return expressions.map((expression) => `(${expression})`).join(query.kind === 'and' ? ' AND ' : ' OR ')
}

function isTopic(query: Query): boolean {
  return query.kind === 'topic'
}

function isSource(query: Query): boolean {
  return query.kind === 'source'
}
