import type { Frame, KeptItem, KeptSighting, RestoredItem } from '../../model/backup.ts'
import type { Habits } from '../../model/habits.ts'
import type { Item } from '../../model/item.ts'
import { optional } from '../../model/optional.ts'
import type { Hiding } from '../../model/rules.ts'
import type { Db } from './open-database.ts'
import type { revisionTable } from './revisions.ts'
import type { storyTable } from './story-table.ts'
import type { takedownTable } from './takedowns.ts'

interface SightingRow {
  readonly source_id: string
  readonly guid_key: string
  readonly text_key: string | null
  readonly content_hash: string
  readonly rank: number
  readonly first_seen_at: number
  readonly last_seen_at: number
  readonly hiding: string | null
}

/** Reads items with all that makes them the same ones in another database. */
export function backupReader(
  db: Db,
  revisions: ReturnType<typeof revisionTable>,
  stories: ReturnType<typeof storyTable>,
) {
  const rowOf = db.prepare<[number], { received: number; rank: number; substance: string | null }>(
    'SELECT received, rank, substance FROM items WHERE key = ?',
  )
  const sightingsOf = db.prepare<[number], SightingRow>(
    'SELECT * FROM sightings WHERE item_key = ? ORDER BY first_seen_at, source_id, guid_key',
  )
  const urlsOf = db.prepare<[number], { url_key: string; weak: number }>(
    'SELECT url_key, weak FROM item_urls WHERE item_key = ? ORDER BY url_key',
  )
  const habitsOf = db.prepare<[], { id: string; habits: string }>("SELECT id, habits FROM sources WHERE habits <> '{}'")
  const uriPrefix = db.prepare<[], string>("SELECT value FROM meta WHERE name = 'uri_prefix'").pluck()
  return {
    of(item: Item): KeptItem {
      const row = rowOf.get(item.key)
      return {
        item,
        received: row?.received ?? 0,
        rank: row?.rank ?? 0,
        ...optional('substance', row?.substance ?? undefined),
        sightings: sightingsOf.all(item.key).map(sightingOf),
        urls: urlsOf.all(item.key).map(({ url_key, weak }) => ({ urlKey: url_key, weak: weak === 1 })),
        revisions: revisions.of(item.id),
        ...optional('story', stories.kept(item)),
      }
    },
    frame: (): Frame => ({
      uriPrefix: uriPrefix.get() ?? '',
      habits: Object.fromEntries(habitsOf.all().map(({ id, habits }) => [id, JSON.parse(habits) as Habits])),
    }),
  }
}

function sightingOf(row: SightingRow): KeptSighting {
  return {
    sourceId: row.source_id,
    guidKey: row.guid_key,
    ...optional('textKey', row.text_key ?? undefined),
    contentHash: row.content_hash,
    rank: row.rank,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    ...(row.hiding === null ? {} : { hiding: JSON.parse(row.hiding) as Hiding }),
  }
}

/** Writes what another database had; whoever calls it holds the transaction. */
export function restorer(
  db: Db,
  { insertKept }: { readonly insertKept: (kept: RestoredItem) => number },
  revisions: ReturnType<typeof revisionTable>,
  stories: ReturnType<typeof storyTable>,
  takedowns: Pick<ReturnType<typeof takedownTable>, 'update'>,
) {
  const isThere = db.prepare<[string], number>('SELECT 1 FROM items WHERE id = ?').pluck()
  const isSeen = db
    .prepare<[string, string], number>('SELECT 1 FROM sightings WHERE source_id = ? AND guid_key = ?')
    .pluck()
  const insertSighting = db.prepare(
    'INSERT INTO sightings VALUES (:sourceId, :guidKey, :itemKey, :contentHash, :rank, :firstSeenAt, :lastSeenAt, :hiding, :textKey)',
  )
  const insertUrl = db.prepare('INSERT OR IGNORE INTO item_urls VALUES (?, ?, ?)')
  const isEmpty = db.prepare<[], number>('SELECT NOT EXISTS (SELECT 1 FROM items)').pluck()
  const setPrefix = db.prepare("UPDATE meta SET value = ? WHERE name = 'uri_prefix'")
  const setHabits = db.prepare("UPDATE sources SET habits = ? WHERE id = ? AND habits = '{}'")
  return {
    /** False where it is there already, under its id or another one: what is published stays as it is. */
    item(kept: RestoredItem): boolean {
      const { item, sightings, urls } = kept
      if (isThere.get(item.id) === 1) return false
      if (sightings.some(({ sourceId, guidKey }) => isSeen.get(sourceId, guidKey) === 1)) return false
      const itemKey = insertKept(kept)
      for (const { hiding, textKey = null, ...sighting } of sightings)
        insertSighting.run({
          ...sighting,
          textKey,
          itemKey,
          hiding: hiding === undefined ? null : JSON.stringify(hiding),
        })
      for (const { urlKey, weak } of urls) insertUrl.run(urlKey, itemKey, weak ? 1 : 0)
      revisions.restore(itemKey, kept.revisions)
      takedowns.update(itemKey, item.firstSeenAt)
      if (kept.story !== undefined) stories.restore(itemKey, item.storyId, kept.features, kept.story)
      return true
    },
    frame({ uriPrefix, habits }: Frame): void {
      if (isEmpty.get() === 1) setPrefix.run(uriPrefix)
      for (const [id, habit] of Object.entries(habits)) setHabits.run(JSON.stringify(habit), id)
    },
  }
}
