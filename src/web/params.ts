import type { Request } from 'express'
import { z } from 'zod'
import { TributaryError } from '../errors.ts'
import { optional } from '../model/optional.ts'
import type { Query } from '../model/query.ts'
import { allOf, anyOf, parts } from '../query/compose.ts'
import { parseQuery } from '../query/parse-query.ts'
import { resolve } from '../query/resolve.ts'
import { isDay, noneOf, parametersFor, withZone } from './parameters.ts'
import type { Site } from './site.ts'

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }
const NARROWING = ['q', 'topic', 'source', 'lang', 'since', 'until', 'sort'] as const

/** What a request asks of the items, checked. */
export interface Narrowing {
  /** Resolved: without relative dates. */
  readonly where: Query
  /** What `q` alone asks: what a text is marked by. */
  readonly asked?: Query
  /** Absent: by date, or as the feed says that is asked. */
  readonly sort?: 'date' | 'received' | 'relevance' | 'hot'
  readonly limit?: number
  readonly before?: number
  /** Those that filters hide, and nothing else; asked for in strict requests alone. */
  readonly hidden?: true
  /** The parameters that narrow, as they were written: what a link to the same view carries on. */
  readonly written: Readonly<Record<string, string>>
}

/**
 * Reads `q`, `topic`, `source`, `lang`, `since`, `until`, `sort`, `limit`, `cursor` and `hidden`. What cannot be read is an `invalid`
 * error that names its parameter. Other parameters are passed over, or refused where `strict` is set.
 */
export function readNarrowing(request: Request, site: Site, { strict = false } = {}): Narrowing {
  const { known, all, passing } = readersFor(site)
  const given = writtenIn(request)
  const read = strict ? readBy(all, given) : readBy(passing, given)
  const { q, lang, sort, limit, cursor } = read
  const since = instant('since', read.since, site.now())
  const until = instant('until', read.until, site.now())
  const asked = q === undefined ? undefined : resolve(checked(parseQuery(q), known.topics), site.now())
  const where = allOf([
    asked ?? { kind: 'all' },
    anyOf((read.topic ?? []).map((id) => ({ kind: 'topic', id }))) ?? { kind: 'all' },
    anyOf((read.source ?? []).map((id) => ({ kind: 'source', id }))) ?? { kind: 'all' },
    anyOf((lang ?? []).map((tag) => ({ kind: 'lang', tag: tag.toLowerCase() }))) ?? { kind: 'all' },
    since === undefined && until === undefined
      ? { kind: 'all' }
      : { kind: 'date', ...optional('from', since), ...optional('until', until) },
  ])
  return {
    where,
    ...optional('asked', asked),
    ...optional('sort', sort),
    ...optional('limit', limit),
    ...optional('before', readCursor(cursor, sort)),
    ...('hidden' in read && read.hidden === 'only' ? { hidden: true } : {}),
    written: Object.fromEntries(NARROWING.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]]))),
  }
}

const readers = new WeakMap<Site, Readers>()

type Readers = ReturnType<typeof makeReaders>

/** A schema takes a third of a millisecond to make: once for each configuration, not for each request. */
function readersFor(site: Site): Readers {
  const made = readers.get(site) ?? makeReaders(site)
  readers.set(site, made)
  return made
}

function makeReaders({ topics, sources }: Site) {
  const known = { topics: topics.map(({ id }) => id), sources: sources.map(({ id }) => id) }
  const { hidden, ...shape } = parametersFor(known)
  return { known, all: z.strictObject({ ...shape, hidden }), passing: z.object(shape) }
}

/** The parameters of a request; those without a value are as good as absent, and several of one name are any of them. */
function writtenIn({ query }: Request): Readonly<Record<string, string>> {
  const given = query as Readonly<Record<string, string | string[]>>
  const bare = Object.entries(given).map(([name, value]) => [name, [value].flat().join(',').trim()] as const)
  return Object.fromEntries(bare.filter(([, value]) => value !== ''))
}

/** What a schema of parameters makes of those that are given; one that there is not is told before all else. */
function readBy<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>, given: unknown): z.output<z.ZodObject<Shape>> {
  const { success, data, error } = schema.safeParse(given)
  if (success) return data
  for (const issue of error.issues)
    if (issue.code === 'unrecognized_keys') {
      const names = Object.keys(schema.shape).join(', ')
      throw invalid(issue.keys[0] ?? '', `There is no parameter “${issue.keys[0]?.slice(0, 60)}”; there are ${names}.`)
    }
  const [first] = error.issues
  throw invalid(String(first?.path[0] ?? ''), first?.message ?? '')
}

/** What a cursor in the order of arrival begins with. */
const RECEIVED = 'r'

/** The cursor that goes on below a place in an order: opaque to whoever uses it. */
export function cursorOf(place: number, sort?: Narrowing['sort']): string {
  return Buffer.from(`${sort === 'received' ? RECEIVED : ''}${place}`).toString('base64url')
}

function invalid(parameter: string, message: string): TributaryError {
  return new TributaryError('invalid', message, { parameter })
}

function readCursor(written: string | undefined, sort: Narrowing['sort']): number | undefined {
  if (written === undefined) return undefined
  const said = /^[\w-]{1,40}$/.test(written) ? Buffer.from(written, 'base64url').toString('latin1') : ''
  const [, order = '', place = ''] = /^(r?)(-?\d{1,16})$/.exec(said) ?? []
  if (place === '' || !Number.isSafeInteger(Number(place)))
    throw invalid('cursor', '“cursor” is what “nextCursor” of the page before said; this one is not.')
  if ((order === RECEIVED) !== (sort === 'received'))
    throw invalid('cursor', '“cursor” is of another “sort”: begin without one, or ask in the order that it is of.')
  return Number(place)
}

/** When a checked moment, or a time ago, is; to the minute, so that equal requests are equal. */
function instant(name: 'since' | 'until', written: string | undefined, now: number): number | undefined {
  if (written === undefined) return undefined
  const [, amount, unit = ''] = /^(\d{1,5})([mhdw])$/.exec(written) ?? []
  if (amount !== undefined) return Math.floor(now / 60_000) * 60_000 - Number(amount) * (UNITS[unit] ?? 0)
  const start = Date.parse(withZone(written))
  return name === 'until' && isDay(written) ? endOf(written, start) : start
}

/** A topic that a query names and nobody has is told, not answered with an empty list. */
function checked(query: Query, topics: readonly string[]): Query {
  for (const part of parts(query)) {
    const problem = part.kind === 'topic' ? noneOf('topic', part.id, topics) : undefined
    if (problem !== undefined) throw invalid('topic', problem)
  }
  return query
}

/** The end of a day or a month: whoever says “until the 9th” means that day too. */
function endOf(written: string, start: number): number {
  const date = new Date(start)
  return written.length === 7 ? date.setUTCMonth(date.getUTCMonth() + 1) : date.setUTCDate(date.getUTCDate() + 1)
}
