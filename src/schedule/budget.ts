const HOUR = 3_600_000
/** Twenty of them fill an hour: three minutes' worth may come at once. */
const BURSTS_AN_HOUR = 20

/**
 * Requests that one domain may be asked for when the configuration says nothing. By `bench/polling.ts`: 500 sources on
 * one domain need half of it, and are all polled within an hour after a long sleep.
 */
export const USUAL_REQUESTS_AN_HOUR = 600

/** A budget for one domain, as the store keeps it: one request each `spacingMs`, up to `burstMs` in advance. */
export function budgetOf(requestsAnHour: number): { readonly spacingMs: number; readonly burstMs: number } {
  const spacingMs = Math.ceil(HOUR / requestsAnHour)
  const burst = Math.max(1, Math.floor(requestsAnHour / BURSTS_AN_HOUR))
  return { spacingMs, burstMs: (burst - 1) * spacingMs }
}
