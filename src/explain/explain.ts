import { wordsOf } from '../classify/classify.ts'
import type { FeedDefinition, Topic } from '../model/feed.ts'
import type { Item, Provenance } from '../model/item.ts'
import type { Query } from '../model/query.ts'
import type { Instant } from '../model/source.ts'
import { explainMatch } from '../query/explain-match.ts'
import type { Field } from '../query/marks.ts'
import { matches } from '../query/match.ts'
import { resolve } from '../query/resolve.ts'
import { type Subject, subjectOf, type Texts, textsOf } from '../query/subject.ts'
import { writeQuery } from '../query/write-query.ts'

/** What the store says of an item and a feed. */
export interface Standing {
  readonly feed: FeedDefinition
  /** The feed's query finds it. */
  readonly found: boolean
  /** It is pinned, and not pushed out by others that are. */
  readonly pinned: boolean
  /** How many newer ones the feed's query finds; counted where it finds the item. */
  readonly newer: number
  /** That many at least: no more were counted. */
  readonly more: boolean
}

/** All that an explanation is made of. `text` is the item's, as plain text. */
export interface Known {
  readonly item: Item
  readonly text: string
  readonly provenance: Provenance
  /** How many sources carry its story. */
  readonly outlets: number
  readonly topics: readonly Topic[]
  readonly standings: readonly Standing[]
  readonly now: Instant
}

/** A word of the item, where it is in a text of it: UTF-16 code units. */
export interface Found {
  readonly field: Field
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A part of a query that made it match, or not: `-` before what the item does not have, or should not. */
export interface Because {
  readonly part: string
  readonly words: readonly Found[]
}

export interface TopicVerdict {
  readonly id: string
  readonly title: string
  /** The item carries it. */
  readonly recorded: boolean
  /** It matches as the configuration is now. */
  readonly matches: boolean
  readonly because: readonly Because[]
}

/** Why a feed does not carry an item. */
export type Missing =
  | { readonly kind: 'query'; readonly part: string }
  | { readonly kind: 'limit'; readonly limit: number; readonly newer: number; readonly more: boolean }

export interface FeedVerdict {
  readonly name: string
  readonly title: string
  readonly carried: boolean
  readonly pinned: boolean
  readonly missing?: Missing
  readonly because: readonly Because[]
}

export interface Explanation extends Provenance {
  readonly id: string
  readonly title: string
  readonly url?: string
  /** Those that match now, and those that it carries; the latter may be gone from the configuration. */
  readonly topics: readonly TopicVerdict[]
  readonly feeds: readonly FeedVerdict[]
}

/** Why an item is where it is. */
export function explain(known: Known): Explanation {
  const { item, text, provenance, outlets, topics, standings, now } = known
  const texts = textsOf(item, text)
  const words = wordsOf(item, text)
  // As a topic is matched: by the text that leads, before the item has topics or a story.
  const arriving = subjectOf(item, words, { sources: [item.sourceId] })
  const { sources, topics: recorded, storyId } = item
  const kept = subjectOf(item, words, { sources, topics: recorded, storyId, outlets })
  return {
    id: item.id,
    title: item.title,
    ...(item.url === undefined ? {} : { url: item.url }),
    ...provenance,
    topics: topicVerdicts(topics, item, (query) => because(resolve(query, now), arriving, texts)),
    feeds: standings.map((standing) => feedVerdict(standing, kept, texts, now)),
  }
}

interface Verdict {
  readonly matches: boolean
  readonly because: readonly Because[]
}

function topicVerdicts(topics: readonly Topic[], item: Item, verdict: (query: Query) => Verdict): TopicVerdict[] {
  const known = topics.map(({ id, title, query }) => {
    const { matches, because } = verdict(query)
    return { id, title, recorded: item.topics.includes(id), matches, because }
  })
  const gone = item.topics.filter((id) => topics.every((topic) => topic.id !== id))
  return [
    ...known.filter(({ recorded, matches }) => recorded || matches),
    ...gone.map((id) => ({ id, title: id, recorded: true, matches: false, because: [] })),
  ]
}

function feedVerdict(standing: Standing, subject: Subject, texts: Texts, now: Instant): FeedVerdict {
  const { feed, found, pinned, newer, more } = standing
  const { name, title, where, limit } = feed
  const carried = pinned || (found && newer < limit && !more)
  const query = pinned && !found ? (feed.pin ?? where) : where
  const verdict = because(resolve(query, now), subject, texts)
  // The store has the words of the whole document, of which the item keeps the most: where they differ it is right.
  const reasons = verdict.matches === (found || pinned) ? verdict.because : []
  const base = { name, title, carried, pinned, because: reasons }
  if (carried) return base
  if (found) return { ...base, missing: { kind: 'limit', limit, newer, more } }
  return { ...base, missing: { kind: 'query', part: writeQuery(firstFailing(where, subject, now)) } }
}

/** The first part of a query that makes it fail, as it is written: its dates still relative. */
function firstFailing(query: Query, subject: Subject, now: Instant): Query {
  if (query.kind !== 'and') return query
  const failing = query.of.find((part) => !matches(resolve(part, now), subject))
  return failing === undefined ? query : firstFailing(failing, subject, now)
}

function because(query: Query, subject: Subject, texts: Texts): Verdict {
  const explained = explainMatch(query, subject, texts)
  return {
    matches: explained.matches,
    because: explained.because
      .filter(({ part }) => part.kind !== 'all')
      .map(({ part, holds, places }) => ({
        part: `${holds ? '' : '-'}${writeQuery(part)}`,
        words: places.map(({ field, start, end }) => {
          const text = field === 'summary' ? subject.article.summary : texts[field]
          return { field, start, end, text: text.slice(start, end) }
        }),
      })),
  }
}
