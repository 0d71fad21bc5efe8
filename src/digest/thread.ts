import { Worker } from 'node:worker_threads'
import type { Topic } from '../model/feed.ts'
import type { Answer } from './answer.ts'
import type { Fetched } from './digest.ts'

export interface Job {
  readonly fetched: Fetched
  readonly limitMs: number
  readonly done: (answer: Answer) => void
}

export interface ThreadParts {
  readonly topics: readonly Topic[]
  readonly heapMegabytes: number
  /** It can take a job. */
  readonly onFree: (thread: Thread) => void
  /** It takes no more; `unborn`: why it never could. */
  readonly onEnd: (thread: Thread, unborn?: Answer) => void
}

/** A thread that reads one document at a time, and ends with the one that asks too much of it. */
export class Thread {
  readonly #worker: Worker
  readonly #parts: ThreadParts
  #job: Job | undefined
  #unborn: Answer | undefined = { kind: 'broken', why: 'a reading thread ended at its start' }
  #limit: NodeJS.Timeout | undefined

  constructor(parts: ThreadParts) {
    this.#parts = parts
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: parts.topics,
      resourceLimits: { maxOldGenerationSizeMb: parts.heapMegabytes },
      execArgv: [],
    })
    this.#worker.on('message', (said: Answer | 'ready') => {
      this.#unborn = undefined
      if (said !== 'ready') this.#settle(said)
      this.#worker.unref()
      parts.onFree(this)
    })
    this.#worker.on('error', (problem: NodeJS.ErrnoException) => {
      const why = whyItDied(problem)
      if (this.#unborn !== undefined) this.#unborn = why
      this.#settle(why)
    })
    this.#worker.on('exit', () => {
      this.#settle({ kind: 'unreadable', message: 'the reading was broken off' })
      parts.onEnd(this, this.#unborn)
    })
  }

  run(job: Job): void {
    this.#job = job
    this.#limit = setTimeout(() => {
      const message = `reading the document takes more than ${Math.round(job.limitMs)} ms`
      this.#settle({ kind: 'unreadable', message })
      void this.stop()
    }, job.limitMs)
    this.#worker.ref()
    this.#worker.postMessage(job.fetched)
  }

  /** Ends it, whatever it is at. */
  async stop(): Promise<void> {
    this.#unborn = undefined
    this.#parts.onEnd(this)
    await this.#worker.terminate()
  }

  #settle(answer: Answer): void {
    clearTimeout(this.#limit)
    const job = this.#job
    this.#job = undefined
    job?.done(answer)
  }
}

function whyItDied(problem: NodeJS.ErrnoException): Answer {
  return problem.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? { kind: 'unreadable', message: 'reading the document takes too much memory' }
    : { kind: 'broken', why: problem.stack ?? problem.message }
}
