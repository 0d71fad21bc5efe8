import { isDeepStrictEqual } from 'node:util'

/** The names of what is in one list and not in the other, or is there with another content. */
export interface Changes {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly string[]
}

/** What is different in a list of entries that have names of their own. */
export function changesOf<Entry>(
  before: readonly Entry[],
  after: readonly Entry[],
  nameOf: (entry: Entry) => string,
): Changes {
  const old = new Map(before.map((entry) => [nameOf(entry), entry]))
  const present = new Map(after.map((entry) => [nameOf(entry), entry]))
  const names = [...present.keys()]
  return {
    added: names.filter((name) => !old.has(name)),
    removed: [...old.keys()].filter((name) => !present.has(name)),
    changed: names.filter((name) => old.has(name) && !isDeepStrictEqual(old.get(name), present.get(name))),
  }
}
