const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
export const DURATION = /^(\d{1,6})(s|m|h|d)$/

/** Milliseconds of a duration such as `30s`, `20m`, `6h` or `1d`; `NaN` for anything else. */
export function durationMs(written: string): number {
  const [, amount, unit = ''] = DURATION.exec(written) ?? []
  return Number(amount) * (UNITS[unit] ?? Number.NaN)
}
