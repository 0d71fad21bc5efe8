/** What run.ts says to a contestant's process, and what that answers. */
export interface Contest {
  /** Addresses of the documents, in their order. */
  readonly urls: readonly string[]
  /** A folder of its own, empty. */
  readonly folder: string
  readonly latency: boolean
}

/** Settles with how many items are held after a round of all sources. */
export type Round = (number: number) => Promise<number>

/**
 * Answers `ready` after the start, each `go` after one round of all sources with how many items it holds, and `close` when
 * its files are as they stay.
 */
export function contest(
  begin: (contest: Contest) => Promise<Round | { round: Round; close: () => Promise<void> }>,
): void {
  let round: Round | undefined
  let close = async () => {}
  let rounds = 0
  process.on('message', async (said: Contest | 'go' | 'close') => {
    if (said === 'close') {
      await close()
      process.send?.('closed')
    } else if (said === 'go') {
      const items = await round?.(rounds)
      rounds += 1
      process.send?.({ items })
    } else {
      const begun = await begin(said)
      if (typeof begun === 'function') round = begun
      else ({ round, close } = begun)
      process.send?.('ready')
    }
  })
  process.on('disconnect', () => process.exit())
}
