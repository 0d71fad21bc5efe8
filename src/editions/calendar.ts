import type { Instant } from '../model/source.ts'

export const PERIODS = ['daily', 'weekly'] as const
export type Period = (typeof PERIODS)[number]

/** A day, or a week from Monday to Sunday (ISO 8601), in a zone. */
export interface Span {
  /** `2026-11-24`, or `2026-W48`. */
  readonly name: string
  readonly from: Instant
  /** The first instant that is no more of it. */
  readonly until: Instant
  /** Its first and last day (ISO 8601). */
  readonly firstDay: string
  readonly lastDay: string
}

const DAY = 86_400_000
/** No zone is further from UTC. */
const MOST_OFFSET = 26 * 3_600_000

/** The latest spans that are over, the last one first. */
export function spansBefore(now: Instant, period: Period, zone: string, count: number): Span[] {
  const today = dayOf(now, zone)
  const current = period === 'daily' ? today : mondayOf(today)
  const length = period === 'daily' ? 1 : 7
  return Array.from({ length: count }, (_, i) => spanFrom(daysAfter(current, -length * (i + 1)), period, zone))
}

function spanFrom(firstDay: string, period: Period, zone: string): Span {
  const next = daysAfter(firstDay, period === 'daily' ? 1 : 7)
  return {
    name: period === 'daily' ? firstDay : weekOf(firstDay),
    from: startOf(firstDay, zone),
    until: startOf(next, zone),
    firstDay,
    lastDay: daysAfter(next, -1),
  }
}

/**
 * The first instant of a day in a zone, looked for among all: a day may last 23 hours or 25, have no midnight, or not be
 * there at all (then it is where the next one begins).
 */
function startOf(day: string, zone: string): Instant {
  let [before, from] = [Date.parse(day) - MOST_OFFSET, Date.parse(day) + MOST_OFFSET]
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2)
    if (dayOf(middle, zone) < day) before = middle
    else from = middle
  }
  return from
}

const FORMATS = new Map<string, Intl.DateTimeFormat>()

/** The day that it is in a zone (ISO 8601). */
function dayOf(instant: Instant, zone: string): string {
  const format =
    FORMATS.get(zone) ??
    new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  FORMATS.set(zone, format)
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]))
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`
}

function daysAfter(day: string, count: number): string {
  return new Date(Date.parse(day) + count * DAY).toISOString().slice(0, 10)
}

function mondayOf(day: string): string {
  return daysAfter(day, -((new Date(Date.parse(day)).getUTCDay() + 6) % 7))
}

/** A week is of the year that has its Thursday. */
function weekOf(monday: string): string {
  const year = daysAfter(monday, 3).slice(0, 4)
  const first = mondayOf(`${year}-01-04`)
  const week = Math.round((Date.parse(monday) - Date.parse(first)) / (7 * DAY)) + 1
  return `${year}-W${String(week).padStart(2, '0')}`
}
