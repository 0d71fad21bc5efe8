import type { Topic } from '../model/feed.ts'
import type { Phrase, Query } from '../model/query.ts'
import type { Instant } from '../model/source.ts'
import { allOf, parts } from '../query/compose.ts'
import { matches } from '../query/match.ts'
import { resolve } from '../query/resolve.ts'
import type { Subject } from '../query/subject.ts'
import { type Key, WordIndex } from './word-index.ts'

/** The ids of the topics that match, in their order. */
export type CompiledTopics = (subject: Subject, now: Instant) => string[]

/** A query that makes an item one of a topic's, by itself. */
interface Alternative {
  readonly topic: number
  readonly query: Query
  /** It has relative dates. */
  readonly dated: boolean
}

/**
 * Takes topics apart into their alternatives, and indexes these by a word that an item has to have, so that it is put
 * to few of them, however many there are. One that asks for no word is put to each item.
 */
export function compileTopics(topics: readonly Topic[]): CompiledTopics {
  const index = new WordIndex<Alternative>()
  const always: Alternative[] = []
  topics.forEach((topic, i) => {
    for (const query of alternatives(topic.query)) {
      const alternative = { topic: i, query, dated: [...parts(query)].some(({ kind }) => kind === 'age') }
      const keys = keysOf(query)
      if (keys === undefined) always.push(alternative)
      else for (const key of keys) index.add(key, alternative)
    }
  })
  return (subject, now) => {
    const found = new Set<number>()
    const failed = new Set<Query>()
    const put = ({ topic, query, dated }: Alternative) => {
      if (found.has(topic) || failed.has(query)) return
      if (matches(dated ? resolve(query, now) : query, subject)) found.add(topic)
      else failed.add(query)
    }
    always.forEach(put)
    for (const words of Object.values(subject.words)) index.forEachIn(words, put)
    return [...found].sort((a, b) => a - b).flatMap((i) => topics[i]?.id ?? [])
  }
}

/** Queries of which any makes a match, each with a word of its own to be indexed by. */
function alternatives(query: Query): readonly Query[] {
  if (query.kind === 'or') return query.of.flatMap(alternatives)
  if (query.kind !== 'and') return [query]
  const leading = query.of.filter((part) => keysOf(part) !== undefined).toSorted(byFewest)[0]
  if (leading === undefined || leading.kind !== 'or') return [query]
  const others = query.of.filter((part) => part !== leading)
  return alternatives(leading).map((part) => allOf([part, ...others]))
}

/** Words of which whatever matches the query has at least one; `undefined` where it may do without any. */
function keysOf(query: Query): readonly Key[] | undefined {
  switch (query.kind) {
    case 'words':
      return [rarest(query)]
    case 'near':
      return query.phrases.map(rarest).toSorted(byRarity).slice(0, 1)
    case 'and':
      return query.of
        .map(keysOf)
        .filter((keys) => keys !== undefined)
        .toSorted((a, b) => a.length - b.length || byRarity(a[0], b[0]))[0]
    case 'or': {
      const all = query.of.map(keysOf)
      return all.every((keys) => keys !== undefined) ? all.flat() : undefined
    }
    default:
      return undefined
  }
}

function byFewest(a: Query, b: Query): number {
  return (keysOf(a)?.length ?? 0) - (keysOf(b)?.length ?? 0)
}

/** The word of a phrase that the fewest items are likely to have: a whole one, the longest. */
function rarest({ words, prefix }: Phrase): Key {
  const keys = words.map((word, i) => ({ word, prefix: prefix && i === words.length - 1 }))
  return keys.toSorted(byRarity)[0] ?? { word: '', prefix: true }
}

function byRarity(a: Key | undefined, b: Key | undefined): number {
  const rarity = (key: Key | undefined) => (key === undefined ? 0 : key.word.length * (key.prefix ? 1 : 2))
  return rarity(b) - rarity(a)
}
