const DAY_MS = 86_400_000
const DAY = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})
const MOMENT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })
const LANGUAGE = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' })

/** Times and names as the pages show them. */
export const format = {
  /** `2026-11-24` as “Today”, “Yesterday” or a date. */
  day(date: string, now: number): string {
    const start = Date.parse(date)
    const age = Math.floor(now / DAY_MS) - Math.floor(start / DAY_MS)
    return age === 0 ? 'Today' : age === 1 ? 'Yesterday' : DAY.format(start)
  },
  /** Time of day, UTC. */
  clock: (instant: number) => new Date(instant).toISOString().slice(11, 16),
  moment: (instant: number) => `${MOMENT.format(instant)} UTC`,
  iso: (instant: number) => new Date(instant).toISOString(),
  /** A distance in time, past or to come: “3 h ago”, “in 20 min”. */
  relative(instant: number, now: number): string {
    const minutes = Math.round(Math.abs(now - instant) / 60_000)
    if (minutes < 1) return 'just now'
    const span =
      minutes < 60
        ? `${minutes} min`
        : minutes < 2_880
          ? `${Math.round(minutes / 60)} h`
          : `${Math.round(minutes / 1_440)} days`
    return instant <= now ? `${span} ago` : `in ${span}`
  },
  language: (tag: string) => LANGUAGE.of(tag) ?? tag,
  number: (value: number) => value.toLocaleString('en'),
}
