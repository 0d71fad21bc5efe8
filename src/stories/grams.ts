import { BACKGROUND } from './background.ts'
import { Column } from './column.ts'

const LENGTH = 4
const ROOM = 32_768
const WORDS_A_STEP = 4000

/**
 * Runs of four letters, which words share whose endings differ, and names that are spelt in two ways. How rare runs are
 * is told by the background; the window changes little of that.
 */
export class Grams {
  /** By the letters of a run; as one number where they are plain ones, as most are. */
  private readonly ids = new Map<string | number, number>()
  private readonly weights = new Column(ROOM)

  /** No number of a run is as high. */
  get size(): number {
    return this.ids.size
  }

  /** Learns how rare runs are, in steps that take some milliseconds each. */
  *learn(): Generator<void> {
    const articles: number[] = []
    const lines = BACKGROUND.words.split('\n')
    let read = 0
    for (const line of lines) {
      const [before, , ...words] = line.split(' ')
      const count = Number(before)
      for (const word of words) {
        this.eachOf(word, (gram) => {
          articles[gram] = (articles[gram] ?? 0) + count
        })
      }
      read += words.length
      if (read < WORDS_A_STEP) continue
      read = 0
      yield
    }
    for (const [gram, count] of articles.entries()) this.weights.set(gram, weightOf(count))
  }

  /** Those of a word, as numbers. */
  eachOf(word: string, visit: (gram: number) => void): void {
    const padded = `${word}_`
    const last = Math.max(0, padded.length - LENGTH)
    for (let at = 0; at <= last; at += 1) visit(this.idOf(keyOf(padded, at)))
  }

  /** The square of how rare a run is. */
  weight(gram: number): number {
    return this.weights.get(gram)
  }

  private idOf(gram: string | number): number {
    const known = this.ids.get(gram)
    if (known !== undefined) return known
    const id = this.ids.size
    this.ids.set(gram, id)
    this.weights.set(id, UNSEEN)
    return id
  }
}

/** The run that begins at a place. */
function keyOf(word: string, from: number): string | number {
  let key = 0
  for (let at = from; at < from + LENGTH && at < word.length; at += 1) {
    const letter = word.charCodeAt(at)
    if (letter >= 128) return word.slice(from, from + LENGTH)
    key = key * 128 + letter
  }
  return key
}

function weightOf(articles: number): number {
  return Math.log((BACKGROUND.articles + 1) / (articles + 0.7)) ** 2
}

const UNSEEN = weightOf(0)
