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

/** One way to be of a topic. */
interface Alternative {
  readonly topic: number
  /** What has to match besides the key that it is indexed by. */
  readonly query: Query
  /** It has relative dates. */
  readonly dated: boolean
}

/**
 * Takes topics apart into their alternatives, and indexes these by a word that an item has to have, so that it is put
 * to few of them, however many there are. One that asks for no word is put to each item.
 */
export function compileTopics(topics: readonly Pick<Topic, 'id' | 'query'>[]): CompiledTopics {
  const index = { any: new WordIndex<Alternative>(), url: new WordIndex<Alternative>() }
  const always: Alternative[] = []
  topics.forEach((topic, i) => {
    for (const { query, keys } of alternatives(topic.query)) {
      const alternative = { topic: i, query, dated: [...parts(query)].some(({ kind }) => kind === 'age') }
      if (keys === undefined) always.push(alternative)
      else for (const key of keys) index[key.in].add(key, alternative)
    }
  })
  const lacks = (word: string) => index.any.lacks(word)
  return (subject, now) => {
    const { title, text, author, tag, url } = subject.words
    const candidates = [...always, ...index.any.read([title, text, author, tag]), ...index.url.read([url])]
    const read = { ...subject, lacks }
    const found = new Set<number>()
    const failed = new Set<Alternative>()
    for (const alternative of candidates) {
      const { topic, query, dated } = alternative
      if (found.has(topic) || failed.has(alternative)) continue
      if (matches(dated ? resolve(query, now) : query, read)) found.add(topic)
      else failed.add(alternative)
    }
    return [...found].sort((a, b) => a - b).flatMap((i) => topics[i]?.id ?? [])
  }
}

/** A word of the article, or of its URL. */
type IndexKey = Key & { readonly in: 'any' | 'url' }

interface KeyedQuery {
  readonly query: Query
  /** Of these an item has at least one; absent where it may do without. */
  readonly keys?: readonly IndexKey[]
}

/** Queries of which any makes a match, each with what it is indexed by. */
function alternatives(query: Query): readonly KeyedQuery[] {
  if (query.kind === 'or') return query.of.flatMap(alternatives)
  const of = query.kind === 'and' ? query.of : [query]
  const keyed = of.map((part) => ({ part, keys: keysOf(part) ?? [] })).filter(({ keys }) => keys.length > 0)
  const [leading] = keyed.toSorted((a, b) => a.keys.length - b.keys.length || byRarity(a.keys[0], b.keys[0]))
  if (leading === undefined) return [{ query }]
  const { part, keys } = leading
  const others = of.filter((other) => other !== part)
  if (part.kind === 'or') return part.of.flatMap((one) => alternatives(allOf([one, ...others])))
  // One word, wherever it is, is found by being looked up.
  const isProof = part.kind === 'words' && part.words.length === 1 && (part.field === 'any' || part.field === 'url')
  return [{ query: isProof ? allOf(others) : query, keys }]
}

/** Words of which whatever matches the query has at least one; `undefined` where it may do without any. */
function keysOf(query: Query): readonly IndexKey[] | undefined {
  switch (query.kind) {
    case 'words':
    case 'near': {
      const phrases = query.kind === 'near' ? query.phrases : [query]
      const [rarest] = phrases.flatMap(wordsOf).toSorted(byRarity)
      return rarest === undefined ? undefined : [{ ...rarest, in: query.field === 'url' ? 'url' : 'any' }]
    }
    case 'and':
      return query.of
        .map(keysOf)
        .filter((keys) => keys !== undefined)
        .toSorted((a, b) => a.length - b.length)[0]
    case 'or': {
      const all = query.of.map(keysOf)
      return all.every((keys) => keys !== undefined) ? all.flat() : undefined
    }
    default:
      return undefined
  }
}

function wordsOf({ words, prefix }: Phrase): Key[] {
  return words.map((word, i) => ({ word, prefix: prefix && i === words.length - 1 }))
}

/** Those first that the fewest items are likely to have: long words, whole ones. */
function byRarity(a: Key | undefined, b: Key | undefined): number {
  const rarity = (key: Key | undefined) => (key === undefined ? 0 : key.word.length * (key.prefix ? 1 : 2))
  return rarity(b) - rarity(a)
}
