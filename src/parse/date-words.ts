import { decodeHTML } from 'entities'

/**
 * How months begin, in each language: English, French, German, Spanish, Catalan, Italian, Portuguese, Dutch, Polish,
 * Czech, Slovak, Swedish, Danish, Norwegian, Finnish, Hungarian, Romanian, Turkish; Russian, Ukrainian, Bulgarian;
 * Greek. The longest beginning counts (`červenec` is July, `červen` June; `mars` is March, `marraskuu` November).
 */
const MONTHS = [
  'jan ene gen ian sty oca leden ledn tammi янв яну січ ιαν',
  'feb fev lut şub úno helmi фев лют φεβ',
  'mar mae mrz mrt maa bře мар бер μαρ',
  'apr avr abr kwi nis duben dubn huhti апр кві απρ',
  'may mai maj mag mei kvě touko май мая тра μαι',
  'jun juin giu iun cze haz červ čvn kesä июн юни чер ιουν',
  'jul juil lug iul lip tem červenc červenec čvc heinä июл юли лип ιουλ',
  'aug ago avg aoû sie ağu srp elok авг сер αυγ',
  'sep set szep wrz eyl zář syys сен сеп вер σεπ',
  'oct okt ott out paź eki říj loka окт жов οκτ',
  'nov noi lis kas marras ноя ное лис νοε',
  'dec dez dic des gru ara prosin joulu дек гру δεκ',
]

/**
 * Hours east of Greenwich of the names that publishers write (RFC 822, 5.1, and many besides), or the place whose clock
 * they mean. Of names with several meanings the one that feeds use most: BST is British summer, IST India, CST and MST
 * America, AST Atlantic, GST the Gulf, SST Samoa.
 */
const ZONES: readonly (readonly [number | string, string])[] = [
  [-11, 'sst'],
  [-10, 'hst'],
  [-9, 'akst hdt'],
  [-8, 'pst akdt'],
  [-7, 'mst pdt'],
  [-6, 'cst mdt'],
  [-5, 'est cdt cot pet'],
  [-4, 'ast edt clt bot vet'],
  [-3.5, 'nst'],
  [-3, 'adt brt art uyt clst'],
  [-2.5, 'ndt'],
  [-2, 'brst'],
  [0, 'z ut utc gmt wet wez'],
  [1, 'bst cet met mez west wesz wat'],
  [2, 'cest mest mesz eet oez cat sast'],
  [3, 'eest oesz msk мск trt eat idt'],
  [3.5, 'irst'],
  [4, 'gst samt'],
  [5, 'pkt yekt'],
  [5.5, 'ist'],
  [5.75, 'npt'],
  [6, 'omst'],
  [6.5, 'mmt'],
  [7, 'ict wib krat novt'],
  [8, 'hkt sgt myt pht awst wita irkt'],
  [9, 'jst kst wit yakt'],
  [9.5, 'acst'],
  [10, 'aest vlat'],
  [10.5, 'acdt'],
  [11, 'aedt'],
  [12, 'nzst'],
  [13, 'nzdt'],
  ['America/New_York', 'et'],
  ['America/Chicago', 'ct'],
  ['America/Denver', 'mt'],
  ['America/Los_Angeles', 'pt'],
]

/** What stands for a separator, half a day or a zone, as `fold` leaves it, and what it becomes. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/(\d{4})\s*[年년]\s*/gu, '$1-'],
  [/(\d)\s*[月월]\s*/gu, '$1-'],
  [/(\d)\s*[日号號일]/gu, '$1 '],
  [/(\d)\s*[時时点點시]\s*/gu, '$1h'],
  [/(\d)\s*[分분]\s*/gu, '$1m'],
  [/(\d)\s*[秒초]/gu, '$1 '],
  [/오전|上午|午前|(?<!\p{L})π\.?\s?μ(?!\p{L})/gu, ' am '],
  [/오후|下午|午後|(?<!\p{L})μ\.?\s?μ(?!\p{L})/gu, ' pm '],
  [/(?<!\p{L})([ap])\.?\s?m(?!\p{L})/gu, ' $1m '],
  [/(:\d\d)([ap])(?!\p{L})/gu, '$1 $2m '],
  [/(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|e|o|-?го)(?!\p{L})/gu, '$1'],
  [/(?<!\p{L})([ecmp])(?:astern|entral|ountain|acific) (?:([sd])(?:tandard|aylight) )?time/gu, '$1$2t'],
  [/(?<!\p{L})([ecw])(?:astern|entral|estern) (e)uropean (?:(s)ummer )?time/gu, '$1$2$3t'],
]

/** The longest date that anybody writes, and the longest with the markup of a page around it. */
const MAX_LENGTH = 100
const MAX_WRITTEN = 500
/** What is ahead of the sign says nothing more: `GMT+1`, `EST -0500`, `h UTC+01:00`, `--0700`. */
const OFFSET = /^(?:[^\p{L}\d]*\p{L}+){0,2}[^\p{L}\d]*?([+-])(\d{1,2})(?:[:.]?(\d{2}))?(?!\d)/u
/** A text that was decoded once too often has a space where its plus was: `12:00:00 01:00`. */
const LOST_PLUS = /^( )(?:gmt |utc )?(00(?=$)|[01]\d(?=:?\d\d)):?(\d\d)?$/

