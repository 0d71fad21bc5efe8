import { BACKGROUND } from './background.ts'
import { Column } from './column.ts'
import { ownText } from './own-text.ts'

/** What an article of the background counts for beside one in the window: news words shift within days. */
const BACKGROUND_SHARE = 0.2
/** Of a word that nobody has had. */
const UNSEEN = 0.5
const UNKNOWN_NAMENESS = 0.5
/** Room for those of the background and as many more. */
const ROOM = 32_768

/**
 * How rare words are: by what articles of other years had, and by what is in the window. Words have numbers, and what
 * is known of them stands in columns: it is asked some ten thousand times an item.
 */
export class Lexis {
  private readonly texts: string[] = []
  private readonly ids = new Map<string, number>()
  private readonly free: number[] = []
  /** Articles in the background, and in the window. */
  private readonly before = new Column(ROOM)
  private readonly now = new Column(ROOM)
  private readonly counted = new Column(ROOM)
  private readonly namenesses = new Column(ROOM)
  private total = 0
  /** Less the logarithm of a word this is its rarity: for loops that ask for thousands. */
  logTotal = logOfAll(0)
  /** Another number whenever rarities have changed. */
  version = 0

  constructor() {
    for (const line of BACKGROUND.words.split('\n')) this.readLine(line)
  }

  /** No number of a word is as high. */
  get size(): number {
    return this.texts.length
  }

  get logs(): Float64Array {
    return this.counted.values
  }

  /** A number for a word, from 0 on: its own until the last article with it is forgotten. */
  idOf(text: string): number {
    return this.ids.get(text) ?? this.intern(ownText(text), 0, UNKNOWN_NAMENESS, logOf(0, 0))
  }

  wordOf(id: number): string {
    return this.texts[id] ?? ''
  }

  /** 0 for a word in every article; the more, the rarer: at most about 11. */
  rarity(id: number): number {
    return this.logTotal - this.counted.get(id)
  }

  /** How rare it was before the window. */
  rarityBefore(id: number): number {
    return Math.log((BACKGROUND.articles + 1) / (this.before.get(id) + 1))
  }

  /** 1 for a word that is written with a capital within sentences, 0 for one that is not, 0.5 where we do not know. */
  nameness(id: number): number {
    return this.namenesses.get(id)
  }

  add(id: number): void {
    this.recount(id, 1)
  }

  /** Takes back what `add` counted. */
  forget(id: number): void {
    this.recount(id, -1)
    this.release(id)
  }

  /** How many articles are in the window. */
  setTotal(articles: number): void {
    this.total = articles
    this.logTotal = logOfAll(this.total)
    this.version += 1
  }

  private recount(id: number, by: 1 | -1): void {
    const now = this.now.get(id) + by
    this.now.set(id, now)
    this.counted.set(id, logOf(now, this.before.get(id)))
  }

  private release(id: number): void {
    if (this.now.get(id) > 0 || this.before.get(id) > 0 || !this.ids.delete(this.wordOf(id))) return
    this.texts[id] = ''
    this.free.push(id)
  }

  /** `12 + word word`: in twelve articles each, names (`+`), no names (`-`) or not known (`.`). */
  private readLine(line: string): void {
    const [before, sign, ...texts] = line.split(' ')
    const nameness = sign === '+' ? 1 : sign === '-' ? 0 : UNKNOWN_NAMENESS
    const log = logOf(0, Number(before))
    for (const text of texts) this.intern(text, Number(before), nameness, log)
  }

  private intern(text: string, before: number, nameness: number, log: number): number {
    const id = this.free.pop() ?? this.texts.length
    this.texts[id] = text
    this.before.set(id, before)
    this.now.set(id, 0)
    this.namenesses.set(id, nameness)
    this.counted.set(id, log)
    this.ids.set(text, id)
    return id
  }
}

function logOfAll(articles: number): number {
  return Math.log(articles + BACKGROUND_SHARE * BACKGROUND.articles + 1)
}

function logOf(now: number, before: number): number {
  return Math.log(now + BACKGROUND_SHARE * before + UNSEEN)
}
