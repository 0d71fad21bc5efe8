import { BACKGROUND } from './background.ts'

/** How rare words are: by what articles of other years had, and by what is in the window. */
export interface Lexis {
  /** A number for a word, from 0 on: its own until the last article with it is forgotten. */
  idOf(word: string): number
  wordOf(id: number): string
  /** 0 for a word in every article; the more, the rarer: at most about 11. */
  rarity(id: number): number
  /** How rare it was before the window. */
  rarityBefore(id: number): number
  /** 1 for a word that is written with a capital within sentences, 0 for one that is not, 0.5 where we do not know. */
  nameness(id: number): number
  add(ids: Int32Array): void
  /** Takes back what `add` counted. */
  forget(ids: Int32Array): void
}

/** What an article of the background counts for beside one in the window: news words shift within days. */
const BACKGROUND_SHARE = 0.2
/** Of a word that nobody has had. */
const UNSEEN = 0.5

interface Word {
  readonly text: string
  /** Articles in the background. */
  readonly before: number
  readonly nameness: number
  /** Articles in the window. */
  now: number
  log: number
}

export function createLexis(): Lexis {
  const words: Word[] = []
  const ids = new Map<string, number>()
  const free: number[] = []
  let total = 0
  let logTotal = logOfAll(total)
  const intern = (text: string, before = 0, nameness = 0.5): number => {
    const id = free.pop() ?? words.length
    words[id] = { text, before, nameness, now: 0, log: logOf(0, before) }
    ids.set(text, id)
    return id
  }
  for (const line of BACKGROUND.words.split('\n')) readLine(line, intern)
  const release = (id: number): void => {
    const word = words[id]
    if (word === undefined || word.now > 0 || word.before > 0 || !ids.delete(word.text)) return
    free.push(id)
  }
  return {
    idOf: (text) => ids.get(text) ?? intern(text),
    wordOf: (id) => words[id]?.text ?? '',
    rarity: (id) => logTotal - (words[id]?.log ?? 0),
    rarityBefore: (id) => Math.log((BACKGROUND.articles + 1) / ((words[id]?.before ?? 0) + 1)),
    nameness: (id) => words[id]?.nameness ?? 0.5,
    add: (wordIds) => {
      logTotal = logOfAll(++total)
      for (const id of wordIds) recount(words[id], 1)
    },
    forget: (wordIds) => {
      logTotal = logOfAll(--total)
      for (const id of wordIds) recount(words[id], -1)
      for (const id of wordIds) release(id)
    },
  }
}

function recount(word: Word | undefined, by: 1 | -1): void {
  if (word === undefined) return
  word.now += by
  word.log = logOf(word.now, word.before)
}

function logOfAll(articles: number): number {
  return Math.log(articles + BACKGROUND_SHARE * BACKGROUND.articles + 1)
}

function logOf(now: number, before: number): number {
  return Math.log(now + BACKGROUND_SHARE * before + UNSEEN)
}

/** `12 + word word`: in twelve articles each, names (`+`), no names (`-`) or not known (`.`). */
function readLine(line: string, intern: (text: string, before: number, nameness: number) => number): void {
  const [before, sign, ...texts] = line.split(' ')
  const nameness = sign === '+' ? 1 : sign === '-' ? 0 : 0.5
  for (const text of texts) intern(text, Number(before), nameness)
}
