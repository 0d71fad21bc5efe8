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
  const { isLast, most = 64, waitMs = 15, longestMs = 20, owedMs = () => 0 } = options
  let waiting: Waiting<T>[] = []
  let timer: NodeJS.Timeout | undefined

  /** Does some of what waits; the rest in a moment, when others have had their turn. */
  function doSome(): void {
    clearTimeout(timer)
    timer = undefined
    const answers: T[] = []
    const taken = waiting
    let underWay: Waiting<T> | undefined
    try {
      transact(() => {
        const until = performance.now() + longestMs
        for (const one of taken) {
          underWay = one
          answers.push(one.work())
          underWay = undefined
          if (performance.now() + owedMs() > until) break
        }
      })
    } catch (problem) {
      // One that throws goes alone. Where the transaction cannot begin or end, none of them can be done: a database that is
      // locked would be waited for by each.
      const fallen = underWay === undefined ? taken : [underWay]
      waiting = taken.filter((one) => !fallen.includes(one))
      if (waiting.length > 0) timer = setTimeout(doSome, 0)
      for (const { failed } of fallen) failed(problem)
      return
    }
    waiting = taken.slice(answers.length)
    if (waiting.length > 0) timer = setTimeout(doSome, 0)
    taken.slice(0, answers.length).forEach(({ done }, i) => {
      done(answers[i] as T)
    })
  }

  return {
    add(work: () => T): Promise<T> {
      const { promise, resolve, reject } = Promise.withResolvers<T>()
      waiting.push({ work, done: resolve, failed: reject })
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
