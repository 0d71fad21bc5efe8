import { type Entry, FIGURE, IN_LEAD, IN_TITLE, marksIn, NAME, RUBRIC, wordIn } from './entry.ts'
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
  /** The titles say the same about other names (see `frameOf`). */
  readonly isTemplate: boolean
}

/** What a shared word counts for: in both titles, in one of them, in none. */
const BOTH_TITLES = 1
const ONE_TITLE = 0.7
const NO_TITLE = 0.4
/** Words that two titles share at least, of a template. */
const LEAST_FRAME = 2
/** What a word counts for by where it stands: as if one of the title stood there twice, on a logarithmic scale. */
const WEIGHTS = Float64Array.from([0, 1, 2, 3], (marks) => 1 + Math.log(twiceInTitle(marks) || 1))
const EITHER = IN_TITLE | IN_LEAD
/** Beside the marks of words. */
const CONCEPT = 32
const NO_CONCEPT = CONCEPT - 1

/** What a shared word counts for by where it stands in both. */
export function shareOf(mine: number, others: number): number {
  if ((mine & others & IN_TITLE) !== 0) return BOTH_TITLES
  return ((mine | others) & IN_TITLE) === 0 ? NO_TITLE : ONE_TITLE
}

/** Sums over the words of one entry that are the same whatever it is compared with. */
interface Sums {
  square: number
  titleSquare: number
  /** Names in the title. */
  names: number
  titleWords: number
  /** Those that are no names. */
  unnamed: number
}

/**
 * Compares one entry with others, some hundred times an item: what the one has is laid out by number, so that only the
 * words of each other one have to be gone through, and nothing is allocated.
 */
export class Comparison {
  private readonly lexis: Lexis
  private readonly grams: Grams
  /** By word the marks in the one, and by run whether it is there. */
  private marks = new Uint8Array(1 << 16)
  private runs = new Uint8Array(1 << 16)
  private one: Entry | undefined
  private version = -1
  private readonly sums: Sums = { square: 0, titleSquare: 0, names: 0, titleWords: 0, unnamed: 0 }

  constructor(lexis: Lexis, grams: Grams) {
    this.lexis = lexis
    this.grams = grams
  }

  /** The cosine of all words alone. */
  cosine(one: Entry, other: Entry): number {
    this.layOut(one)
    const { marks } = this
    const { logs, logTotal } = this.lexis
    const { codes, runsAt } = other
    let [dot, square] = [0, 0]
    for (let at = 0; at < runsAt; at += 1) {
      const code = codes[at] ?? 0
      const word = wordIn(code)
      const rarity = logTotal - (logs[word] ?? 0)
      const weighed = (WEIGHTS[code & EITHER] ?? 1) * rarity
      square += weighed * weighed
      const mine = (marks[word] ?? 0) & NO_CONCEPT
      if (mine !== 0) dot += weighed * (WEIGHTS[mine & EITHER] ?? 1) * rarity
    }
    return dot / Math.sqrt(this.sums.square * square + 1e-9)
  }

  overlap(one: Entry, other: Entry): Overlap {
    this.layOut(one)
    const { lexis, sums, marks } = this
    const { logs, logTotal } = lexis
    const { codes, runsAt } = other
    let [dot, square, titleDot, titleSquare] = [0, 0, 0, 0]
    let [shared, names, rubric, proper, rarest, capitals] = [0, 0, 0, 0, 0, 0]
    let [ownOne, ownOther] = [sums.names, 0]
    let [both, ownWords, unnamed] = [0, 0, sums.unnamed]
    let isTemplate = true
    for (let at = 0; at < runsAt; at += 1) {
      const code = codes[at] ?? 0
      const word = wordIn(code)
      const others = marksIn(code)
      const rarity = logTotal - (logs[word] ?? 0)
      const weighed = (WEIGHTS[others & EITHER] ?? 1) * rarity
      square += weighed * weighed
      const mine = (marks[word] ?? 0) & NO_CONCEPT
      const inTitle = (others & IN_TITLE) !== 0
      const inBoth = (mine & others & IN_TITLE) !== 0
      if (inTitle) {
        titleSquare += rarity * rarity
        if (!inBoth) {
          ownWords += 1
          if ((others & NAME) === 0) isTemplate = false
        }
      }
      if (mine === 0) {
        if (inTitle) ownOther += lexis.nameness(word) * rarity
        continue
      }
      const nameness = lexis.nameness(word)
      const weight = rarity * shareOf(mine, others)
      dot += weighed * (WEIGHTS[mine & EITHER] ?? 1) * rarity
      shared += weight
      names += nameness * weight
      if (weight > rarest) rarest = weight
      if ((mine & IN_TITLE) !== 0) ownOne -= nameness * rarity
      if (inBoth) {
        both += 1
        titleDot += rarity * rarity
        if ((mine & NAME) === 0) unnamed -= 1
        if (isNamed(mine & others)) isTemplate = false
      }
      if ((mine & others & RUBRIC) !== 0) rubric += rarity
      else {
        proper += weight
        if ((mine & others & NAME) !== 0) capitals += rarity
      }
    }
    return {
      cosine: dot / Math.sqrt(sums.square * square + 1e-9),
      titleCosine: titleDot / Math.sqrt(sums.titleSquare * titleSquare + 1e-9),
      gramCosine: this.gramCosine(other),
      conceptCosine: this.conceptCosine(other),
      shared,
      sharedNames: names,
      sharedProper: proper,
      sharedRubric: rubric,
      rarest,
      capitals,
      ownNames: [ownOne, ownOther],
      isTemplate: isTemplate && unnamed === 0 && both >= LEAST_FRAME && ownWords > 0 && sums.titleWords > both,
    }
  }

