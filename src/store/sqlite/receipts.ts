import type { Receipt, ReceiptQuery } from '../../model/receipt.ts'
import type { Db } from './open-database.ts'
import { selectionOf } from './query-sql.ts'

interface Row {
  readonly received: number
  readonly key: number
  readonly story_id: string
}

/** Reads where the items of a query came, without the items. */
export function receiptReader(db: Db) {
  return ({
    where,
    from = Number.MIN_SAFE_INTEGER,
    until = Number.MAX_SAFE_INTEGER,
    limit,
    every = 1,
    latest,
  }: ReceiptQuery): Receipt[] => {
    // A story has few items, which its index leads to; the order of arrival would lead past all others.
    const isStory = (where.kind === 'and' ? where.of : [where]).some(({ kind }) => kind === 'story')
    const selection = selectionOf(where, { received: !isStory })
    const order = `${isStory ? 'i.received' : selection.order} ${latest ? 'DESC' : 'ASC'}`
    const all = `
      SELECT i.received, i.key, i.story_id${every === 1 ? '' : `, row_number() OVER (ORDER BY ${order}) AS place`}
      FROM ${selection.from} CROSS JOIN items i ON i.key = ${selection.key}
      WHERE ${selection.where} AND i.received >= @orderFloor AND i.received < @orderBefore AND i.hidden = 0
      ORDER BY ${order} LIMIT ${limit * every}`
    const rows = db
      .prepare<unknown[], Row>(every === 1 ? all : `SELECT * FROM (${all}) WHERE place % ${every} = 0`)
      .all(...selection.parameters, {
        // Whole numbers, for FTS5 passes over other bounds.
        ...{ floor: BigInt(Number.MIN_SAFE_INTEGER), before: BigInt(Number.MAX_SAFE_INTEGER) },
        ...{ orderFloor: BigInt(from), orderBefore: BigInt(until) },
      })
    return rows.map(({ received, key, story_id }) => ({ received, key, storyId: story_id }))
  }
}
