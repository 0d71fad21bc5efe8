import { BACKGROUND } from './background.ts'

/** Runs of four letters, which words share whose endings differ, and names that are spelt in two ways. */
export interface Grams {
  /** Those of some words, as numbers in rising order, each once. */
  of(words: readonly string[]): Int32Array
  /** The square of how rare a run is. */
  weight(gram: number): number
}

const LENGTH = 4

/** How rare runs are is told by the background; the window changes little of that. */
export function createGrams(): Grams {
  const ids = new Map<string, number>()
  const articles: number[] = []
  const idOf = (gram: string): number => {
    const known = ids.get(gram)
    if (known !== undefined) return known
    ids.set(gram, articles.length)
    return articles.push(0) - 1
  }
  for (const line of BACKGROUND.words.split('\n')) {
    const [before, , ...words] = line.split(' ')
    for (const word of words)
      for (const gram of gramsOf(word)) articles[idOf(gram)] = (articles[idOf(gram)] ?? 0) + Number(before)
  }
  const weights = articles.map(weightOf)
  return {
    of: (words) => Int32Array.from(new Set(words.flatMap((word) => gramsOf(word).map(idOf)))).sort(),
    weight: (gram) => weights[gram] ?? weightOf(0),
  }
}

function gramsOf(word: string): readonly string[] {
  const padded = `${word}_`
  const count = Math.max(1, padded.length - LENGTH + 1)
  return Array.from({ length: count }, (_, at) => padded.slice(at, at + LENGTH))
}

function weightOf(articles: number): number {
  return Math.log((BACKGROUND.articles + 1) / (articles + 0.7)) ** 2
}
