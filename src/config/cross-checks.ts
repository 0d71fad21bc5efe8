import { TributaryError } from '../errors.ts'
import type { Query } from '../model/query.ts'
import { parts } from '../query/compose.ts'
import { parseQuery } from '../query/parse-query.ts'
import { CONFIG_QUERY_LIMITS, DEFAULT_INTERVALS } from './config-file.ts'
import { durationMs } from './duration.ts'
import { type Path, show, shown, valueAt } from './setting-path.ts'

/** What only the whole file can tell: ids that stand twice, names of what is not there. */
export function crossChecks(written: unknown): string[] {
  const sources = listed(written, 'sources')
  const topics = listed(written, 'topics')
  const feeds = listed(written, 'feeds')
  const known = { source: idsOf(sources, 'id'), topic: idsOf(topics, 'id') }
  return [
    ...turnedRound(valueAt(written, ['defaults'])),
    ...repeated(sources, 'sources', 'id'),
    ...repeated(sources, 'sources', 'url'),
    ...repeated(topics, 'topics', 'id'),
    ...repeated(feeds, 'feeds', 'name'),
    ...topics.flatMap((topic, i) => [
      ...unknownIn(queriesIn(topic, 'where', ['topics', i]), known),
      ...notYetKnownIn(queriesIn(topic, 'where', ['topics', i])),
    ]),
    ...feeds.flatMap((feed, i) => [
      ...missing(feed, 'sources', ['feeds', i], 'source', known.source),
      ...missing(feed, 'topics', ['feeds', i], 'topic', known.topic),
      ...unknownIn([...queriesIn(feed, 'where', ['feeds', i]), ...queriesIn(feed, 'pin', ['feeds', i])], known),
    ]),
  ]
}

/** A shortest interval above the longest. */
function turnedRound(defaults: unknown): string[] {
  const [least, most] = ['minInterval', 'maxInterval'].map((name) => valueAt(defaults, [name]))
  const ms = [least ?? DEFAULT_INTERVALS.min, most ?? DEFAULT_INTERVALS.max].map((each) => durationMs(String(each)))
  return (ms[0] ?? 0) > (ms[1] ?? 0)
    ? [
        `${show(['defaults', 'minInterval'])}: expected no more than maxInterval (${most ?? DEFAULT_INTERVALS.max}), got ${shown(least)}`,
      ]
    : []
}

type Known = Readonly<Record<'source' | 'topic', ReadonlySet<unknown>>>

function listed(written: unknown, name: string): readonly unknown[] {
  const list = valueAt(written, [name])
  return Array.isArray(list) ? list : []
}

function idsOf(list: readonly unknown[], name: string): ReadonlySet<unknown> {
  return new Set(list.map((entry) => valueAt(entry, [name])))
}

function repeated(list: readonly unknown[], where: string, name: string): string[] {
  const first = new Map<unknown, number>()
  return list.flatMap((entry, i) => {
    const value = valueAt(entry, [name])
    const before = first.get(value)
    if (before === undefined) first.set(value, i)
    return before === undefined || typeof value !== 'string'
      ? []
      : [`${show([where, i, name])}: expected one of its own, got ${shown(value)}, which ${show([where, before])} has`]
  })
}

function missing(feed: unknown, name: string, path: Path, what: string, known: ReadonlySet<unknown>): string[] {
  const ids = valueAt(feed, [name])
  if (!Array.isArray(ids)) return []
  return ids.flatMap((id, i) =>
    typeof id !== 'string' || known.has(id) ? [] : [`${show([...path, name, i])}: there is no ${what} ${shown(id)}`],
  )
}

function queriesIn(entry: unknown, name: string, path: Path): { readonly path: Path; readonly query: string }[] {
  const value = valueAt(entry, [name])
  if (typeof value === 'string') return [{ path: [...path, name], query: value }]
  if (!Array.isArray(value)) return []
  return value.flatMap((query, i) => (typeof query === 'string' ? [{ path: [...path, name, i], query }] : []))
}

function unknownIn(queries: readonly { readonly path: Path; readonly query: string }[], known: Known): string[] {
  return queries.flatMap(({ path, query }) =>
    readable(query).flatMap((part) =>
      (part.kind === 'source' || part.kind === 'topic') && !known[part.kind].has(part.id)
        ? [`${show(path)}: there is no ${part.kind} ${shown(part.id)}`]
        : [],
    ),
  )
}

/** What an article has only once it is recorded, as queries write it. */
const NOT_YET_KNOWN = new Map<Query['kind'], string>([
  ['topic', 'topic'],
  ['story', 'story'],
  ['outlets', 'sources'],
])

/** Topics are what an article is sorted by before it has any, or a story. */
function notYetKnownIn(queries: readonly { readonly path: Path; readonly query: string }[]): string[] {
  return queries.flatMap(({ path, query }) =>
    readable(query).flatMap(({ kind }) => {
      const field = NOT_YET_KNOWN.get(kind)
      return field === undefined ? [] : [`${show(path)}: a topic cannot ask for “${field}:”`]
    }),
  )
}

function readable(query: string): Query[] {
  try {
    return [...parts(parseQuery(query, 'query', CONFIG_QUERY_LIMITS))]
  } catch (problem) {
    // The validation has said already what is wrong with this query.
    if (problem instanceof TributaryError) return []
    throw problem
  }
}
