import type { FeedDefinition } from '../model/feed.ts'
import { optional } from '../model/optional.ts'
import type { Query } from '../model/query.ts'
import type { Instant } from '../model/source.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

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

/** A feed as it is at a moment, hot by the hour; itself where it has no relative dates. */
export function resolveFeed(feed: FeedDefinition, now: Instant): FeedDefinition {
  const where = resolve(feed.where, now)
  const pin = feed.pin === undefined ? undefined : resolve(feed.pin, now)
  const hotAt = feed.order === 'hot' ? Math.floor(now / HOUR) * HOUR : undefined
  if (where === feed.where && pin === feed.pin && hotAt === undefined) return feed
  return { ...feed, where, ...optional('pin', pin), ...optional('hotAt', hotAt) }
}
