/** Milliseconds that `Retry-After` (RFC 9110, 10.2.3) asks for, in seconds or as a date; never negative. */
export function retryAfterMs(written: string | undefined, now: number): number | undefined {
  const bare = written?.trim() ?? ''
  if (/^\d{1,9}$/.test(bare)) return Number(bare) * 1_000
  const date = bare === '' ? Number.NaN : Date.parse(bare)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
