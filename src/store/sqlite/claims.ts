import { randomUUID } from 'node:crypto'
import type { Instant, Lease } from '../../model/source.ts'
import type { ClaimRequest } from '../store.ts'
import { type domainTable, furthestFrom } from './domain-table.ts'
import type { Db } from './open-database.ts'
import { type SourceRow, stateOf } from './source-row.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

interface DueRow {
  readonly id: string
  readonly host: string
  readonly domain: string
  readonly free_at: number
}

/** The statements that give out polls; whoever calls them holds the transaction. */
export function claims(db: Db, domains: ReturnType<typeof domainTable>) {
  // No source was polled in the future, and one that never was is due from its beginning on: the clock was wrong then,
  // however near the next check is. (The plus sign: by sources_checked, and not past all that are not due.)
  const mend = db.prepare(`
    UPDATE sources SET next_check_at = :now WHERE id IN (
      SELECT id FROM sources WHERE enabled AND checked_at > :wrong AND +next_check_at > :now
      UNION ALL SELECT id FROM sources WHERE enabled AND checked_at IS NULL AND next_check_at > :wrong)`)
  // In the order of sources_due, and read only as far as it is wanted: no claim looks at all that are due.
  const due = db.prepare<[Record<string, number | string>], DueRow>(`
    SELECT s.id, s.host, s.domain, iif(d.free_at <= :mostSpent, d.free_at, 0) AS free_at
    FROM sources s LEFT JOIN domains d ON d.domain = s.domain
    WHERE s.enabled AND s.next_check_at <= :now
      AND s.host NOT IN (SELECT host FROM sources WHERE lease_until > :now AND lease_until <= :longestLease)
      AND (d.domain IS NULL OR s.domain IN (SELECT value FROM json_each(:exempt))
        OR d.held_until NOT BETWEEN :now + 1 AND :longestHold AND d.free_at NOT BETWEEN :spentFrom AND :mostSpent)
    ORDER BY s.next_check_at, s.id`)
  const lease = db.prepare<[string, number, string], SourceRow>(
    'UPDATE sources SET lease_token = ?, lease_until = ? WHERE id = ? RETURNING *',
  )

  let asked: { readonly ids: readonly string[]; readonly set: ReadonlySet<string> } | undefined
  /** The same ones are asked for again and again: with thousands of them a set takes longer than all the rest. */
  function setOf(ids: readonly string[]): ReadonlySet<string> {
    if (asked?.ids !== ids) asked = { ids, set: new Set(ids) }
    return asked.set
  }

  /** The first of each host that its domain can pay for, in their order, and when each domain is free after that. */
  function choose({ now, limit, leaseUntil, sourceIds, budget }: ClaimRequest) {
    const { spacingMs, burstMs } = budget
    const exempt = new Set(budget.exempt)
    const wanted = sourceIds === undefined ? undefined : setOf(sourceIds)
    const hosts = new Set<string>()
    const freeAt = new Map<string, Instant>()
    const chosen: string[] = []
    const rows = due.iterate({
      now,
      longestHold: furthestFrom(now),
      // A process that died while the clock was wrong does not keep its leases until then.
      longestLease: leaseUntil + HOUR,
      spentFrom: now + Math.floor(burstMs) + 1,
      // A minute more, so that a clock that is set right by a little gives nobody a second burst.
      mostSpent: now + Math.ceil(burstMs + spacingMs) + MINUTE,
      exempt: JSON.stringify(budget.exempt),
    })
    for (const { id, host, domain, free_at } of rows) {
      if (chosen.length >= limit) break
      if (hosts.has(host) || wanted?.has(id) === false) continue
      if (!exempt.has(domain)) {
        const free = Math.max(freeAt.get(domain) ?? free_at, now)
        if (free > now + burstMs) continue
        freeAt.set(domain, Math.ceil(free + spacingMs))
      }
      hosts.add(host)
      chosen.push(id)
    }
    return { chosen, freeAt }
  }

  return (request: ClaimRequest): Lease[] => {
    const { now, leaseUntil: until } = request
    mend.run({ now, wrong: now + HOUR })
    const { chosen, freeAt } = choose(request)
    for (const [domain, free] of freeAt) domains.spend(domain, free, now)
    return chosen.flatMap((sourceId) => {
      const token = randomUUID()
      const row = lease.get(token, until, sourceId)
      return row === undefined ? [] : [{ sourceId, token, domain: row.domain, until, state: stateOf(row) }]
    })
  }
}
