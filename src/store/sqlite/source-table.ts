import { randomUUID } from 'node:crypto'
import { optional } from '../../model/optional.ts'
import type { PollResult } from '../../model/poll.ts'
import type { Health, Instant, Lease, Source, SourceHealth, SourceState } from '../../model/source.ts'
import type { ClaimRequest, Recording } from '../store.ts'
import type { Db } from './open-database.ts'

interface SourceRow {
  readonly id: string
  readonly url: string
  readonly enabled: number
  readonly health: Health
  readonly http_status: number | null
  readonly message: string | null
  readonly failures: number
  readonly checked_at: number | null
  readonly succeeded_at: number | null
  readonly changed_at: number | null
  readonly next_check_at: number
  readonly etag: string | null
  readonly last_modified: string | null
  readonly body_hash: string | null
  readonly moved_to: string | null
  readonly feed_title: string | null
  readonly site_url: string | null
}

/** The statements over `sources`; whoever calls them holds the transaction. */
export function sourceTable(db: Db) {
  const upsert = db.prepare(`
    INSERT INTO sources (id, url, host, enabled, next_check_at) VALUES (:id, :url, :host, :enabled, :now)
    ON CONFLICT (id) DO UPDATE SET
      enabled = :enabled, url = :url, host = :host,
      -- Another address is another document: what was known of the old one says nothing about it.
      etag = iif(url = :url, etag, NULL),
      last_modified = iif(url = :url, last_modified, NULL),
      body_hash = iif(url = :url, body_hash, NULL),
      moved_to = iif(url = :url, moved_to, NULL),
      failures = iif(url = :url, failures, 0),
      lease_token = iif(url = :url, lease_token, NULL),
      lease_until = iif(url = :url, lease_until, NULL),
      next_check_at = iif(url = :url, next_check_at, :now)
    WHERE url <> :url OR enabled <> :enabled`)
  const disableOthers = db.prepare(
    'UPDATE sources SET enabled = 0 WHERE enabled AND id NOT IN (SELECT value FROM json_each(?))',
  )
  // What is archived stays so, whatever becomes of its source.
  const archive = db.prepare(`
    UPDATE items SET archived = 1 WHERE NOT archived AND key IN (
      SELECT item_key FROM sightings WHERE source_id IN (SELECT value FROM json_each(?)))`)
  const makeDue = db.prepare('UPDATE sources SET next_check_at = ? WHERE id IN (SELECT value FROM json_each(?))')
  const due = db.prepare<[{ now: number; ids: string | null; limit: number }], { id: string }>(`
    SELECT id FROM (
      SELECT id, next_check_at, row_number() OVER (PARTITION BY host ORDER BY next_check_at, id) AS place
      FROM sources
      WHERE enabled AND next_check_at <= :now AND (lease_until IS NULL OR lease_until <= :now)
        AND (:ids IS NULL OR id IN (SELECT value FROM json_each(:ids)))
        AND host NOT IN (SELECT host FROM sources WHERE lease_until > :now)
    )
    WHERE place = 1 ORDER BY next_check_at, id LIMIT :limit`)
  const lease = db.prepare<[string, number, string], SourceRow>(
    'UPDATE sources SET lease_token = ?, lease_until = ? WHERE id = ? RETURNING *',
  )
  const release = db.prepare(
    'UPDATE sources SET lease_token = NULL, lease_until = NULL WHERE id = ? AND lease_token = ?',
  )
  const record = db.prepare(`
    UPDATE sources SET
      health = :health, http_status = :httpStatus, checked_at = :now,
      -- What is odd about a document is so until it changes.
      message = iif(:unchanged AND health = 'ok', message, :message),
      failures = iif(:succeeded, 0, failures + 1),
      succeeded_at = iif(:succeeded, :now, succeeded_at),
      next_check_at = :nextCheckAt,
      etag = iif(:succeeded, :etag, etag),
      last_modified = iif(:succeeded, :lastModified, last_modified),
      body_hash = coalesce(:bodyHash, body_hash),
      moved_to = iif(:parsed, :movedTo, moved_to),
      feed_title = coalesce(:feedTitle, feed_title),
      site_url = coalesce(:siteUrl, site_url),
      lease_token = NULL, lease_until = NULL
    WHERE id = :id AND lease_token = :token AND url = :url`)
  const changed = db.prepare('UPDATE sources SET changed_at = ? WHERE id = ?')
  const all = db.prepare<[], SourceRow & { items: number }>(`
    SELECT s.*, (SELECT count(DISTINCT item_key) FROM sightings WHERE source_id = s.id) AS items
    FROM sources s ORDER BY s.id`)

  return {
    sync(sources: readonly Source[], now: Instant): void {
      for (const { id, url, enabled } of sources)
        upsert.run({ id, url, host: hostOf(id, url), enabled: enabled ? 1 : 0, now })
      disableOthers.run(JSON.stringify(sources.map((source) => source.id)))
      archive.run(JSON.stringify(sources.filter((source) => source.archive).map((source) => source.id)))
    },
    makeDue(sourceIds: readonly string[], now: Instant): void {
      makeDue.run(now, JSON.stringify(sourceIds))
    },
    claim({ now, limit, leaseUntil, sourceIds }: ClaimRequest): Lease[] {
      const ids = sourceIds === undefined ? null : JSON.stringify(sourceIds)
      return due.all({ now, ids, limit }).flatMap(({ id }) => {
        const token = randomUUID()
        const row = lease.get(token, leaseUntil, id)
        return row === undefined ? [] : [{ sourceId: id, token, until: leaseUntil, state: stateOf(row) }]
      })
    },
    release({ sourceId, token }: Lease): void {
      release.run(sourceId, token)
    },
    /** Writes the outcome and ends the lease; false where the lease is lost. */
    record({ lease: { sourceId: id, token }, source: { url }, result, now, nextCheckAt }: Recording): boolean {
      return record.run({ id, token, url, now, nextCheckAt, ...columnsOf(result) }).changes > 0
    },
    changed(sourceId: string, now: Instant): void {
      changed.run(now, sourceId)
    },
    all(): SourceHealth[] {
      return all.all().map((row) => ({
        ...stateOf(row),
        id: row.id,
        url: row.url,
        enabled: row.enabled === 1,
        items: row.items,
      }))
    },
  }
}

