import type { Instant } from '../model/source.ts'
import { jitterOf } from './next-check.ts'

const WEEK = 7 * 86_400_000

/**
 * Whether this poll should ask for the whole document whatever validators there are: until one of a source's week has
 * succeeded. There are servers whose ETag never changes.
 */
export function wantsWhole(sourceId: string, succeededAt: Instant | undefined, now: Instant): boolean {
  // Not on the same day for all.
  const shift = jitterOf(sourceId, 0) * WEEK
  const weekOf = (at: Instant) => Math.floor((at + shift) / WEEK)
  return succeededAt === undefined || weekOf(succeededAt) !== weekOf(now)
}
