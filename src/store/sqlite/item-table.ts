import { performance } from 'node:perf_hooks'
import type { Statement } from 'better-sqlite3'
import type { RestoredItem } from '../../model/backup.ts'
import type { Candidate, OwnKey, Words } from '../../model/item.ts'
import type { Instant, Source } from '../../model/source.ts'
import type { Judgement } from '../store.ts'
import { columnsOf, contentColumns } from './item-columns.ts'
import { KEYS_PER_MS } from './keys.ts'
import type { Db } from './open-database.ts'
import type { Recognised } from './recognise.ts'
import { type Replaced, revisionTable } from './revisions.ts'
import { hidingOf, isLongAgo, type sightingTable } from './sighting-table.ts'
import type { sourceTable } from './source-table.ts'
import type { takedownTable } from './takedowns.ts'

/** What an item shows, and whose it is. */
interface Leading extends Replaced {
  readonly rank: number
  /** By filters, whether or not it is taken down. */
  readonly hidden: number
  readonly changed_at: number
  readonly substance: string | null
  readonly updated_at: number | null
}

/** What became of one entry; `judged`: nothing but whether and why filters hide it; `buried`: it was purged before. */
export type ItemChange = 'added' | 'updated' | 'merged' | 'judged' | 'known' | 'buried'

