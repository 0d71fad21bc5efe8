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
const ZONES: Readonly<Record<string, number>> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  west: 1,
  bst: 1,
  cet: 1,
  met: 1,
  cest: 2,
  mest: 2,
  eet: 2,
  eest: 3,
  msk: 3,
  ist: 5.5,
  jst: 9,
  kst: 9,
  aest: 10,
  aedt: 11,
  ast: -4,
  adt: -3,
  edt: -4,
  est: -5,
  cdt: -5,
  cst: -6,
  mdt: -6,
  mst: -7,
  pdt: -7,
  pst: -8,
}
const ISO = /^(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?:[T ]\s*(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?)?\s*(\S.*)?$/i
const RFC_822 =
  /^(?:[\p{L}.]+,?\s+)?(\d{1,2})(?:er|st|nd|rd|th)?[\s-]+([\p{L}.]+)[\s-]+(\d{2,4}),?(?:\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(\S.*)?$/u
const ASCTIME =
  /^(?:\p{L}+,?\s+)?(\p{L}+)\.?\s+(\d{1,2}),?\s+(?:(\d{1,2}):(\d{2})(?::(\d{2}))?\s+)?(?:([A-Z]{1,5})\s+)?(\d{4})$/u

/**
 * The instant that a date in a feed means, in milliseconds since the epoch, or `undefined` where it means none:
 * ISO 8601 and W3CDTF, RFC 822 with the liberties that publishers take, asctime. Without a zone it is UTC.
 */
export function parseDate(written: string | undefined): number | undefined {
  const text = written?.trim() ?? ''
  if (text === '' || text.length > 100) return undefined
  const iso = ISO.exec(text)
  if (iso !== null) {
    const [, year, month = '1', day = '1', hour, minute, second, zone] = iso
    return instant([year, month, day, hour, minute, second], Number(month) - 1, zone)
  }
  const rfc = RFC_822.exec(text)
  if (rfc !== null) {
    const [, day, month, year, hour, minute, second, zone] = rfc
    return instant([year, month, day, hour, minute, second], monthNamed(month), zone)
  }
  const asctime = ASCTIME.exec(text)
  if (asctime === null) return undefined
  const [, month, day, hour, minute, second, zone, year] = asctime
  return instant([year, month, day, hour, minute, second], monthNamed(month), zone)
}

function monthNamed(name = ''): number {
  return MONTHS.find(([pattern]) => pattern.test(name.toLowerCase()))?.[1] ?? -1
}

function instant(parts: readonly (string | undefined)[], month: number, zone: string | undefined): number | undefined {
  const [year = Number.NaN, , day = 1, hour = 0, minute = 0, second = 0] = parts.map((part) =>
    part === undefined ? undefined : Number(part),
  )
  const offset = zoneOffset(zone)
  if (month < 0 || month > 11 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60) return undefined
  if (offset === undefined) return undefined
  // RFC 2822, 4.3: two digits are 1950 to 2049, three are years since 1900.
  const full = year < 50 ? year + 2000 : year < 1000 ? year + 1900 : year
  const time = Date.UTC(full, month, day, hour, minute, second) - offset
  return Number.isFinite(time) ? time : undefined
}

/** Milliseconds east of Greenwich. */
function zoneOffset(zone: string | undefined): number | undefined {
  if (zone === undefined) return 0
  // A comment, as in “+0200 (CEST)”, says the same once more.
  const bare = zone.replace(/\s*\(.*\)$/, '').trim()
  const numeric = /^(?:GMT|UTC?)?\s*([+-])(\d{1,2}):?(\d{2})?$/i.exec(bare)
  if (numeric !== null) {
    const [, sign, hours, minutes = '0'] = numeric
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
  }
  const hours = ZONES[bare.toLowerCase()]
  return hours === undefined ? undefined : hours * 3_600_000
}
