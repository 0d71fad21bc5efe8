import type { Query } from '../model/query.ts'

/** All of them; none asks for everything. */
export function allOf(queries: readonly Query[]): Query {
  const parts = queries.flatMap((query) => (query.kind === 'and' ? query.of : query.kind === 'all' ? [] : [query]))
  const [only] = parts
  return only === undefined ? { kind: 'all' } : parts.length === 1 ? only : { kind: 'and', of: parts }
}

/** At least one of them; `undefined` where there is none to choose from. */
export function anyOf(queries: readonly Query[]): Query | undefined {
  return queries.length > 1 ? { kind: 'or', of: queries } : queries[0]
}

/** Every query within this one, itself included. */
export function* parts(query: Query): Generator<Query> {
  yield query
  if (query.kind === 'and' || query.kind === 'or') for (const part of query.of) yield* parts(part)
  if (query.kind === 'not') yield* parts(query.of)
}
