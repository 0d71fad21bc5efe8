import { optional } from '../../model/optional.ts'
import type { PastPoll, PollOutcome, PollResult } from '../../model/poll.ts'
import type { Instant } from '../../model/source.ts'
import type { Db } from './open-database.ts'

/** Polls of a source that are kept: a day of one that is polled every 24 minutes. */
const POLLS_KEPT = 60

interface Row {
  readonly source_id: string
  readonly at: Instant
  readonly outcome: PollOutcome
  readonly status: number | null
  readonly duration_ms: number | null
  readonly added: number
  readonly merged: number
  readonly updated: number
  readonly message: string | null
}

interface Polled {
  readonly sourceId: string
  readonly now: Instant
  readonly result: PollResult
  readonly durationMs: number | undefined
  readonly tally: { readonly added: number; readonly merged: number; readonly updated: number }
}

/** The statements over the history of polls; whoever calls what writes holds the transaction. */
export function pollTable(db: Db) {
  const insert = db.prepare(`
    INSERT OR REPLACE INTO polls
    SELECT id, polled % ${POLLS_KEPT}, :now, :outcome, :status, :durationMs, :added, :merged, :updated, :message
    FROM sources WHERE id = :sourceId`)
  const latest = db.prepare<[string], Row>(`
    SELECT p.* FROM json_each(?) asked CROSS JOIN sources s ON s.id = asked.value CROSS JOIN polls p ON p.source_id = s.id
    ORDER BY asked.key, (s.polled - p.slot) % ${POLLS_KEPT}`)
  return {
    /** To be called once the poll is counted in `sources`. */
    note({ sourceId, now, result, durationMs = undefined, tally }: Polled): void {
      insert.run({
        ...{ sourceId, now, outcome: outcomeOf(result, tally), status: result.status ?? null },
        durationMs: durationMs === undefined ? null : Math.round(durationMs),
        ...{ added: tally.added, merged: tally.merged, updated: tally.updated },
        message: (result.kind === 'unchanged' ? undefined : result.message) ?? null,
      })
    },
    /** By the source, the latest first; a source that was not polled yet has none. */
    latest(sourceIds: readonly string[]): Map<string, PastPoll[]> {
      const polls = new Map<string, PastPoll[]>()
      for (const row of latest.iterate(JSON.stringify([...new Set(sourceIds)]))) {
        const known = polls.get(row.source_id)
        if (known === undefined) polls.set(row.source_id, [pollOf(row)])
        else known.push(pollOf(row))
      }
      return polls
    },
  }
}

function outcomeOf(result: PollResult, { added, merged, updated }: Polled['tally']): PollOutcome {
  if (result.kind === 'failed') return result.health
  return added + merged > 0 ? 'new' : updated > 0 ? 'changed' : 'unchanged'
}

function pollOf(row: Row): PastPoll {
  const { at, outcome, added, merged, updated } = row
  const read = outcome === 'new' || outcome === 'changed' || outcome === 'unchanged'
  return {
    ...{ at, outcome, added, merged, updated },
    ...optional('status', row.status ?? undefined),
    ...optional('durationMs', row.duration_ms ?? undefined),
    ...optional('message', row.message ?? undefined),
    repaired: read && row.message !== null,
  }
}
