import { createFetcher, type Fetcher, type FetcherOptions, type FetchRequest } from '../../src/fetch/fetch.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import { type Origin, startOrigin } from '../support/origin.ts'

export const NOW = Date.parse('2026-11-01T12:00:00Z')

export interface Fetching extends AsyncDisposable {
  readonly origin: Origin
  readonly fetcher: Fetcher
  /** Fetches a path of the origin, or a whole URL. */
  get(path: string, request?: Partial<FetchRequest>): Promise<Outcome>
}

/** A fetcher and somebody else's server. */
export async function startFetching(options: Partial<FetcherOptions> = {}): Promise<Fetching> {
  const origin = await startOrigin()
  const fetcher = createFetcher({ userAgent: 'Tributary/test', timeoutMs: 20_000, maxBytes: 100_000, ...options })
  return {
    origin,
    fetcher,
    get: (path, request = {}) =>
      fetcher.fetch({ url: new URL(path, origin.url).href, validators: {}, headers: {}, now: NOW, ...request }),
    async [Symbol.asyncDispose]() {
      await fetcher.close()
      await origin[Symbol.asyncDispose]()
    },
  }
}

/** The body of an answer as text; an outcome without one is an error. */
export function bodyOf(outcome: Outcome): string {
  if (outcome.kind !== 'modified') throw new Error(`no body: ${JSON.stringify(outcome)}`)
  return new TextDecoder().decode(outcome.body)
}
