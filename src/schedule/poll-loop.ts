import type { PollReport } from '../model/poll.ts'
import type { Lease } from '../model/source.ts'
import { Pace } from './pace.ts'

export interface PollLoopParts {
  /** Sources polled at a time. */
  readonly concurrency: number
  /** Claims up to `limit` sources that are due; it never gives two of one host. */
  readonly claim: (limit: number) => Promise<readonly Lease[]>
  /** Polls one source; `undefined` where it was given back undone. Does not throw. */
  readonly poll: (lease: Lease, signal: AbortSignal) => Promise<PollReport | undefined>
  readonly onReport: (report: PollReport) => void
  readonly onError: (problem: unknown) => void
  /**
   * Polls that may begin a second, `concurrency` of them at once after a quiet time; `now`: milliseconds of a clock
   * that runs. Absent: whatever is due begins as soon as there is room.
   */
  readonly pace?: { readonly perSecond: number; readonly now: () => number }
}

/**
 * Polls what is due. However often it is woken, one round runs at a time, at most `concurrency` polls are under way,
 * and a slow source holds up nobody else.
 */
export class PollLoop {
  readonly #parts: PollLoopParts
  readonly #stopping = new AbortController()
  readonly #pace: Pace | undefined
  #round: Promise<void> | undefined
  #wanted = false
  /** Polls under way. */
  #active = 0
  /** Something has come to pass: the round looks again. */
  #rouse: () => void = () => {}

  constructor(parts: PollLoopParts) {
    this.#parts = parts
    const { pace, concurrency } = parts
    this.#pace = pace && new Pace({ perSecond: pace.perSecond, burst: concurrency }, pace.now())
  }

  /** Looks for due sources; settles once nothing is due and nothing is under way. */
  wake(): Promise<void> {
    if (this.#stopping.signal.aborted) return Promise.resolve()
    this.#wanted = true
    this.#rouse()
    this.#round ??= this.#run()
    return this.#round
  }

  /** Ends the polls under way (they are given back) and starts no more. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    this.#rouse()
    await this.#round
  }

  async #run(): Promise<void> {
    for (;;) {
      this.#wanted = false
      const roused = new Promise<void>((resolve) => {
        this.#rouse = resolve
      })
      if (await this.#fill()) continue
      const heldMs = this.#heldMs()
      if (this.#active > 0 || heldMs > 0) await within(roused, heldMs)
      else if (!this.#wanted) break
    }
    // In the same breath as the last look at `#wanted`: a wake in between would join a round that is over.
    this.#round = undefined
  }

  /** Starts what is due, as far as there is room; whether anything was started. */
  async #fill(): Promise<boolean> {
    const room = Math.min(this.#places(), this.#paceRoom())
    if (this.#stopping.signal.aborted || room < 1) return false
    try {
      const leases = await this.#parts.claim(room)
      this.#pace?.spend(leases.length)
      for (const lease of leases) void this.#start(lease)
      return leases.length > 0
    } catch (problem) {
      this.#parts.onError(problem)
      return false
    }
  }

  #places(): number {
    return this.#parts.concurrency - this.#active
  }

  #paceRoom(): number {
    const { pace } = this.#parts
    return pace === undefined || this.#pace === undefined ? Number.POSITIVE_INFINITY : this.#pace.room(pace.now())
  }

  /** Milliseconds until the pace lets the next poll begin, where nothing else keeps it. */
  #heldMs(): number {
    return this.#stopping.signal.aborted || this.#places() < 1 ? 0 : (this.#pace?.untilRoomMs() ?? 0)
  }

  async #start(lease: Lease): Promise<void> {
    this.#active += 1
    try {
      const report = await this.#parts.poll(lease, this.#stopping.signal)
      if (report !== undefined) this.#parts.onReport(report)
    } catch (problem) {
      this.#parts.onError(problem)
    }
    this.#active -= 1
    this.#rouse()
  }
}

/** Settles with the event, or after `ms` milliseconds where that is more than 0; leaves no timer behind. */
async function within(event: Promise<void>, ms: number): Promise<void> {
  if (ms <= 0) return event
  const time = Promise.withResolvers<void>()
  const timer = setTimeout(time.resolve, ms)
  await Promise.race([event, time.promise])
  clearTimeout(timer)
}
