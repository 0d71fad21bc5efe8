import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { optional } from '../model/optional.ts'
import type { Rules } from '../model/rules.ts'
import type { Instant } from '../model/source.ts'
import type { Judgement, Ruling, Store } from '../store/store.ts'
import { judgementOf, type Ruled } from './rejudge-item.ts'

/** Items at a time at most, and milliseconds: others have their turn between two times. */
const BATCH = 25
const BATCH_MS = 20

export interface RejudgeOptions {
  readonly now: () => Instant
  readonly signal?: AbortSignal
  /** Called after each batch. */
  readonly onProgress?: (ruling: Ruling) => void
}

/**
 * Applies rules to the items that we hold, newest first, as if each came with them: topics, labels, boosts, and who is
 * hidden. Does nothing where these rules have been applied already, and goes on where it was broken off. Settles with
 * how far it came; `undefined`: there was nothing to do.
 */
export async function rejudge(
  store: Store,
  rules: Ruled,
  { now, signal, onProgress }: RejudgeOptions,
): Promise<Ruling | undefined> {
  const id = rulesId(rules)
  const last = await store.ruling()
  if (last?.rules === id && last.before === undefined) return undefined
  let ruling: Ruling = last?.rules === id ? last : { rules: id, looked: 0, changed: 0 }
  while (signal?.aborted !== true) {
    ruling = await step(store, rules, ruling, now())
    onProgress?.(ruling)
    if (ruling.before === undefined) break
    await setImmediate()
  }
  return ruling
}

async function step(store: Store, rules: Ruled, { before, ...done }: Ruling, now: Instant): Promise<Ruling> {
  const held = await store.held({ limit: BATCH, ...optional('before', before) })
  const judgements: Judgement[] = []
  const startedAt = performance.now()
  let looked = 0
  for (const each of held) {
    judgements.push(...[judgementOf(each, rules) ?? []].flat())
    looked += 1
    if (performance.now() - startedAt > BATCH_MS) break
  }
  const isLast = held.length < BATCH && looked === held.length
  const ruling = {
    ...done,
    looked: done.looked + looked,
    changed: done.changed + judgements.length,
    ...(isLast ? {} : optional('before', held[looked - 1]?.item.key)),
  }
  await store.judge(judgements, ruling, now)
  return ruling
}

/** Equal for rules that come to the same verdicts; titles and how a query was written do not matter. */
export function rulesId({ topics, filters }: Rules): string {
  const asked = [topics.map(({ id, query }) => [id, query]), filters]
  return createHash('sha256').update(JSON.stringify(asked)).digest('base64url')
}
