import { aheadOfGreenwich, isAmerican, monthOf, plainDate, zoneOf } from './date-words.ts'

const DAY = 86_400_000
const NAME = String.raw`\p{L}+`
/** Between the parts of a date; nothing at all where digits meet letters: `15 de enero, 2024`, `15Jan2024`. */
const WORDS_BETWEEN = String.raw`(?<!\p{L})(?:de|del|d|of|thang)(?!\p{L})`
const BETWEEN = String.raw`(?:(?:[\s.,/-]|${WORDS_BETWEEN})+|(?<=\d)(?=\p{L})|(?<=\p{L})(?=\d))`
/** Words ahead of a date say nothing, weekdays least of all; a sign right before it would. */
const LEAD = String.raw`(?<lead>\D*[^\p{L}\d+-])?`
/** Between date and time: `T`, `à`, ` - `, `, понедельник, `; never the sign of a zone. */
const GAP = String.raw`(?<gap>[^\d+]*[^\d+-])`
/** `10:00`, `10.00`, `10h00`, `1000` */
const MINUTE = String.raw`(?:\s*(?::+|[.h])\s*|(?<=[\st]\d\d)(?=\d\d(?![\d/.-])))(?<minute>\d{1,2})`
const SECOND = String.raw`(?:\s*(?::+|[.m])\s*(?<second>\d{1,2})(?:[.,:]\d+)?)?`
/** An hour stands alone where it is clear that it is one. */
const HOUR_ALONE = String.raw`(?=\s*(?:h|[ap]m|uhr|uur|[+-]\d|z|gmt|utc))`
const TIME = String.raw`(?<hour>\d{1,2})(?:${MINUTE}${SECOND}|${HOUR_ALONE})`
const ISO_TIME = String.raw`[t\s]*(?<hour>\d\d)(?::?(?<minute>\d\d)(?::?(?<second>\d\d))?(?:[.,:]\d+)?)?(?!\d)`
const HH_MM_SS = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d`
const TAIL = `(?:${GAP}${TIME})?(?<rest>.*)`
/** Day and month in any order, which `ordered` tells apart. */
const TWO = String.raw`(?<first>\d{1,2}|${NAME})(?<between>${BETWEEN})(?<next>\d{1,2}|${NAME})`

/** Of a text as `plainDate` leaves it; tried in this order, until one comes to an instant. */
const FORMATS: readonly RegExp[] = [
  // ISO 8601, W3CDTF, RFC 3339, with all digits: 2024-01-15T10:00:00+01:00, 20240115T1000Z, 2024-01-15T10Z
  String.raw`${LEAD}(?<year>\d{4})-?(?<month>\d\d)-?(?<day>\d\d)(?:${ISO_TIME})?(?<rest>.*)`,
  // ISO 8601 by week and by day of the year: 2024-W03-1, 2024-015
  String.raw`(?<year>\d{4})-?w(?<week>\d\d)(?:-?(?<weekday>[1-7]))?(?!-?\d)${TAIL}`,
  String.raw`(?<year>\d{4})-?(?<ordinal>\d{3})(?![\d-])${TAIL}`,
  // The year first, in any other way: 2024/1/15 9:30, 2024. január 15., 2024年1月15日
  String.raw`${LEAD}(?<year>\d{4})${BETWEEN}(?<month>\d{1,3}|${NAME})${BETWEEN}(?<day>\d{1,2})(?![\d:])${TAIL}`,
  // The year last, RFC 822 and 2822, American, JavaScript's: Mon, 15 Jan 2024 10:00 GMT, January 15th, 2024, 15/01/24
  String.raw`${LEAD}${TWO}(?<after>${BETWEEN})(?<year>\d{4}(?!\d)|\d{2,3}(?![\d:]))${TAIL}`,
  // The year after the time, asctime: Mon Jan 15 10:00:00 CET 2024
  String.raw`${LEAD}${TWO}(?![\d:])${GAP}${TIME}(?<zone>.*?)\s(?<year>\d{4})(?!\d)(?<rest>.*)`,
  // Less than a day: 2024, 2024-01, Jan 2024
  String.raw`(?<year>\d{4})(?:${BETWEEN}(?<month>\d{1,2}|${NAME}))?[^\p{L}\d]*`,
  String.raw`(?<month>\d{1,2}|${NAME})${BETWEEN}(?<year>\d{4})[^\p{L}\d]*`,
].map((format) => new RegExp(`^${format}$`, 'u'))

/** What nearly all feeds write, exactly; the engine's own parser reads it in a tenth of the time. */
const USUAL = new RegExp(
  [
    String.raw`(?:[A-Z][a-z]{2}, )?(?:0?[1-9]|1\d|2[0-8]) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [12]\d{3} ${HH_MM_SS} (?:GMT|[+-](?:0\d|1[0-3])[0-5]\d)`,
    String.raw`[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T${HH_MM_SS}(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d)`,
  ]
    .map((form) => `^${form}$`)
    .join('|'),
)
/** Seconds and milliseconds since the epoch. */
const UNIX_TIME = /^(\d{10})(?:\d{3}|\.\d*)?$/
/** Before and after it is the number of something else. */
const UNIX_TIME_BEGINS = Date.UTC(1990, 0)
const UNIX_TIME_ENDS = Date.UTC(2100, 0)
/** `10:00 EST, 15 January 2024`: the time goes where all others have it. */
const TIME_FIRST = /^(\d{1,2}:\d\d(?::\d\d)?(?: [ap]m)?(?: [a-z]{2,4}(?= ?,))?)[\s,-]+(.*?\d{4})(?!\d)(.*)$/
const HALF = /(?<!\p{L})([ap])m(?!\p{L})/u
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

type Parts = Readonly<Partial<Record<string, string>>>

/**
 * The instant that a date in a feed means, in milliseconds since the epoch, or `undefined` where it means none:
 * ISO 8601 and W3CDTF, RFC 822 and 2822 with the liberties that publishers take, asctime, Unix time, and what people
 * write in their languages. Whole seconds. Without a zone it is UTC; nothing is relative to today.
 */
export function parseDate(written: string | undefined): number | undefined {
  if (written !== undefined && USUAL.test(written)) return Math.floor(Date.parse(written) / 1000) * 1000
  const text = plainDate(written ?? '')?.replace(TIME_FIRST, '$2 $1 $3')
  if (text === undefined || !/\d/.test(text)) return undefined
  const seconds = UNIX_TIME.exec(text)?.[1]
  if (seconds !== undefined) return unixTime(Number(seconds) * 1000)
  for (const format of FORMATS) {
    const parts = format.exec(text)?.groups
    const time = parts === undefined ? undefined : instant(parts)
    if (time !== undefined) return time
  }
  return undefined
}

function unixTime(time: number): number | undefined {
  return time >= UNIX_TIME_BEGINS && time < UNIX_TIME_ENDS ? time : undefined
}

function instant(parts: Parts): number | undefined {
  const rest = `${parts.zone ?? ''}${parts.rest ?? ''}`
  const words = `${parts.gap ?? ''} ${rest}`
  const midnight = dayOf(parts, isAmerican(words))
  const clock = clockOf(parts, HALF.exec(words)?.[1])
  const zone = zoneOf(rest.replace(HALF, ' '))
  if (midnight === undefined || clock === undefined || zone === undefined) return undefined
  return midnight + clock - aheadOfGreenwich(zone, midnight + clock)
}

/** Milliseconds since midnight. A leap second and midnight as 24:00 are the last that a day has. */
function clockOf({ hour = '0', minute = '0', second = '0' }: Parts, half: string | undefined): number | undefined {
  // “15:00 PM” is said by a clock of 24 hours.
  const hours = half === undefined || Number(hour) > 12 ? Number(hour) : (Number(hour) % 12) + (half === 'p' ? 12 : 0)
  const seconds = hours * 3_600 + Number(minute) * 60 + Number(second)
  return Number(minute) > 59 || Number(second) > 60 || seconds > 86_400 ? undefined : seconds * 1000
}

/** Midnight of the day as UTC has it. */
function dayOf(parts: Parts, american: boolean): number | undefined {
  const { year = '', month = '1', day = '1', ordinal, week, weekday = '1', first, next } = parts
  if (ordinal !== undefined) return dayOfYear(Number(year), Number(ordinal))
  if (week !== undefined) return dayOfWeek(Number(year), Number(week), Number(weekday))
  if (first === undefined || next === undefined) return midnightOf(year, month, day)
  return ordered(first, next, parts, american)
}

/**
 * Which of two is the day. 05/03/2024 is 5 March, as most of the world writes it, unless an English weekday fits 3 May
 * alone (Drupal writes `Fri, 05/03/2019 - 15:21`), or the zone or AM/PM is American. What has one meaning only, as
 * 01/15/2024, has that. Of two digits the year is the last, but the first in 99/12/31, and in 24-01-15 (ISO 8601:2000).
 */
function ordered(first: string, next: string, parts: Parts, american: boolean): number | undefined {
  const { year = '', lead = '', between, after } = parts
  const numbers = /^\d+$/.test(first + next)
  // `Jan 15 12.00 2024` has a time where a date in numbers would have its month and year.
  if (numbers && between === ' ' && after === '.') return undefined
  const yearFirst = year.length === 2 ? midnightOf(first, next, year) : undefined
  if (yearFirst !== undefined && numbers && first.length === 2 && between === '-') return yearFirst
  const [dayFirst, monthFirst] = [midnightOf(year, next, first), midnightOf(year, first, next)]
  const likely = (american ? [monthFirst, dayFirst] : [dayFirst, monthFirst]).filter((time) => time !== undefined)
  const weekday = WEEKDAYS.indexOf(lead.slice(0, 3))
  return likely.find((time) => new Date(time).getUTCDay() === weekday) ?? likely[0] ?? yearFirst
}

/**
 * A day that its month lacks is the month's last one: whoever wrote `31 Feb` got year and month right, and an article
 * is better off a few days away from its place than without any. No month has a 32nd, so that is nothing; nor is the
 * year 1 anything but a default that nobody meant.
 */
function midnightOf(writtenYear: string, writtenMonth: string, writtenDay: string): number | undefined {
  const year = fullYear(writtenYear)
  const month = monthOf(writtenMonth) ?? 0
  const day = Number(writtenDay)
  if (!(year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return undefined
  return Date.UTC(year, month - 1, Math.min(day, new Date(Date.UTC(year, month, 0)).getUTCDate()))
}

/** RFC 2822, 4.3: two digits are 1950 to 2049, three are years since 1900. */
function fullYear(written: string): number {
  const year = Number(written)
  if (written.length > 3) return year
  return year < 50 ? year + 2000 : year + 1900
}

/** ISO 8601:2004, 4.1.3: a program wrote it, so what the year lacks is nothing. */
function dayOfYear(year: number, ordinal: number): number | undefined {
  const time = Date.UTC(year, 0, ordinal)
  return year >= 1000 && ordinal > 0 && new Date(time).getUTCFullYear() === year ? time : undefined
}

/** ISO 8601:2004, 4.1.4: weeks begin on Monday and belong to the year of their Thursday; week 1 has 4 January. */
function dayOfWeek(year: number, week: number, weekday: number): number | undefined {
  const fourth = Date.UTC(year, 0, 4)
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY + (week - 1) * 7 * DAY
  const inYear = new Date(monday + 3 * DAY).getUTCFullYear() === year
  return year >= 1000 && inYear ? monday + (weekday - 1) * DAY : undefined
}
