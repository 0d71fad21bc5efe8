import type { Days, TopicSource, Volume, VolumeQuery } from '../../model/volume.ts'
import { KEYS_PER_MS } from './keys.ts'
import type { Db } from './open-database.ts'

const KEYS_PER_DAY = 86_400_000 * KEYS_PER_MS
/** The newest so many items of a topic tell its sources. */
const TOLD_BY = 20_000
/** What filters hide and what is taken down is no part of what is published. */
const SHOWN =
  'NOT IN (SELECT key FROM items INDEXED BY items_hidden WHERE hidden > 0 AND key >= :from AND key < :until)'

type Bounds = { readonly from: bigint; readonly until: bigint }
type DayRow = readonly [id: string, day: number, items: number]

/**
 * Counts items by the days of their publication. Keys are in the order of publication, so a day is a range of an index that
 * has all that is asked: no item is looked at.
 */
export function volumeReader(db: Db) {
  const ofSources = db
    .prepare<[Bounds & { ids: string }], DayRow>(`
      SELECT s.source_id, (s.item_key - :from) / ${KEYS_PER_DAY} AS day, count(DISTINCT s.item_key)
      FROM json_each(:ids) asked CROSS JOIN sightings s INDEXED BY sightings_source ON s.source_id = asked.value
      WHERE s.item_key >= :from AND s.item_key < :until AND s.item_key ${SHOWN} GROUP BY s.source_id, day`)
    .raw()
  const ofTopics = db
    .prepare<[Bounds & { ids: string }], DayRow>(`
      SELECT t.topic, (t.item_key - :from) / ${KEYS_PER_DAY} AS day, count(*)
      FROM json_each(:ids) asked CROSS JOIN item_topics t ON t.topic = asked.value
      WHERE t.item_key >= :from AND t.item_key < :until AND t.item_key ${SHOWN} GROUP BY t.topic, day`)
    .raw()
  const sourcesOf = db.prepare<[Bounds & { topic: string; limit: number }], TopicSource>(`
    SELECT sourceId, items, (SELECT count(DISTINCT a.item_key) FROM sightings a INDEXED BY sightings_source
      WHERE a.source_id = sourceId AND a.item_key >= :from AND a.item_key < :until AND a.item_key ${SHOWN}) AS "of"
    FROM (
      SELECT s.source_id AS sourceId, count(DISTINCT s.item_key) AS items
      FROM (SELECT item_key FROM item_topics
          WHERE topic = :topic AND item_key >= :from AND item_key < :until AND item_key ${SHOWN}
          ORDER BY item_key DESC LIMIT ${TOLD_BY}) t
        CROSS JOIN sightings s INDEXED BY sightings_item ON s.item_key = t.item_key
      GROUP BY s.source_id ORDER BY items DESC, sourceId LIMIT :limit)`)

  return {
    ofSources: (query: VolumeQuery) =>
      volumesOf(query, ofSources.all({ ids: JSON.stringify(idsOf(query)), ...boundsOf(query) })),
    ofTopics: (query: VolumeQuery) =>
      volumesOf(query, ofTopics.all({ ids: JSON.stringify(idsOf(query)), ...boundsOf(query) })),
    sourcesOf: (topic: string, limit: number, days: Days): TopicSource[] =>
      sourcesOf.all({ topic, limit, ...boundsOf(days) }),
  }
}

function idsOf({ ids }: VolumeQuery): string[] {
  return [...new Set(ids)]
}

function boundsOf({ from, days }: Days): Bounds {
  const first = BigInt(from) * BigInt(KEYS_PER_MS)
  return { from: first, until: first + BigInt(days * KEYS_PER_DAY) }
}

function volumesOf(query: VolumeQuery, rows: readonly DayRow[]): Map<string, Volume> {
  const volumes = new Map(idsOf(query).map((id) => [id, new Array<number>(query.days).fill(0)]))
  for (const [id, day, items] of rows) {
    const volume = volumes.get(id)
    if (volume !== undefined) volume[day] = items
  }
  return volumes
}
