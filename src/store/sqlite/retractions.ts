import type { Retracted } from '../../model/poll.ts'
import type { Instant } from '../../model/source.ts'
import { KEYS_PER_MS } from './keys.ts'
import type { Db } from './open-database.ts'
import type { takedownTable } from './takedowns.ts'
import type { tombstoneTable } from './tombstones.ts'

interface Row {
  readonly key: number
  readonly id: string
  /** Of the sighting that is taken back. */
  readonly guid_key: string
  /** Another source carries it too. */
  readonly shared: number
  /** It shows the words of the source that takes it back. */
  readonly leads: number
}

interface Asked {
  readonly sourceId: string
  readonly retracted: string
  readonly listed: string
}

/** Takes back what sources delete (RFC 6721); whoever calls it holds the transaction. */
export function retractionTable(
  db: Db,
  { retract }: Pick<ReturnType<typeof tombstoneTable>, 'retract'>,
  { update }: Pick<ReturnType<typeof takedownTable>, 'update'>,
) {
  // A source speaks of its own entries alone, which its sightings say; and not of what it has a newer one of, or lists
  // under another guid.
  const affected = db.prepare<[Asked], Row>(`
    SELECT i.key, i.id, s.guid_key, i.source_id = :sourceId AS leads,
      EXISTS (SELECT 1 FROM sightings o WHERE o.item_key = i.key AND o.source_id <> :sourceId) AS shared
    FROM json_each(:retracted) r
      CROSS JOIN sightings s ON s.source_id = :sourceId AND s.guid_key = r.value ->> 'guidKey'
      CROSS JOIN items i ON i.key = s.item_key
    WHERE max(i.key / ${KEYS_PER_MS}, ifnull(i.updated_at, 0)) <= r.value ->> 'when'
      AND i.key NOT IN (SELECT value FROM json_each(:listed))`)
  const forget = db.prepare<[string, string]>('DELETE FROM sightings WHERE source_id = ? AND guid_key = ?')

  /** Whether that changed anything: others that carry an item keep it, and where they lead it is theirs alone from now on. */
  function takeBack(sourceId: string, { key, id, guid_key, shared, leads }: Row, now: Instant): boolean {
    if (shared === 0) return retract(id, now)
    if (leads === 1) return false
    forget.run(sourceId, guid_key)
    // What is left of it may be hidden.
    update(key, now)
    return true
  }

  /** Takes back what a document of a source says is deleted; `listed`: the keys of the items in it. How many items changed. */
  return (sourceId: string, retracted: readonly Retracted[], listed: readonly number[], now: Instant): number => {
    if (retracted.length === 0) return 0
    const asked = { sourceId, retracted: JSON.stringify(retracted), listed: JSON.stringify(listed) }
    return affected.all(asked).filter((row) => takeBack(sourceId, row, now)).length
  }
}
