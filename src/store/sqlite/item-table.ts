import type { Candidate, Words } from '../../model/item.ts'
import type { Hiding } from '../../model/rules.ts'
import type { Instant, Source } from '../../model/source.ts'
import type { Judgement } from '../store.ts'
import type { Db } from './open-database.ts'

/** Keys a millisecond: as many items can be published at one instant. */
export const KEYS_PER_MS = 1_000
const DAY = 86_400_000
/** Items of one story are published within this time of each other. */
const STORY_WINDOW = 3 * DAY
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

/** What became of one entry. */
export type ItemChange = 'added' | 'updated' | 'merged' | 'known'

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
  const leadOf = db.prepare<[number], { source_id: string; rank: number }>(
    'SELECT source_id, rank FROM items WHERE key = ?',
  )
  const lastKeyWithin = db
    .prepare<[number, number], number | null>('SELECT max(key) FROM items WHERE key BETWEEN ? AND ?')
    .pluck()
  const storyNear = db
    .prepare<[string, number, number], string>(
      'SELECT story_id FROM items WHERE story_key = ? AND key BETWEEN ? AND ? ORDER BY key LIMIT 1',
    )
    .pluck()
  const insertItem = db.prepare(`
    INSERT INTO items VALUES (:key, :id, :uri, :sourceId, :rank, :storyId, :storyKey, :archived, :now, :now,
      :updatedAt, :lang, :host, :url, :image, :title, :authors, :categories, :enclosures, :summary, :contentHtml, :extras,
      :labels, :boost, 0)`)
  const updateItem = db.prepare(`
    UPDATE items SET source_id = :sourceId, rank = :rank, changed_at = :now, updated_at = :updatedAt, lang = :lang,
      host = :host, url = :url, image = :image, title = :title, authors = :authors, categories = :categories,
      enclosures = :enclosures, summary = :summary, content_html = :contentHtml, extras = :extras,
      labels = :labels, boost = :boost
    WHERE key = :key`)
  const showOrHide = db.prepare<[{ key: number }]>(`
    UPDATE items SET hidden = NOT hidden WHERE key = :key
      AND hidden = EXISTS (SELECT 1 FROM sightings WHERE item_key = :key AND hiding IS NULL)`)
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
    const { hiding, rank } = judged(candidate, seen)
    if (seen !== undefined) {
      const key = seen.item_key
      const edited = seen.content_hash !== contentHash || seen.rank !== rank
      if (edited || seen.hiding !== hiding || now - seen.last_seen_at >= SEEN_RESOLUTION)
        touchSighting.run({ sourceId, guidKey, contentHash, rank, now, hiding })
      const shown = seen.hiding !== hiding && showOrHide.run({ key }).changes > 0
      if (!edited && seen.outranks === 0) return shown ? 'updated' : 'known'
      if (urlKey !== undefined) insertUrl.run(urlKey, key)
      return lead(key, sourceId, { ...candidate, rank }, now) || shown ? 'updated' : 'known'
    }
    const known = urlKey === undefined ? undefined : keyOfUrl.get(urlKey)
    const itemKey = known ?? insert(source, { ...candidate, rank }, now)
    insertSighting.run({ sourceId, guidKey, itemKey, contentHash, rank, now, hiding })
    showOrHide.run({ key: itemKey })
    if (urlKey !== undefined) insertUrl.run(urlKey, itemKey)
    if (known === undefined) return 'added'
    if (source.archive) archiveItem.run(itemKey)
    lead(itemKey, sourceId, { ...candidate, rank }, now)
    return 'merged'
  }

  /** Writes what rules make of an item by now. */
  function judge({ key, topics, labels, boost, relabelled, hidings }: Judgement): void {
    for (const { sourceId, guidKey, hiding } of hidings)
      hideSighting.run({ sourceId, guidKey, hiding: written(hiding) })
    if (hidings.length > 0) {
      rankAnew.run({ key })
      showOrHide.run({ key })
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
    updateItem.run({ key, now, sourceId, rank: candidate.rank, ...columnsOf(candidate) })
    deleteWords.run(key)
    deleteUrlWords.run(key)
    deleteTopics.run(key)
    insertIndexed(key, candidate)
    return true
  }

  function insert(source: Source, candidate: Candidate, now: Instant): number {
    const { identity, storyKey } = candidate
    const key = freeKey(candidate.article.publishedAt ?? now)
    const window = STORY_WINDOW * KEYS_PER_MS
    const storyId = storyKey === undefined ? undefined : storyNear.get(storyKey, key - window, key + window)
    insertItem.run({
      key,
      id: identity.id,
      uri: `${uriPrefix}item/${identity.id}`,
      sourceId: source.id,
      rank: candidate.rank,
      storyId: storyId ?? identity.id,
      storyKey: storyKey ?? null,
      archived: source.archive ? 1 : 0,
      now,
      ...columnsOf(candidate),
    })
    insertIndexed(key, candidate)
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

  return { record, judge }
}

/**
 * Why this sighting is hidden, and its rank by that: one that is published leads before all that are hidden. Age is asked
 * when an article is new: what was shown once stays, and what was too old then does not become younger.
 */
function judged({ hiding, rank }: Candidate, seen: SightingRow | undefined) {
  const isAge = (json: string | null) => json !== null && (JSON.parse(json) as Hiding).failed === 'maxAge'
  const now = written(hiding)
  const kept = seen === undefined || !isAge(now) ? now : isAge(seen.hiding) ? seen.hiding : null
  return { hiding: kept, rank: kept === null ? rank : rank - HIDDEN_RANK }
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
