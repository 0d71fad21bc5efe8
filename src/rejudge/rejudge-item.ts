import { labelled, verdictOf, withoutLabels, wordsOf } from '../classify/classify.ts'
import type { Article, Sighting, Words } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import type { Hiding, Rules } from '../model/rules.ts'
import type { Source } from '../model/source.ts'
import { textOfArticle } from '../normalise/text.ts'
import type { Held, Judgement } from '../store/store.ts'

/** Rules, and the sources whose own filters are among them. */
export interface Ruled extends Rules {
  readonly sources: readonly Pick<Source, 'id'>[]
}

/** An item as rules would have it. */
export interface Rejudged {
  /** With its labels among its categories. */
  readonly article: Article
  readonly words: Words
  readonly topics: readonly string[]
  readonly labels: readonly string[]
  readonly boost: number
  /** For each of its sightings, in their order. */
  readonly hidings: readonly (Hiding | undefined)[]
}

/**
 * What rules make of an item that we hold, as if it came with them: by the words of the source that leads, which are those
 * that we have. What a source's own filters hid stays hidden when the source, and its filters with it, is gone.
 */
export function rejudgeItem({ item, sightings }: Held, rules: Ruled): Rejudged {
  const article = withoutLabels(item, item.labels)
  const words = wordsOf(article, textOfArticle(article))
  const verdict = (seen: Pick<Sighting, 'sourceId' | 'firstSeenAt'>) =>
    verdictOf(rules, article, words, seen.sourceId, seen.firstSeenAt)
  const lead = sightings.find(({ leads }) => leads)
  const { hiding, ...leading } = verdict(lead ?? item)
  const isGone = ({ sourceId }: Sighting) => rules.sources.every(({ id }) => id !== sourceId)
  const hidings = sightings.map((seen) => {
    const now = seen === lead ? hiding : verdict(seen).hiding
    return now ?? (seen.hiding?.own === true && isGone(seen) ? seen.hiding : undefined)
  })
  return { ...labelled({ article, words, ...leading }), hidings }
}

/** What is to be written of an item; `undefined` where it is as the rules have it. */
export function judgementOf(held: Held, rules: Ruled): Judgement | undefined {
  const { item, sightings } = held
  const { article, words, topics, labels, boost, hidings } = rejudgeItem(held, rules)
  const others = sightings.flatMap(({ sourceId, guidKey, hiding }, i) =>
    same(hiding, hidings[i]) ? [] : [{ sourceId, guidKey, ...optional('hiding', hidings[i]) }],
  )
  const isRelabelled = !same(labels, item.labels)
  const isOther = boost !== item.boost || !same(topics.toSorted(), item.topics.toSorted())
  if (others.length === 0 && !isRelabelled && !isOther) return undefined
  const relabelled = isRelabelled ? { relabelled: { article, words } } : {}
  const { key, sourceId, changedAt } = item
  return { of: { key, sourceId, changedAt }, topics, labels, boost, hidings: others, ...relabelled }
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
