import type { Habits } from '../../model/habits.ts'
import { optional } from '../../model/optional.ts'
import type { PollResult } from '../../model/poll.ts'
import type { Instant, Lease, SourceHealth } from '../../model/source.ts'
import type { Address, PolledSource, Recording } from '../store.ts'
import type { Db } from './open-database.ts'
import { type SourceRow, stateOf } from './source-row.ts'

/** The statements over `sources`; whoever calls them holds the transaction. */
export function sourceTable(db: Db) {
  // Another URL is another document: nothing that was known of the old one says anything about it. Where it is what the
  // source had moved to, it is the same one.
  const forget = db.prepare('DELETE FROM sources WHERE id = :id AND :url NOT IN (url, address)')
  const upsert = db.prepare(`
    INSERT INTO sources (id, url, address, host, domain, enabled, next_check_at)
    VALUES (:id, :url, :url, :host, :domain, :enabled, :now)
    ON CONFLICT (id) DO UPDATE SET
      url = :url, enabled = :enabled, domain = iif(address = :url, :domain, domain)
    WHERE url <> :url OR enabled <> :enabled OR (address = :url AND domain <> :domain)`)
  const disableOthers = db.prepare(
    'UPDATE sources SET enabled = 0 WHERE enabled AND id NOT IN (SELECT value FROM json_each(?))',
  )
  // Sources that had moved to what another one polls by now.
  const displaced = db
    .prepare<[], string>(`
      SELECT id FROM sources s WHERE enabled AND address <> url AND EXISTS (
        SELECT 1 FROM sources WHERE enabled AND id <> s.id AND (url = s.address OR address = s.address))`)
    .pluck()
  const pollerOf = db
    .prepare<[{ url: string; id: string }], string>(
      'SELECT id FROM sources WHERE enabled AND id <> :id AND (url = :url OR address = :url) LIMIT 1',
    )
    .pluck()
  // What was learnt of the document, and where it leads, was learnt at the old address.
  const repoint = db.prepare(`
    UPDATE sources SET
      address = :url, host = :host, domain = :domain,
      validators_url = NULL, etag = NULL, last_modified = NULL, body_hash = NULL, oddity = NULL,
      moved_to = NULL, moved_since = NULL,
      next_check_at = coalesce(:nextCheckAt, next_check_at),
      lease_token = NULL, lease_until = NULL
    WHERE id = :id AND address <> :url`)
  // What is archived stays so, whatever becomes of its source.
  const archive = db.prepare(`
    UPDATE items SET archived = 1 WHERE NOT archived AND key IN (
      SELECT item_key FROM sightings WHERE source_id IN (SELECT value FROM json_each(?)))`)
  const makeDue = db.prepare('UPDATE sources SET next_check_at = ? WHERE id IN (SELECT value FROM json_each(?))')
  const release = db.prepare(
    'UPDATE sources SET lease_token = NULL, lease_until = NULL WHERE id = ? AND lease_token = ?',
  )
  const record = db.prepare(`
    UPDATE sources SET
      health = :health, http_status = :httpStatus, checked_at = :now,
      message = :message, note = :note,
      -- What is odd about a document is so until it changes, whatever becomes of the polls between.
      oddity = iif(:updated, :oddity, oddity),
      failures = iif(:succeeded, 0, failures + 1),
      succeeded_at = iif(:succeeded, :now, succeeded_at),
      next_check_at = :nextCheckAt,
      validators_url = iif(:succeeded, :validatorsUrl, validators_url),
      etag = iif(:succeeded, :etag, etag),
      last_modified = iif(:succeeded, :lastModified, last_modified),
      body_hash = coalesce(:bodyHash, body_hash),
      moved_to = :movedTo, moved_since = :movedSince,
      rhythm = coalesce(:rhythm, rhythm),
      polled = polled + 1,
      feed_title = coalesce(:feedTitle, feed_title),
      site_url = coalesce(:siteUrl, site_url),
      lease_token = NULL, lease_until = NULL
    WHERE id = :id AND lease_token = :token AND url = :url`)
  const readAnew = db.prepare<[{ id: string; now: Instant }]>(
    `UPDATE sources SET body_hash = NULL, etag = NULL, last_modified = NULL, validators_url = NULL,
       next_check_at = min(next_check_at, :now) WHERE id = :id`,
  )
  const changed = db.prepare('UPDATE sources SET changed_at = ? WHERE id = ?')
  const setHabits = db.prepare('UPDATE sources SET habits = ? WHERE id = ?')
  // What is hidden is looked up once, and not for each source.
  const all = db.prepare<[{ ids: string | null }], SourceRow & { items: number; held_until: number | null }>(`
    SELECT s.*, nullif(d.held_until, 0) AS held_until,
      (SELECT count(DISTINCT item_key) FROM sightings WHERE source_id = s.id AND item_key NOT IN (
        SELECT key FROM items INDEXED BY items_hidden WHERE hidden > 0)) AS items
    FROM sources s LEFT JOIN domains d ON d.domain = s.domain
    WHERE :ids IS NULL OR s.id IN (SELECT value FROM json_each(:ids)) ORDER BY s.id`)

  return {
    sync(sources: readonly PolledSource[], now: Instant): void {
      const byId = new Map(sources.map((source) => [source.id, source]))
      for (const { id, url, domain, enabled } of sources) {
        forget.run({ id, url })
        upsert.run({ id, url, host: hostOf(id, url), domain, enabled: enabled ? 1 : 0, now })
      }
      disableOthers.run(JSON.stringify([...byId.keys()]))
      for (const id of displaced.all()) {
        const source = byId.get(id)
        if (source !== undefined) repoint.run(pointing(id, source))
      }
      archive.run(JSON.stringify(sources.filter((source) => source.archive).map((source) => source.id)))
    },
    makeDue(sourceIds: readonly string[], now: Instant): void {
      makeDue.run(now, JSON.stringify(sourceIds))
    },
    release({ sourceId, token }: Lease): void {
      release.run(sourceId, token)
    },
    /** Writes the outcome and ends the lease; false where the lease is lost. */
    record({ lease, source, result, now, nextCheckAt, rhythm, move, address }: Recording): boolean {
      const id = lease.sourceId
      const poller = address === undefined ? undefined : pollerOf.get({ url: address.url, id })
      const { changes } = record.run({
        id,
        token: lease.token,
        url: source.url,
        now,
        nextCheckAt,
        // Most polls bring nothing and leave it as it is.
        rhythm: rhythm === lease.state.rhythm ? null : JSON.stringify(rhythm),
        movedTo: move?.to ?? null,
        movedSince: move?.since ?? null,
        note: poller === undefined ? null : `it has moved to ${address?.url}, which “${poller}” polls already`,
        ...columnsOf(result),
      })
      if (changes === 0) return false
      if (address !== undefined && poller === undefined) repoint.run(pointing(id, address))
      return true
    },
    setHabits(sourceId: string, habits: Habits): void {
      setHabits.run(JSON.stringify(habits), sourceId)
    },
    /** Has its document fetched whole, at the next poll, which is to be soon. */
    readAnew(sourceId: string, now: Instant): void {
      readAnew.run({ id: sourceId, now })
    },
    changed(sourceId: string, now: Instant): void {
      changed.run(now, sourceId)
    },
    /** All of them, or those with some ids. */
    all(ids?: readonly string[]): SourceHealth[] {
      return all.all({ ids: ids === undefined ? null : JSON.stringify(ids) }).map((row) => ({
        ...stateOf(row),
        id: row.id,
        url: row.url,
        enabled: row.enabled === 1,
        items: row.items,
        ...optional('heldUntil', row.held_until ?? undefined),
      }))
    },
  }
}

function pointing(id: string, { url, domain, nextCheckAt }: Address) {
  return { id, url, host: hostOf(id, url), domain, nextCheckAt: nextCheckAt ?? null }
}

/** A file has no host that could be overrun; its own id stands in. */
function hostOf(id: string, url: string): string {
  return new URL(url).host || `file:${id}`
}

function columnsOf(result: PollResult) {
  const failed = result.kind === 'failed'
  const parsed = result.kind === 'updated'
  const validators = failed ? {} : result.validators
  return {
    health: failed ? result.health : 'ok',
    httpStatus: result.status ?? null,
    message: failed ? result.message : null,
    succeeded: failed ? 0 : 1,
    updated: parsed ? 1 : 0,
    oddity: (parsed ? result.message : undefined) ?? null,
    validatorsUrl: validators.url ?? null,
    etag: validators.etag ?? null,
    lastModified: validators.lastModified ?? null,
    bodyHash: parsed ? result.bodyHash : null,
    feedTitle: (parsed ? result.feedTitle : undefined) ?? null,
    siteUrl: (parsed ? result.siteUrl : undefined) ?? null,
  }
}
