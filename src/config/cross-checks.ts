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
    ...repeated(sources, ['sources'], 'id'),
    ...repeated(sources, ['sources'], 'url'),
    ...repeated(topics, ['topics'], 'id'),
    ...repeated(feeds, ['feeds'], 'name'),
    ...topics.flatMap((topic, i) => {
      const asked = queriesIn(topic, 'where', ['topics', i])
      return [...unknownIn(asked, known), ...notYetKnownIn(asked, 'a topic', ['topic', 'story', 'outlets'])]
    }),
    ...repeated(listed(written, 'filters'), ['filters'], 'name'),
    ...filterChecks(listed(written, 'filters'), ['filters'], known),
    ...sources.flatMap((source, i) => [
      ...repeated(listed(source, 'filters'), ['sources', i, 'filters'], 'name'),
      ...filterChecks(listed(source, 'filters'), ['sources', i, 'filters'], known),
    ]),
    ...feeds.flatMap((feed, i) => [
      ...missing(feed, 'sources', ['feeds', i], 'source', known.source),
      ...missing(feed, 'topics', ['feeds', i], 'topic', known.topic),
      ...quotasOfNobody(feed, ['feeds', i], known.source),
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

function repeated(list: readonly unknown[], where: Path, name: string): string[] {
  const first = new Map<unknown, number>()
  return list.flatMap((entry, i) => {
    const value = valueAt(entry, [name])
    const before = first.get(value)
    if (before === undefined) first.set(value, i)
    return before === undefined || typeof value !== 'string'
      ? []
      : [
          `${show([...where, i, name])}: expected one of its own, got ${shown(value)}, which ${show([...where, before])} has`,
        ]
  })
}

function missing(feed: unknown, name: string, path: Path, what: string, known: ReadonlySet<unknown>): string[] {
  const ids = valueAt(feed, [name])
  if (!Array.isArray(ids)) return []
  return ids.flatMap((id, i) =>
    typeof id !== 'string' || known.has(id) ? [] : [`${show([...path, name, i])}: there is no ${what} ${shown(id)}`],
  )
}

function quotasOfNobody(feed: unknown, path: Path, known: ReadonlySet<unknown>): string[] {
  const quotas = valueAt(feed, ['quotas'])
  if (typeof quotas !== 'object' || quotas === null) return []
  return Object.keys(quotas).flatMap((id) =>
    known.has(id) ? [] : [`${show([...path, 'quotas'])}: there is no source ${shown(id)}`],
  )
}

/** A query, and where it stands. */
interface Asked {
  readonly path: Path
  readonly query: string
}

function queriesIn(entry: unknown, name: string, path: Path): Asked[] {
  const value = valueAt(entry, [name])
  if (typeof value === 'string') return [{ path: [...path, name], query: value }]
  if (!Array.isArray(value)) return []
  return value.flatMap((query, i) => (typeof query === 'string' ? [{ path: [...path, name, i], query }] : []))
}

function unknownIn(queries: readonly Asked[], known: Known): string[] {
  return queries.flatMap(({ path, query }) =>
    readable(query).flatMap((part) =>
      (part.kind === 'source' || part.kind === 'topic') && !known[part.kind].has(part.id)
        ? [`${show(path)}: there is no ${part.kind} ${shown(part.id)}`]
        : [],
    ),
  )
}

function filterChecks(filters: readonly unknown[], path: Path, known: Known): string[] {
  return filters.flatMap((filter, i) => {
    const asked = ['include', 'exclude'].flatMap((name) => queriesIn(filter, name, [...path, i]))
    return [...unknownIn(asked, known), ...notYetKnownIn(asked, 'a filter', ['story', 'outlets'])]
  })
}

/** What an article has only once it is recorded; topics come before filters, and a story after both. */
function notYetKnownIn(queries: readonly Asked[], who: string, unknown: readonly Query['kind'][]): string[] {
  return queries.flatMap(({ path, query }) =>
    readable(query).flatMap(({ kind }) =>
      unknown.includes(kind)
        ? [`${show(path)}: ${who} cannot ask for “${kind === 'outlets' ? 'sources' : kind}:”`]
        : [],
    ),
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