/** The statements that write items; whoever calls them holds the transaction. `uriPrefix`: `tag:authority,date:`. */
export function itemTable(
  db: Db,
  uriPrefix: string,
  sightings: ReturnType<typeof sightingTable>,
  sources: Pick<ReturnType<typeof sourceTable>, 'readAnew'>,
  takedowns: Pick<ReturnType<typeof takedownTable>, 'update' | 'isAny'>,
) {
  const insertUrl = db.prepare(
    `INSERT INTO item_urls VALUES (:urlKey, :itemKey, :weak)
     ON CONFLICT DO UPDATE SET item_key = :itemKey, weak = :weak WHERE :takes OR (item_key = :itemKey AND weak > :weak)`,
  )
  const idIsTaken = db.prepare<[string], number>('SELECT 1 FROM items WHERE id = ?').pluck()
  const keyIsTaken = db.prepare<[number], number>('SELECT 1 FROM items WHERE key = ?').pluck()
  const leadOf = db.prepare<[number], Leading>(
    `SELECT source_id, rank, NOT EXISTS (SELECT 1 FROM sightings WHERE item_key = key AND hiding IS NULL) AS hidden, changed_at, substance, updated_at, title, url, iif(content_html = '', summary, content_html) AS html
     FROM items WHERE key = ?`,
  )
  const revisions = revisionTable(db)
  const lastKeyWithin = db
    .prepare<[number, number], number | null>('SELECT max(key) FROM items WHERE key BETWEEN ? AND ?')
    .pluck()
  const lastReceivedWithin = db
    .prepare<[number, number], number | null>('SELECT max(received) FROM items WHERE received BETWEEN ? AND ?')
    .pluck()
  const freeKey = places(lastKeyWithin)
  const freeReceived = places(lastReceivedWithin)
  const queue = db.prepare('INSERT INTO story_queue (item_key) VALUES (?)')
  const insertItem = db.prepare(`
    INSERT INTO items VALUES (:key, :id, :uri, :sourceId, :rank, :storyId, NULL, :archived, :firstSeenAt, :changedAt,
      :updatedAt, :lang, :host, :url, :image, :title, :authors, :categories, :enclosures, :summary, :contentHtml, :extras,
      :labels, :boost, :hidden, :substance, :received)`)
  const updateItem = db.prepare(`
    UPDATE items SET source_id = :sourceId, rank = :rank, changed_at = :now, updated_at = :updatedAt, lang = :lang,
      host = :host, url = :url, image = :image, title = :title, authors = :authors, categories = :categories,
      enclosures = :enclosures, summary = :summary, content_html = :contentHtml, extras = :extras,
      labels = :labels, boost = :boost, substance = :substance
    WHERE key = :key`)
  const archiveItem = db.prepare('UPDATE items SET archived = 1 WHERE key = ? AND NOT archived')
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
  const indexing: (() => void)[] = []
  /** What each of these took in the last transactions, the end of the transaction with it. */
  let indexingMs = 0.2
  const deleteTopics = db.prepare('DELETE FROM item_topics WHERE item_key = ?')
  const insertTopic = db.prepare('INSERT INTO item_topics VALUES (?, ?)')

  /**
   * Does work in a transaction, and writes full text at its end: FTS5 writes out what it has gathered whenever another
   * statement begins a savepoint of its own, for each item instead of once.
   */
  function indexedLast<T>(transact: (work: () => T) => T, work: () => T): T {
    indexing.length = 0
    let workedAt = 0
    const done = transact(() => {
      const done = work()
      workedAt = performance.now()
      for (const write of indexing) write()
      return done
    })
    if (indexing.length > 0) indexingMs += (performance.now() - workedAt) / indexing.length / 4 - indexingMs / 4
    indexing.length = 0
    return done
  }

  /** Records one entry of a document of `source`, as it was recognised. */
  function record(source: Source, recognised: Recognised, now: Instant): ItemChange {
    const change = recordOne(source, recognised, now)
    if (change === 'known' || change === 'buried' || !takedowns.isAny()) return change
    // It may have another address by now, or another text that leads.
    const { itemKey = sightings.keyAt(source.id, recognised.own.guidKey) } = recognised
    if (itemKey !== undefined) takedowns.update(itemKey, now)
    return change
  }

  function recordOne(source: Source, recognised: Recognised, now: Instant): ItemChange {
    const { candidate, itemKey, same } = recognised
    if (recognised.buried === true) return 'buried'
    const sourceId = source.id
    const { guidKey } = recognised.own
    const seen = same ?? (itemKey === undefined ? undefined : sightings.latestOf(itemKey, sourceId))
    const { hiding, rank } = hidingOf(candidate)
    const { textKey, contentHash } = candidate.identity
    const sighting = { sourceId, guidKey, contentHash, rank, now, hiding, textKey }
    const ranked = { ...candidate, rank }
    if (itemKey === undefined || seen === undefined) {
      const key = itemKey ?? insert(source, ranked, recognised.own, now)
      sightings.insert({ ...sighting, itemKey: key })
      // A new one that nothing hides is as it was written.
      if (itemKey !== undefined || hiding !== null || takedowns.isAny()) takedowns.update(key, now)
      leadTo(key, recognised)
      if (itemKey === undefined) return 'added'
      if (source.archive) archiveItem.run(key)
      lead(key, { sourceId, guidKey }, ranked, now)
      return 'merged'
    }
    const edited = seen.content_hash !== contentHash || seen.rank !== rank
    if (same === undefined) {
      sightings.insert({ ...sighting, itemKey })
      sightings.prune(itemKey, sourceId)
      leadTo(itemKey, recognised)
    } else if (edited || seen.hiding !== hiding || isLongAgo(seen, now)) sightings.touch(sighting)
    if (seen.hiding !== hiding) takedowns.update(itemKey, now)
    if (!edited && seen.outranks === 0) return seen.hiding === hiding ? 'known' : 'judged'
    leadTo(itemKey, recognised)
    if (lead(itemKey, { sourceId, guidKey }, ranked, now)) return 'updated'
    return seen.hiding === hiding ? 'known' : 'judged'
  }

  /** Has the entry's URL lead to the item. */
  function leadTo(itemKey: number, { candidate, urlKey, takesUrl = false }: Recognised): void {
    if (urlKey === undefined) return
    insertUrl.run({ urlKey, itemKey, weak: candidate.identity.post === true ? 1 : 0, takes: takesUrl ? 1 : 0 })
  }

  /** Writes what rules make of an item by now. */
  function judge({ of, topics, labels, boost, relabelled, hidings }: Judgement, now: Instant): void {
    const { key } = of
    const leading = leadOf.get(key)
    if (leading?.source_id !== of.sourceId || leading.changed_at !== of.changedAt) return
    for (const { sourceId, guidKey, hiding } of hidings) sightings.hide(sourceId, guidKey, hiding)
    if (hidings.length > 0) {
      rankAnew.run({ key })
      takedowns.update(key, now)
      rereadOthers(key, of.sourceId, now)
    }
    judgeItem.run({ key, labels: JSON.stringify(labels), boost })
    deleteTopics.run(key)
    for (const topic of topics) insertTopic.run(topic, key)
    if (relabelled === undefined) return
    setCategories.run({ key, categories: JSON.stringify(relabelled.article.categories) })
    indexing.push(() => deleteWords.run(key))
    insertFolded(key, relabelled.words)
  }

  /** Makes the candidate's text the item's where its source leads, or now outranks the one that does. */
  function lead(
    key: number,
    { sourceId, guidKey }: { readonly sourceId: string; readonly guidKey: string },
    candidate: Candidate,
    now: Instant,
  ): boolean {
    const leading = leadOf.get(key)
    if (leading === undefined || (leading.source_id !== sourceId && candidate.rank <= leading.rank)) return false
    if (candidate.hiding !== undefined && leading.hidden === 0) {
      // What is filtered does not take the place of what is published: whoever carries that is to lead.
      sightings.forgetContent(sourceId, guidKey)
      rankAnew.run({ key })
      rereadOthers(key, sourceId, now)
      return false
    }
    const updatedAt = leading.source_id === sourceId ? edit(key, leading, candidate, now) : candidate.article.updatedAt
    updateItem.run({ key, now, sourceId, rank: candidate.rank, ...columnsOf(candidate), updatedAt: updatedAt ?? null })
    deleteTopics.run(key)
    indexing.push(() => {
      deleteWords.run(key)
      deleteUrlWords.run(key)
    })
    insertIndexed(key, candidate)
    return true
  }

  /** Keeps what the publisher has replaced, where that said something else; when the item was last edited so. */
  function edit(key: number, old: Leading, { article, identity }: Candidate, now: Instant): Instant | undefined {
    const before = old.updated_at ?? undefined
    if (old.substance === identity.substance) return before
    const html = article.contentHtml === '' ? article.summary : article.contentHtml
    // What was recorded before there was such a hash.
    if (old.substance === null && old.title === article.title && old.html === html && old.url === (article.url ?? null))
      return before
    revisions.keep(key, old, now)
    return article.updatedAt !== undefined && article.updatedAt > (before ?? 0) ? article.updatedAt : now
  }

  function insert(source: Source, candidate: Candidate, own: OwnKey, now: Instant): number {
    const id = freeId(own.id)
    const key = freeKey(candidate.article.publishedAt ?? now)
    const received = freeReceived(now)
    insertItem.run({
      key,
      id,
      uri: `${uriPrefix}item/${id}`,
      sourceId: source.id,
      rank: candidate.rank,
      storyId: id,
      archived: source.archive ? 1 : 0,
      hidden: 0,
      firstSeenAt: now,
      changedAt: now,
      received,
      ...columnsOf(candidate),
    })
    insertIndexed(key, candidate)
    queue.run(key)
    return key
  }

  function insertIndexed(key: number, { words, topics }: Pick<Candidate, 'words' | 'topics'>): void {
    insertFolded(key, words)
    indexing.push(() => insertUrlWords.run(key, words.url))
    for (const topic of topics) insertTopic.run(topic, key)
  }

  function insertFolded(key: number, { title, text, author, tag }: Words): void {
    indexing.push(() => insertWords.run(key, title, text, author, tag))
  }

  /** Writes an item of another database, in its place in reading order as far as that is free; the key that it has now. */
  function insertKept({ item, received: place, rank, substance, words, story }: RestoredItem): number {
    const key = keyIsTaken.get(item.key) === undefined ? item.key : freeKey(Math.floor(item.key / KEYS_PER_MS))
    const isFree = lastReceivedWithin.get(place, place) === null
    const received = isFree ? place : freeReceived(item.firstSeenAt)
    insertItem.run({
      ...contentColumns(item),
      ...{ key, id: item.id, uri: item.uri, sourceId: item.sourceId, rank, storyId: item.storyId },
      ...{
        substance: substance ?? null,
        labels: JSON.stringify(item.labels),
        boost: item.boost,
      },
      ...{ archived: item.archived ? 1 : 0, hidden: item.hidden ? 1 : 0 },
      ...{ firstSeenAt: item.firstSeenAt, changedAt: item.changedAt, received },
    })
    insertIndexed(key, { words, topics: item.topics })
    if (story === undefined) queue.run(key)
    return key
  }

  /** The id itself, or where another item has it (its source has used a guid once more) one that follows from it. */
  function freeId(id: string): string {
    for (let free = id, n = 2; ; n += 1) {
      if (idIsTaken.get(free) === undefined) return free
      free = `${id}-${n}`
    }
  }

  /**
   * Only the leading words are kept: the feeds of the other sources are fetched whole once more, for one of them may have to
   * lead now. Whoever has been asked already and does not have the entry any more is not asked again.
   */
  function rereadOthers(key: number, sourceId: string, now: Instant): void {
    for (const id of sightings.forgetOthers(key, sourceId)) sources.readAnew(id, now)
  }

  return {
    indexedLast,
    /** Milliseconds that full text is going to take at the end of the transaction that is under way. */
    owedMs: (): number => indexing.length * indexingMs,
    record,
    judge,
    insertKept,
  }
}

/**
 * Gives the next place of the first millisecond from an instant on that has one left. A first poll of many sources asks
 * thousands of times for one instant: what was full is not asked for again.
 */
function places(lastWithin: Statement<[number, number], number | null>): (instant: Instant) => number {
  let known = { instant: Number.NaN, from: 0 }
  return (instant) => {
    for (let first = known.instant === instant ? known.from : instant * KEYS_PER_MS; ; first += KEYS_PER_MS) {
      const last = lastWithin.get(first, first + KEYS_PER_MS - 1) ?? first - 1
      if (last === first + KEYS_PER_MS - 1) continue
      known = { instant, from: first }
      return last + 1
    }
  }
}
