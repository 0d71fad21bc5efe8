/**
 * Precision and recall of joins between French and English on the pairs of pairs.jsonl:
 * `node test/stories/cross-language/measure.ts <corpus folder>`. Pair by pair, each judged by what had come in when its later
 * article did; and by the whole index, where two articles are joined when they end up in one story, through whichever others.
 */

import { join } from 'node:path'
import { bridgeKeys } from '../../../src/stories/bridge-keys.ts'
import { CROSS_LANGUAGE_THRESHOLD, crossLanguageScore } from '../../../src/stories/cross-language.ts'
import { createRarity } from '../../../src/stories/rarity.ts'
import { groupInOrder } from '../grouping.ts'
import { inOrder, loadStream } from '../sets.ts'
import { type Article, type Figures, figuresOn, labelledPairs, type Pair, streamOf } from './pairs.ts'

const STREAM = 'stream/aipulse_2026_en_fr.jsonl.gz'
const SETS: readonly (readonly [string, (pair: Pair) => boolean])[] = [
  ['all', () => true],
  ['tuned on', ({ aside }) => !aside],
  ['kept aside', ({ aside }) => aside],
  ['kept aside, drawn before any join', ({ aside, draw }) => aside && draw !== 'joined'],
]

/** The score of every pair, at the time when its later article came in. */
export function scoresOf(articles: readonly Article[], pairs: readonly Pair[]): ReadonlyMap<Pair, number> {
  const rarity = createRarity()
  const sides = new Map<string, { keys: readonly string[]; at: number }>()
  const waiting = new Map<string, Pair[]>()
  for (const pair of pairs) for (const id of [pair.fr, pair.en]) waiting.set(id, [...(waiting.get(id) ?? []), pair])
  const scores = new Map<Pair, number>()
  for (const { id, title, lang, ts } of articles) {
    const keys = bridgeKeys(title, lang)
    sides.set(id, { keys, at: Date.parse(ts) })
    for (const pair of waiting.get(id) ?? []) {
      const [fr, en] = [sides.get(pair.fr), sides.get(pair.en)]
      if (fr !== undefined && en !== undefined) scores.set(pair, crossLanguageScore(fr, en, rarity.of).score)
    }
    rarity.add(keys, lang)
  }
  return scores
}

/** The figures as a table: pair by pair, and by the stories of the whole index. */
export function crossLanguageTable(folder: string): string {
  const scores = scoresOf(streamOf(join(folder, STREAM)), labelledPairs())
  const stories = groupInOrder(inOrder(loadStream(folder)))
  const likely = (pair: Pair): boolean => (scores.get(pair) ?? 0) >= CROSS_LANGUAGE_THRESHOLD
  const together = ({ fr, en }: Pair): boolean => stories.has(fr) && stories.get(fr) === stories.get(en)
  const rows = SETS.map(([name, isIn]) => {
    const pairs = [...scores.keys()].filter(isIn)
    return `| ${[name, pairs.length, ...[likely, together].flatMap((joins) => shown(figuresOn(pairs, joins)))].join(' | ')} |`
  })
  return [
    '| pairs | how many | precision, pair by pair | recall | precision, in stories | recall |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}

function shown({ precision, recall }: Figures): readonly string[] {
  return [precision.toFixed(3), recall.toFixed(3)]
}

if (import.meta.main) {
  const folder = process.argv[2]
  if (folder === undefined) throw new Error('Say where the corpus is: measure.ts <corpus folder>')
  process.stdout.write(`${crossLanguageTable(folder)}\n`)
}
