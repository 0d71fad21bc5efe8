import type { Entry } from './entry.ts'
import type { Overlap } from './overlap.ts'

/** What speaks for or against two articles telling one story, each as a number; `PAIR_WEIGHTS` has its weight. */
export const EVIDENCE = [
  'prior',
  'words',
  'title',
  'shared',
  'letters',
  'title only',
  'title of title only',
  'rarest',
  'letters of title only',
  'short title',
  'crowd here',
  'crowd there',
  'crowd of title only',
  'words above the crowd',
  'names',
  'fewer own names',
  'more own names',
  'letters and own names',
  'rubric',
  'concepts',
  'proper',
  'capitals',
] as const

/** Which of them weigh the words that are shared, and are told word by word. */
export const OF_WORDS: ReadonlySet<(typeof EVIDENCE)[number]> = new Set([
  ...(['words', 'title', 'shared', 'letters', 'title of title only', 'rarest', 'letters of title only'] as const),
  ...(['words above the crowd', 'names', 'letters and own names', 'rubric', 'concepts', 'proper', 'capitals'] as const),
])

/** Keeps a lonely article's likeness to its crowd from being beyond all bounds. */
const LEAST_CROWD = 0.1

/**
 * In the order of `EVIDENCE`. `crowds`: how alike each of the two is to the articles around it, from 0 to 1. A subject
 * of which everybody writes makes articles alike that tell different stories.
 */
export function evidenceOf(a: Entry, b: Entry, overlap: Overlap, crowds: readonly [number, number]): readonly number[] {
  const bare = a.hasLead && b.hasLead ? 0 : 1
  const crowd = crowds[0] + crowds[1]
  const fewer = Math.min(...overlap.ownNames) / 10
  return [
    1,
    overlap.cosine,
    overlap.titleCosine,
    Math.log1p(overlap.shared),
    overlap.gramCosine,
    bare,
    bare * overlap.titleCosine,
    overlap.rarest / 10,
    bare * overlap.gramCosine,
    Math.log1p(Math.min(a.titleLength, b.titleLength)),
    crowds[0],
    crowds[1],
    bare * crowd,
    overlap.cosine / (LEAST_CROWD + crowd / 2),
    Math.log1p(overlap.sharedNames),
    fewer,
    Math.max(...overlap.ownNames) / 10,
    overlap.gramCosine * fewer,
    overlap.sharedRubric / 10,
    overlap.conceptCosine,
    Math.log1p(overlap.sharedProper),
    Math.log1p(overlap.capitals),
  ]
}
