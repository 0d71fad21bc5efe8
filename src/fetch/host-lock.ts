/** Lets one request at a time through to each host. */
export class HostLock {
  readonly #last = new Map<string, Promise<void>>()

  /** Runs `request` once every earlier one to `host` has settled; `undefined` where that takes longer than `waitMs`. */
  run<T>(host: string, waitMs: number, request: () => Promise<T>): Promise<T | undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<T | undefined>()
    let givenUp = false
    const timer = setTimeout(() => {
      givenUp = true
      resolve(undefined)
    }, waitMs)
    const mine = (this.#last.get(host) ?? Promise.resolve())
      .then(async () => {
        clearTimeout(timer)
        if (!givenUp) resolve(await request())
      })
      .catch(reject)
      .finally(() => {
        if (this.#last.get(host) === mine) this.#last.delete(host)
      })
    this.#last.set(host, mine)
    return promise
  }
}
