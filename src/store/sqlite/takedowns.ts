import type { Instant } from '../../model/source.ts'
import { type Addresses, hostOf, NOTHING, type Takedown, takenDownBy } from '../../model/takedown.ts'
import type { Db } from './open-database.ts'
import { withdrawalTable } from './withdrawals.ts'

/** The feed that an item was taken from, as its index has it. */
const ORIGIN = "extras ->> '$.origin.url'"
const NONE = JSON.stringify(NOTHING)

/**
 * Keeps `items.hidden` true: 0 is published, 1 is hidden by filters, 2 is taken down. Whatever reads items asks for that
 * column, so that nothing that is taken down gets past. Whoever calls what writes holds the transaction.
 */
export function takedownTable(db: Db) {
  const withdrawals = withdrawalTable(db)
  const kept = db.prepare<[], string>("SELECT value FROM meta WHERE name = 'takedown'").pluck()
  const keep = db.prepare("INSERT OR REPLACE INTO meta VALUES ('takedown', ?)")
  const setHiddenAt = db.prepare("INSERT OR REPLACE INTO meta VALUES ('hidden_at', ?)")
  const settle = db.prepare<[{ key: number; taken: number }]>(`
    UPDATE items SET hidden = state FROM (
      SELECT iif(:taken, 2, NOT EXISTS (SELECT 1 FROM sightings WHERE item_key = :key AND hiding IS NULL)) AS state)
    WHERE key = :key AND hidden <> state`)
  const addressesOf = db.prepare<[number], { url: string | null; source_url: string | null; origin: string | null }>(
    `SELECT i.url, s.url AS source_url, ${ORIGIN} AS origin FROM items i LEFT JOIN sources s ON s.id = i.source_id WHERE i.key = ?`,
  )
  const urlKeysOf = db.prepare<[number], string>('SELECT url_key FROM item_urls WHERE item_key = ?').pluck()
  const all = db.prepare<[], { key: number; host: string | null }>('SELECT key, host FROM items INDEXED BY items_facts')
  const origins = db.prepare<[], { key: number; origin: string }>(
    `SELECT key, ${ORIGIN} AS origin FROM items INDEXED BY items_origin WHERE ${ORIGIN} IS NOT NULL`,
  )
  const urls = db.prepare<[], { item_key: number; url_key: string }>('SELECT item_key, url_key FROM item_urls')
  const sources = db.prepare<[], { id: string; url: string }>('SELECT id, url FROM sources')
  const bySource = db.prepare<[string], number>('SELECT DISTINCT item_key FROM sightings WHERE source_id = ?').pluck()
  const taken = db.prepare<[], number>('SELECT key FROM items INDEXED BY items_hidden WHERE hidden > 0').pluck()
  const isTaken = db.prepare<[string], number>('SELECT 1 FROM items WHERE id = ? AND hidden = 2').pluck()

  const isAnyItem = db.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM items)').pluck()

  let known = { written: NONE, isListed: takenDownBy(NOTHING) }
  /** What is taken down by now: another process may have been told of another list. */
  function current(): typeof known {
    const written = kept.get() ?? NONE
    if (written !== known.written) known = { written, isListed: takenDownBy(JSON.parse(written) as Takedown) }
    return known
  }

  /** Brings the state of an item up to date; when it was hidden or shown by that is kept. */
  function update(key: number, now: Instant): boolean {
    const { written, isListed } = current()
    const taken = written !== NONE && isListed(addresses(key))
    if (taken) withdrawals.note(key, now)
    const changed = settle.run({ key, taken: taken ? 1 : 0 }).changes > 0
    if (changed && !taken) withdrawals.undo(key)
    if (changed) setHiddenAt.run(now)
    return changed
  }

  function addresses(key: number): Addresses {
    const row = addressesOf.get(key)
    return {
      url: row?.url ?? undefined,
      originUrl: row?.origin ?? undefined,
      sourceUrl: row?.source_url ?? undefined,
      urlKeys: urlKeysOf.all(key),
    }
  }

  /** The items that a list may be about: a superset, found without reading what they say. */
  function* touched({ urls: listed }: Takedown): Generator<number> {
    const { isListed } = current()
    yield* taken.all()
    const hosts = new Set(listed.map(hostOf))
    for (const { key, host } of all.all())
      if (host !== null && (hosts.has(host) || isListed({ url: `http://${host}/`, urlKeys: [] }))) yield key
    for (const { key, origin } of origins.all()) if (isListed({ originUrl: origin, urlKeys: [] })) yield key
    for (const { item_key, url_key } of urls.all()) if (isListed({ urlKeys: [url_key] })) yield item_key
    for (const { id, url } of sources.all()) if (isListed({ urlKeys: [], sourceUrl: url })) yield* bySource.all(id)
  }

  return {
    update,
    /** Whether anything is taken down. */
    isAny: (): boolean => current().written !== NONE,
    /** Makes another list the one that holds; whether that may change what is shown: others may link to what is listed. */
    apply(takedown: Takedown, now: Instant): boolean {
      const written = JSON.stringify(takedown)
      // Sources may have moved to a domain that is listed, so that the same list is put to them once more.
      if (written === NONE && current().written === NONE) return false
      const isOther = written !== current().written && isAnyItem.get() === 1
      if (isOther) setHiddenAt.run(now)
      keep.run(written)
      return [...new Set(touched(takedown))].filter((key) => update(key, now)).length > 0 || isOther
    },
    /** Whether the list names one of these addresses. */
    isListed: (addresses: Addresses): boolean => current().isListed(addresses),
    isTaken: (id: string): boolean => isTaken.get(id) === 1,
  }
}
