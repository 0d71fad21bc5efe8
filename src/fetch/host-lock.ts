/** Lets one request at a time through to each host. */
export class HostLock {
  readonly #last = new Map<string, Promise<unknown>>()

  /** Runs `request` once every earlier one to `host` has settled. */
  async run<T>(host: string, request: () => Promise<T>): Promise<T> {
    const before = this.#last.get(host) ?? Promise.resolve()
    const mine = before.then(request, request)
    // What waits behind this one waits for its end, whatever it is.
    const settled = mine.catch(() => undefined)
    this.#last.set(host, settled)
    try {
      return await mine
    } finally {
      if (this.#last.get(host) === settled) this.#last.delete(host)
    }
  }
}
