import type { Query } from '../../model/query.ts'
import { conditionOf, STORY } from './condition-sql.ts'
import { WORD_TABLES, wordsSql } from './words-sql.ts'

/** The keys of the items that a query finds: what to put behind FROM and WHERE, and what the marks stand for. */
export interface Selection {
  readonly from: string
  /** The key by its name in the leading index, which SQLite then walks in order. */
  readonly key: string
  /** What they are in the order of, by its name in that index: the key, or when they were received. */
  readonly order: string
  /** The words of the article that lead, as an FTS5 expression of `items_fts`. */
  readonly words?: string
  readonly where: string
  readonly parameters: readonly (string | number | bigint)[]
  /** What it costs for each item that it is put to, in comparisons. */
  readonly weight: number
}

/** Parts that lead the way through an index in the order of keys. */
interface Lead {
  readonly parts: readonly Query[]
  readonly from: string
  readonly key: string
  /** Where it is another one than that of keys. */
  readonly order?: string
  readonly where?: string
  readonly parameters: readonly string[]
  readonly words?: string
  readonly weight: number
  /** Its table is `items`, as `f`. */
  readonly facts: boolean
}

/**
 * Compiles a query to SQL. One of its parts (words, else a story, a topic or a source) leads the way through its index,
 * so that the newest items are found without looking at all; the others are conditions on what it finds. Gives the same
 * answer as `matches` does in memory. The parameters `@floor` and `@before` bound the keys, `@orderFloor` and `@orderBefore`
 * the order of arrival. `hidden`: only those that filters hide are looked for, which is for the caller to ask. `received`: in the
 * order in which they came to us, by an index that leads whatever is asked.
 */
export function selectionOf(query: Query, { hidden = false, received = false } = {}): Selection {
  const parts = query.kind === 'and' ? query.of : [query]
  const lead = received ? RECEIVED : leadOf(parts, hidden)
  const order = lead.order ?? lead.key
  const rest = parts.filter((part) => !lead.parts.includes(part))
  const condition = conditionOf({ kind: 'and', of: rest }, lead.key)
  const join =
    condition.facts === true && !lead.facts ? ` CROSS JOIN items f INDEXED BY items_facts ON f.key = ${lead.key}` : ''
  const bounds = received
    ? `${order} >= @orderFloor AND ${order} < @orderBefore`
    : `${order} >= @floor AND ${order} < @before`
  const dear = condition.dear === true
  return {
    from: `${lead.from}${join}`,
    key: lead.key,
    order,
    ...(lead.words === undefined ? {} : { words: lead.words }),
    where: [lead.where, bounds, ...(dear ? [`in_time(${order})`] : []), condition.sql]
      .filter((sql) => sql !== undefined)
      .join(' AND '),
    parameters: [...lead.parameters, ...condition.parameters],
    weight: lead.weight + condition.weight,
  }
}

function leadOf(parts: readonly Query[], hidden: boolean): Lead {
  for (const table of WORD_TABLES) {
    const asking = parts.filter((part) => wordsSql(part)?.table === table)
    const words = wordsSql({ kind: 'and', of: asking })
    if (words?.negated === false)
      return {
        parts: asking,
        from: `${table} lead`,
        key: 'lead.rowid',
        where: `${table} MATCH ?`,
        parameters: [words.expression],
        ...(table === 'items_fts' ? { words: words.expression } : {}),
        weight: 1,
        facts: false,
      }
  }
  const leads = parts.flatMap((part) => leadBy(part) ?? []).toSorted((a, b) => a.weight - b.weight)
  return hidden ? HIDDEN : (leads[0] ?? ALL)
}

/** They are few, or should be. */
const HIDDEN: Lead = {
  parts: [],
  from: 'items hid INDEXED BY items_hidden',
  key: 'hid.key',
  // The first part is what the index is of.
  where: 'hid.hidden > 0 AND hid.hidden = 1',
  parameters: [],
  weight: 1,
  facts: false,
}

const RECEIVED: Lead = {
  parts: [],
  from: 'items came INDEXED BY items_received',
  key: 'came.key',
  order: 'came.received',
  parameters: [],
  weight: 2,
  facts: false,
}

const ALL: Lead = {
  parts: [],
  from: 'items f INDEXED BY items_facts',
  key: 'f.key',
  parameters: [],
  weight: 2,
  facts: true,
}

function leadBy(part: Query): Lead | undefined {
  switch (part.kind) {
    case 'story':
      return lead(part, 'items f INDEXED BY items_story', 'f.key', `f.story_id = ${STORY}`, 0)
    case 'topic':
      return lead(part, 'item_topics lead', 'lead.item_key', 'lead.topic = ?', 1)
    case 'source':
      return lead(part, 'sightings lead INDEXED BY sightings_source', 'lead.item_key', BY_SOURCE, 2)
    default:
      return undefined
  }
}

/** One source may have seen an item under several guids. */
const BY_SOURCE = `lead.source_id = ? AND NOT EXISTS (SELECT 1 FROM sightings one
  WHERE one.source_id = lead.source_id AND one.item_key = lead.item_key AND one.guid_key < lead.guid_key)`

function lead(part: Extract<Query, { id: string }>, from: string, key: string, where: string, weight: number): Lead {
  return {
    parts: [part],
    from,
    key,
    where,
    parameters: part.kind === 'story' ? [part.id, part.id] : [part.id],
    weight,
    facts: part.kind === 'story',
  }
}
