import type { PublishedItem } from '../../publish/published.ts'

export interface Day {
  /** ISO 8601 date. */
  readonly date: string
  readonly items: readonly PublishedItem[]
  /** Ids of those that are of an earlier day themselves: others of their story are of this one. */
  readonly earlier: ReadonlySet<string>
}

/**
 * Items under their days, those of their arrival where they are in its order. The order stays: a story stands where its
 * newest article would, and so under a day no earlier than what is below it, though an earlier article leads it.
 */
export function byDay(items: readonly PublishedItem[], received: boolean, timeZone: string): Day[] {
  const dates = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
  const days: { date: string; items: PublishedItem[]; earlier: Set<string> }[] = []
  for (const item of items.toReversed()) {
    const own = dates.format(received ? item.firstSeenAt : item.publishedAt)
    const below = days.at(-1)
    const day = below !== undefined && own <= below.date ? below : { date: own, items: [], earlier: new Set<string>() }
    if (day !== below) days.push(day)
    day.items.push(item)
    if (own < day.date) day.earlier.add(item.id)
  }
  return days.toReversed().map((day) => ({ ...day, items: day.items.toReversed() }))
}
