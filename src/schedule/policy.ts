/** Within what bounds, and how eagerly, sources are polled that set no interval of their own. */
export interface PollPolicy {
  /** The shortest time between two polls, in milliseconds. */
  readonly floorMs: number
  /** The longest time between two polls of a source that answers, in milliseconds. */
  readonly ceilingMs: number
  /** Polls a day of a source that publishes once a day; others get them by the square root of their rate. */
  readonly effort?: number
}

/**
 * Chosen by `bench/polling.ts`: fewer requests than a fixed hour and less delay than a fixed half hour, on made-up
 * sources and on recorded ones.
 */
export const USUAL_EFFORT = 10
