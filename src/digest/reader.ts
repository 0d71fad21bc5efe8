import { type ChildProcess, fork } from 'node:child_process'
import { READER_FLAGS } from '../heap.ts'
import type { Rules } from '../model/rules.ts'
import { type Answer, BROKEN_OFF } from './answer.ts'
import type { Fetched } from './fetched.ts'

export interface Job {
  readonly fetched: Fetched
  readonly limitMs: number
  /** When nobody waits for it any more, by `performance.now()`. */
  readonly until: number
  readonly done: (answer: Answer) => void
}

export interface ReaderParts {
  readonly rules: Rules
  readonly heapMegabytes: number
  /** It has room for a job. */
  readonly onFree: (reader: Reader) => void
  /** It takes no more; `left`: what it has not begun; `unborn`: why it never could. May be called twice. */
  readonly onEnd: (reader: Reader, left: readonly Job[], unborn?: Answer) => void
}

/**
 * Documents that it is given at a time, and bytes of them: it goes on with the next one while the program is busy with
 * something else.
 */
const MOST = 8
const MOST_BYTES = 1_000_000

/** What a process that aborts ends with where there are no signals. */
const ABORTED = 134

/**
 * A process that reads one document after another, and ends with the one that asks too much of it. It is no thread: one
 * that runs out of memory may take the whole program with it.
 */
export class Reader {
  readonly #child: ChildProcess
  readonly #parts: ReaderParts
  readonly #gone = Promise.withResolvers<void>()
  /** The first one is being read. */
  #jobs: readonly Job[] = []
  #limit: NodeJS.Timeout | undefined
  #born = false
  #stopped = false

  constructor(parts: ReaderParts) {
    this.#parts = parts
    this.#child = fork(new URL('./worker.ts', import.meta.url), {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${parts.heapMegabytes}`, ...READER_FLAGS],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    this.#child.on('message', (said) => this.#hear(said as Answer | 'ready'))
    // Where it could not be started there is no end to wait for.
    this.#child.on('error', ({ message }) => this.#child.pid ?? this.#end(null, message))
    // Not `exit`, which may come before the last answer.
    this.#child.on('close', (code, signal) => this.#end(code, signal))
    this.#send(parts.rules)
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  /** Jobs that it has. */
  get load(): number {
    return this.#jobs.length
  }

  /** Whether it can take a job. */
  hasRoom({ fetched }: Job): boolean {
    if (!this.#born || this.#stopped) return false
    const bytes = this.#jobs.reduce((sum, job) => sum + job.fetched.body.length, fetched.body.length)
    return this.#jobs.length === 0 || (this.#jobs.length < MOST && bytes <= MOST_BYTES)
  }

  run(job: Job): void {
    this.#jobs = [...this.#jobs, job]
    if (this.#jobs.length === 1) this.#begin(job)
    // Only a process that reads keeps the program alive.
    this.#child.ref()
    this.#child.channel?.ref()
    this.#send(job.fetched)
  }

  /** Ends it, whatever it is at. */
  async stop(answer = BROKEN_OFF): Promise<void> {
    this.#stopped = true
    this.#child.ref()
    this.#child.kill('SIGKILL')
    this.#settle(answer)
    this.#parts.onEnd(this, this.#jobs)
    this.#jobs = []
    await this.#gone.promise
  }

  #begin(job: Job): void {
    // The answer may have come while the program was busy with something else: then it is heard first.
    this.#limit = setTimeout(() => setImmediate(() => this.#tooLong(job)), job.limitMs)
  }

  #hear(said: Answer | 'ready'): void {
    // What it said before it was stopped: it takes no more documents.
    if (this.#stopped) return
    this.#born = true
    if (said !== 'ready') this.#settle(said)
    const [next] = this.#jobs
    if (next !== undefined) this.#begin(next)
    else {
      this.#child.unref()
      this.#child.channel?.unref()
    }
    this.#parts.onFree(this)
  }

  #tooLong(job: Job): void {
    if (this.#jobs[0] !== job) return
    const message = `reading the document takes more than ${Math.round(job.limitMs)} ms`
    void this.stop({ kind: 'unreadable', message })
  }

  #end(code: number | null, signal: string | null): void {
    this.#gone.resolve()
    if (this.#stopped) return
    this.#stopped = true
    const how = signal ?? `code ${code}`
    this.#settle(
      signal !== null || code === ABORTED
        ? { kind: 'unreadable', message: 'reading the document takes too much memory' }
        : { kind: 'broken', why: `the process that read it ended (${how})` },
    )
    if (this.#born) this.#parts.onEnd(this, this.#jobs)
    else
      this.#parts.onEnd(this, [], { kind: 'broken', why: `a process that reads documents ended at its start (${how})` })
    this.#jobs = []
  }

  #send(said: Rules | Fetched): void {
    // Where it does not arrive the process has ended, which is heard of by itself.
    this.#child.send(said, () => {})
  }

  #settle(answer: Answer): void {
    clearTimeout(this.#limit)
    const [job, ...left] = this.#jobs
    this.#jobs = left
    job?.done(answer)
  }
}
