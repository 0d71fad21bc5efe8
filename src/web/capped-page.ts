import { setImmediate } from 'node:timers/promises'
import type { Item } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import type { ItemPage, ItemQuery } from '../model/page.ts'
import type { Places } from '../model/places.ts'
import type { Query } from '../model/query.ts'
import { allOf, anyOf } from '../query/compose.ts'
import type { Site } from './site.ts'

/** Pages that are read for one: where nothing else comes for so long, fewer items are shown. */
const MAX_PAGES = 20

/** The items that a query finds, each as long as its source has a place left. */
export async function cappedPage({ store, sources }: Site, query: ItemQuery, places: Places): Promise<ItemPage> {
  const items: Item[] = []
  let page: ItemPage = { items: [] }
  let before = query.before
  for (let pages = 0; pages < MAX_PAGES && items.length < query.limit; pages += 1) {
    const where = allOf([query.where, notOnly(places.full, sources)])
    page = await store.items({ ...query, where, ...optional('before', before) })
    for (const item of page.items) if (items.length < query.limit && places.take(item.sourceId)) items.push(item)
    before = page.next
    if (before === undefined) break
    await setImmediate()
  }
  return { ...page, items }
}

/** Leaves out what is carried by full sources alone: a loud one has thousands, which would be read for nothing. */
export function notOnly(full: readonly string[], sources: Site['sources']): Query {
  const ofFull = anyOf(full.map((id) => ({ kind: 'source', id }) as const))
  if (ofFull === undefined) return { kind: 'all' }
  const others = sources.flatMap(({ id }) => (full.includes(id) ? [] : [{ kind: 'source', id } as const]))
  return { kind: 'or', of: [{ kind: 'not', of: ofFull }, ...others] }
}
