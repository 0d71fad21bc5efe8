/**
 * Precision and recall of joins between French and English on the pairs of pairs.jsonl:
 * `node test/stories/cross-language/measure.ts <corpus>/stream/aipulse_2026_en_fr.jsonl.gz`. Article by article, in order
 * of time, each pair judged by what had come in when its later article did, as a service would.
 */

import { bridgeKeys } from '../../../src/stories/bridge-keys.ts'
import { CROSS_LANGUAGE_THRESHOLD, crossLanguageScore } from '../../../src/stories/cross-language.ts'
import { createRarity } from '../../../src/stories/rarity.ts'
import { type Article, figuresOn, labelledPairs, type Pair, streamOf } from './pairs.ts'

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

function table(scores: ReadonlyMap<Pair, number>): string {
  const joins = (pair: Pair): boolean => (scores.get(pair) ?? 0) >= CROSS_LANGUAGE_THRESHOLD
  const rows = SETS.map(([name, isIn]) => {
    const { pairs, precision, recall } = figuresOn([...scores.keys()].filter(isIn), joins)
    return `| ${name} | ${pairs} | ${precision.toFixed(3)} | ${recall.toFixed(3)} |`
  })
  return ['| pairs | how many | precision | recall |', '|---|---|---|---|', ...rows].join('\n')
}

if (import.meta.main) {
  const path = process.argv[2]
  if (path === undefined) throw new Error('Say where the stream is: measure.ts <…/aipulse_2026_en_fr.jsonl.gz>')
  process.stdout.write(`${table(scoresOf(streamOf(path), labelledPairs()))}\n`)
}
