/** What the comparison needs of an article: its `bridgeKeys`, and when it was published, in milliseconds. */
export interface BridgeSide {
  readonly keys: readonly string[]
  readonly at: number
}
/** A share in a score: a shared key, or in words what else counts. */
export interface BridgePart {
  readonly part: string
  readonly weight: number
}
export interface BridgeScore {
  readonly score: number
  readonly because: readonly BridgePart[]
}

/**
 * What two articles in different languages have to reach to tell one story: 19 of 20 that do are one, by the pairs of
 * test/stories/cross-language. The weights below are fitted to two thirds of those.
 */
export const CROSS_LANGUAGE_THRESHOLD = 3.8

/**
 * For each unit of rarity. Of whom and where it is about (names, models, places) the rarest key counts in full, each
 * further one, which often goes with it (Sam, Altman), for a part of the one before; so do concepts, for more of it.
 */
const SUBJECT = 0.31
const FURTHER_SUBJECT = 0.35
const CONCEPT = 0.22
const FURTHER_CONCEPT = 0.7
const FIGURE = 0.2
/** How much of what the two say is the same, from 0 to 1, as far as it is more than what articles on one subject share. */
const SHARE = 8.4
const COMMON_SHARE = 0.4
/** Other languages take up a story on the same day or not at all; days later it is more likely its sequel. */
const DAY = -1.34
const BISECTIONS = 20
/** What sums in another order may differ by. */
const ROUNDING = 1e-9
const MILLISECONDS_A_DAY = 86_400_000
/**
 * Whether an English and a French article tell the same story, as a sum whose parts say why; `rarityOf` is `Rarity.of`.
 * Without a shared name, figure or place the score is 0: concepts alone are a topic.
 */
export function crossLanguageScore(a: BridgeSide, b: BridgeSide, rarityOf: (key: string) => number): BridgeScore {
  const others = new Set(b.keys)
  const shared = a.keys.filter((key) => others.has(key)).toSorted((x, y) => rarityOf(y) - rarityOf(x))
  const kinds = Map.groupBy(shared, kindOf)
  const [subjects = [], figures = []] = [kinds.get('subject'), kinds.get('figure')]
  if (subjects.length + figures.length === 0) return { score: 0, because: [] }
  const days = Math.abs(a.at - b.at) / MILLISECONDS_A_DAY
  const because = [
    ...weighed(subjects, SUBJECT, FURTHER_SUBJECT, rarityOf),
    ...weighed(kinds.get('concept') ?? [], CONCEPT, FURTHER_CONCEPT, rarityOf),
    ...weighed(figures, FIGURE, 1, rarityOf),
    { part: 'share', weight: SHARE * Math.max(0, shareOf(shared, a.keys, b.keys, rarityOf) - COMMON_SHARE) },
    { part: 'days apart', weight: DAY * days },
  ].toSorted((x, y) => y.weight - x.weight)
  return { score: because.reduce((sum, { weight }) => sum + weight, 0), because }
}

/**
 * What the score is at most, by how rare in all the shared keys are and those of either side: told in a moment, for most
 * that share a key share little.
 */
export function mostAcross(shared: number, mine: number, others: number): number {
  const both = Math.sqrt(mine * others)
  const share = both === 0 ? 0 : shared / both
  return SUBJECT * shared + SHARE * Math.max(0, share - COMMON_SHARE) + ROUNDING
}

/** How rare in all shared keys have to be for the threshold, at least, where those of one side are so rare. */
export function leastShared(mine: number): number {
  let [low, high] = [0, mine]
  for (let step = 0; step < BISECTIONS; step += 1) {
    const middle = (low + high) / 2
    if (mostAcross(middle, mine, middle) < CROSS_LANGUAGE_THRESHOLD) low = middle
    else high = middle
  }
  return low
}

/** The parts of keys of one kind, the rarest first: each at `weight`, further ones `further` times the one before. */
function weighed(keys: readonly string[], weight: number, further: number, rarityOf: (key: string) => number) {
  return keys.map((key, place): BridgePart => ({ part: key, weight: weight * further ** place * rarityOf(key) }))
}

function kindOf(key: string): 'subject' | 'concept' | 'root' | 'figure' {
  if (/^(?:w|id|p):/.test(key)) return 'subject'
  if (/^[ce]:/.test(key)) return 'concept'
  return key.startsWith('k:') ? 'root' : 'figure'
}

function shareOf(
  shared: readonly string[],
  a: readonly string[],
  b: readonly string[],
  rarityOf: (key: string) => number,
): number {
  const sum = (keys: readonly string[]): number => keys.reduce((all, key) => all + rarityOf(key), 0)
  const both = Math.sqrt(sum(a) * sum(b))
  return both === 0 ? 0 : sum(shared) / both
}
