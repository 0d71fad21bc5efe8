import type { Phrase, Query, Span } from '../model/query.ts'

const DAY = 86_400_000
const AGO: readonly (readonly [unit: string, ms: number])[] = [
  ['d', DAY],
  ['h', 3_600_000],
  ['m', 60_000],
]

/** A query as it would be written: `parseQuery` reads the same of it, whatever it was written like before. */
export function writeQuery(query: Query): string {
  switch (query.kind) {
    case 'all':
      return ''
    case 'and':
      return query.of.map((part) => (part.kind === 'or' ? `(${writeQuery(part)})` : writeQuery(part))).join(' ')
    case 'or':
      return query.of.map(writeQuery).join(' OR ')
    case 'not':
      return query.of.kind === 'and' || query.of.kind === 'or'
        ? `-(${writeQuery(query.of)})`
        : `-${writeQuery(query.of)}`
    case 'words':
      return `${prefixOf(query.field)}${phrase(query)}`
    case 'near':
      return `${prefixOf(query.field)}NEAR(${query.phrases.map(phrase).join(' ')}, ${query.within})`
    case 'regexp':
      return `${prefixOf(query.field)}/${query.pattern.replaceAll('/', '\\/')}/${query.ignoreCase ? 'i' : ''}`
    case 'source':
    case 'topic':
    case 'story':
      return `${query.kind}:${value(query.id)}`
    case 'lang':
      return `lang:${value(query.tag)}`
    case 'site':
      return `site:${value(query.host)}`
    case 'has':
      return `has:${query.medium}`
    case 'outlets':
      return `sources:${number(query)}`
    case 'date':
      return `date:${dates(query)}`
    case 'age':
      return `date:${age(query)}`
  }
}

function prefixOf(field: string): string {
  return field === 'any' ? '' : `${field}:`
}

function phrase({ words, prefix }: Phrase): string {
  if (prefix) return `${words.join('-')}*`
  return words.length === 1 ? words.join() : `"${words.join(' ')}"`
}

function value(text: string): string {
  return /^[\w.-]+$/.test(text) ? text : `"${text}"`
}

function number({ from, until }: Span): string {
  if (until === undefined) return `>=${from ?? 0}`
  return from === undefined ? `<${until}` : `${from}`
}

function dates({ from, until }: Span): string {
  const [first, last] = [from, until === undefined ? undefined : until - 1].map((instant) =>
    instant === undefined ? '' : new Date(instant).toISOString().slice(0, 10),
  )
  return first === last ? `${first}` : `${first}..${last}`
}

function age({ to, from, until }: Extract<Query, { kind: 'age' }>): string {
  if (to === 'now') return from === undefined ? `>${ago(until ?? 0)}` : `<${ago(from)}`
  const name = (start: number) => (start < 0 ? 'yesterday' : 'today')
  if (from === undefined) return `..${name((until ?? 0) - DAY)}`
  return until === undefined ? `${name(from)}..` : name(from)
}

function ago(offset: number): string {
  const [unit, ms] = AGO.find(([, each]) => offset % each === 0) ?? ['m', 60_000]
  return `${Math.round(-offset / ms)}${unit}`
}
