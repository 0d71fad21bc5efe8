import type { Instant } from '../model/source.ts'

const HOUR = 3_600_000
const HOURS = 24

/**
 * Counted besides what was seen, so that there is a rate from the first moment on: with the usual effort, a source of
 * which nothing is known is asked again after an hour.
 */
const UNSEEN = { publications: 0.25, hours: 1 }
/** Publications that say that all hours are equal, against those that were seen. */
const FLATNESS = 1
/** How far back a lull or a rush reaches, in hours, and how many publications speak for business as usual. */
const RECENT_HOURS = 12
const STEADINESS = 3

/** How many publications an hour are to be expected. */
export interface Rate {
  /** Over all that was seen. */
  readonly mean: number
  /** By hour of the day in UTC, 24 of them; today's lull or rush is in them. */
  readonly byHour: readonly number[]
}

/**
 * How often a source publishes. The oldest publication only opens the window, which reaches up to `now`: whoever falls
 * silent counts for less and less. Each hour is estimated from how often it came by (a gamma prior with the mean draws
 * it to flat where little was seen), then all of them follow what the last hours brought.
 */
export function rateOf(publications: readonly Instant[], now: Instant): Rate {
  const past = publications.filter((at) => at <= now)
  const start = past[0] ?? now
  const counted = past.slice(1)
  const mean = (counted.length + UNSEEN.publications) / ((now - start) / HOUR + UNSEEN.hours)
  const daily = dailyRates(counted, start, now, mean)
  const recent = recentFactor(counted, daily, Math.max(start, now - RECENT_HOURS * HOUR), now)
  return { mean, byHour: daily.map((rate) => rate * recent) }
}

/** An hour counts half of each neighbour's: newsrooms are not punctual. */
function dailyRates(counted: readonly Instant[], start: Instant, now: Instant, mean: number): number[] {
  const seen = new Array<number>(HOURS).fill(0)
  for (const at of counted) add(seen, hourOf(at), 1)
  const passed = hoursPassed(start, now)
  return seen.map((_, hour) => (around(seen, hour) + FLATNESS) / (around(passed, hour) + FLATNESS / mean))
}

/** How often each hour of the day came by between two instants. */
function hoursPassed(start: Instant, now: Instant): number[] {
  const days = Math.floor((now - start) / HOUR / HOURS)
  const passed = new Array<number>(HOURS).fill(days)
  for (let at = start + days * HOURS * HOUR; at < now; ) {
    const end = Math.min(now, nextHour(at))
    add(passed, hourOf(at), (end - at) / HOUR)
    at = end
  }
  return passed
}

function recentFactor(counted: readonly Instant[], daily: readonly number[], from: Instant, now: Instant): number {
  let expected = 0
  for (let at = from; at < now; at = nextHour(at))
    expected += (daily[hourOf(at)] ?? 0) * ((Math.min(now, nextHour(at)) - at) / HOUR)
  const seen = counted.length - counted.findLastIndex((at) => at <= from) - 1
  return (seen + STEADINESS) / (expected + STEADINESS)
}

function around(values: readonly number[], hour: number): number {
  const before = values[(hour + HOURS - 1) % HOURS] ?? 0
  const after = values[(hour + 1) % HOURS] ?? 0
  return (values[hour] ?? 0) + (before + after) / 2
}

function add(values: number[], hour: number, amount: number): void {
  values[hour] = (values[hour] ?? 0) + amount
}

/** The hour of the day, in UTC. */
export function hourOf(at: Instant): number {
  return Math.floor(at / HOUR) % HOURS
}

/** The beginning of the hour that follows. */
export function nextHour(at: Instant): Instant {
  return (Math.floor(at / HOUR) + 1) * HOUR
}