/** A file has no host that could be overrun; its own id stands in. */
function hostOf(id: string, url: string): string {
  return new URL(url).host || `file:${id}`
}

function columnsOf(result: PollResult) {
  const failed = result.kind === 'failed'
  const parsed = result.kind === 'updated'
  return {
    health: failed ? result.health : 'ok',
    httpStatus: result.status ?? null,
    message: (result.kind === 'unchanged' ? undefined : result.message) ?? null,
    succeeded: failed ? 0 : 1,
    parsed: parsed ? 1 : 0,
    unchanged: result.kind === 'unchanged' ? 1 : 0,
    etag: (failed ? undefined : result.validators.etag) ?? null,
    lastModified: (failed ? undefined : result.validators.lastModified) ?? null,
    bodyHash: parsed ? result.bodyHash : null,
    movedTo: (parsed ? result.movedTo : undefined) ?? null,
    feedTitle: (parsed ? result.feedTitle : undefined) ?? null,
    siteUrl: (parsed ? result.siteUrl : undefined) ?? null,
  }
}

function stateOf(row: SourceRow): SourceState {
  return {
    health: row.health,
    ...optional('httpStatus', row.http_status ?? undefined),
    ...optional('message', row.message ?? undefined),
    failures: row.failures,
    ...optional('checkedAt', row.checked_at ?? undefined),
    ...optional('succeededAt', row.succeeded_at ?? undefined),
    ...optional('changedAt', row.changed_at ?? undefined),
    nextCheckAt: row.next_check_at,
    validators: {
      ...optional('etag', row.etag ?? undefined),
      ...optional('lastModified', row.last_modified ?? undefined),
    },
    ...optional('bodyHash', row.body_hash ?? undefined),
    ...optional('movedTo', row.moved_to ?? undefined),
    ...optional('feedTitle', row.feed_title ?? undefined),
    ...optional('siteUrl', row.site_url ?? undefined),
  }
}
