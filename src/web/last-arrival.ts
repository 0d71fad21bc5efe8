import type { PublishedItem } from '../publish/published.ts'

/** When an item last changed the document; that has nothing to do with when its articles were published. */
export function lastArrival(items: readonly PublishedItem[]): number | undefined {
  return items.length === 0 ? undefined : Math.max(...items.map((item) => Math.max(item.firstSeenAt, item.changedAt)))
}
