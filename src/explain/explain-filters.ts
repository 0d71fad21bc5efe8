import { failedTest, wantedBy } from '../classify/filters.ts'
import type { Item, Sighting } from '../model/item.ts'
import type { Filter, FilterTest } from '../model/rules.ts'
import { resolve } from '../query/resolve.ts'
import type { Subject, Texts } from '../query/subject.ts'
import { type Because, because, type Match } from './because.ts'

/** What a filter does with what one source carries of an item. */
export interface FilterVerdict {
  readonly filter: string
  readonly sourceId: string
  readonly outcome: Filter['outcome']
  /** The test that it fails, where it hides. */
  readonly failed?: FilterTest
  /** What the failed test asks for: a query, a number of words, or of milliseconds. */
  readonly wanted?: string
  /** It did so when the item was recorded. */
  readonly recorded: boolean
  /** It does so as the configuration is now. */
  readonly applies: boolean
  readonly because: readonly Because[]
}

/** An item as rules are put to it, with the topics that it matches by now. */
export interface Arriving {
  readonly subject: Subject
  readonly texts: Texts
}

/** All that filters do with an item, or did when it was recorded: what hides each of its sightings, what tags the lead. */
export function filterVerdicts(
  filters: readonly Filter[],
  item: Item,
  sightings: readonly Sighting[],
  arriving: Arriving,
): FilterVerdict[] {
  return sightings.flatMap((seen) => {
    const asked = filters.filter(({ source }) => source === undefined || source === seen.sourceId)
    const now = asked.flatMap((filter) => verdictOn(filter, item, seen, arriving) ?? [])
    const { hiding, sourceId } = seen
    if (hiding === undefined || now.some(({ recorded, outcome }) => recorded && outcome.kind === 'hide')) return now
    const { filter, failed, wanted } = hiding
    return [
      ...now,
      { filter, sourceId, outcome: { kind: 'hide' }, failed, wanted, recorded: true, applies: false, because: [] },
    ]
  })
}

function verdictOn(filter: Filter, item: Item, seen: Sighting, arriving: Arriving): FilterVerdict | undefined {
  const { outcome, name } = filter
  const { sourceId, firstSeenAt, hiding } = seen
  const subject = { ...arriving.subject, sources: [sourceId] }
  const asked = (test: 'include' | 'exclude'): Match | undefined => {
    const query = filter[test]
    return query === undefined ? undefined : because(resolve(query, firstSeenAt), subject, arriving.texts)
  }
  const failed = failedTest(filter, subject, firstSeenAt, (test) => asked(test)?.matches === true)
  const reasons = asked(failed === 'exclude' || failed === 'include' ? failed : 'include')?.because ?? []
  const base = { filter: name, sourceId, outcome, applies: true, because: reasons }
  if (outcome.kind === 'hide') {
    if (failed === undefined) return undefined
    return {
      ...base,
      failed,
      wanted: wantedBy(filter, failed, subject, firstSeenAt),
      recorded: hiding?.filter === name,
    }
  }
  if (failed !== undefined || !seen.leads) return undefined
  return { ...base, recorded: outcome.kind === 'tag' ? item.categories.includes(outcome.label) : item.boost !== 1 }
}
