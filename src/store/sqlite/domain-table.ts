import type { Instant } from '../../model/source.ts'
import type { Db } from './open-database.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** No hold reaches further ahead than this: what does was written by a clock that was wrong, and counts as past. */
export function furthestFrom(now: Instant): Instant {
  return now + DAY + HOUR
}

/** The statements over `domains`; whoever calls them holds the transaction. */
export function domainTable(db: Db) {
  const hold = db.prepare(`
    INSERT INTO domains (domain, held_until) VALUES (:domain, :until)
    ON CONFLICT (domain) DO UPDATE SET held_until = max(iif(held_until > :furthest, 0, held_until), :until)`)
  const spend = db.prepare(`
    INSERT INTO domains (domain, free_at) VALUES (:domain, :freeAt)
    ON CONFLICT (domain) DO UPDATE SET
      free_at = :freeAt,
      -- A hold that was passed over now would count once its time is near.
      held_until = iif(held_until > :furthest, 0, held_until)`)
  const sweep = db.prepare(`
    DELETE FROM domains
    WHERE held_until NOT BETWEEN :past AND :furthest AND free_at NOT BETWEEN :past AND :furthest`)

  return {
    /** A shorter hold never ends a longer one. */
    hold(domain: string, until: Instant, now: Instant): void {
      hold.run({ domain, until, furthest: furthestFrom(now) })
    },
    spend(domain: string, freeAt: Instant, now: Instant): void {
      spend.run({ domain, freeAt, furthest: furthestFrom(now) })
    },
    /** Removes what says nothing any more. */
    sweep(now: Instant): void {
      sweep.run({ past: now - DAY, furthest: furthestFrom(now) })
    },
  }
}
