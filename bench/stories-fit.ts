/**
 * Fits the weights of `src/stories/weights.ts` to labelled sets, alone and in the stream:
 * `node bench/stories-fit.ts CORPUS pairs`, then twice `node bench/stories-fit.ts CORPUS stories`.
 * A third argument, 0 or 1, leaves the other half of the clusters out, to be measured (`npm run stories -- CORPUS 1`).
 */
import { writeFileSync } from 'node:fs'
import { background } from '../src/stories/background-read.ts'
import { EVIDENCE } from '../src/stories/evidence.ts'
import { likenessOf } from '../src/stories/likeness.ts'
import { rankStories } from '../src/stories/ranking.ts'
import { createShelf, type Shelf } from '../src/stories/shelf.ts'
import { STORY_THRESHOLD } from '../src/stories/story-index.ts'
import { PAIR_WEIGHTS, STORY_WEIGHTS } from '../src/stories/weights.ts'
import { halfOf, inOrder, loadSet, loadStream, mixed, type Sample, SETS } from '../test/stories/sets.ts'
import { type Case, fitted } from './logistic.ts'

const [corpus = '', what = 'pairs', half] = process.argv.slice(2)
/** One pair in four with the stream, each as four: there are many, and all say the same. */
const STREAM_SHARE = 4
/** To begin with a story is as likely as it is like the article. */
const FIRST_STORY_WEIGHTS = [0, 1, 0, 0, 0, 0, 0]
/** Templates, which we keep apart whatever a labeller did. */
const TEMPLATE = /météo du/i

const stream = loadStream(corpus)
const cases = SETS.flatMap((set) => {
  const samples = loadSet(corpus, set)
  return [samples, mixed(samples, stream)].flatMap((pool) => balanced(casesOf(inOrder(pool.filter(isFitting)))))
})
if (what === 'pairs') {
  const [withLeads, titlesOnly] = [true, false].map((leads) =>
    fitted(
      cases.filter((one) => one.leads === leads),
      EVIDENCE.length,
    ),
  )
  writeWeights({ withLeads: withLeads ?? [], titlesOnly: titlesOnly ?? [] }, FIRST_STORY_WEIGHTS)
} else writeWeights(PAIR_WEIGHTS, fitted(cases, FIRST_STORY_WEIGHTS.length))

interface FitCase extends Case {
  readonly leads: boolean
}

function fromBackground() {
  const steps = background()
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  return step.value
}

function casesOf(samples: readonly Sample[]): readonly FitCase[] {
  const known = new Map(samples.map((sample) => [sample.item.id, sample]))
  const shelf = createShelf(fromBackground())
  return samples.flatMap((sample) => {
    const found = what === 'pairs' ? pairCases(sample, shelf, known) : storyCases(sample, shelf, known)
    return sample.cluster === undefined || TEMPLATE.test(sample.title) ? [] : found
  })
}

function pairCases(sample: Sample, shelf: Shelf, known: ReadonlyMap<string, Sample>): readonly FitCase[] {
  const newcomer = shelf.arrive(sample.item)
  const cases = newcomer.near.flatMap((held): readonly FitCase[] => {
    const other = known.get(held.entry.id)
    if (other === undefined || sample.cluster === undefined) return []
    if (other.cluster === undefined && held.slot % STREAM_SHARE !== 0) return []
    const crowds = [newcomer.crowd, shelf.crowd(held)] as const
    const overlap = shelf.pool.comparison.overlap(newcomer.entry, held.entry)
    const { evidence } = likenessOf(newcomer.entry, held.entry, overlap, crowds)
    const weight = other.cluster === undefined ? STREAM_SHARE : 1
    const leads = newcomer.entry.hasLead && held.entry.hasLead
    return [{ evidence, holds: other.cluster === sample.cluster, weight, leads }]
  })
  shelf.add(sample.item, sample.item.id)
  return cases
}

function storyCases(sample: Sample, shelf: Shelf, known: ReadonlyMap<string, Sample>): readonly FitCase[] {
  const ranked = rankStories(shelf.arrive(sample.item), shelf)
  const cases = ranked.flatMap(({ storyId, evidence }): readonly FitCase[] => {
    const members = shelf.membersOf(storyId).map(({ entry }) => known.get(entry.id))
    const same = members.filter((member) => member?.cluster === sample.cluster).length
    const divided = same * 2 === members.length ? 0.3 : 1
    const weight = divided * Math.min(16, members.length)
    return [{ evidence, holds: same * 2 > members.length, weight, leads: true }]
  })
  const [best] = ranked
  const first = STORY_WEIGHTS[0] === 0
  const joins = best !== undefined && best.score >= (first ? -1 : STORY_THRESHOLD)
  shelf.add(sample.item, joins ? best.storyId : sample.item.id)
  return cases
}

function isFitting(sample: Sample): boolean {
  return half === undefined || sample.cluster === undefined || halfOf(sample) === Number(half)
}

/** Between all sets alike and all pairs alike. */
function balanced(cases: readonly FitCase[]): readonly FitCase[] {
  const scale = 1 / Math.sqrt(1 + cases.filter(({ holds }) => holds).length)
  return cases.map((one) => ({ ...one, weight: one.weight * scale }))
}

function writeWeights(pairs: typeof PAIR_WEIGHTS, stories: readonly number[]): void {
  const list = (weights: readonly number[]): string =>
    `[\n    ${weights.map((weight, at) => `${rounded(weight)}, // ${EVIDENCE[at]}`).join('\n    ')}\n  ]`
  const text = `/** Fitted by bench/stories-fit.ts to labelled sets: not to be edited by hand. In the order of \`EVIDENCE\`. */
export const PAIR_WEIGHTS: { readonly withLeads: readonly number[]; readonly titlesOnly: readonly number[] } = {
  withLeads: ${list(pairs.withLeads)},
  titlesOnly: ${list(pairs.titlesOnly)},
}
/**
 * Of a story: the prior, the mean likeness to its members, how far that is ahead of the next story's; the same three
 * again where the article has a title only; and whether the story has an article of the same source.
 */
export const STORY_WEIGHTS: readonly number[] = [${stories.map(rounded).join(', ')}]
`
  writeFileSync(new URL('../src/stories/weights.ts', import.meta.url), text)
}

function rounded(weight: number): number {
  return Number(weight.toFixed(3))
}
