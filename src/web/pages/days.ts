import { spansBefore } from '../../editions/calendar.ts'
import type { Instant } from '../../model/source.ts'
import type { Days } from '../../model/volume.ts'

const DAY = 86_400_000

/** The last days in a zone, today among them. Where the clocks were changed meanwhile, those before begin an hour off. */
export function lastDays(now: Instant, zone: string, days: number): Days {
  const [yesterday] = spansBefore(now, 'daily', zone, 1)
  const today = yesterday?.until ?? now
  return { from: today - (days - 1) * DAY, days }
}
