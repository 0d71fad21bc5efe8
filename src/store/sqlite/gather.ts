import { performance } from 'node:perf_hooks'

export interface GatherOptions {
  /** Nobody else is to come: what waits is done at once. */
  readonly isLast: () => boolean
  readonly most?: number
  /** Milliseconds that the first one waits for others. */
  readonly waitMs?: number
  /** Milliseconds after which a transaction takes no more works: meanwhile nothing else is done. */
  readonly longestMs?: number
  /** Milliseconds that what has been done so far is going to take at the end of its transaction. */
  readonly owedMs?: () => number
  /** Something else that is asked before each transaction whether it has to be done; where it was, that is all for one turn. */
  readonly before?: () => boolean
}

interface Waiting<T> {
  readonly work: () => T
  readonly done: (answer: T) => void
  readonly failed: (problem: unknown) => void
}

/**
 * Does works that come one by one together: a transaction writes the same pages, and a piece of full text, once for all of
 * them. Each answers after its transaction, and one that throws harms no other. `transact` does a work, whole or not at all.
 */
export function gatherer<T>(transact: (work: () => void) => void, options: GatherOptions) {
  const { isLast, most = 64, waitMs = 15, longestMs = 25, owedMs = () => 0, before = () => false } = options
  let waiting: Waiting<T>[] = []
  let timer: NodeJS.Timeout | undefined

  /** In the next turn; whoever comes before that waits for it, or transactions would follow each other in one turn. */
  let isSoon = false
  function doRestSoon(): void {
    isSoon = true
    timer = setTimeout(doSome, 0)
  }

  /** Does some of what waits; the rest in a moment, when others have had their turn. */
  function doSome(): void {
    clearTimeout(timer)
    timer = undefined
    isSoon = false
    if (before()) {
      doRestSoon()
      return
    }
    const answers: T[] = []
    const taken = waiting
    let underWay: Waiting<T> | undefined
    try {
      transact(() => {
        const from = performance.now()
        for (const one of taken) {
          underWay = one
          answers.push(one.work())
          underWay = undefined
          const took = performance.now() - from + owedMs()
          // Another one of the usual kind would take it past its time.
          if (took + took / answers.length > longestMs) break
        }
      })
    } catch (problem) {
      // One that throws goes alone. Where the transaction cannot begin or end, none of them can be done: a database that is
      // locked would be waited for by each.
      const fallen = underWay === undefined ? taken : [underWay]
      waiting = taken.filter((one) => !fallen.includes(one))
      if (waiting.length > 0) doRestSoon()
      for (const { failed } of fallen) failed(problem)
      return
    }
    waiting = taken.slice(answers.length)
    if (waiting.length > 0) doRestSoon()
    taken.slice(0, answers.length).forEach(({ done }, i) => {
      done(answers[i] as T)
    })
  }

  return {
    add(work: () => T): Promise<T> {
      const { promise, resolve, reject } = Promise.withResolvers<T>()
      waiting.push({ work, done: resolve, failed: reject })
      if (isSoon) return promise
      if (waiting.length >= most || isLast()) doSome()
      else timer ??= setTimeout(doSome, waitMs)
      return promise
    },
    /** Does all that waits. */
    finish(): void {
      while (waiting.length > 0) doSome()
    },
  }
}
