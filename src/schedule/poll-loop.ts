import type { PollReport } from '../model/poll.ts'
import type { Lease } from '../model/source.ts'

export interface PollLoopParts {
  /** Sources polled at a time. */
  readonly concurrency: number
  /** Claims up to `limit` sources that are due; it never gives two of one host. */
  readonly claim: (limit: number) => Promise<readonly Lease[]>
  /** Polls one source; `undefined` where it was given back undone. Does not throw. */
  readonly poll: (lease: Lease, signal: AbortSignal) => Promise<PollReport | undefined>
  readonly onReport: (report: PollReport) => void
  readonly onError: (problem: unknown) => void
}

/**
 * Polls what is due. However often it is woken, one round runs at a time, at most `concurrency` polls are under way,
 * and a slow source holds up nobody else.
 */
export class PollLoop {
  readonly #parts: PollLoopParts
  readonly #stopping = new AbortController()
  readonly #active = new Set<Promise<void>>()
  #round: Promise<void> | undefined
  #wanted = false
  #rouse: () => void = () => {}

  constructor(parts: PollLoopParts) {
    this.#parts = parts
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
    await this.#round
  }

  async #run(): Promise<void> {
    for (;;) {
      this.#wanted = false
      const roused = new Promise<void>((resolve) => {
        this.#rouse = resolve
      })
      if (await this.#fill()) continue
      if (this.#active.size > 0) await Promise.race([roused, ...this.#active])
      else if (!this.#wanted) break
    }
    // In the same breath as the last look at `#wanted`: a wake in between would join a round that is over.
    this.#round = undefined
  }

  /** Starts what is due, as far as there is room; whether anything was started. */
  async #fill(): Promise<boolean> {
    const room = this.#parts.concurrency - this.#active.size
    if (this.#stopping.signal.aborted || room < 1) return false
    try {
      const leases = await this.#parts.claim(room)
      for (const lease of leases) this.#start(lease)
      return leases.length > 0
    } catch (problem) {
      this.#parts.onError(problem)
      return false
    }
  }

  #start(lease: Lease): void {
    const done = this.#parts
      .poll(lease, this.#stopping.signal)
      .then((report) => {
        if (report !== undefined) this.#parts.onReport(report)
      })
      .catch((problem: unknown) => this.#parts.onError(problem))
      .finally(() => this.#active.delete(done))
    this.#active.add(done)
  }
}
