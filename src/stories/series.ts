import type { Entry } from './entry.ts'
import type { Overlap } from './overlap.ts'

/** What two titles have in common that is not a story. */
export type Frame = 'series' | 'template' | 'rubric'

const LEAST_FRAME = 2
const HALF_A_DAY = 43_200_000
/** Two leads are one text from here on, whatever stands above them. */
const SAME_TEXT = 0.6

/**
 * `series`: the same words with another number or date, or the same title of the same source on another day.
 * `rubric`: nothing but the place or subject that stands before the titles. `template`: the same words about other names
 * (“Quarterly results of A”, “… of B”; the weather at A, at B). Each title then has names that the other has not, nothing
 * else is different, and what they share are no names.
 */
export function frameOf(a: Entry, b: Entry, overlap: Overlap): Frame | undefined {
  if (overlap.cosine > SAME_TEXT && a.hasLead && b.hasLead) return undefined
  if (isSeries(a, b)) return 'series'
  if (overlap.isTemplate) return 'template'
  return isRubric(a, b, overlap) ? 'rubric' : undefined
}

function isSeries(a: Entry, b: Entry): boolean {
  if (a.title === b.title) return a.outlet === b.outlet && Math.abs(a.at - b.at) > HALF_A_DAY
  return a.frame === b.frame && a.frame.split(' ').length >= LEAST_FRAME
}

/** Leads would tell more. */
function isRubric(a: Entry, b: Entry, overlap: Overlap): boolean {
  return overlap.sharedRubric > 0 && overlap.sharedProper === 0 && !(a.hasLead && b.hasLead)
}
