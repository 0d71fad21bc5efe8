import type { Instant, Source } from '../model/source.ts'

const SECOND = 1_000
/** However many are due at once, all have begun after so many seconds. */
const ALL_WITHIN = 600
const LEAST = 10

export interface PaceOptions {
  /** Starts a second, in the long run. */
  readonly perSecond: number
  /** Starts at once after a quiet time. */
  readonly burst: number
}

/** How fast polls may begin (a token bucket). The clock may stand still or jump: it neither blocks nor overflows. */
export class Pace {
  readonly #options: PaceOptions
  #tokens: number
  #at: Instant

  constructor(options: PaceOptions, now: Instant) {
    this.#options = options
    this.#tokens = options.burst
    this.#at = now
  }

  /** How many may begin at this moment. */
  room(now: Instant): number {
    const { perSecond, burst } = this.#options
    this.#tokens = Math.min(burst, this.#tokens + (Math.max(0, now - this.#at) / SECOND) * perSecond)
    this.#at = now
    return Math.floor(this.#tokens)
  }

  spend(starts: number): void {
    this.#tokens -= starts
  }

  /** Milliseconds from the last look on until there is room for one. */
  untilRoomMs(): number {
    return Math.max(0, Math.ceil(((1 - this.#tokens) / this.#options.perSecond) * SECOND))
  }
}

/**
 * How many polls a second a service with these sources begins at most: all of them within ten minutes, those with
 * a shorter interval of their own in time, and ten a second where that is less: a small collection is all there at once.
 */
export function startsPerSecond(sources: readonly Pick<Source, 'intervalMs'>[]): number {
  const wanted = sources.map(
    ({ intervalMs }) => 1 / Math.min(ALL_WITHIN, (intervalMs ?? Number.POSITIVE_INFINITY) / SECOND),
  )
  return Math.max(
    LEAST,
    wanted.reduce((sum, one) => sum + one, 0),
  )
}
