import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser'
import type { z } from 'zod'
import { TributaryError } from '../errors.ts'
import { parts } from '../query/compose.ts'
import { parseQuery } from '../query/parse-query.ts'
import { CONFIG_QUERY_LIMITS, type ConfigFile, configFile } from './config-file.ts'

type Path = readonly PropertyKey[]

/** Reads the text of a configuration file (JSON; comments are allowed). Each problem that it has goes to `problems`. */
export function readConfigText(text: string, problems: string[]): ConfigFile | undefined {
  const errors: ParseError[] = []
  const written: unknown = parse(text.replace(/^\ufeff/, ' '), errors, { allowTrailingComma: true })
  if (errors.length > 0) {
    problems.push(
      ...errors.map(
        ({ error, offset }) => `${lineAndColumn(text, offset)}: ${SYNTAX[printParseErrorCode(error)] ?? 'not JSON'}`,
      ),
    )
    return undefined
  }
  const read = configFile.safeParse(written)
  if (!read.success) problems.push(...read.error.issues.flatMap((issue) => explain(issue, written)))
  problems.push(...crossChecks(written))
  return read.data
}

const SYNTAX: Readonly<Record<string, string>> = {
  InvalidSymbol: 'not JSON: a word that is neither true, false nor null',
  InvalidNumberFormat: 'not JSON: a number that cannot be read',
  PropertyNameExpected: 'not JSON: a property name in double quotes is expected',
  ValueExpected: 'not JSON: a value is expected',
  ColonExpected: 'not JSON: a colon is expected',
  CommaExpected: 'not JSON: a comma is expected',
  CloseBraceExpected: 'not JSON: a closing brace } is expected',
  CloseBracketExpected: 'not JSON: a closing bracket ] is expected',
  EndOfFileExpected: 'not JSON: nothing may follow here',
  UnexpectedEndOfComment: 'not JSON: a comment is never closed',
  UnexpectedEndOfString: 'not JSON: a string is never closed',
  InvalidEscapeCharacter: 'not JSON: a backslash escape that does not exist',
  InvalidCharacter: 'not JSON: a control character in a string',
}

function lineAndColumn(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n')
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
}

/** A validation issue in words: where, what was expected, what came. */
function explain(issue: z.core.$ZodIssue, written: unknown): string[] {
  const where = show(issue.path)
  const came = shown(valueAt(written, issue.path))
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => `${show([...issue.path, key])}: there is no such setting`)
    case 'invalid_union': {
      // A query or a list of them: the branch of what was written knows best.
      const branch = issue.errors[Array.isArray(valueAt(written, issue.path)) ? 1 : 0] ?? []
      return branch.flatMap((inner) => explain({ ...inner, path: [...issue.path, ...inner.path] }, written))
    }
    case 'invalid_key':
      return [`${where}: expected ${issue.issues[0]?.message ?? 'another name'}`]
    case 'invalid_type':
      return [
        valueAt(written, issue.path) === undefined
          ? `${where}: this setting is missing; expected ${article(issue.expected)}`
          : `${where}: expected ${article(issue.expected)}, got ${came}`,
      ]
    case 'too_small':
      return [`${where}: expected ${sizeOf(issue.origin)} of at least ${issue.minimum}, got ${came}`]
    case 'too_big':
      return [`${where}: expected ${sizeOf(issue.origin)} of at most ${issue.maximum}, got ${came}`]
    default:
      return [`${where}: expected ${issue.message}, got ${came}`]
  }
}

/** What only the whole file can tell: ids that stand twice, names of what is not there. */
function crossChecks(written: unknown): string[] {
  const sources = listed(written, 'sources')
  const topics = listed(written, 'topics')
  const feeds = listed(written, 'feeds')
  const known = { source: idsOf(sources, 'id'), topic: idsOf(topics, 'id') }
  return [
    ...repeated(sources, 'sources', 'id'),
    ...repeated(sources, 'sources', 'url'),
    ...repeated(topics, 'topics', 'id'),
    ...repeated(feeds, 'feeds', 'name'),
    ...topics.flatMap((topic, i) => unknownIn(queriesIn(topic, 'where', ['topics', i]), known)),
    ...feeds.flatMap((feed, i) => [
      ...missing(feed, 'sources', ['feeds', i], 'source', known.source),
      ...missing(feed, 'topics', ['feeds', i], 'topic', known.topic),
      ...unknownIn([...queriesIn(feed, 'where', ['feeds', i]), ...queriesIn(feed, 'pin', ['feeds', i])], known),
    ]),
  ]
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

function readable(query: string) {
  try {
    return [...parts(parseQuery(query, 'query', CONFIG_QUERY_LIMITS))]
  } catch (problem) {
    // The validation has said already what is wrong with this query.
    if (problem instanceof TributaryError) return []
    throw problem
  }
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  )
}

/** `sources[3].url` */
function show(path: Path): string {
  const shownPath = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  return shownPath.replace(/^\./, '') || 'the file'
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `“${value.length > 80 ? `${value.slice(0, 80)}…` : value}”`
  if (Array.isArray(value)) return `a list of ${value.length}`
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}

function article(expected: string): string {
  if (expected === 'int') return 'a whole number'
  return `${/^[aeiou]/.test(expected) ? 'an' : 'a'} ${expected === 'array' ? 'list' : expected}`.replace(
    'an list',
    'a list',
  )
}

function sizeOf(origin: string): string {
  if (origin === 'string') return 'a text with a length'
  return origin === 'array' ? 'a list with a length' : 'a number'
}
