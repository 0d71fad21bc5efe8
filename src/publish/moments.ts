import { createHash } from 'node:crypto'
import { type PublishedItem, updatedAt } from './published.ts'

/** Nobody published a feed before; validators take an earlier date for a mistake. */
const EARLIEST = Date.UTC(1990, 0, 1)
/** Parts of a millisecond that an item's moment can fall on. */
const PARTS = 1_000_000

/** The moment of an article for a format that is validated. */
export function plausible(instant: number): Date {
  return new Date(Math.max(instant, EARLIEST))
}

/**
 * When each item last changed, in RFC 3339, no two of them alike: readers that order by it keep one order, and validators
 * warn of what is alike. What tells two apart lies within the millisecond and comes from the item's id, so that an item
 * has the same moment in every document.
 */
export function momentsOf(items: readonly PublishedItem[]): readonly string[] {
  const taken = new Set<string>()
  return items.map((item) => {
    const millisecond = plausible(updatedAt(item)).toISOString().slice(0, -1)
    let part = createHash('sha256').update(item.uri).digest().readUInt32BE() % PARTS
    const moment = () => `${millisecond}${String(part).padStart(6, '0')}Z`
    while (taken.has(moment())) part = (part + 1) % PARTS
    taken.add(moment())
    return moment()
  })
}
