import type { Candidate } from '../../model/item.ts'
import type { Hiding } from '../../model/rules.ts'
import type { Instant } from '../../model/source.ts'
import type { Arrival } from '../store.ts'
import { KEYS_PER_MS } from './keys.ts'
import type { listingTable } from './listings.ts'
import type { Db } from './open-database.ts'

/** A sighting's last time is kept to the day: a known item costs no write at each poll. */
const SEEN_RESOLUTION = 86_400_000
/** More than any two ranks of sightings that are not hidden lie apart. */
const HIDDEN_RANK = 1_000
/** Guids under which one source may have an item; the least lately seen go. */
const MAX_ALIASES = 20

export interface SightingRow {
  readonly item_key: number
  readonly content_hash: string
  readonly rank: number
  readonly last_seen_at: number
  readonly hiding: string | null
  /** Another source's text is shown, though this one outranks it by now. */
  readonly outranks: number
}

/** What is written of a sighting at a poll. */
export interface Sighted {
  readonly sourceId: string
  readonly guidKey: string
  readonly contentHash: string
  readonly textKey: string
  readonly rank: number
  /** As JSON. */
  readonly hiding: string | null
  readonly now: Instant
}

/** A sighting `s` of an item `i`. */
export const SIGHTING = `s.item_key, s.content_hash, s.rank, s.last_seen_at, s.hiding,
    i.source_id <> s.source_id AND i.rank < s.rank AS outranks`

/** The statements over `sightings`; whoever calls them holds the transaction. */
export function sightingTable(db: Db, listings: Pick<ReturnType<typeof listingTable>, 'forget'>) {
  const keyAt = db
    .prepare<[string, string], number>('SELECT item_key FROM sightings WHERE source_id = ? AND guid_key = ?')
    .pluck()
  const latestOf = db.prepare<[number, string], SightingRow>(
    `SELECT ${SIGHTING} FROM sightings s JOIN items i ON i.key = s.item_key
     WHERE s.item_key = ? AND s.source_id = ? ORDER BY s.last_seen_at DESC LIMIT 1`,
  )
  const insert = db.prepare(
    `INSERT OR REPLACE INTO sightings
     VALUES (:sourceId, :guidKey, :itemKey, :contentHash, :rank, :now, :now, :hiding, :textKey)`,
  )
  const touch = db.prepare(
    `UPDATE sightings SET content_hash = :contentHash, rank = :rank, last_seen_at = :now, hiding = :hiding,
       text_key = :textKey
     WHERE source_id = :sourceId AND guid_key = :guidKey`,
  )
  const prune = db.prepare<[{ itemKey: number; sourceId: string }]>(`
    DELETE FROM sightings WHERE source_id = :sourceId AND guid_key IN (
      SELECT guid_key FROM sightings WHERE item_key = :itemKey AND source_id = :sourceId
      ORDER BY last_seen_at DESC, first_seen_at DESC LIMIT -1 OFFSET ${MAX_ALIASES})`)
  const hide = db.prepare(
    `UPDATE sightings SET hiding = :hiding, rank = rank + ${HIDDEN_RANK} * ((hiding IS NOT NULL) - (:hiding IS NOT NULL))
     WHERE source_id = :sourceId AND guid_key = :guidKey`,
  )
  const forgetContent = db.prepare<[string, string]>(
    "UPDATE sightings SET content_hash = '' WHERE source_id = ? AND guid_key = ?",
  )
  const forgetOthers = db
    .prepare<[number, string], string>(
      `UPDATE sightings SET content_hash = '' WHERE item_key = ? AND source_id <> ? AND content_hash <> ''
       RETURNING source_id`,
    )
    .pluck()
  const arrivals = db
    .prepare<[string, string], [guidKey: string, firstSeenAt: number, itemKey: number]>(
      `SELECT guid_key, first_seen_at, item_key FROM sightings
       WHERE source_id = ? AND guid_key IN (SELECT value FROM json_each(?))`,
    )
    .raw()
  return {
    keyAt: (sourceId: string, guidKey: string) => keyAt.get(sourceId, guidKey),
    /** What the source has the item as, under whatever guid. */
    latestOf: (itemKey: number, sourceId: string) => latestOf.get(itemKey, sourceId),
    insert: (sighted: Sighted & { readonly itemKey: number }) => void insert.run(sighted),
    touch: (sighted: Sighted) => void touch.run(sighted),
    prune: (itemKey: number, sourceId: string) => void prune.run({ itemKey, sourceId }),
    hide: (sourceId: string, guidKey: string, hiding: Hiding | undefined) =>
      void hide.run({ sourceId, guidKey, hiding: written(hiding) }),
    /** Its next poll is to look at the entry as if it had been edited. */
    forgetContent(sourceId: string, guidKey: string): void {
      forgetContent.run(sourceId, guidKey)
      listings.forget(sourceId)
    },
    /** The same for what all other sources have of an item; those that were not asked for it already. */
    forgetOthers(itemKey: number, sourceId: string): string[] {
      const others = forgetOthers.all(itemKey, sourceId)
      for (const other of others) listings.forget(other)
      return others
    },
    /** Which entries we hold, and when they came. */
    arrivals(sourceId: string, guidKeys: readonly string[]): Map<string, Arrival> {
      const rows = arrivals.all(sourceId, JSON.stringify(guidKeys))
      return new Map(
        rows.map(([guidKey, firstSeenAt, key]) => [
          guidKey,
          { firstSeenAt, publishedAt: Math.floor(key / KEYS_PER_MS) },
        ]),
      )
    },
  }
}

export function isLongAgo({ last_seen_at }: SightingRow, now: Instant): boolean {
  return now - last_seen_at >= SEEN_RESOLUTION
}

/** Why a candidate is hidden, and its rank by that: one that is published leads before all that are hidden. */
export function hidingOf({ hiding, rank }: Candidate): { readonly hiding: string | null; readonly rank: number } {
  return { hiding: written(hiding), rank: hiding === undefined ? rank : rank - HIDDEN_RANK }
}

function written(hiding: Hiding | undefined): string | null {
  return hiding === undefined ? null : JSON.stringify(hiding)
}
