import type { Query } from '../model/query.ts'

/**
 * The ids of the sources that a query asks for by name, so that it finds nothing without them; `undefined` where it may find
 * something of any source.
 */
export function sourcesNamed(query: Query): ReadonlySet<string> | undefined {
  if (query.kind === 'source') return new Set([query.id])
  // What a `not` leaves out is for the store to find.
  if (query.kind !== 'and' && query.kind !== 'or') return undefined
  const parts = query.of.map(sourcesNamed)
  const naming = parts.filter((part) => part !== undefined)
  if (query.kind === 'and') return naming.length === 0 ? undefined : naming.reduce(narrowed)
  return naming.length < parts.length ? undefined : new Set(naming.flatMap((part) => [...part]))
}

/** Two that have nothing in common ask for what both carry. */
function narrowed(all: ReadonlySet<string>, part: ReadonlySet<string>): ReadonlySet<string> {
  const both = [...all].filter((id) => part.has(id))
  return new Set(both.length > 0 ? both : [...all, ...part])
}