  private gramCosine({ codes, runsAt, conceptsAt, gramSquare }: Entry): number {
    const { runs } = this
    let dot = 0
    for (let at = runsAt; at < conceptsAt; at += 1) {
      const gram = codes[at] ?? 0
      if (runs[gram] === 1) dot += this.grams.weight(gram)
    }
    return dot / Math.sqrt((this.one?.gramSquare ?? 0) * gramSquare + 1e-9)
  }

  /** What is added keeps short lists from being all alike. */
  private conceptCosine({ codes, conceptsAt, conceptSquare }: Entry): number {
    let dot = 0
    for (let at = conceptsAt; at < codes.length; at += 1) {
      const concept = codes[at] ?? 0
      if (((this.marks[concept] ?? 0) & CONCEPT) !== 0) dot += this.lexis.rarityBefore(concept) ** 2
    }
    return dot / Math.sqrt((this.one?.conceptSquare ?? 0) * conceptSquare + 1)
  }

  private layOut(one: Entry): void {
    if (one === this.one && this.version === this.lexis.version) return
    if (this.one !== undefined) this.clear(this.one)
    this.one = one
    this.version = this.lexis.version
    this.marks = withRoom(this.marks, this.lexis.size)
    this.runs = withRoom(this.runs, this.grams.size)
    const { codes, runsAt, conceptsAt } = one
    for (let at = 0; at < runsAt; at += 1) this.marks[wordIn(codes[at] ?? 0)] = marksIn(codes[at] ?? 0)
    for (let at = runsAt; at < conceptsAt; at += 1) this.runs[codes[at] ?? 0] = 1
    for (let at = conceptsAt; at < codes.length; at += 1) {
      const concept = codes[at] ?? 0
      this.marks[concept] = (this.marks[concept] ?? 0) | CONCEPT
    }
    this.addUp(one)
  }

  private clear({ codes, runsAt, conceptsAt }: Entry): void {
    for (let at = 0; at < runsAt; at += 1) this.marks[wordIn(codes[at] ?? 0)] = 0
    for (let at = runsAt; at < conceptsAt; at += 1) this.runs[codes[at] ?? 0] = 0
    for (let at = conceptsAt; at < codes.length; at += 1) this.marks[codes[at] ?? 0] = 0
  }

  private addUp({ codes, runsAt }: Entry): void {
    const { lexis, sums } = this
    Object.assign(sums, { square: 0, titleSquare: 0, names: 0, titleWords: 0, unnamed: 0 })
    for (let at = 0; at < runsAt; at += 1) {
      const [word, marks] = [wordIn(codes[at] ?? 0), marksIn(codes[at] ?? 0)]
      const rarity = lexis.rarity(word)
      sums.square += ((WEIGHTS[marks & EITHER] ?? 1) * rarity) ** 2
      if ((marks & IN_TITLE) === 0) continue
      sums.titleSquare += rarity ** 2
      sums.names += lexis.nameness(word) * rarity
      sums.titleWords += 1
      if ((marks & NAME) === 0) sums.unnamed += 1
    }
  }
}

/** A name that is no figure: the same date stands in all titles of a day. */
function isNamed(marks: number): boolean {
  return (marks & NAME) !== 0 && (marks & FIGURE) === 0
}

function twiceInTitle(marks: number): number {
  return ((marks & IN_TITLE) === 0 ? 0 : 2) + ((marks & IN_LEAD) === 0 ? 0 : 1)
}

function withRoom(values: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> {
  if (size <= values.length) return values
  const larger = new Uint8Array(Math.ceil(size * 1.5))
  larger.set(values)
  return larger
}
