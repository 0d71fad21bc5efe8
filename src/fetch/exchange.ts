import { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import type { Headers } from './header.ts'

/** For what is left of an answer that nobody reads: no more time and bytes than a new connection would cost. */
const REST_MS = 1_000
const REST_BYTES = 65_536
/** Read before whoever reads a body is waited for. */
const AHEAD_BYTES = 65_536

export interface ExchangeOptions {
  readonly headers: Readonly<Record<string, string>>
  /** For request, answer and body. */
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
  /** Whether the body of such an answer is to be read; any other is thrown away. */
  readonly wantsBody: (status: number, headers: Headers) => boolean
}

export interface Received {
  readonly status: number
  readonly headers: Headers
  readonly body?: Readable
}

/**
 * One request and its answer, on undici's own interface: a promise, an abort signal and a stream for each of thousands of
 * requests, most of which have no body to read, cost more than the requests do.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #options: ExchangeOptions
  readonly #answer = Promise.withResolvers<Received>()
  readonly #deadline: NodeJS.Timeout
  readonly #onAbort = () => this.#breakOff('stopped')
  #controller: Dispatcher.DispatchController | undefined
  /** An answer without a body that anybody wants: it counts once the connection is free again. */
  #bare: Received | undefined
  #body: Readable | undefined
  #rest: NodeJS.Timeout | undefined
  #restBytes = 0
  /** Why it was broken off from our side, where it was. */
  brokenOff: 'late' | 'stopped' | undefined

  constructor(options: ExchangeOptions) {
    this.#options = options
    this.#deadline = setTimeout(() => this.#breakOff('late'), options.timeoutMs)
    options.signal?.addEventListener('abort', this.#onAbort)
  }

  /** Settles with the answer's beginning, or with its end where its body is not wanted; rejects where none came. */
  begin(dispatcher: Dispatcher, { origin, pathname, search }: URL): Promise<Received> {
    if (this.#options.signal?.aborted === true) this.#onAbort()
    else dispatcher.dispatch({ origin, path: pathname + search, method: 'GET', headers: this.#options.headers }, this)
    return this.#answer.promise
  }

  /** Whoever began it has all that it wants of it. */
  end(): void {
    clearTimeout(this.#deadline)
    clearTimeout(this.#rest)
    this.#options.signal?.removeEventListener('abort', this.#onAbort)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    // It may have been given up while it waited for its connection.
    if (this.brokenOff !== undefined) controller.abort(new Error(this.brokenOff))
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    // One more that says “wait” (RFC 9110, 15.2).
    if (status < 200) return
    if (!this.#options.wantsBody(status, headers)) {
      this.#bare = { status, headers }
      this.#rest = setTimeout(() => this.#leaveRest(controller), REST_MS)
      return
    }
    this.#body = new Readable({
      highWaterMark: AHEAD_BYTES,
      read: () => controller.resume(),
      destroy(problem, done) {
        if (problem !== null || !this.readableEnded) controller.abort(problem ?? new Error('nobody reads the rest'))
        done(problem)
      },
    })
    // One that is given up emits an error of its own, which would end the process if nobody listened.
    this.#body.on('error', () => {})
    this.#answer.resolve({ status, headers, body: this.#body })
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#body === undefined) {
      this.#restBytes += chunk.length
      if (this.#restBytes > REST_BYTES) this.#leaveRest(controller)
    } else if (!this.#body.push(chunk)) controller.pause()
  }

  onResponseEnd(): void {
    this.#answerBare()
    this.#body?.push(null)
  }

  onResponseError(_controller: Dispatcher.DispatchController, problem: Error): void {
    this.#answerBare()
    this.#answer.reject(problem)
    this.#body?.destroy(problem)
  }

  /** Status and headers have said all: whatever is wrong with the rest changes nothing. */
  #answerBare(): void {
    if (this.#bare !== undefined) this.#answer.resolve(this.#bare)
  }

  #leaveRest(controller: Dispatcher.DispatchController): void {
    this.#answerBare()
    controller.abort(new Error('nobody reads the rest'))
  }

  #breakOff(why: 'late' | 'stopped'): void {
    this.brokenOff ??= why
    const problem = new Error(why)
    this.#answerBare()
    this.#answer.reject(problem)
    this.#controller?.abort(problem)
    this.#body?.destroy(problem)
  }
}
