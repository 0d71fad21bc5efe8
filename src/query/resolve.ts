import type { FeedDefinition } from '../model/feed.ts'
import { optional } from '../model/optional.ts'
import type { Query } from '../model/query.ts'
import type { Instant } from '../model/source.ts'

const MINUTE = 60_000
const DAY = 86_400_000

/**
 * A query with its relative dates made absolute; itself where it has none. `now` counts by the minute, so that the same
 * question is the same query, and its answer the same document, for that long.
 */
export function resolve(query: Query, now: Instant): Query {
  switch (query.kind) {
    case 'and':
    case 'or': {
      const of = query.of.map((part) => resolve(part, now))
      return of.every((part, i) => part === query.of[i]) ? query : { kind: query.kind, of }
    }
    case 'not': {
      const of = resolve(query.of, now)
      return of === query.of ? query : { kind: 'not', of }
    }
    case 'age': {
      const unit = query.to === 'now' ? MINUTE : DAY
      const origin = Math.floor(now / unit) * unit
      const { from, until } = query
      return {
        kind: 'date',
        ...(from === undefined ? {} : { from: origin + from }),
        ...(until === undefined ? {} : { until: origin + until }),
      }
    }
    default:
      return query
  }
}

/** A feed with the queries that it has at a moment; itself where they have no relative dates. */
export function resolveFeed(feed: FeedDefinition, now: Instant): FeedDefinition {
  const where = resolve(feed.where, now)
  const pin = feed.pin === undefined ? undefined : resolve(feed.pin, now)
  return where === feed.where && pin === feed.pin ? feed : { ...feed, where, ...optional('pin', pin) }
}
