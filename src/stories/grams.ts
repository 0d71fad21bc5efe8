import { BACKGROUND } from './background.ts'
import { Column } from './column.ts'

const LENGTH = 4
const ROOM = 32_768

/**
 * Runs of four letters, which words share whose endings differ, and names that are spelt in two ways. How rare runs are
 * is told by the background; the window changes little of that.
 */
export class Grams {
  private readonly ids = new Map<string, number>()
  private readonly weights = new Column(ROOM)

  constructor() {
    const articles: number[] = []
    for (const line of BACKGROUND.words.split('\n')) {
      const [before, , ...words] = line.split(' ')
      const count = Number(before)
      for (const word of words) {
        this.eachOf(word, (gram) => {
          articles[gram] = (articles[gram] ?? 0) + count
        })
      }
    }
    for (const [gram, count] of articles.entries()) this.weights.set(gram, weightOf(count))
  }

  /** No number of a run is as high. */
  get size(): number {
    return this.ids.size
  }

  /** Those of a word, as numbers. */
  eachOf(word: string, visit: (gram: number) => void): void {
    const padded = `${word}_`
    visit(this.idOf(padded.slice(0, LENGTH)))
    for (let at = 1; at + LENGTH <= padded.length; at += 1) visit(this.idOf(padded.slice(at, at + LENGTH)))
  }

  /** The square of how rare a run is. */
  weight(gram: number): number {
    return this.weights.get(gram)
  }

  private idOf(gram: string): number {
    const known = this.ids.get(gram)
    if (known !== undefined) return known
    const id = this.ids.size
    this.ids.set(gram, id)
    this.weights.set(id, UNSEEN)
    return id
  }
}

function weightOf(articles: number): number {
  return Math.log((BACKGROUND.articles + 1) / (articles + 0.7)) ** 2
}

const UNSEEN = weightOf(0)
