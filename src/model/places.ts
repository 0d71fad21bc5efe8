import type { FeedDefinition } from './feed.ts'

/** The places that sources have in one document, as they are taken. */
export interface Places {
  /** Takes a place of a source; false where none is left. */
  take(sourceId: string): boolean
  /** The sources that have none left. */
  readonly full: readonly string[]
}

/** The places of a feed's document; `undefined` where a source may have any number of them. */
export function placesOf({ maxPerSource, quotas = {} }: FeedDefinition): Places | undefined {
  if (maxPerSource === undefined && Object.keys(quotas).length === 0) return undefined
  const taken = new Map<string, number>()
  const full: string[] = []
  return {
    full,
    take(sourceId) {
      const most = quotas[sourceId] ?? maxPerSource ?? Number.POSITIVE_INFINITY
      const count = (taken.get(sourceId) ?? 0) + 1
      if (count > most) return false
      taken.set(sourceId, count)
      if (count === most) full.push(sourceId)
      return true
    },
  }
}
