import { type Entry, IN_TITLE, NAME } from './entry.ts'
import { eachWord, type Overlap } from './overlap.ts'

/** What two titles have in common that is not a story. */
export type Frame = 'series' | 'template'

/** Words of a title that change with each number of a series. */
const COUNTERS =
  /^(?:\d.*|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|january|february|march|april|may|june|july|august|september|october|november|december|1er|q[1-4]|t[1-4]|matin|soir|midi|morning|evening|night|nuit)$/
const LEAST_FRAME = 2
const HALF_A_DAY = 43_200_000
/** Two leads are one text from here on, whatever stands above them. */
const SAME_TEXT = 0.6

/**
 * `series`: the same words with another number or date, or the same title of the same source on another day.
 * `template`: the same words about other names (“Quarterly results of A”, “… of B”; the weather at A, at B).
 */
export function frameOf(a: Entry, b: Entry, overlap: Overlap): Frame | undefined {
  if (overlap.cosine > SAME_TEXT && a.hasLead && b.hasLead) return undefined
  if (isSeries(a, b)) return 'series'
  return isTemplate(a, b) ? 'template' : undefined
}

function isSeries(a: Entry, b: Entry): boolean {
  if (a.title === b.title) return a.sourceId === b.sourceId && Math.abs(a.at - b.at) > HALF_A_DAY
  const frame = steady(a.title)
  return frame.split(' ').length >= LEAST_FRAME && frame === steady(b.title)
}

function steady(title: string): string {
  return title
    .split(' ')
    .filter((word) => !COUNTERS.test(word))
    .join(' ')
}

/** Each title has names that the other has not, nothing else is different, and what they share are no names. */
function isTemplate(a: Entry, b: Entry): boolean {
  const own = [0, 0]
  let frame = 0
  let broken = false
  eachWord(a, b, (_, mine, others) => {
    if (((mine | others) & IN_TITLE) === 0) return
    const both = (mine & others & IN_TITLE) !== 0
    const side = (mine & IN_TITLE) === 0 ? 1 : 0
    if (both) frame += 1
    else own[side] = (own[side] ?? 0) + 1
    if (both ? (mine & others & NAME) !== 0 : ((side === 0 ? mine : others) & NAME) === 0) broken = true
  })
  return !broken && frame >= LEAST_FRAME && own.every((count) => count > 0)
}
