import { availableParallelism } from 'node:os'
import type { Rules } from '../model/rules.ts'
import { type Answer, BROKEN_OFF } from './answer.ts'
import type { Fetched } from './fetched.ts'
import { type Job, Reader } from './reader.ts'

export interface DigesterOptions {
  readonly rules: Rules
  /** Milliseconds for a document, and for each of its megabytes; twice and more what an honest one takes. */
  readonly limitMs?: { readonly each: number; readonly perMegabyte: number }
  /** What a reading process may hold. */
  readonly heapMegabytes?: number
}

export interface Digester {
  /**
   * Never rejects: a document that takes too much time or memory is unreadable, and its process dies alone. One that
   * nobody could begin to read within `waitMs` milliseconds is unread.
   */
  digest(fetched: Fetched, waitMs?: number): Promise<Answer>
  /** The ids of the processes that read now, or rest. */
  processes(): readonly number[]
  close(): Promise<void>
}

const READERS = Math.max(1, Math.min(2, availableParallelism() - 1))
/** A process at rest holds its libraries in memory for nothing. */
const REST_MS = 30_000
/** A longer timer would ring at once. */
const MAX_WAIT_MS = 2 ** 31 - 1
const TOO_MANY: Answer = { kind: 'unread', why: 'too many documents are waiting to be read' }

/** Reads documents in processes of their own, so that a hostile one harms neither the service nor other sources. */
export function createDigester(options: DigesterOptions): Digester {
  const { rules, limitMs = { each: 2_000, perMegabyte: 300 }, heapMegabytes = 512 } = options
  /** In their order, each with the timer of its patience. */
  let waiting = new Map<Job, NodeJS.Timeout>()
  const readers = new Set<Reader>()
  const resting = new Map<Reader, NodeJS.Timeout>()
  let closed = false

  function nextWaiting(): Job | undefined {
    const [next] = waiting
    if (next === undefined) return undefined
    clearTimeout(next[1])
    waiting.delete(next[0])
    return next[0]
  }

  /** Gives what waits to whoever has least to do, and where nobody has room for it begins one more. */
  function distribute(): void {
    for (const [job] of waiting) {
      const [reader] = [...readers].filter((one) => one.hasRoom(job)).sort((a, b) => a.load - b.load)
      if (reader === undefined) break
      clearTimeout(resting.get(reader))
      resting.delete(reader)
      nextWaiting()
      reader.run(job)
    }
    addReader()
  }

  function onFree(reader: Reader): void {
    distribute()
    if (reader.load === 0) resting.set(reader, setTimeout(() => void reader.stop(), REST_MS).unref())
  }

  function onEnd(reader: Reader, left: readonly Job[], unborn?: Answer): void {
    // Or processes would be begun for ever.
    if (unborn !== undefined) nextWaiting()?.done(unborn)
    readers.delete(reader)
    clearTimeout(resting.get(reader))
    resting.delete(reader)
    const later = waiting
    waiting = new Map()
    for (const job of left) wait(job)
    waiting = new Map([...waiting, ...later])
    distribute()
  }

  function addReader(): void {
    while (waiting.size > 0 && readers.size < READERS && !closed)
      try {
        readers.add(new Reader({ rules, heapMegabytes, onFree, onEnd }))
        return
      } catch (problem) {
        nextWaiting()?.done({ kind: 'broken', why: `a process that reads documents could not be started: ${problem}` })
      }
  }

  function wait(job: Job): void {
    const giveUp = () => {
      waiting.delete(job)
      job.done(TOO_MANY)
    }
    waiting.set(job, setTimeout(giveUp, Math.min(job.until - performance.now(), MAX_WAIT_MS)))
  }

  return {
    digest(fetched, waitMs = MAX_WAIT_MS) {
      if (closed) return Promise.resolve(BROKEN_OFF)
      const limit = limitMs.each + (fetched.body.length / 1e6) * limitMs.perMegabyte
      return new Promise((done) => {
        wait({ fetched, limitMs: limit, until: performance.now() + waitMs, done })
        distribute()
      })
    },
    processes: () => [...readers].flatMap(({ pid }) => pid ?? []),
    async close() {
      closed = true
      const stopped = Promise.all([...readers].map((reader) => reader.stop()))
      for (let job = nextWaiting(); job !== undefined; job = nextWaiting()) job.done(BROKEN_OFF)
      await stopped
    },
  }
}
