import type { Shared } from '../model/story.ts'
import type { BridgePart } from './cross-language.ts'
import { marksIn, wordIn } from './entry.ts'
import { EVIDENCE, OF_WORDS } from './evidence.ts'
import type { Likeness } from './likeness.ts'
import { shareOf } from './overlap.ts'
import type { Ranked } from './ranking.ts'
import type { Newcomer, Shelf } from './shelf.ts'
import { STORY_WEIGHTS } from './weights.ts'
import { stem } from './words.ts'

/** Parts that weigh less say nothing. */
const LEAST = 0.005
const MAX_WORDS = 12

/** What the score of a story is the sum of: shared words first, then what else speaks for and against it. */
export function reasonsOf(best: Ranked, newcomer: Newcomer, shelf: Shelf): readonly Shared[] {
  const scale = scaleOf(newcomer)
  const parts = partsOf(best.likenesses)
  const words = wordsOf(best, newcomer, shelf, parts.words * scale)
  const rest = [
    { what: '(own names, crowd, length)', weight: parts.others * scale },
    { what: '(days apart)', weight: parts.timeApart * scale },
    { what: '(same source)', weight: (best.evidence[6] ?? 0) * (STORY_WEIGHTS[6] ?? 0) },
    { what: '(series, template or rubric)', weight: parts.frame * scale },
    { what: '(ahead of the next story)', weight: leadWeight(best) },
  ].filter(({ weight }) => Math.abs(weight) >= LEAST)
  const told = [...words, ...rest]
  const missing = best.score - told.reduce((sum, { weight }) => sum + weight, 0)
  return [...told, { what: '(prior)', weight: missing }]
}

/** A join by a headline in the other language. */
export function reasonsAcross(parts: readonly BridgePart[]): readonly Shared[] {
  return parts.filter(({ weight }) => Math.abs(weight) >= LEAST).map(({ part, weight }) => ({ what: part, weight }))
}

/** What a unit of mean likeness counts for. */
function scaleOf({ entry }: Newcomer): number {
  return (STORY_WEIGHTS[1] ?? 0) + (entry.hasLead ? 0 : (STORY_WEIGHTS[4] ?? 0))
}

function leadWeight({ evidence }: Ranked): number {
  return (evidence[2] ?? 0) * (STORY_WEIGHTS[2] ?? 0) + (evidence[5] ?? 0) * (STORY_WEIGHTS[5] ?? 0)
}

interface Parts {
  readonly words: number
  readonly others: number
  readonly timeApart: number
  readonly frame: number
}

/** The mean over a story's members. */
function partsOf(likenesses: readonly Likeness[]): Parts {
  const mean = (of: (likeness: Likeness) => number): number =>
    likenesses.reduce((sum, one) => sum + of(one), 0) / likenesses.length
  const sum = ({ evidence, weights }: Likeness, ofWords: boolean): number =>
    EVIDENCE.reduce((all, name, at) => {
      if (name === 'prior' || OF_WORDS.has(name) !== ofWords) return all
      return all + (evidence[at] ?? 0) * (weights[at] ?? 0)
    }, 0)
  return {
    words: mean((one) => sum(one, true)),
    others: mean((one) => sum(one, false)),
    timeApart: mean((one) => one.timeApart),
    frame: mean((one) => one.frame),
  }
}

/** The weight of all shared words, dealt out by how rare each is and in how many members. */
function wordsOf({ storyId }: Ranked, { entry }: Newcomer, shelf: Shelf, weight: number): readonly Shared[] {
  const { lexis } = shelf.pool
  const shares = new Map<number, number>()
  const marks = new Map<number, number>()
  for (const code of entry.codes.subarray(0, entry.runsAt)) marks.set(wordIn(code), marksIn(code))
  for (const member of shelf.membersOf(storyId)) {
    for (const code of member.entry.codes.subarray(0, member.entry.runsAt)) {
      const word = wordIn(code)
      const mine = marks.get(word)
      if (mine === undefined) continue
      shares.set(word, (shares.get(word) ?? 0) + shareOf(mine, marksIn(code)) * lexis.rarity(word))
    }
  }
  const first = [...shares].toSorted((a, b) => b[1] - a[1]).slice(0, MAX_WORDS)
  const total = first.reduce((sum, [, share]) => sum + share, 0)
  const written = new Map(entry.title.split(' ').map((word) => [stem(word), word]))
  return first.map(([word, share]) => {
    const text = lexis.wordOf(word)
    return { what: written.get(text) ?? text, weight: (weight * share) / total }
  })
}
