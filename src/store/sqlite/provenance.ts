import type { Provenance, Sighting } from '../../model/item.ts'
import type { Hiding } from '../../model/rules.ts'
import type { Instant } from '../../model/source.ts'
import type { Db } from './open-database.ts'

type SightingRow = [
  sourceId: string,
  guidKey: string,
  firstSeenAt: Instant,
  lastSeenAt: Instant,
  leads: number,
  hiding: string | null,
]

/** Reads where items came from. */
export function provenanceReader(db: Db) {
  const keyOf = db.prepare<[string], number>('SELECT key FROM items WHERE id = ? AND hidden < 2').pluck()
  const idOfUrl = db
    .prepare<[string], string>('SELECT i.id FROM item_urls u JOIN items i ON i.key = u.item_key WHERE u.url_key = ?')
    .pluck()
  const sightingsOf = db
    .prepare<[number], SightingRow>(
      `SELECT s.source_id, s.guid_key, s.first_seen_at, s.last_seen_at, s.source_id = i.source_id AS leads, s.hiding
       FROM sightings s JOIN items i ON i.key = s.item_key WHERE s.item_key = ?
       ORDER BY leads DESC, s.first_seen_at, s.source_id, s.guid_key`,
    )
    .raw()
  const urlsOf = db
    .prepare<[number], string>('SELECT url_key FROM item_urls WHERE item_key = ? ORDER BY url_key')
    .pluck()
  return {
    urlsOf: (key: number): string[] => urlsOf.all(key),
    sightingsOf: (key: number): Sighting[] => sightingsOf.all(key).map(sightingOf),
    idOfUrl: (urlKey: string): string | undefined => idOfUrl.get(urlKey),
    of(id: string): Provenance | undefined {
      const key = keyOf.get(id)
      return key === undefined ? undefined : { sightings: sightingsOf.all(key).map(sightingOf), urls: urlsOf.all(key) }
    },
  }
}

function sightingOf([sourceId, guidKey, firstSeenAt, lastSeenAt, leads, hiding]: SightingRow): Sighting {
  const why = hiding === null ? {} : { hiding: JSON.parse(hiding) as Hiding }
  return { sourceId, guidKey, firstSeenAt, lastSeenAt, leads: leads === 1, ...why }
}
