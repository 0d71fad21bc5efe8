/** What run.ts says to a contestant's process, and what that answers. */
export interface Contest {
  /** Addresses of the documents, in their order. */
  readonly urls: readonly string[]
  /** A folder of its own, empty. */
  readonly folder: string
  readonly latency: boolean
}

/** Answers `ready` after the start, and each `go` after one round of all sources with how many items it holds. */
export function contest(begin: (contest: Contest) => Promise<(round: number) => Promise<number>>): void {
  let round: ((number: number) => Promise<number>) | undefined
  let rounds = 0
  process.on('message', async (said: Contest | 'go') => {
    if (said !== 'go') {
      round = await begin(said)
      process.send?.('ready')
      return
    }
    const items = await round?.(rounds)
    rounds += 1
    process.send?.({ items })
  })
  process.on('disconnect', () => process.exit())
}
