import { setImmediate } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import { optional } from '../model/optional.ts'
import type { Query } from '../model/query.ts'
import { instantAt, placeAt } from '../model/receipt.ts'
import type { Store } from '../store/store.ts'

/** Articles of a page that is full. */
export const PAGE_ITEMS = 100
/** Months of feeds whose pages are known. */
const KNOWN = 2_000
/** Pages that are counted at a time: others have their turn between. */
const COUNTED = 40
const NAME = /^(\d{4}-(?:0[1-9]|1[0-2]))(?:-([\da-z]{1,9})-([\da-z]{1,9}))?$/

/**
 * A page of an archive: what came in a month (UTC), or in a part of it, in the order of arrival. It has its bounds in its
 * name, so that it is about the same articles for ever, whatever else comes or goes.
 */
export interface ArchivePage {
  readonly month: Month
  /** Its first place in the order of arrival, and the first one that is no more of it. */
  readonly from: number
  readonly until: number
}

interface Month {
  /** `2026-11` */
  readonly name: string
  readonly from: number
  readonly until: number
}

export function pageNamed(name: string): ArchivePage | undefined {
  const [, written, first, end] = NAME.exec(name) ?? []
  if (written === undefined) return undefined
  const month = monthOf(placeAt(Date.parse(written)))
  if (first === undefined || end === undefined) return { month, from: month.from, until: month.until }
  const [from, until] = [month.from + Number.parseInt(first, 36), month.from + Number.parseInt(end, 36)]
  return from < until && until <= month.until ? { month, from, until } : undefined
}

export function nameOf({ month, from, until }: ArchivePage): string {
  if (from === month.from && until === month.until) return month.name
  return `${month.name}-${(from - month.from).toString(36)}-${(until - month.from).toString(36)}`
}

function monthOf(place: number): Month {
  const date = new Date(instantAt(place))
  const start = (offset: number) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset)
  return { name: date.toISOString().slice(0, 7), from: placeAt(start(0)), until: placeAt(start(1)) }
}

export function isOver({ until }: Month, now: number): boolean {
  return placeAt(now) >= until
}

/**
 * Divides what a query finds into pages: months, and those with many articles after each `PAGE_ITEMS` of them, counted from the
 * first one on, so that what comes later moves no bound. `changes`: what it goes by when it counts anew, for articles may
 * have gone, or be others.
 */
export function divider(store: Pick<Store, 'receipts'>) {
  const known = new LRUCache<string, number[]>({ max: KNOWN })

  /** Where the pages of a month begin; of the last one perhaps nothing has come. */
  async function startsIn(where: Query, month: Month, changes: number): Promise<readonly number[]> {
    const key = JSON.stringify([where, month.name, changes])
    const starts = known.get(key) ?? [month.from]
    known.set(key, starts)
    for (;;) {
      const from = starts.at(-1) ?? month.from
      const found = await store.receipts({ where, from, until: month.until, limit: COUNTED, every: PAGE_ITEMS })
      // Another request may have come here meanwhile.
      if (starts.at(-1) === from) starts.push(...found.map(({ received }) => received + 1))
      if (found.length < COUNTED) return starts
      await setImmediate()
    }
  }

  /** The page that has a place, in the bounds that it would have if nothing else was asked; without an end where more may come. */
  async function pageAt(where: Query, place: number, changes: number, now: number) {
    const month = monthOf(place)
    const starts = await startsIn(where, month, changes)
    const next = starts.findIndex((start) => start > place)
    const [from = month.from, until] = next < 0 ? [starts.at(-1)] : [starts[next - 1], starts[next]]
    return { month, from, ...optional('until', until ?? (isOver(month, now) ? month.until : undefined)) }
  }

  return {
    /** The page of what came last before a place; `undefined` where nothing did. */
    async before(where: Query, place: number, changes: number, now: number): Promise<ArchivePage | undefined> {
      const [last] = await store.receipts({ where, until: place, limit: 1, latest: true })
      if (last === undefined) return undefined
      const { month, from, until = month.until } = await pageAt(where, last.received, changes, now)
      return { month, from, until: Math.min(place, until) }
    },
    /** The page of what came first from a place on; `undefined` where nothing did, or more may come into that page. */
    async after(where: Query, place: number, changes: number, now: number): Promise<ArchivePage | undefined> {
      const [first] = await store.receipts({ where, from: place, limit: 1 })
      if (first === undefined) return undefined
      const { month, from, until } = await pageAt(where, first.received, changes, now)
      return until === undefined ? undefined : { month, from: Math.max(from, place), until }
    },
  }
}
