/**
 * How real sources publish, as a few figures, and sources made up after them.
 *
 * Measured in November 2026 on recordings that others made: 187 feed documents with dates (forums, blogs, newsrooms),
 * 120 outlets of the tech and general press over five days, English and French, and three newsrooms over eighteen
 * months. Only figures were taken over, no texts and no names.
 */

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Items a day at the quantiles 0, 5, … 100 %: a document's items by the days that they span, an outlet's by count. */
const RATES = [
  ...[0.005, 0.01, 0.02, 0.052, 0.113, 0.172, 0.27, 0.4, 0.6, 0.804, 1.522],
  ...[2.2, 4.2, 8, 11.6, 15.18, 18.8, 25.13, 40.13, 63.29, 117],
]
/** Entries in a document at the quantiles 0, 25, … 100 %, cut at 10 and 50. */
const ENTRIES = [10, 10, 20, 30, 50]
/** Share of the items within five minutes of the one before, beyond chance, at the quantiles 0, 25, … 100 %. */
const BURSTS = [0, 0.03, 0.15, 0.25, 0.5]
/** Share of the items with a full hour for their time. */
const FULL_HOUR = 0.12
/** Documents without any dates: 13 of 200. */
const UNDATED = 0.065
/** `ttl` in minutes: 25 of 207 documents have one. */
const TTLS = [1, 2, 10, 10, 10, 15, 15, 15, 30, 30, 30, 60, 60, 60, 60, 60, 60, 60, 120, 120, 240, 300, 600, 720, 1440]
const TTL_SHARE = 25 / 207
/** Hours east of Greenwich, where documents say something else than 0. */
const ZONES = [-8, -8, -8, -7, -7, -7, -6, -5, -5, -5, -5, -4, -4, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 5.5, 9]
/**
 * Publications by hour of the local day, in % of the mean, and by weekday from Monday on, as a factor: of the three
 * newsrooms, of the French outlets, and of 74 documents that say the local time.
 */
const PROFILES = [
  {
    hours: [5, 0, 3, 2, 2, 3, 29, 187, 53, 153, 152, 183, 236, 267, 263, 232, 221, 203, 127, 37, 23, 6, 6, 7],
    days: [1.2, 1.31, 1.39, 1.37, 1.4, 0.18, 0.14],
  },
  {
    hours: [21, 45, 21, 33, 48, 527, 174, 200, 143, 30, 28, 45, 59, 82, 96, 112, 199, 227, 135, 77, 52, 29, 8, 8],
    days: [1.07, 1.07, 1.08, 1.08, 1.11, 0.86, 0.73],
  },
  {
    hours: [6, 2, 1, 1, 2, 1, 141, 95, 73, 75, 96, 125, 125, 89, 97, 69, 110, 179, 299, 318, 204, 129, 50, 113],
    days: [1.08, 1.25, 1.39, 1.16, 1.07, 0.57, 0.48],
  },
  {
    hours: [37, 10, 6, 13, 8, 17, 103, 117, 119, 157, 170, 211, 150, 119, 120, 184, 157, 201, 133, 132, 73, 63, 50, 51],
    days: [1.17, 1.15, 1.24, 1.26, 1.13, 0.72, 0.33],
  },
  {
    hours: [88, 35, 29, 83, 31, 73, 59, 88, 127, 158, 158, 169, 164, 136, 168, 172, 125, 106, 89, 94, 71, 76, 47, 55],
    days: [0.88, 1.07, 1.13, 1, 1.46, 1.12, 0.34],
  },
] as const

/** A source of which all is known: what the schedule has to find out. */
export interface Trace {
  readonly name: string
  /** Milliseconds, in order, from before `start` on, so that the first document is full. */
  readonly publications: readonly number[]
  /** How many of the latest items its document carries. */
  readonly entries: number
  readonly dated: boolean
  readonly ttl?: number
  readonly start: number
  readonly end: number
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The source with that number; the same number gives the same source. */
export function madeUpSource(number: number, start: number, days: number): Trace {
  const random = randomFrom(number * 7919 + 17)
  const perDay = quantile(RATES, random())
  const profile = oneOf(PROFILES, random())
  const zone = oneOf(ZONES, random())
  const bursts = quantile(BURSTS, random())
  const begin = start - Math.max(3, 60 / perDay) * DAY
  const end = start + days * DAY
  return {
    name: `source-${number}`,
    publications: publications({ perDay, profile, zone, bursts, begin, end }, random),
    entries: Math.round(quantile(ENTRIES, random())),
    dated: random() > UNDATED,
    ...(random() < TTL_SHARE ? { ttl: oneOf(TTLS, random()) } : {}),
    start,
    end,
  }
}

interface Habits {
  readonly perDay: number
  readonly profile: (typeof PROFILES)[number]
  readonly zone: number
  readonly bursts: number
  readonly begin: number
  readonly end: number
}

/** A Poisson process that follows the profile (by thinning), each of its events the start of a burst. */
function publications({ perDay, profile, zone, bursts, begin, end }: Habits, random: () => number): number[] {
  const highest = Math.max(...profile.hours) * Math.max(...profile.days)
  const gap = DAY / ((perDay * (1 - bursts) * highest) / 100)
  const found: number[] = []
  for (let at = begin; ; ) {
    at -= gap * Math.log(1 - random())
    if (at >= end) break
    const local = at + zone * HOUR
    const hour = profile.hours[Math.floor(local / HOUR) % 24] ?? 0
    const day = profile.days[Math.floor(local / DAY + 3) % 7] ?? 0
    if (random() * highest > hour * day) continue
    let time = random() < FULL_HOUR ? Math.floor(at / HOUR) * HOUR : at
    do {
      if (time < end) found.push(Math.round(time))
      time += random() * 5 * MINUTE
    } while (random() < bursts)
  }
  return found.sort((a, b) => a - b)
}

function quantile(values: readonly number[], share: number): number {
  const place = share * (values.length - 1)
  const low = values[Math.floor(place)] ?? 0
  const high = values[Math.ceil(place)] ?? low
  return low + (high - low) * (place % 1)
}

function oneOf<Value>(values: readonly Value[], share: number): Value {
  const value = values[Math.floor(share * values.length)]
  if (value === undefined) throw new RangeError('nothing to choose from')
  return value
}
