import { availableParallelism } from 'node:os'
import type { Topic } from '../model/feed.ts'
import type { Answer } from './answer.ts'
import type { Fetched } from './digest.ts'
import { type Job, Thread } from './thread.ts'

export interface DigesterOptions {
  readonly topics: readonly Topic[]
  /** Milliseconds for a document, and for each of its megabytes; many times what an honest one takes. */
  readonly limitMs?: { readonly each: number; readonly perMegabyte: number }
  /** What a thread may hold. */
  readonly heapMegabytes?: number
}

export interface Digester {
  /** Never rejects: a document that takes too much time or memory is unreadable, and its thread dies alone. */
  digest(fetched: Fetched): Promise<Answer>
  close(): Promise<void>
}

const THREADS = Math.max(1, Math.min(2, availableParallelism() - 1))
/** A thread at rest holds its libraries in memory for nothing. */
const REST_MS = 30_000
const BROKEN_OFF: Answer = { kind: 'unreadable', message: 'the reading was broken off' }

/** Reads documents in threads of their own, so that a hostile one holds up neither the service nor other sources. */
export function createDigester(options: DigesterOptions): Digester {
  const { topics, limitMs = { each: 2_000, perMegabyte: 2_000 }, heapMegabytes = 512 } = options
  const waiting: Job[] = []
  const threads = new Set<Thread>()
  const resting = new Map<Thread, NodeJS.Timeout>()
  let closed = false

  function onFree(thread: Thread): void {
    const job = waiting.shift()
    if (job !== undefined) thread.run(job)
    else resting.set(thread, setTimeout(() => void thread.stop(), REST_MS).unref())
  }

  function onEnd(thread: Thread, unborn?: Answer): void {
    // Or threads would be begun for ever.
    if (unborn !== undefined) waiting.shift()?.done(unborn)
    threads.delete(thread)
    clearTimeout(resting.get(thread))
    resting.delete(thread)
    if (waiting.length > 0) addThread()
  }

  function addThread(): void {
    if (threads.size < THREADS && !closed) threads.add(new Thread({ topics, heapMegabytes, onFree, onEnd }))
  }

  function take(job: Job): void {
    const [rested] = resting.keys()
    if (rested === undefined) {
      waiting.push(job)
      addThread()
    } else {
      clearTimeout(resting.get(rested))
      resting.delete(rested)
      rested.run(job)
    }
  }

  return {
    digest(fetched) {
      if (closed) return Promise.resolve(BROKEN_OFF)
      const limit = limitMs.each + (fetched.body.length / 1e6) * limitMs.perMegabyte
      return new Promise((done) => take({ fetched, limitMs: limit, done }))
    },
    async close() {
      closed = true
      for (const { done } of waiting.splice(0)) done(BROKEN_OFF)
      await Promise.all([...threads].map((thread) => thread.stop()))
    },
  }
}
