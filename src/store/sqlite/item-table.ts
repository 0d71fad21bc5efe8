import type { Candidate, Words } from '../../model/item.ts'
import type { Hiding } from '../../model/rules.ts'
import type { Instant, Source } from '../../model/source.ts'
import type { Arrival, Judgement } from '../store.ts'
import type { Db } from './open-database.ts'

/** Keys a millisecond: as many items can be published at one instant. */
export const KEYS_PER_MS = 1_000
const DAY = 86_400_000
/** A sighting's last time is kept to the day: a known item costs no write at each poll. */
const SEEN_RESOLUTION = DAY

/** More than any priority. */
const HIDDEN_RANK = 101

interface SightingRow {
  readonly item_key: number
  readonly content_hash: string
  readonly rank: number
  readonly last_seen_at: number
  readonly hiding: string | null
  /** Another source's text is shown, though this one outranks it by now. */
  readonly outranks: number
}

/** What became of one entry; `judged`: nothing but whether and why filters hide it. */
export type ItemChange = 'added' | 'updated' | 'merged' | 'judged' | 'known'

/** The statements that write items; whoever calls them holds the transaction. `uriPrefix`: `tag:authority,date:`. */
export function itemTable(db: Db, uriPrefix: string) {
  const sightingOf = db.prepare<[{ sourceId: string; guidKey: string }], SightingRow>(`
    SELECT s.item_key, s.content_hash, s.rank, s.last_seen_at, s.hiding,
      i.source_id <> s.source_id AND i.rank < s.rank AS outranks
    FROM sightings s JOIN items i ON i.key = s.item_key
    WHERE s.source_id = :sourceId AND s.guid_key = :guidKey`)
  const insertSighting = db.prepare(
    'INSERT INTO sightings VALUES (:sourceId, :guidKey, :itemKey, :contentHash, :rank, :now, :now, :hiding)',
  )
  const touchSighting = db.prepare(
    `UPDATE sightings SET content_hash = :contentHash, rank = :rank, last_seen_at = :now, hiding = :hiding
     WHERE source_id = :sourceId AND guid_key = :guidKey`,
  )
  const keyOfUrl = db.prepare<[string], number>('SELECT item_key FROM item_urls WHERE url_key = ?').pluck()
  const insertUrl = db.prepare('INSERT INTO item_urls VALUES (?, ?) ON CONFLICT DO NOTHING')
  const leadOf = db.prepare<[number], { source_id: string; rank: number; hidden: number; changed_at: number }>(
    'SELECT source_id, rank, hidden, changed_at FROM items WHERE key = ?',
  )
  const lastKeyWithin = db
    .prepare<[number, number], number | null>('SELECT max(key) FROM items WHERE key BETWEEN ? AND ?')
    .pluck()
  const queue = db.prepare('INSERT INTO story_queue (item_key) VALUES (?)')
  const insertItem = db.prepare(`
    INSERT INTO items VALUES (:key, :id, :uri, :sourceId, :rank, :storyId, NULL, :archived, :now, :now,
      :updatedAt, :lang, :host, :url, :image, :title, :authors, :categories, :enclosures, :summary, :contentHtml, :extras,
      :labels, :boost, 0)`)
  const updateItem = db.prepare(`
    UPDATE items SET source_id = :sourceId, rank = :rank, changed_at = :now, updated_at = :updatedAt, lang = :lang,
      host = :host, url = :url, image = :image, title = :title, authors = :authors, categories = :categories,
      enclosures = :enclosures, summary = :summary, content_html = :contentHtml, extras = :extras,
      labels = :labels, boost = :boost
    WHERE key = :key`)
  const flipHidden = db.prepare<[{ key: number }]>(`
    UPDATE items SET hidden = NOT hidden WHERE key = :key
      AND hidden = EXISTS (SELECT 1 FROM sightings WHERE item_key = :key AND hiding IS NULL)`)
  const setHiddenAt = db.prepare("INSERT OR REPLACE INTO meta VALUES ('hidden_at', ?)")
  const forgetContents = db
    .prepare<[{ key: number; sourceId: string }], string>(
      `UPDATE sightings SET content_hash = '' WHERE item_key = :key AND source_id <> :sourceId AND content_hash <> ''
       RETURNING source_id`,
    )
    .pluck()
  const forgetOwnContent = db.prepare(
    "UPDATE sightings SET content_hash = '' WHERE source_id = :sourceId AND guid_key = :guidKey AND item_key = :key",
  )
  const readAnew = db.prepare<[{ id: string; now: Instant }]>(
    `UPDATE sources SET body_hash = NULL, etag = NULL, last_modified = NULL, validators_url = NULL,
       next_check_at = min(next_check_at, :now) WHERE id = :id`,
  )
  const arrivalsOf = db
    .prepare<[string, string], [guidKey: string, firstSeenAt: number, itemKey: number]>(
      `SELECT guid_key, first_seen_at, item_key FROM sightings
       WHERE source_id = ? AND guid_key IN (SELECT value FROM json_each(?))`,
    )
    .raw()
  const archiveItem = db.prepare('UPDATE items SET archived = 1 WHERE key = ? AND NOT archived')
  const hideSighting = db.prepare(
    `UPDATE sightings SET hiding = :hiding, rank = rank + ${HIDDEN_RANK} * ((hiding IS NOT NULL) - (:hiding IS NOT NULL))
     WHERE source_id = :sourceId AND guid_key = :guidKey`,
  )
  const rankAnew = db.prepare(
    `UPDATE items SET rank = ifnull((SELECT max(rank) FROM sightings s WHERE s.item_key = key
       AND s.source_id = items.source_id), rank) WHERE key = :key`,
  )
  const judgeItem = db.prepare('UPDATE items SET labels = :labels, boost = :boost WHERE key = :key')
  const setCategories = db.prepare('UPDATE items SET categories = :categories WHERE key = :key')
  const deleteWords = db.prepare('DELETE FROM items_fts WHERE rowid = ?')
  const insertWords = db.prepare('INSERT INTO items_fts (rowid, title, text, author, tag) VALUES (?, ?, ?, ?, ?)')
  const deleteUrlWords = db.prepare('DELETE FROM items_url_fts WHERE rowid = ?')
  const insertUrlWords = db.prepare('INSERT INTO items_url_fts (rowid, url) VALUES (?, ?)')
  const deleteTopics = db.prepare('DELETE FROM item_topics WHERE item_key = ?')
  const insertTopic = db.prepare('INSERT INTO item_topics VALUES (?, ?)')

  /** Records one entry of a document of `source`. */
  function record(source: Source, candidate: Candidate, now: Instant): ItemChange {
    const { identity } = candidate
    const { guidKey, urlKey, contentHash } = identity
    const sourceId = source.id
    const seen = sightingOf.get({ sourceId, guidKey })
    const hiding = written(candidate.hiding)
    const rank = hiding === null ? candidate.rank : candidate.rank - HIDDEN_RANK
    if (seen !== undefined) {
      const key = seen.item_key
      const edited = seen.content_hash !== contentHash || seen.rank !== rank
      if (edited || seen.hiding !== hiding || now - seen.last_seen_at >= SEEN_RESOLUTION)
        touchSighting.run({ sourceId, guidKey, contentHash, rank, now, hiding })
      if (seen.hiding !== hiding) showOrHide(key, now)
      if (!edited && seen.outranks === 0) return seen.hiding === hiding ? 'known' : 'judged'
      if (urlKey !== undefined) insertUrl.run(urlKey, key)
      if (lead(key, sourceId, { ...candidate, rank }, now)) return 'updated'
      return seen.hiding === hiding ? 'known' : 'judged'
    }
    const known = urlKey === undefined ? undefined : keyOfUrl.get(urlKey)
    const itemKey = known ?? insert(source, { ...candidate, rank }, now)
    insertSighting.run({ sourceId, guidKey, itemKey, contentHash, rank, now, hiding })
    showOrHide(itemKey, now)
    if (urlKey !== undefined) insertUrl.run(urlKey, itemKey)
    if (known === undefined) return 'added'
    if (source.archive) archiveItem.run(itemKey)
    lead(itemKey, sourceId, { ...candidate, rank }, now)
    return 'merged'
  }

  /** Writes what rules make of an item by now. */
  function judge({ of, topics, labels, boost, relabelled, hidings }: Judgement, now: Instant): void {
    const { key } = of
    const leading = leadOf.get(key)
    if (leading?.source_id !== of.sourceId || leading.changed_at !== of.changedAt) return
    for (const { sourceId, guidKey, hiding } of hidings)
      hideSighting.run({ sourceId, guidKey, hiding: written(hiding) })
    if (hidings.length > 0) {
      rankAnew.run({ key })
      showOrHide(key, now)
      rereadOthers(key, of.sourceId, now)
    }
    judgeItem.run({ key, labels: JSON.stringify(labels), boost })
    deleteTopics.run(key)
    for (const topic of topics) insertTopic.run(topic, key)
    if (relabelled === undefined) return
    setCategories.run({ key, categories: JSON.stringify(relabelled.article.categories) })
    deleteWords.run(key)
    insertFolded(key, relabelled.words)
  }

  /** Makes the candidate's text the item's where its source leads, or now outranks the one that does. */
  function lead(key: number, sourceId: string, candidate: Candidate, now: Instant): boolean {
    const leading = leadOf.get(key)
    if (leading === undefined || (leading.source_id !== sourceId && candidate.rank <= leading.rank)) return false
    if (candidate.hiding !== undefined && leading.hidden === 0) {
      // What is filtered does not take the place of what is published: whoever carries that is to lead.
      forgetOwnContent.run({ key, sourceId, guidKey: candidate.identity.guidKey })
      rankAnew.run({ key })
      rereadOthers(key, sourceId, now)
      return false
    }
    updateItem.run({ key, now, sourceId, rank: candidate.rank, ...columnsOf(candidate) })
    deleteWords.run(key)
    deleteUrlWords.run(key)
    deleteTopics.run(key)
    insertIndexed(key, candidate)
    return true
  }

  function insert(source: Source, candidate: Candidate, now: Instant): number {
    const { identity } = candidate
    const key = freeKey(candidate.article.publishedAt ?? now)
    insertItem.run({
      key,
      id: identity.id,
      uri: `${uriPrefix}item/${identity.id}`,
      sourceId: source.id,
      rank: candidate.rank,
      storyId: identity.id,
      archived: source.archive ? 1 : 0,
      now,
      ...columnsOf(candidate),
    })
    insertIndexed(key, candidate)
    queue.run(key)
    return key
  }

  function insertIndexed(key: number, { words, topics }: Candidate): void {
    insertFolded(key, words)
    insertUrlWords.run(key, words.url)
    for (const topic of topics) insertTopic.run(topic, key)
  }

  function insertFolded(key: number, { title, text, author, tag }: Words): void {
    insertWords.run(key, title, text, author, tag)
  }

  /** The next key of the first millisecond from `publishedAt` on that has one left. */
  function freeKey(publishedAt: Instant): number {
    for (let first = publishedAt * KEYS_PER_MS; ; first += KEYS_PER_MS) {
      const last = lastKeyWithin.get(first, first + KEYS_PER_MS - 1) ?? first - 1
      if (last < first + KEYS_PER_MS - 1) return last + 1
    }
  }

  /** Which entries we hold, and when they came. */
  function arrivals(sourceId: string, guidKeys: readonly string[]): Map<string, Arrival> {
    const rows = arrivalsOf.all(sourceId, JSON.stringify(guidKeys))
    return new Map(
      rows.map(([guidKey, firstSeenAt, key]) => [guidKey, { firstSeenAt, publishedAt: Math.floor(key / KEYS_PER_MS) }]),
    )
  }

  function showOrHide(key: number, now: Instant): void {
    if (flipHidden.run({ key }).changes > 0) setHiddenAt.run(now)
  }

  /**
   * Only the leading words are kept: the feeds of the other sources are fetched whole once more, for one of them may have to
   * lead now. Whoever has been asked already and does not have the entry any more is not asked again.
   */
  function rereadOthers(key: number, sourceId: string, now: Instant): void {
    for (const id of forgetContents.all({ key, sourceId })) readAnew.run({ id, now })
  }

  return { record, judge, arrivals }
}

function written(hiding: Hiding | undefined): string | null {
  return hiding === undefined ? null : JSON.stringify(hiding)
}

function columnsOf({ article, labels, boost }: Candidate) {
  return {
    labels: JSON.stringify(labels),
    boost,
    updatedAt: article.updatedAt ?? null,
    lang: article.lang ?? null,
    host: article.url === undefined ? null : new URL(article.url).hostname,
    url: article.url ?? null,
    image: article.image ?? null,
    title: article.title,
    authors: JSON.stringify(article.authors),
    categories: JSON.stringify(article.categories),
    enclosures: JSON.stringify(article.enclosures),
    summary: article.summary,
    contentHtml: article.contentHtml,
    extras: article.extras === undefined ? null : JSON.stringify(article.extras),
  }
}
