import { BRIDGE_BACKGROUND } from './bridge-background.ts'

/** How rare keys are, by what a background of articles had and what has come in since. */
export interface Rarity {
  /** 0 for a key that every article has; the more, the rarer, at most about 8. Of two languages the one where it is commoner counts. */
  of(key: string): number
  add(keys: readonly string[], lang: string | undefined): void
  /** Takes back what `add` has counted. */
  forget(keys: readonly string[], lang: string | undefined): void
}
/** Articles in English and French. */
type Counts = [english: number, french: number]

/** A key that nobody has had is no rarer than this: most are misspelt, and one article says little. */
const RAREST = 7.5

/** The rarity of `bridgeKeys`. What is commoner in one language only (a local affair) is common: it tells no event apart. */
export function createRarity(): Rarity {
  const counts = backgroundCounts()
  const total: Counts = [BRIDGE_BACKGROUND.english, BRIDGE_BACKGROUND.french]
  const count = (keys: readonly string[], lang: string | undefined, by: 1 | -1): void => {
    const side = sideOf(lang)
    if (side === undefined) return
    total[side] += by
    for (const key of keys) counted(counts, key)[side] += by
  }
  return {
    of: (key) => rarityIn(total, counts.get(key) ?? [0, 0]),
    add: (keys, lang) => count(keys, lang, 1),
    forget: (keys, lang) => {
      count(keys, lang, -1)
      for (const key of keys) if (isNothing(counts.get(key))) counts.delete(key)
    },
  }
}

function rarityIn(total: Readonly<Counts>, had: Readonly<Counts>): number {
  const english = Math.log((total[0] + 1) / (had[0] + 1))
  const french = Math.log((total[1] + 1) / (had[1] + 1))
  return Math.min(RAREST, english, french)
}

function counted(counts: Map<string, Counts>, key: string): Counts {
  const known = counts.get(key)
  if (known !== undefined) return known
  const fresh: Counts = [0, 0]
  counts.set(key, fresh)
  return fresh
}

function isNothing(counts: Readonly<Counts> | undefined): boolean {
  return counts !== undefined && counts[0] <= 0 && counts[1] <= 0
}

function sideOf(lang: string | undefined): 0 | 1 | undefined {
  if (lang?.startsWith('en') === true) return 0
  return lang?.startsWith('fr') === true ? 1 : undefined
}

function backgroundCounts(): Map<string, Counts> {
  const entries = BRIDGE_BACKGROUND.counts.split('|').map((entry): [string, Counts] => {
    const [key = '', english, french] = entry.trim().split(' ')
    return [key, [Number(english), Number(french)]]
  })
  return new Map(entries)
}
