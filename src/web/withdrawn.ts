import type { FeedDefinition } from '../model/feed.ts'
import { optional } from '../model/optional.ts'
import type { Query } from '../model/query.ts'
import type { Withdrawal } from '../model/withdrawal.ts'
import type { PublishedItem, Withdrawn } from '../publish/published.ts'
import { parts } from '../query/compose.ts'
import { matches } from '../query/match.ts'
import { lastArrival } from './last-arrival.ts'
import type { Site } from './site.ts'

/** Withdrawals that a document tells, and that are looked through for them. */
const MOST = 50
const LOOK = 1_000
/** Before the last article came: so that a document goes by what is in the store, and not by when it is asked for. */
const LATELY_MS = 30 * 86_400_000
/** What is known of an item that is gone. */
const KNOWN = new Set(['all', 'and', 'or', 'not', 'source', 'topic', 'lang', 'site', 'date'])

/** What was in a feed and is published no more; nothing where that cannot be told, for words are not kept. */
export async function withdrawnFrom(
  { store }: Site,
  { stories, order, hidden }: FeedDefinition,
  where: Query,
  items: readonly PublishedItem[],
): Promise<Withdrawn[]> {
  const isOfArticles = stories !== 'grouped' && order !== 'hot' && hidden === undefined
  if (!isOfArticles || ![...parts(where)].every(({ kind }) => KNOWN.has(kind))) return []
  const since = (lastArrival(items) ?? 0) - LATELY_MS
  const shown = new Set(items.map(({ uri }) => uri))
  return (await store.withdrawals(LOOK))
    .filter((one) => one.at >= since && !shown.has(one.uri) && wasFound(where, one))
    .slice(0, MOST)
    .map(({ uri, at }) => ({ uri, at }))
}

function wasFound(where: Query, { sources, topics, lang, host, publishedAt }: Withdrawal): boolean {
  const none = { title: '', summary: '', contentHtml: '', authors: [], categories: [], enclosures: [] }
  const words = { title: '', text: '', author: '', tag: '', url: '' }
  const article = { ...none, ...optional('lang', lang) }
  return matches(where, { article, words, sources, topics, publishedAt, ...optional('host', host) })
}
