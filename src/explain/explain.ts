import { withoutLabels, wordsOf } from '../classify/classify.ts'
import type { FeedDefinition, Topic } from '../model/feed.ts'
import type { Item, Provenance, Sighting } from '../model/item.ts'
import type { Query } from '../model/query.ts'
import type { Filter } from '../model/rules.ts'
import type { Instant } from '../model/source.ts'
import type { Joining } from '../model/story.ts'
import { matches } from '../query/match.ts'
import { resolve } from '../query/resolve.ts'
import { type Subject, subjectOf, type Texts, textsOf } from '../query/subject.ts'
import { writeQuery } from '../query/write-query.ts'
import { type Because, because, type Match } from './because.ts'
import { type FilterVerdict, filterVerdicts } from './explain-filters.ts'

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
  /** The source whose text it has, where newer ones of that have taken all of its places. */
  readonly crowdedOut?: string
  /** It goes by what is hot: whether its story is among those. */
  readonly hot?: boolean
}

/** All that an explanation is made of. `text` is the item's, as plain text. */
export interface Known {
  readonly item: Item
  readonly text: string
  readonly provenance: Provenance
  /** How many sources carry its story. */
  readonly outlets: number
  readonly story: StoryVerdict
  readonly topics: readonly Topic[]
  readonly filters: readonly Filter[]
  readonly standings: readonly Standing[]
  /** When we saw that its publisher had edited it, the latest first. */
  readonly edits: readonly Instant[]
  readonly now: Instant
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
  /** Its query matches, and filters hide the item. */
  | { readonly kind: 'hidden' }
  /** As many of its source as the document has places for stand before it. */
  | { readonly kind: 'source'; readonly sourceId: string }
  /** The feed has what many sources carry, and others are hotter. */
  | { readonly kind: 'hot' }
  | { readonly kind: 'limit'; readonly limit: number; readonly newer: number; readonly more: boolean }

export interface FeedVerdict {
  readonly name: string
  readonly title: string
  readonly carried: boolean
  readonly pinned: boolean
  readonly missing?: Missing
  readonly because: readonly Because[]
}

/** The story of an item, and why it is in it. */
export interface StoryVerdict {
  readonly id: string
  readonly others: readonly Pick<Item, 'id' | 'title' | 'sourceId'>[]
  /** Absent where it began the story. */
  readonly joining?: Joining
  /** Somebody put it there, for good. */
  readonly byHand: boolean
}

export interface Explanation extends Provenance {
  readonly id: string
  readonly title: string
  readonly url?: string
  /** Those that match now, and those that it carries; the latter may be gone from the configuration. */
  readonly topics: readonly TopicVerdict[]
  /** Those that hide it, tag it or boost it now, or did when it was recorded. */
  readonly filters: readonly FilterVerdict[]
  readonly hidden: boolean
  /** When we saw that its publisher had edited it, the latest first. */
  readonly edits: readonly Instant[]
  readonly feeds: readonly FeedVerdict[]
  readonly story: StoryVerdict
}

type InIso<Timed, Times extends keyof Timed> = Omit<Timed, Times> & { readonly [time in Times]: string }

export interface ExplanationJson extends Omit<Explanation, 'sightings' | 'edits'> {
  readonly sightings: readonly InIso<Sighting, 'firstSeenAt' | 'lastSeenAt'>[]
  readonly edits: readonly string[]
}

/** As programs read it: times in ISO 8601. */
export function explanationJson({ sightings, edits, ...explanation }: Explanation): ExplanationJson {
  const iso = (instant: Instant) => new Date(instant).toISOString()
  const seen = sightings.map(({ firstSeenAt, lastSeenAt, ...sighting }) => ({
    ...sighting,
    firstSeenAt: iso(firstSeenAt),
    lastSeenAt: iso(lastSeenAt),
  }))
  return { ...explanation, sightings: seen, edits: edits.map(iso) }
}

/** Why an item is where it is. */
export function explain(known: Known): Explanation {
  const { item, text, provenance, outlets, topics, standings, now } = known
  const { sources, topics: recorded, storyId } = item
  const texts = textsOf(item, text)
  const kept = subjectOf(item, wordsOf(item, text), { sources, topics: recorded, storyId, outlets })
  // As rules are put to it: the text that leads, before the item has topics, a story or labels.
  const unlabelled = withoutLabels(item, item.labels)
  const arriving = subjectOf(unlabelled, wordsOf(unlabelled, text), { sources: [item.sourceId] })
  const arrivingTexts = textsOf(unlabelled, text)
  const topicsNow = topicVerdicts(topics, item, (query) =>
    because(resolve(query, item.firstSeenAt), arriving, arrivingTexts),
  )
  return {
    id: item.id,
    title: item.title,
    ...(item.url === undefined ? {} : { url: item.url }),
    ...provenance,
    topics: topicsNow,
    filters: filterVerdicts(known.filters, item, provenance.sightings, {
      subject: { ...arriving, topics: topicsNow.filter(({ matches }) => matches).map(({ id }) => id) },
      texts: arrivingTexts,
    }),
    hidden: item.hidden,
    edits: known.edits,
    story: known.story,
    feeds: standings.map((standing) => feedVerdict(standing, item.hidden, kept, texts, now)),
  }
}

function topicVerdicts(topics: readonly Topic[], item: Item, verdict: (query: Query) => Match): TopicVerdict[] {
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

function feedVerdict(standing: Standing, hidden: boolean, subject: Subject, texts: Texts, now: Instant): FeedVerdict {
  const { feed, found, pinned, newer, more } = standing
  const { name, title, where, limit } = feed
  const hasPlace = standing.hot ?? (standing.crowdedOut === undefined && newer < limit && !more)
  const carried = !hidden && (pinned || (found && hasPlace))
  const query = pinned && !found ? (feed.pin ?? where) : where
  const verdict = because(resolve(query, now), subject, texts)
  // The store has the words of the whole document, of which the item keeps the most: where they differ it is right.
  const reasons = verdict.matches === (found || pinned) ? verdict.because : []
  const base = { name, title, carried, pinned, because: reasons }
  if (carried) return base
  if (hidden && (found || pinned)) return { ...base, missing: { kind: 'hidden' } }
  if (found && standing.hot !== undefined) return { ...base, missing: { kind: 'hot' } }
  if (found && standing.crowdedOut !== undefined)
    return { ...base, missing: { kind: 'source', sourceId: standing.crowdedOut } }
  if (found) return { ...base, missing: { kind: 'limit', limit, newer, more } }
  return { ...base, missing: { kind: 'query', part: writeQuery(firstFailing(where, subject, now)) } }
}

/** The first part of a query that makes it fail, as it is written: its dates still relative. */
function firstFailing(query: Query, subject: Subject, now: Instant): Query {
  if (query.kind !== 'and') return query
  const failing = query.of.find((part) => !matches(resolve(part, now), subject))
  return failing === undefined ? query : firstFailing(failing, subject, now)
}
