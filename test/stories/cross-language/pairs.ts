import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** A French and an English article of the stream, and whether they tell one story by who read both. */
export interface Pair {
  readonly fr: string
  readonly en: string
  readonly same: boolean
  /** How the pair was found, see README.md. */
  readonly draw: 'random' | 'weak' | 'joined'
  /** Kept out of all tuning. */
  readonly aside: boolean
}
export interface Article {
  readonly id: string
  readonly title: string
  readonly lang: string
  readonly source: string
  /** When it was published, ISO 8601. */
  readonly ts: string
}
export interface Figures {
  readonly pairs: number
  readonly precision: number
  readonly recall: number
}

export function labelledPairs(): readonly Pair[] {
  // Our own file, one object a line.
  return readFileSync(new URL('pairs.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Pair)
}

/** The articles of the corpus's stream (a gzip file of JSON lines), the earliest first. */
export function streamOf(path: string): readonly Article[] {
  return gunzipSync(readFileSync(path))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Article)
    .toSorted((a, b) => a.ts.localeCompare(b.ts))
}

/**
 * How right a decision is on pairs: of those that it joins, how many tell one story (precision, 1 where it joins none),
 * and of those that do, how many it joins (recall).
 */
export function figuresOn(pairs: readonly Pair[], joins: (pair: Pair) => boolean): Figures {
  const joined = pairs.filter(joins)
  const right = joined.filter(({ same }) => same).length
  const all = pairs.filter(({ same }) => same).length
  return {
    pairs: pairs.length,
    precision: joined.length === 0 ? 1 : right / joined.length,
    recall: all === 0 ? 1 : right / all,
  }
}
