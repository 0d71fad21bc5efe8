import { type Habits, habitsSentence } from '../../model/habits.ts'
import { optional } from '../../model/optional.ts'
import type { Rhythm } from '../../model/rhythm.ts'
import type { Health, SourceState } from '../../model/source.ts'

export interface SourceRow {
  readonly id: string
  readonly url: string
  readonly address: string
  readonly domain: string
  readonly enabled: number
  readonly health: Health
  readonly http_status: number | null
  readonly message: string | null
  readonly note: string | null
  readonly oddity: string | null
  readonly failures: number
  readonly checked_at: number | null
  readonly succeeded_at: number | null
  readonly changed_at: number | null
  readonly next_check_at: number
  readonly validators_url: string | null
  readonly etag: string | null
  readonly last_modified: string | null
  readonly body_hash: string | null
  readonly moved_to: string | null
  readonly moved_since: number | null
  readonly rhythm: string
  readonly habits: string
  readonly feed_title: string | null
  readonly site_url: string | null
}

export function stateOf(row: SourceRow): SourceState {
  return {
    health: row.health,
    ...optional('httpStatus', row.http_status ?? undefined),
    ...optional('message', messageOf(row)),
    ...optional('oddity', row.oddity ?? undefined),
    failures: row.failures,
    ...optional('checkedAt', row.checked_at ?? undefined),
    ...optional('succeededAt', row.succeeded_at ?? undefined),
    ...optional('changedAt', row.changed_at ?? undefined),
    nextCheckAt: row.next_check_at,
    validators: {
      ...optional('url', row.validators_url ?? undefined),
      ...optional('etag', row.etag ?? undefined),
      ...optional('lastModified', row.last_modified ?? undefined),
    },
    ...optional('bodyHash', row.body_hash ?? undefined),
    address: row.address,
    ...(row.moved_to === null || row.moved_since === null
      ? {}
      : { move: { to: row.moved_to, since: row.moved_since } }),
    rhythm: JSON.parse(row.rhythm) as Rhythm,
    habits: JSON.parse(row.habits) as Habits,
    ...optional('feedTitle', row.feed_title ?? undefined),
    ...optional('siteUrl', row.site_url ?? undefined),
  }
}

function messageOf({ message, oddity, note, habits }: SourceRow): string | undefined {
  const habit = habitsSentence(JSON.parse(habits) as Habits) ?? null
  const said = [message, oddity, note, habit].filter((one) => one !== null)
  return said.length === 0 ? undefined : said.join('; ')
}
