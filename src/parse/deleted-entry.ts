import { optional } from '../model/optional.ts'
import type { ParsedEntry, ParsedRetraction } from '../model/parsed-feed.ts'
import { parseDate } from './dates.ts'
import { attribute } from './element.ts'
import type { Element } from './tree.ts'

/** Deleted entries of one document that are looked at. */
const MAX_RETRACTED = 1_000

/**
 * Decides between the entries of a document and what it says is deleted (RFC 6721, 3): an entry that is as new as its
 * deletion stays, an older one goes. One of which either date is missing stays: it is listed, and that is plain.
 * `at:by` says which person has deleted it, and nothing about whose it was.
 */
export function settled(
  entries: readonly ParsedEntry[],
  deleted: readonly Element[],
): { readonly entries: readonly ParsedEntry[]; readonly retracted: readonly ParsedRetraction[] } {
  const last = lastOfEach(deleted)
  if (last.size === 0) return { entries, retracted: [] }
  const left = entries.filter(({ guid, updated, published }) => {
    const [when, said] = [last.get(guid ?? '')?.when, updated ?? published]
    return when === undefined || said === undefined || said >= when
  })
  const listed = new Set(left.map(({ guid }) => guid))
  return { entries: left, retracted: [...last.values()].filter(({ guid }) => !listed.has(guid)) }
}

/** The last deletion of each id: an entry may have come back and have been deleted again. */
function lastOfEach(deleted: readonly Element[]): ReadonlyMap<string, ParsedRetraction> {
  const last = new Map<string, ParsedRetraction>()
  for (const element of deleted.slice(0, MAX_RETRACTED)) {
    const guid = attribute(element, 'ref')
    if (guid === undefined) continue
    const when = parseDate(attribute(element, 'when') ?? '')
    if ((last.get(guid)?.when ?? Number.NEGATIVE_INFINITY) <= (when ?? Number.NEGATIVE_INFINITY))
      last.set(guid, { guid, ...optional('when', when) })
  }
  return last
}
