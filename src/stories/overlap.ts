import { type Entry, IN_LEAD, IN_TITLE, NAME, RUBRIC } from './entry.ts'
import type { Grams } from './grams.ts'
import type { Lexis } from './lexis.ts'

/** What two entries have in common, in sums of rarities. */
export interface Overlap {
  /** From 0 to 1: cosine of all words (those of the title count more), of the titles, of their runs of letters. */
  readonly cosine: number
  readonly titleCosine: number
  readonly gramCosine: number
  readonly conceptCosine: number
  /** Shared words, those of both titles in full. */
  readonly shared: number
  readonly sharedNames: number
  /** Shared words without those that are in the rubric of both. */
  readonly sharedProper: number
  readonly sharedRubric: number
  /** The rarest shared word. */
  readonly rarest: number
  /** Names in both titles. */
  readonly capitals: number
  /** Names in the title of each that the other does not have. */
  readonly ownNames: readonly [number, number]
}

/** What a shared word counts for: in both titles, in one of them, in none. */
const BOTH_TITLES = 1
const ONE_TITLE = 0.7
const NO_TITLE = 0.4

export function overlapOf(a: Entry, b: Entry, lexis: Lexis, grams: Grams): Overlap {
  const sums = new Sums(lexis)
  eachWord(a, b, (word, mine, others) => sums.count(word, mine, others))
  return {
    ...sums.result(),
    gramCosine: cosine(a.grams, b.grams, grams.weight),
    conceptCosine: cosine(a.concepts, b.concepts, (id) => lexis.rarityBefore(id) ** 2, 1),
  }
}

/** What a shared word counts for by where it stands in both. */
export function shareOf(mine: number, others: number): number {
  if ((mine & others & IN_TITLE) !== 0) return BOTH_TITLES
  return ((mine | others) & IN_TITLE) === 0 ? NO_TITLE : ONE_TITLE
}

/** Each word of either, with its marks in both: 0 in what does not have it. */
export function eachWord(a: Entry, b: Entry, visit: (word: number, mine: number, others: number) => void): void {
  for (let i = 0, j = 0; i < a.words.length || j < b.words.length; ) {
    const mine = a.words[i] ?? Number.POSITIVE_INFINITY
    const others = b.words[j] ?? Number.POSITIVE_INFINITY
    const word = Math.min(mine, others)
    visit(word, mine === word ? (a.marks[i] ?? 0) : 0, others === word ? (b.marks[j] ?? 0) : 0)
    if (mine === word) i += 1
    if (others === word) j += 1
  }
}

/** One pass over the words of both: this runs some hundred times an item. */
class Sums {
  private readonly lexis: Lexis
  private dot = 0
  private titleDot = 0
  private readonly squares: [number, number] = [0, 0]
  private readonly titleSquares: [number, number] = [0, 0]
  private readonly own: [number, number] = [0, 0]
  private shared = 0
  private names = 0
  private rubric = 0
  private proper = 0
  private rarest = 0
  private capitals = 0

  constructor(lexis: Lexis) {
    this.lexis = lexis
  }

  count(word: number, mine: number, others: number): void {
    const rarity = this.lexis.rarity(word)
    this.square(0, mine, rarity)
    this.square(1, others, rarity)
    if (mine !== 0 && others !== 0) this.share(word, mine, others, rarity)
    else if (((mine | others) & IN_TITLE) !== 0) this.own[mine === 0 ? 1 : 0] += this.lexis.nameness(word) * rarity
  }

  private square(side: 0 | 1, marks: number, rarity: number): void {
    if (marks === 0) return
    this.squares[side] += (weightOf(marks) * rarity) ** 2
    if ((marks & IN_TITLE) !== 0) this.titleSquares[side] += rarity ** 2
  }

  private share(word: number, mine: number, others: number, rarity: number): void {
    const weight = rarity * shareOf(mine, others)
    this.dot += weightOf(mine) * weightOf(others) * rarity ** 2
    this.shared += weight
    this.names += this.lexis.nameness(word) * weight
    this.rarest = Math.max(this.rarest, weight)
    if ((mine & others & IN_TITLE) !== 0) this.titleDot += rarity ** 2
    if ((mine & others & RUBRIC) !== 0) this.rubric += rarity
    else this.proper += weight
    if ((mine & others & NAME) !== 0 && (mine & others & RUBRIC) === 0) this.capitals += rarity
  }

  result(): Omit<Overlap, 'gramCosine' | 'conceptCosine'> {
    return {
      cosine: this.dot / Math.sqrt(this.squares[0] * this.squares[1] + 1e-9),
      titleCosine: this.titleDot / Math.sqrt(this.titleSquares[0] * this.titleSquares[1] + 1e-9),
      shared: this.shared,
      sharedNames: this.names,
      sharedProper: this.proper,
      sharedRubric: this.rubric,
      rarest: this.rarest,
      capitals: this.capitals,
      ownNames: this.own,
    }
  }
}

/** As if a word of the title stood there twice, on a logarithmic scale. */
function weightOf(marks: number): number {
  return 1 + Math.log(((marks & IN_TITLE) === 0 ? 0 : 2) + ((marks & IN_LEAD) === 0 ? 0 : 1) || 1)
}

/** Of two rising lists; `rest` keeps short lists from being all alike. */
function cosine(a: Int32Array, b: Int32Array, weightOf: (id: number) => number, rest = 1e-9): number {
  let [both, first, second] = [0, 0, 0]
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const [x, y] = [a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY]
    const weight = weightOf(Math.min(x, y))
    if (x === y) both += weight
    if (x <= y) {
      first += weight
      i += 1
    }
    if (y <= x) {
      second += weight
      j += 1
    }
  }
  return both / Math.sqrt(first * second + rest)
}
