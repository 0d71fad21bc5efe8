import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { labelled, verdictOf, wordsOf } from './classify/classify.ts'
import type { Item, Sighting } from './model/item.ts'
import { optional } from './model/optional.ts'
import type { Rules, Verdict } from './model/rules.ts'
import { textOfArticle } from './normalise/text.ts'
import type { Held, Judgement, Ruling, Store } from './store/store.ts'

/** Items at a time; others have their turn between two times. */
const BATCH = 25

export interface RejudgeOptions {
  readonly signal?: AbortSignal
  /** Called after each batch. */
  readonly onProgress?: (ruling: Ruling) => void
}

/**
 * Applies rules to the items that we hold, newest first, as if each came now for the first time: topics, labels, boosts,
 * and who is hidden. Does nothing where these rules have been applied already, and goes on where it was broken off.
 * Settles with how far it came; `undefined`: there was nothing to do.
 */
export async function rejudge(
  store: Store,
  rules: Rules,
  { signal, onProgress }: RejudgeOptions = {},
): Promise<Ruling | undefined> {
  const id = idOf(rules)
  const last = await store.ruling()
  if (last?.rules === id && last.before === undefined) return undefined
  let ruling: Ruling = last?.rules === id ? last : { rules: id, looked: 0, changed: 0 }
  while (signal?.aborted !== true) {
    const held = await store.held({ limit: BATCH, ...optional('before', ruling.before) })
    const judgements = held.flatMap((each) => judgementOf(each, rules) ?? [])
    const { before: _before, ...done } = ruling
    ruling = {
      ...done,
      looked: done.looked + held.length,
      changed: done.changed + judgements.length,
      ...(held.length < BATCH ? {} : optional('before', held.at(-1)?.item.key)),
    }
    await store.judge(judgements, ruling)
    onProgress?.(ruling)
    if (ruling.before === undefined) break
    await setImmediate()
  }
  return ruling
}

/** Equal for rules that come to the same verdicts; titles and how a query was written do not matter. */
function idOf({ topics, filters }: Rules): string {
  const asked = [topics.map(({ id, query }) => [id, query]), filters]
  return createHash('sha256').update(JSON.stringify(asked)).digest('base64url')
}

/** What the rules make of an item by now; `undefined` where that is what it has. */
function judgementOf({ item, sightings }: Held, rules: Rules): Judgement | undefined {
  const article = { ...item, categories: item.categories.filter((category) => !item.labels.includes(category)) }
  const words = wordsOf(article, textOfArticle(article))
  const verdict = (seen: Pick<Sighting, 'sourceId' | 'firstSeenAt'>) =>
    verdictOf(rules, article, words, seen.sourceId, seen.firstSeenAt)
  const lead = sightings.find(({ leads }) => leads)
  const leading = verdict(lead ?? item)
  const hidings = sightings.flatMap((seen) => {
    const { hiding } = seen === lead ? leading : verdict(seen)
    const { sourceId, guidKey } = seen
    return same(hiding, seen.hiding) ? [] : [{ sourceId, guidKey, ...optional('hiding', hiding) }]
  })
  const { topics, boost } = leading
  const { labels, ...relabelled } = labelled({ article, words, labels: leading.labels })
  const isRelabelled = !same(labels, item.labels)
  if (hidings.length === 0 && !isRelabelled && !differs(leading, item)) return undefined
  return { key: item.key, topics, labels, boost, hidings, ...(isRelabelled ? { relabelled } : {}) }
}

function differs({ topics, boost }: Verdict, item: Item): boolean {
  return boost !== item.boost || !same(topics.toSorted(), item.topics.toSorted())
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
