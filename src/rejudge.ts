import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { Logger } from 'pino'
import { labelled, verdictOf, wordsOf } from './classify/classify.ts'
import type { Article, Sighting, Words } from './model/item.ts'
import { optional } from './model/optional.ts'
import type { Hiding, Rules } from './model/rules.ts'
import { textOfArticle } from './normalise/text.ts'
import type { Held, Judgement, Ruling, Store } from './store/store.ts'

/** Items at a time; others have their turn between two times. */
const BATCH = 25
/** Between two lines in the log. */
const SAY_MS = 10_000

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
  const id = rulesId(rules)
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

export interface Rejudger {
  /** Begins where rules have changed and nothing is under way; settles when that is done. It never rejects. */
  look(): Promise<void>
  /** Breaks off; what has been done stays done. */
  stop(): Promise<void>
}

/** Applies rules beside everything else, and says in the log how far it is. */
export function createRejudger(rules: Rules, store: Store, log: Logger): Rejudger {
  const ended = new AbortController()
  let underWay: Promise<void> | undefined
  let saidAt = performance.now()
  const onProgress = (ruling: Ruling) => {
    if (ruling.before === undefined || performance.now() - saidAt < SAY_MS) return
    saidAt = performance.now()
    log.info(progressOf(ruling), 'Changed topics and filters are being applied')
  }
  async function apply(): Promise<void> {
    try {
      const ruling = await rejudge(store, rules, { signal: ended.signal, onProgress })
      if (ruling?.before === undefined && ruling !== undefined && ruling.looked > 0)
        log.info(progressOf(ruling), 'Changed topics and filters are applied to all articles')
    } catch (err) {
      log.error({ err }, 'Changed topics and filters could not be applied: the next look goes on from there')
    }
  }
  return {
    look() {
      if (ended.signal.aborted) return Promise.resolve()
      underWay ??= apply().finally(() => {
        underWay = undefined
      })
      return underWay
    },
    async stop() {
      ended.abort()
      await underWay
    },
  }
}

function progressOf({ looked, changed }: Ruling) {
  return { looked, changed }
}

/** Equal for rules that come to the same verdicts; titles and how a query was written do not matter. */
export function rulesId({ topics, filters }: Rules): string {
  const asked = [topics.map(({ id, query }) => [id, query]), filters]
  return createHash('sha256').update(JSON.stringify(asked)).digest('base64url')
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

/** What rules make of an item that we hold, as if it came with them. */
export function rejudgeItem({ item, sightings }: Held, rules: Rules): Rejudged {
  const article = { ...item, categories: item.categories.filter((category) => !item.labels.includes(category)) }
  const words = wordsOf(article, textOfArticle(article))
  const verdict = (seen: Pick<Sighting, 'sourceId' | 'firstSeenAt'>) =>
    verdictOf(rules, article, words, seen.sourceId, seen.firstSeenAt)
  const lead = sightings.find(({ leads }) => leads)
  const { hiding, ...leading } = verdict(lead ?? item)
  const hidings = sightings.map((seen) => (seen === lead ? hiding : verdict(seen).hiding))
  return { ...labelled({ article, words, ...leading }), hidings }
}

/** What is to be written of it; `undefined` where it is as the rules have it. */
function judgementOf(held: Held, rules: Rules): Judgement | undefined {
  const { item, sightings } = held
  const { article, words, topics, labels, boost, hidings } = rejudgeItem(held, rules)
  const others = sightings.flatMap(({ sourceId, guidKey, hiding }, i) =>
    same(hiding, hidings[i]) ? [] : [{ sourceId, guidKey, ...optional('hiding', hidings[i]) }],
  )
  const isRelabelled = !same(labels, item.labels)
  const isOther = boost !== item.boost || !same(topics.toSorted(), item.topics.toSorted())
  if (others.length === 0 && !isRelabelled && !isOther) return undefined
  const relabelled = isRelabelled ? { relabelled: { article, words } } : {}
  return { key: item.key, topics, labels, boost, hidings: others, ...relabelled }
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
