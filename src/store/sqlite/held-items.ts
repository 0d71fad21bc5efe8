import type { Candidate, Identity } from '../../model/item.ts'
import type { Told } from '../../model/likeness.ts'
import { KEYS_PER_MS } from './keys.ts'
import type { Db } from './open-database.ts'
import { SIGHTING, type SightingRow } from './sighting-table.ts'

/** Dates within this are one, in milliseconds. */
const SAME_TIME = 60_000

/** An item that we hold, as far as it is compared. */
export interface HeldItem {
  readonly key: number
  readonly id: string
  readonly url: string | null
  readonly title: string
}

/** Weak: the URL leads to what the item writes about, and is its own only as long as nobody else has it. */
export type HeldByUrl = HeldItem & { readonly weak: number }

/** As the source has it under a guid. */
export type SightedItem = HeldItem & SightingRow

export type HeldItems = ReturnType<ReturnType<typeof heldItems>>

/** Looks items up by the keys of a document's candidates. */
export function heldItems(db: Db) {
  const columns = 'i.key, i.id, i.url, i.title'
  const bySighting = db.prepare<[string, string], SightedItem & { readonly guid_key: string }>(
    `SELECT s.guid_key, ${columns}, ${SIGHTING} FROM json_each(?) asked
       CROSS JOIN sightings s ON s.source_id = ? AND s.guid_key = asked.value JOIN items i ON i.key = s.item_key`,
  )
  const hasItems = db.prepare<[string], number>('SELECT 1 FROM sightings WHERE source_id = ? LIMIT 1').pluck()
  const byUrl = db.prepare<[string], HeldByUrl & { readonly url_key: string }>(
    `SELECT u.url_key, ${columns}, u.weak FROM json_each(?) asked
       CROSS JOIN item_urls u ON u.url_key = asked.value JOIN items i ON i.key = u.item_key`,
  )
  const byText = db.prepare<[string, string], HeldItem>(
    `SELECT ${columns} FROM sightings s JOIN items i ON i.key = s.item_key
     WHERE s.source_id = ? AND s.text_key = ? ORDER BY i.key DESC LIMIT 20`,
  )
  // The feed that a planet names as the origin of an entry, polled by us as well: there the guid is the same.
  const byOrigin = db.prepare<[string, string, string], HeldItem>(
    `SELECT ${columns} FROM sources o JOIN sightings s ON s.source_id = o.id AND s.guid_key = ?
       JOIN items i ON i.key = s.item_key
     WHERE o.url = ? OR o.address = ? LIMIT 1`,
  )
  const isSeen = db
    .prepare<[number, string], number>('SELECT 1 FROM sightings WHERE item_key = ? AND source_id = ?')
    .pluck()
  const isSeenUnderOther = db
    .prepare<[number, string, string], number>(
      'SELECT 1 FROM sightings WHERE item_key = ? AND source_id = ? AND guid_key <> ? LIMIT 1',
    )
    .pluck()
  // Apart from the others: it is pages long, and asked for where something is odd.
  const textOf = db
    .prepare<[number], string>("SELECT iif(content_html = '', summary, content_html) FROM items WHERE key = ?")
    .pluck()
  const isBuried = db
    .prepare<[{ sourceId: string; guidKey: string; urlKey: string | null; textKey: string | null }], number>(
      `SELECT 1 FROM tombstones WHERE source_id = :sourceId AND (guid_key = :guidKey OR text_key = :textKey)
       UNION ALL SELECT 1 FROM buried_urls WHERE url_key = :urlKey LIMIT 1`,
    )
    .pluck()
  /** Those of a source, which are looked up together as far as that is possible. */
  return (sourceId: string, candidates: readonly Candidate[]) => {
    const isNew = hasItems.get(sourceId) === undefined
    const sightedBy = (guidKeys: readonly string[]) =>
      isNew ? new Map<string, SightedItem>() : byKey(bySighting.all(listOf(guidKeys), sourceId), 'guid_key')
    const sighted = sightedBy(candidates.map(({ identity }) => identity.guidKey))
    // Asked for where something is odd, or new.
    const spare = once(() =>
      sightedBy(candidates.flatMap(({ identity: { plainKey, spare } }) => [spare.guidKey, plainKey ?? spare.guidKey])),
    )
    /** The entry says what it said at the last poll. */
    const isUnchanged = ({ guidKey, contentHash }: Identity) => sighted.get(guidKey)?.content_hash === contentHash
    const ledTo = (those: readonly Candidate[]) =>
      once(() => byKey(byUrl.all(listOf(those.flatMap(({ identity }) => identity.urlKey ?? []))), 'url_key'))
    const isSettled = ({ identity }: Candidate) => isUnchanged(identity)
    // Apart, for those that are as they were are seldom asked for.
    const settled = ledTo(candidates.filter(isSettled))
    const unsettled = ledTo(candidates.filter((one) => !isSettled(one)))
    return {
      isUnchanged,
      /** `guidKey`: one of the candidates'. */
      bySighting: (guidKey: string) => sighted.get(guidKey) ?? spare().get(guidKey),
      byUrl: (identity: Identity) =>
        identity.urlKey === undefined
          ? undefined
          : (isUnchanged(identity) ? settled : unsettled)().get(identity.urlKey),
      /** What says the same in this source; with a link of its own, or a date, only what is of the same time. */
      byText: ({ identity, article }: Candidate) =>
        isNew
          ? undefined
          : byText
              .all(sourceId, identity.textKey)
              .find(
                (item) =>
                  isSameTime(article.publishedAt, item) || (article.publishedAt ?? identity.urlKey) === undefined,
              ),
      byOrigin: ({ origin, plainKey, guidKey }: Identity) =>
        origin === undefined ? undefined : byOrigin.get(plainKey ?? guidKey, origin, origin),
      isSeen: ({ key }: HeldItem) => isSeen.get(key, sourceId) === 1,
      isSeenUnderOther: (itemKey: number, guidKey: string) => isSeenUnderOther.get(itemKey, sourceId, guidKey) === 1,
      told: ({ key, title }: HeldItem): Told => ({ title, text: textOf.get(key) ?? '' }),
      isBuried: (guidKey: string, { urlKey, textKey }: Identity) =>
        isBuried.get({
          ...{ sourceId, guidKey, urlKey: urlKey ?? null },
          textKey: urlKey === undefined ? textKey : null,
        }) === 1,
    }
  }
}

/** A set of keys for `json_each`. */
function listOf(keys: readonly string[]): string {
  return JSON.stringify([...new Set(keys)])
}

function byKey<Name extends string, Row extends { readonly [key in Name]: string }>(
  rows: readonly Row[],
  name: Name,
): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row[name], row]))
}

function once<Value>(look: () => Value): () => Value {
  let found: { readonly value: Value } | undefined
  return () => {
    found ??= { value: look() }
    return found.value
  }
}

export function toldOf({ article: { title, contentHtml, summary } }: Candidate): Told {
  return { title, text: contentHtml === '' ? summary : contentHtml }
}

export function isSameTime(published: number | undefined, { key }: HeldItem): boolean {
  return published !== undefined && Math.abs(published - Math.floor(key / KEYS_PER_MS)) < SAME_TIME
}
