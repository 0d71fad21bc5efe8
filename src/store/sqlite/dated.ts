import type { Instant } from '../../model/source.ts'
import type { Recognised } from './recognise.ts'

/** Between articles of a first document: when they came nobody knows. */
const APART_MS = 60_000
const LONGEST_MS = 86_400_000

/**
 * New articles without a date have come between the last poll (`since`) and this one: they are spread over that time in
 * the order of their document, which lists the newest first.
 */
export function dated(each: readonly Recognised[], since: Instant | undefined, now: Instant): readonly Recognised[] {
  const isUndated = ({ candidate, itemKey }: Recognised) =>
    itemKey === undefined && candidate.article.publishedAt === undefined
  const count = each.filter(isUndated).length
  if (count === 0) return each
  const from = Math.min(since ?? now - Math.min(count * APART_MS, LONGEST_MS), now)
  let place = 0
  return each.map((one) => {
    if (!isUndated(one)) return one
    const publishedAt = Math.round(now - (place * (now - from)) / count)
    place += 1
    return { ...one, candidate: { ...one.candidate, article: { ...one.candidate.article, publishedAt } } }
  })
}
