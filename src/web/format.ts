import type { Language } from './language.ts'
import type { Words } from './words/words.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** English with days before months and a clock of 24 hours, as everywhere else. */
const LOCALE: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr-FR' }

/** Times, numbers and names as the pages show them; instants are milliseconds since 1970. */
export type Format = ReturnType<typeof createFormat>

/** How times and numbers are written in a language; days begin in `timeZone` (IANA). */
export function createFormat(language: Language, words: Words['time'], timeZone: string) {
  const locale = LOCALE[language]
  const times = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, ...options })
  const date = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
  const day = times({ weekday: 'long', day: 'numeric', month: 'long' })
  const dayOfYear = times({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  const shortDay = times({ day: 'numeric', month: 'short' })
  const clock = times({ hour: '2-digit', minute: '2-digit' })
  const moment = times({
    ...{ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    timeZoneName: 'short',
  })
  const numbers = new Intl.NumberFormat(locale)
  const percents = new Intl.NumberFormat(locale, { style: 'percent' })
  const languages = new Intl.DisplayNames(locale, { type: 'language', fallback: 'code' })

  /** A length of time in its largest unit: “20 min”, “3 h”, “5 d”. */
  function span(ms: number): string {
    const minutes = Math.max(1, Math.round(Math.abs(ms) / 60_000))
    if (minutes < 60) return `${minutes} min`
    if (minutes < 2_880) return `${Math.round(minutes / 60)} h`
    return `${numbers.format(Math.round(minutes / 1_440))} ${words.days}`
  }

  return {
    /** The day of an instant, ISO 8601. */
    date: (instant: number) => date.format(instant),
    /** An ISO 8601 date as “Today”, “Yesterday” or itself. */
    day(written: string, now: number): string {
      if (written === date.format(now)) return words.today
      if (written === date.format(now - DAY_MS)) return words.yesterday
      // Noon is the same day in every zone that a date can be written in.
      const noon = Date.parse(`${written}T12:00:00Z`)
      return capital(written.slice(0, 4) === date.format(now).slice(0, 4) ? day.format(noon) : dayOfYear.format(noon))
    },
    shortDay: (instant: number) => shortDay.format(instant),
    clock: (instant: number) => clock.format(instant),
    /** Date and time with their zone. */
    moment: (instant: number) => moment.format(instant),
    iso: (instant: number) => new Date(instant).toISOString(),
    span,
    /** How long ago, short, within a day; else the time of day. */
    age: (instant: number, now: number) => {
      const age = now - instant
      return age >= 0 && age < DAY_MS ? span(age) : clock.format(instant)
    },
    /** A distance in time, past or to come: “3 h ago”, “in 20 min”. */
    relative(instant: number, now: number): string {
      if (Math.abs(now - instant) < 30_000) return words.now
      return instant <= now ? words.ago(span(now - instant)) : words.within(span(instant - now))
    },
    /** How much later one instant is than another: “+2 h 10 min”. */
    later(ms: number): string {
      const minutes = Math.floor((ms % HOUR_MS) / 60_000)
      const hours = Math.floor(ms / HOUR_MS)
      if (hours >= 48) return `+${span(ms)}`
      return `+${[hours > 0 ? `${hours} h` : '', minutes > 0 || hours === 0 ? `${minutes} min` : ''].join(' ').trim()}`
    },
    languageName: (tag: string) => capital(languages.of(tag) ?? tag),
    number: (value: number) => numbers.format(value),
    /** A part of 1. */
    percent: (part: number) => percents.format(part),
  }
}

function capital(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase() + text.slice(1)
}
