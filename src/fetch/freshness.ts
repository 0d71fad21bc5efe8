import { type Headers, header, headerList, httpDate } from './header.ts'

/** No cache answers with it without asking the server first. */
const UNCACHED = ['no-cache', 'no-store', 'private'] as const
/** What larger numbers of seconds mean (RFC 9111, 1.2.2). */
const LONGEST_SECONDS = 2 ** 31

/**
 * Milliseconds for which caches between us and the server may still answer with what has just come (RFC 9111, 4.2):
 * to ask again before is to get the same again. Never negative; `undefined` where the answer does not say, or forbids it.
 */
export function freshMs(headers: Headers, now: number): number | undefined {
  const lifetime = lifetimeMs(headers, now)
  const age = secondsOf(header(headers, 'age') ?? '') ?? 0
  return lifetime === undefined ? undefined : Math.max(0, lifetime - age * 1_000)
}

function lifetimeMs(headers: Headers, now: number): number | undefined {
  const control = directives(headerList(headers, 'cache-control'))
  // With an argument they are about single headers only.
  if (UNCACHED.some((name) => control.get(name) === '')) return undefined
  const maxAge = control.get('max-age') ?? control.get('s-maxage')
  // What is there and cannot be read counts as stale (RFC 9111, 4.2.1 and 5.3).
  if (maxAge !== undefined) return (secondsOf(maxAge) ?? 0) * 1_000
  const expires = header(headers, 'expires')
  if (expires === undefined) return undefined
  const from = httpDate(header(headers, 'date')) ?? now
  return (httpDate(expires) ?? from) - from
}

/** The directives of `Cache-Control`, in lower case; the first of a name counts. */
function directives(field: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [, name = '', quoted, bare] of field.matchAll(/([^\s,;="]+)(?:\s*=\s*(?:"([^"]*)"|([^\s,;]*)))?/g)) {
    const key = name.toLowerCase()
    if (!found.has(key)) found.set(key, quoted ?? bare ?? '')
  }
  return found
}

function secondsOf(written: string): number | undefined {
  return /^\s*\d+\s*$/.test(written) ? Math.min(Number(written), LONGEST_SECONDS) : undefined
}
