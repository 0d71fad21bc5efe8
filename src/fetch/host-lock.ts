/** Lets one request at a time through to each host. */
export class HostLock {
  /** Hosts that are being asked, with those who wait for their turn, in their order. */
  readonly #waiting = new Map<string, Set<() => void>>()

  /** Runs `request` once every earlier one to `host` has settled; `undefined` where that takes longer than `waitMs`. */
  async run<T>(host: string, waitMs: number, request: () => Promise<T>): Promise<T | undefined> {
    if (!(await this.#turn(host, waitMs))) return undefined
    try {
      return await request()
    } finally {
      this.#next(host)
    }
  }

  /** Whether the turn came in time. */
  #turn(host: string, waitMs: number): true | Promise<boolean> {
    const waiting = this.#waiting.get(host)
    if (waiting === undefined) {
      this.#waiting.set(host, new Set())
      return true
    }
    return new Promise((resolve) => {
      const begin = () => {
        clearTimeout(timer)
        waiting.delete(begin)
        resolve(true)
      }
      const timer = setTimeout(() => {
        waiting.delete(begin)
        resolve(false)
      }, waitMs)
      waiting.add(begin)
    })
  }

  #next(host: string): void {
    const [begin] = this.#waiting.get(host) ?? []
    if (begin === undefined) this.#waiting.delete(host)
    else begin()
  }
}
