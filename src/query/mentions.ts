import type { Query } from '../model/query.ts'

/** Whether a query asks for a topic or a source by its id, wherever in it; what it asks not to be there counts for nothing. */
export function mentions(query: Query, kind: 'topic' | 'source', id: string): boolean {
  if (query.kind === 'and' || query.kind === 'or') return query.of.some((each) => mentions(each, kind, id))
  return query.kind === kind && query.id === id
}
