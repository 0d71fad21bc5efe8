import type { Request } from 'express'
import { TributaryError } from '../errors.ts'
import { optional } from '../model/optional.ts'
import type { Query } from '../model/query.ts'
import { allOf, anyOf, parts } from '../query/compose.ts'
import { parseQuery } from '../query/parse-query.ts'
import { resolve } from '../query/resolve.ts'
import type { Site } from './site.ts'

const MAX_LIMIT = 200
const MAX_CHOICES = 20
const DAY = /^\d{4}-\d{2}(-\d{2})?$/
const ISO = /^\d{4}-\d{2}-\d{2}T/
const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }
const NARROWING = ['q', 'topic', 'source', 'lang', 'since', 'until', 'sort'] as const

const SORTS = ['date', 'received', 'relevance', 'hot'] as const

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
  const given = request.query as Readonly<Record<string, string | string[] | undefined>>
  if (strict) for (const name of Object.keys(given)) refuseUnknown(name)
  const value = (name: string) => {
    const written = given[name]
    const bare = (Array.isArray(written) ? written.join(',') : written)?.trim()
    return bare === '' ? undefined : bare
  }
  const q = value('q')
  const topics = site.topics.map(({ id }) => id)
  const since = instant('since', value('since'), site.now())
  const until = instant('until', value('until'), site.now())
  const sort = readSort(value('sort'))
  const asked = q === undefined ? undefined : resolve(checked(parseQuery(q), topics), site.now())
  const where = allOf([
    asked ?? { kind: 'all' },
    oneOf('topic', value('topic'), topics),
    oneOf(
      'source',
      value('source'),
      site.sources.map(({ id }) => id),
    ),
    languages(value('lang')),
    since === undefined && until === undefined
      ? { kind: 'all' }
      : { kind: 'date', ...optional('from', since), ...optional('until', until) },
  ])
  return {
    where,
    ...optional('asked', asked),
    ...optional('sort', sort),
    ...optional('limit', readLimit(value('limit'))),
    ...optional('before', readCursor(value('cursor'), sort)),
    ...(strict ? optional('hidden', readHidden(value('hidden'))) : {}),
    written: Object.fromEntries(
      NARROWING.flatMap((name) => (value(name) === undefined ? [] : [[name, value(name) ?? '']])),
    ),
  }
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

function refuseUnknown(name: string): void {
  const known = [...NARROWING, 'limit', 'cursor', 'hidden']
  if (!known.some((one) => one === name))
    throw invalid(name, `There is no parameter “${name.slice(0, 60)}”; there are ${known.join(', ')}.`)
}

function readLimit(written: string | undefined): number | undefined {
  if (written === undefined) return undefined
  const limit = Number(written)
  if (!/^\d+$/.test(written) || limit < 1 || limit > MAX_LIMIT)
    throw invalid('limit', `“limit” is a whole number from 1 to ${MAX_LIMIT}.`)
  return limit
}

function readSort(written: string | undefined): Narrowing['sort'] {
  const sort = SORTS.find((one) => one === written)
  if (written === undefined || sort !== undefined) return sort
  throw invalid(
    'sort',
    '“sort” is “date” (the newest first), “received” (the latest to come first), “relevance” (the best first) or “hot” (what many sources carry).',
  )
}

function readHidden(written: string | undefined): true | undefined {
  if (written === undefined) return undefined
  if (written !== 'only') throw invalid('hidden', '“hidden” is “only”: what filters hide, and nothing else.')
  return true
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

/** Any of several ids, separated by commas. */
function oneOf(parameter: 'topic' | 'source', written: string | undefined, known: readonly string[]): Query {
  const ids = choices(parameter, written)
  for (const id of ids) refuseUnless(known.includes(id), parameter, id, known)
  return anyOf(ids.map((id) => ({ kind: parameter, id }))) ?? { kind: 'all' }
}

function refuseUnless(holds: boolean, parameter: string, id: string, known: readonly string[]): void {
  if (holds) return
  const list = known.slice(0, 50).join(', ')
  throw invalid(parameter, `There is no ${parameter} “${id.slice(0, 60)}”; there are ${list === '' ? 'none' : list}.`)
}

function languages(written: string | undefined): Query {
  const tags = choices('lang', written).map((tag) => tag.toLowerCase())
  for (const tag of tags)
    if (!/^[a-z]{2,3}(-[a-z0-9]{1,8}){0,4}$/.test(tag))
      throw invalid('lang', `“lang” is a language tag (BCP 47) such as “fr”; “${tag.slice(0, 60)}” is none.`)
  return anyOf(tags.map((tag) => ({ kind: 'lang', tag }))) ?? { kind: 'all' }
}

function choices(parameter: string, written: string | undefined): string[] {
  const list = written?.split(',').flatMap((one) => (one.trim() === '' ? [] : one.trim())) ?? []
  if (list.length > MAX_CHOICES) throw invalid(parameter, `“${parameter}” takes at most ${MAX_CHOICES} values.`)
  return list
}

/** A moment (ISO 8601) or a time ago (`90m`, `24h`, `7d`, `2w`); to the minute, so that equal requests are equal. */
function instant(parameter: string, written: string | undefined, now: number): number | undefined {
  if (written === undefined) return undefined
  const [, amount, unit = ''] = /^(\d{1,5})([mhdw])$/.exec(written) ?? []
  if (amount !== undefined) return Math.floor(now / 60_000) * 60_000 - Number(amount) * (UNITS[unit] ?? 0)
  const moment = DAY.test(written)
    ? day(parameter, written)
    : ISO.test(written)
      ? Date.parse(withZone(written))
      : Number.NaN
  if (Number.isNaN(moment))
    throw invalid(
      parameter,
      `“${parameter}” is a date such as 2024-02-09 or 2024-02-09T12:00:00Z, or a time ago such as 24h or 7d.`,
    )
  return moment
}

/** A topic that a query names and nobody has is told, not answered with an empty list. */
function checked(query: Query, topics: readonly string[]): Query {
  for (const part of parts(query))
    if (part.kind === 'topic') refuseUnless(topics.includes(part.id), 'topic', part.id, topics)
  return query
}

/** The start of a day or a month; for `until` its end, for whoever says “until the 9th” means that day too. */
function day(parameter: string, written: string): number {
  const start = Date.parse(written)
  // Date.parse takes 30 February for 1 March.
  if (Number.isNaN(start) || !new Date(start).toISOString().startsWith(written)) return Number.NaN
  if (parameter !== 'until') return start
  const date = new Date(start)
  return written.length === 7 ? date.setUTCMonth(date.getUTCMonth() + 1) : date.setUTCDate(date.getUTCDate() + 1)
}

/** A time without a zone is UTC, as everywhere here; a “+” of a zone that nobody escaped arrives as a space. */
function withZone(moment: string): string {
  const whole = moment.replace(' ', '+')
  return /T[\d:.]+$/.test(whole) ? `${whole}Z` : whole
}
