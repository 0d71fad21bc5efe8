import type { Candidate } from '../../model/item.ts'
import { isAlike, likeness } from '../../model/likeness.ts'
import { type HeldItem, type HeldItems, isSameTime, toldOf } from './held-items.ts'

/** The guids of a document that are those of other articles by now; `all`: none of its source's is to be believed. */
export interface Misled {
  readonly all: boolean
  readonly guids: ReadonlySet<string>
  /** Some entry contradicts its guid, whatever that comes to. */
  readonly isAny: boolean
}

interface Verdict {
  readonly guidKey: string
  /** Link or text say that the entry is another item of its source. */
  readonly isElsewhere: boolean
  /** Title, link and date are all others than those of the item, and nothing says which item it is. */
  readonly isOther: boolean
}

/**
 * One guid that contradicts the rest of its entry is passed over alone. Where several do, or most of the few that are
 * known, they are numbers of rows or the like. An entry that is changed in all ways proves nothing by itself: stories
 * develop.
 */
export function misledGuids(candidates: readonly Candidate[], items: HeldItems): Misled {
  const verdicts = candidates.flatMap((candidate) => verdictOn(candidate, items) ?? [])
  const elsewhere = verdicts.filter(({ isElsewhere }) => isElsewhere)
  const other = elsewhere.length + verdicts.filter(({ isOther }) => isOther).length
  const isMost = (count: number) => count > 0 && 2 * count >= verdicts.length
  return {
    all:
      (elsewhere.length >= 2 && 10 * elsewhere.length >= verdicts.length) ||
      isMost(elsewhere.length) ||
      ((other >= 2 || candidates.length === 1) && isMost(other)),
    isAny: other > 0,
    guids: new Set(elsewhere.map(({ guidKey }) => guidKey)),
  }
}

function verdictOn(candidate: Candidate, items: HeldItems): Verdict | undefined {
  const { guidKey, plainKey, spare } = candidate.identity
  const item = guidKey === spare.guidKey || plainKey !== undefined ? undefined : items.bySighting(guidKey)
  if (item === undefined) return undefined
  // What says the same as the last time is what it was then.
  if (items.isUnchanged(candidate.identity)) return { guidKey, isElsewhere: false, isOther: false }
  const { title } = candidate.article
  const elsewhere = items.byUrl(candidate.identity) ?? items.byText(candidate)
  return {
    guidKey,
    isElsewhere:
      elsewhere !== undefined &&
      elsewhere.key !== item.key &&
      items.isSeen(elsewhere) &&
      likeness(title, elsewhere.title) > likeness(title, item.title),
    isOther: elsewhere === undefined && isAllOther(candidate, item, items),
  }
}

function isAllOther(candidate: Candidate, item: HeldItem, items: HeldItems): boolean {
  const { article, identity } = candidate
  if (article.title === item.title || isSameTime(article.publishedAt, item)) return false
  if (identity.urlKey !== undefined) return article.url !== item.url
  // Where there is no link either, the same guid with other figures may be a thing that is measured anew.
  return article.url === undefined && item.url === null && !isAlike(toldOf(candidate), items.told(item))
}
