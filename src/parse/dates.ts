/** Month names by their first letters, English and French (juin and juillet differ in the third). */
const MONTHS: readonly (readonly [RegExp, number])[] = [
  [/^ja/, 0],
  [/^f[eé]/, 1],
  [/^mar/, 2],
  [/^a[pv]r/, 3],
  [/^ma[iy]/, 4],
  [/^jui?n/, 5],
  [/^jui?l/, 6],
  [/^a(ug|o[uû])/, 7],
  [/^sep/, 8],
  [/^oct/, 9],
  [/^nov/, 10],
  [/^d[eé]c/, 11],
]
/** Hours east of Greenwich (RFC 822, 5.1, and the zones that publishers write besides). */
const ZONES = new Map([
  ['z', 0],
  ['ut', 0],
  ['utc', 0],
  ['gmt', 0],
  ['wet', 0],
  ['west', 1],
  ['bst', 1],
  ['cet', 1],
  ['met', 1],
  ['cest', 2],
  ['mest', 2],
  ['eet', 2],
  ['eest', 3],
  ['wat', 1],
  ['cat', 2],
  ['sast', 2],
  ['eat', 3],
  ['msk', 3],
  ['ist', 5.5],
  ['hkt', 8],
  ['sgt', 8],
  ['jst', 9],
  ['kst', 9],
  ['aest', 10],
  ['aedt', 11],
  ['nzst', 12],
  ['nzdt', 13],
  ['ast', -4],
  ['adt', -3],
  ['edt', -4],
  ['est', -5],
  ['cdt', -5],
  ['cst', -6],
  ['mdt', -6],
  ['mst', -7],
  ['pdt', -7],
  ['pst', -8],
])
const TIME = String.raw`(?<hour>\d{1,2})[:h](?<minute>\d{2})(?::(?<second>\d{2})(?:[.,]\d+)?)?`
const WEEKDAY = String.raw`(?:[\p{L}.]+(?:\s*,\s*|\s+))?`
const AT = String.raw`,?\s+(?:(?:à|at|-)\s+)?`
/** A dash may be left out only before two digits: `20240105`, `2024-1-5`. */
const DASH = String.raw`(?:-|(?=\d\d))`
const REST = String.raw`\s*(?<zone>\S.*)?`
const FORMATS: readonly RegExp[] = [
  // ISO 8601, W3CDTF, RFC 3339: 2024-01-15T10:00:00+01:00
  String.raw`(?<year>\d{4})(?:${DASH}(?<month>\d{1,2})(?:${DASH}(?<day>\d{1,2})(?:(?:T|\s+)${compactTime()})?)?)?${REST}`,
  // RFC 822 and 2822: Mon, 15 Jan 2024 10:00:00 +0100
  String.raw`${WEEKDAY}(?<day>\d{1,2})(?:er|st|nd|rd|th)?[\s-]+(?<month>[\p{L}.]+)[\s,-]+(?<year>\d{2,4})(?:${AT}${TIME})?${REST}`,
  // asctime: Mon Jan 15 10:00:00 CET 2024
  String.raw`${WEEKDAY}(?<month>\p{L}+)\s+(?<day>\d{1,2})\s+${TIME}\s+(?:(?<zone>\S+)\s+)?(?<year>\d{4})`,
  // American, and JavaScript's: Monday, January 15th, 2024 at 10:00 AM
  String.raw`${WEEKDAY}(?<month>\p{L}+)\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>\d{4})(?:${AT}${TIME})?${REST}`,
].map((format) => new RegExp(`^${format}$`, 'iu'))

type Parts = Readonly<Partial<Record<string, string>>>

/**
 * The instant that a date in a feed means, in milliseconds since the epoch, or `undefined` where it means none:
 * ISO 8601 and W3CDTF, RFC 822 with the liberties that publishers take, asctime. Without a zone it is UTC.
 */
export function parseDate(written: string | undefined): number | undefined {
  const text = written?.trim() ?? ''
  if (text === '' || text.length > 100) return undefined
  for (const format of FORMATS) {
    const parts = format.exec(text)?.groups
    if (parts !== undefined) return instant(parts)
  }
  return undefined
}

/** ISO's time may stand without colons. */
function compactTime(): string {
  return TIME.replace('[:h]', ':?').replace('(?::', '(?::?')
}

function instant(parts: Parts): number | undefined {
  const month = monthOf(parts.month ?? '1')
  const day = Number(parts.day ?? 1)
  const year = fullYear(Number(parts.year))
  const { afternoon, zone } = meridiemOf(parts.zone)
  const hour = afternoon === undefined ? Number(parts.hour ?? 0) : (Number(parts.hour) % 12) + (afternoon ? 12 : 0)
  const [minute, second] = [Number(parts.minute ?? 0), Number(parts.second ?? 0)]
  const offset = zoneOffset(zone, parts.hour !== undefined)
  if (month < 0 || month > 11 || day < 1 || day > daysIn(year, month) || offset === undefined) return undefined
  // A leap second and midnight as 24:00 are the last that a day has.
  if (minute > 59 || second > 60 || hour * 3_600 + minute * 60 + second > 86_400) return undefined
  const time = Date.UTC(year, month, day, hour, minute, second) - offset
  return Number.isFinite(time) ? time : undefined
}

function monthOf(written: string): number {
  if (/^\d/.test(written)) return Number(written) - 1
  return MONTHS.find(([pattern]) => pattern.test(written.toLowerCase()))?.[1] ?? -1
}

/** RFC 2822, 4.3: two digits are 1950 to 2049, three are years since 1900. */
function fullYear(year: number): number {
  return year < 50 ? year + 2000 : year < 1000 ? year + 1900 : year
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
}

/** Takes “PM” off what follows the time. */
function meridiemOf(rest: string | undefined): { afternoon?: boolean; zone: string | undefined } {
  const [, letter, zone] = /^([ap])\.?m\b\.?\s*(.*)$/i.exec(rest ?? '') ?? []
  return letter === undefined ? { zone: rest } : { afternoon: letter.toLowerCase() === 'p', zone: zone || undefined }
}

/** Milliseconds east of Greenwich. */
function zoneOffset(zone: string | undefined, afterTime: boolean): number | undefined {
  if (zone === undefined) return 0
  // A comment, as in “+0200 (CEST)” or “+02:00[Europe/Paris]”, says the same once more.
  const bare = zone.replace(/\s*[([].*$/, '').trim()
  const numeric = /^(?:GMT|UTC?)?\s*([+-])(\d{1,2}):?(\d{2})?$/i.exec(bare)
  if (numeric !== null) {
    const [, sign, hours, minutes = '0'] = numeric
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
  }
  const hours = ZONES.get(bare.toLowerCase())
  if (hours !== undefined) return hours * 3_600_000
  // RFC 2822, 4.3: a name that nobody knows is UTC. Without a time it is no zone but a word.
  return afterTime && /^[a-z]{1,5}$/i.test(bare) ? 0 : undefined
}
