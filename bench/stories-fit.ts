/**
 * Fits the weights of `src/stories/weights.ts` to labelled sets, alone and in the stream:
 * `node bench/stories-fit.ts CORPUS pairs`, then twice `node bench/stories-fit.ts CORPUS stories`.
 * A third argument, 0 or 1, leaves the other half of the clusters out, to be measured (`npm run stories -- CORPUS 1`).
 */
import { writeFileSync } from 'node:fs'
import { EVIDENCE } from '../src/stories/evidence.ts'
import { likenessOf } from '../src/stories/likeness.ts'
import { rankStories } from '../src/stories/ranking.ts'
import { createShelf, newcomerOf, type Shelf } from '../src/stories/shelf.ts'
import { STORY_THRESHOLD } from '../src/stories/story-index.ts'
import { PAIR_WEIGHTS, STORY_WEIGHTS } from '../src/stories/weights.ts'
import { halfOf, inOrder, loadSet, loadStream, mixed, type Sample, SETS } from '../test/stories/sets.ts'
import { type Case, fitted } from './logistic.ts'

const [corpus = '', what = 'pairs', half] = process.argv.slice(2)
/** One pair in four with the stream, each as four: there are many, and all say the same. */
const STREAM_SHARE = 4
/** Templates, which we keep apart whatever a labeller did. */
const TEMPLATE = /météo du/i

const stream = loadStream(corpus)
const cases = SETS.flatMap((set) => {
  const samples = loadSet(corpus, set)
  return [samples, mixed(samples, stream)].flatMap((pool) => balanced(casesOf(inOrder(pool))))
})
const weights = fitted(cases, what === 'pairs' ? EVIDENCE.length : 6)
const rounded = weights.map((weight) => Number(weight.toFixed(3)))
writeWeights(what === 'pairs' ? rounded : PAIR_WEIGHTS, what === 'pairs' ? [0, 1, 0, 0, 0, 0] : rounded)

function casesOf(samples: readonly Sample[]): readonly Case[] {
  const known = new Map(samples.map((sample) => [sample.item.id, sample]))
  const shelf = createShelf()
  return samples.flatMap((sample) => {
    const found = what === 'pairs' ? pairCases(sample, shelf, known) : storyCases(sample, shelf, known)
    return sample.cluster === undefined || TEMPLATE.test(sample.title) ? [] : found
  })
}

function pairCases(sample: Sample, shelf: Shelf, known: ReadonlyMap<string, Sample>): readonly Case[] {
  const newcomer = newcomerOf(sample.item, shelf)
  const cases = newcomer.near.flatMap((held): readonly Case[] => {
    const other = known.get(held.entry.id)
    if (other === undefined || !isFitting(sample) || sample.cluster === undefined) return []
    if (other.cluster !== undefined && halfOf(other) !== halfOf(sample)) return []
    if (other.cluster === undefined && held.slot % STREAM_SHARE !== 0) return []
    const crowds = [newcomer.crowd, shelf.crowd(held)] as const
    const { evidence } = likenessOf(newcomer.entry, held.entry, shelf.pool, crowds)
    const weight = other.cluster === undefined ? STREAM_SHARE : 1
    return [{ evidence, holds: other.cluster === sample.cluster, weight }]
  })
  shelf.add(sample.item, sample.item.id)
  return cases
}

function storyCases(sample: Sample, shelf: Shelf, known: ReadonlyMap<string, Sample>): readonly Case[] {
  const ranked = rankStories(newcomerOf(sample.item, shelf), shelf)
  const cases = ranked.flatMap(({ storyId, evidence }): readonly Case[] => {
    const members = shelf.membersOf(storyId).map(({ entry }) => known.get(entry.id))
    const same = members.filter((member) => member?.cluster === sample.cluster).length
    if (!isFitting(sample)) return []
    const divided = same * 2 === members.length ? 0.3 : 1
    return [{ evidence, holds: same * 2 > members.length, weight: divided * Math.min(16, members.length) }]
  })
  const [best] = ranked
  const first = STORY_WEIGHTS[0] === 0
  const joins = best !== undefined && best.score >= (first ? -1 : STORY_THRESHOLD)
  shelf.add(sample.item, joins ? best.storyId : sample.item.id)
  return cases
}

function isFitting(sample: Sample): boolean {
  return half === undefined || halfOf(sample) === Number(half)
}

/** Between all sets alike and all pairs alike. */
function balanced(cases: readonly Case[]): readonly Case[] {
  const scale = 1 / Math.sqrt(1 + cases.filter(({ holds }) => holds).length)
  return cases.map((one) => ({ ...one, weight: one.weight * scale }))
}

function writeWeights(pairs: readonly number[], stories: readonly number[]): void {
  const text = `/** Fitted by bench/stories-fit.ts to labelled sets: not to be edited by hand. In the order of \`EVIDENCE\`. */
export const PAIR_WEIGHTS: readonly number[] = [
  ${pairs.map((weight, at) => `${weight}, // ${EVIDENCE[at]}`).join('\n  ')}
]
/**
 * Of a story: the prior, the mean likeness to its members, how far that is ahead of the next story's; and the same three
 * again where the article has a title only.
 */
export const STORY_WEIGHTS: readonly number[] = [${stories.join(', ')}]
`
  writeFileSync(new URL('../src/stories/weights.ts', import.meta.url), text)
}
