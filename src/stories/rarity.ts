import { BRIDGE_BACKGROUND } from './bridge-background.ts'
import { Column } from './column.ts'
import { ownText } from './own-text.ts'

/** A key that nobody has had is no rarer than this: most are misspelt, and one article says little. */
const RAREST = 7.5
/** Room for those of the background and as many more. */
const ROOM = 4096

/**
 * How rare `bridgeKeys` are, by what a background of articles had and what has come in since. What is commoner in one
 * language only (a local affair) is common: it tells no event apart.
 */
export interface Rarity {
  /** 0 for a key that every article has; the more, the rarer, at most about 8. Of two languages the one where it is commoner counts. */
  of(key: string): number
  /** A number for a key, from 0 on: its own until the last article with it is forgotten. */
  idOf(key: string): number
  keyOf(id: number): string
  /** As `of`, by number. */
  ofId(id: number): number
  add(keys: readonly string[], lang: string | undefined): void
  /** Takes back what `add` has counted. */
  forget(keys: readonly string[], lang: string | undefined): void
}

/** Articles in one language: those in all, and those with a key, as logarithms too. */
interface Side {
  total: number
  logTotal: number
  readonly had: Column
  readonly logs: Column
}

export function createRarity(): Rarity {
  const texts: string[] = []
  const ids = new Map<string, number>()
  const free: number[] = []
  const english = sideOf(BRIDGE_BACKGROUND.english)
  const french = sideOf(BRIDGE_BACKGROUND.french)
  const count = (side: Side, id: number, had: number): void => {
    side.had.set(id, had)
    side.logs.set(id, Math.log(had + 1))
  }
  const intern = (key: string, had: readonly [number, number] = [0, 0]): number => {
    const id = free.pop() ?? texts.length
    texts[id] = key
    ids.set(key, id)
    count(english, id, had[0])
    count(french, id, had[1])
    return id
  }
  const inLanguage = (lang: string | undefined): Side | undefined => {
    if (lang?.startsWith('en') === true) return english
    return lang?.startsWith('fr') === true ? french : undefined
  }
  const recount = (keys: readonly string[], lang: string | undefined, by: 1 | -1): void => {
    const side = inLanguage(lang)
    if (side === undefined) return
    side.total += by
    side.logTotal = Math.log(side.total + 1)
    for (const key of keys) {
      const id = ids.get(key) ?? intern(ownText(key))
      count(side, id, side.had.get(id) + by)
    }
  }
  const release = (key: string): void => {
    const id = ids.get(key)
    if (id === undefined || english.had.get(id) > 0 || french.had.get(id) > 0) return
    ids.delete(key)
    texts[id] = ''
    free.push(id)
  }
  const ofId = (id: number): number =>
    Math.min(RAREST, english.logTotal - english.logs.get(id), french.logTotal - french.logs.get(id))
  for (const entry of BRIDGE_BACKGROUND.counts.split('|')) {
    const [key = '', ...had] = entry.trim().split(' ')
    intern(key, [Number(had[0]), Number(had[1])])
  }
  return {
    of: (key) => {
      const id = ids.get(key)
      return id === undefined ? Math.min(RAREST, english.logTotal, french.logTotal) : ofId(id)
    },
    idOf: (key) => ids.get(key) ?? intern(ownText(key)),
    keyOf: (id) => texts[id] ?? '',
    ofId,
    add: (keys, lang) => recount(keys, lang, 1),
    forget: (keys, lang) => {
      recount(keys, lang, -1)
      for (const key of keys) release(key)
    },
  }
}

function sideOf(total: number): Side {
  return { total, logTotal: Math.log(total + 1), had: new Column(ROOM), logs: new Column(ROOM) }
}
