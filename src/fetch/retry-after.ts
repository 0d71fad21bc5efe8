/** Milliseconds that `Retry-After` (RFC 9110, 10.2.3) asks for, in seconds or as a date; never negative. */
export function retryAfterMs(written: string | undefined, now: number): number | undefined {
  const bare = written?.trim() ?? ''
  if (/^\d{1,9}$/.test(bare)) return Number(bare) * 1_000
  // JavaScript reads “-120” and “1.5” as dates, too.
  const date = /^[a-z]/i.test(bare) ? Date.parse(bare) : Number.NaN
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