const MONTH_OF = new Map(MONTHS.flatMap((names, index) => names.split(' ').map((name) => [fold(name), index + 1])))
const ZONE_OF = new Map(ZONES.flatMap(([zone, names]) => names.split(' ').map((name) => [name, zone])))
const LONGEST_BEGINNING = Math.max(...[...MONTH_OF.keys()].map((name) => name.length))
/** Costly to make; no more than there are places. */
const CLOCKS = new Map<string, Intl.DateTimeFormat>()

/** Hours east of Greenwich, or the IANA name of a place. */
export type Zone = number | string

/**
 * A date as it was written, in small letters without accents, with plain digits, signs and spaces, without markup;
 * `undefined` where it is too long to be one.
 */
export function plainDate(written: string): string | undefined {
  const text = written.trim()
  if (text.length > MAX_WRITTEN) return undefined
  // Drupal puts the element of its page into the feed, and the attribute is what it means.
  const exact = /<\w+\s[^<>]*?(?:datetime|content)=["']([^"'<>]+)/i.exec(text)?.[1]
  const bare = (exact ?? text).replace(/<!\[CDATA\[|\]\]>|<[^<>]*>|\([^()\d]*\)(?=.*\d{4})/gi, ' ')
  const plain = SIGNS.reduce((said, [sign, meaning]) => said.replace(sign, meaning), fold(decodeHTML(bare)))
  const tidy = plain.replace(/\s+/g, ' ').trim()
  return tidy.length > MAX_LENGTH ? undefined : tidy
}

/** 1 to 12 for the name of a month or for its number; the caller checks a number. */
export function monthOf(written: string): number | undefined {
  if (/^\d/.test(written)) return Number(written)
  for (let length = Math.min(written.length, LONGEST_BEGINNING); length > 2; length--) {
    const month = MONTH_OF.get(written.slice(0, length))
    if (month !== undefined) return month
  }
  return undefined
}

/**
 * The zone in what follows a time. Greenwich where there is none, and where nobody knows its name (RFC 2822, 4.3, which
 * says so of the military letters too); `undefined` where digits are left over, for they say that the date was
 * misunderstood.
 */
export function zoneOf(rest: string): Zone | undefined {
  const place = /^[^\p{L}\d]*([a-z]+\/[\w/+-]+)/u.exec(rest)?.[1]
  if (place !== undefined && clockAt(place) !== undefined) return place
  const [, sign, hours, minutes = '0'] = OFFSET.exec(rest) ?? LOST_PLUS.exec(rest) ?? []
  if (hours !== undefined) return offset(sign === '-' ? -1 : 1, Number(hours), Number(minutes))
  const [words = ''] = /^\D*/.exec(rest) ?? []
  // Two words, `Uhr MEZ`: in a longer sentence `cat` or `est` is no zone.
  for (const word of words.match(/\p{L}+/gu)?.slice(0, 2) ?? []) {
    const zone = ZONE_OF.get(word)
    if (zone !== undefined) return zone
  }
  return words === rest ? 0 : undefined
}

/** Whether the zone, or a clock of twelve hours, says that an American wrote the date. */
export function isAmerican(rest: string): boolean {
  return /(?<!\p{L})(?:[ap]m|[ecmp][sd]?t|ak[sd]t|hst)(?!\p{L})/u.test(rest)
}

/** Milliseconds that a zone is ahead of Greenwich while its own clock shows `local`. */
export function aheadOfGreenwich(zone: Zone, local: number): number {
  if (typeof zone === 'number') return Math.round(zone * 60) * 60_000
  const clock = clockAt(zone)
  if (clock === undefined) return 0
  // The first look is hours off, which matters on the day when the clocks change.
  return ahead(clock, local - ahead(clock, local))
}

/** Lower case without accents. Korean letters come apart with the accents and are put together again. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .normalize('NFC')
    .replace(/[\p{Pd}−]/gu, '-')
    .replace(/["'`´‘’“”„«»]/g, ' ')
    .replaceAll('±', '+')
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replaceAll('ı', 'i')
}

/** Hours; no clock is further than 14 from Greenwich, so more is no zone. */
function offset(sign: number, hours: number, minutes: number): number {
  return hours > 14 || minutes > 59 ? 0 : sign * (hours + minutes / 60)
}

function clockAt(place: string): Intl.DateTimeFormat | undefined {
  const known = CLOCKS.get(place)
  if (known !== undefined) return known
  try {
    const clock = new Intl.DateTimeFormat('en', { timeZone: place, timeZoneName: 'longOffset' })
    CLOCKS.set(place, clock)
    return clock
  } catch {
    return undefined
  }
}

function ahead(clock: Intl.DateTimeFormat, time: number): number {
  const name = clock.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000
}
