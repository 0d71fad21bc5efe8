import { type Habits, habitsAfter } from '../../model/habits.ts'
import type { Candidate, Identity, OwnKey } from '../../model/item.ts'
import { addsTo, isAlike } from '../../model/likeness.ts'
import type { Passed } from '../../model/listing.ts'
import { type HeldByUrl, type HeldItem, heldItems, isSameTime, type SightedItem, toldOf } from './held-items.ts'
import { type Misled, misledGuids } from './misled-guids.ts'
import type { Db } from './open-database.ts'
import type { SightingRow } from './sighting-table.ts'

/** So many known articles under new guids, and half of the document, are a habit of its source. */
const RENAMED = 2

/** A candidate of a document, and the item that it is. */
export interface Recognised {
  readonly candidate: Candidate
  readonly own: OwnKey
  /** Its canonical URL, where that may lead to the item. */
  readonly urlKey?: string
  /** The URL leads to the candidate from now on: what had it only wrote about it. */
  readonly takesUrl?: boolean
  /** The item; absent: it is new. */
  readonly itemKey?: number
  /** What the source has it as, where that is under the candidate's own key. */
  readonly same?: SightingRow
  /** It was purged, and is not to come back. */
  readonly buried?: boolean
}

/** What a document has, each article once, and what its source is known to do by now. */
export interface Recognition {
  readonly each: readonly Recognised[]
  readonly habits: Habits
  /** It would be no other if the entries that were passed over were among the candidates. */
  readonly isClear: boolean
}

/** What a candidate is by other keys than its own; `repeated`: an entry before it is the same article. */
interface Found {
  readonly item?: HeldItem
  readonly urlKey?: string
  readonly takesUrl?: boolean
  readonly repeated?: boolean
}

interface Chosen {
  readonly candidate: Candidate
  readonly own: OwnKey
}

/** Finds what we hold of a document's articles; whoever calls it holds the transaction. */
export function recogniser(db: Db) {
  const held = heldItems(db)

  return function recognise(
    sourceId: string,
    candidates: readonly Candidate[],
    habits: Habits,
    passed?: Passed,
  ): Recognition {
    const items = held(sourceId, candidates)
    const misled = misledGuids(candidates, items)
    const chosen = chosenOf(candidates, misled)
    const known = knownItems(chosen)
    /** The items that entries of this document are, and the new links among them; by what those say. */
    const claimed = new Map([...known].map(([{ candidate }, { key }]) => [key, candidate.identity.textKey]))
    const fresh = new Map<string, string>()
    const sharedLinks: string[] = []
    let renamed = 0
    const each = chosen.flatMap((one) => recogniseOne(one) ?? [])
    const shared = (key: 'sharedGuid' | 'sharedLink') => candidates.flatMap(({ identity }) => identity[key] ?? [])
    const shown = {
      guids: [...misled.guids, ...shared('sharedGuid')],
      links: [...sharedLinks, ...shared('sharedLink')],
      reused: misled.all,
      renamed: habits.distrust === undefined && !misled.all && renamed >= RENAMED && 2 * renamed >= chosen.length,
    }
    return { each, habits: habitsAfter(habits, shown), isClear: passed === undefined || isApart() }

    /** No entry contradicts its guid or its link, or is an item that the source has had under another guid. */
    function isApart(): boolean {
      const isOther = ({ itemKey, own }: Recognised) =>
        itemKey !== undefined && items.isSeenUnderOther(itemKey, own.guidKey)
      return !misled.isAny && sharedLinks.length === 0 && !each.some(isOther)
    }

    /** The item that each entry's own key leads to, for one entry each. */
    function knownItems(all: readonly Chosen[]): Map<Chosen, SightedItem> {
      const of = new Map<number, [Chosen, SightedItem]>()
      for (const one of all) {
        const item = items.bySighting(one.own.guidKey)
        // Where a second guid was taken for a new one of an article, and here are both, the one that it began with keeps it.
        if (item !== undefined && (!of.has(item.key) || item.id === one.own.id)) of.set(item.key, [one, item])
      }
      return new Map(of.values())
    }

    function recogniseOne(one: Chosen): Recognised | undefined {
      const { candidate, own } = one
      const { urlKey, textKey } = candidate.identity
      const held = known.get(one)
      if (held !== undefined) return { ...one, itemKey: held.key, same: held, ...urlOf(candidate.identity) }
      const rival = items.bySighting(own.guidKey)
      if (rival !== undefined) return claimed.get(rival.key) === textKey ? undefined : one
      if (urlKey !== undefined && fresh.get(urlKey) === textKey) return undefined
      const { item, repeated = false, ...url } = found(one)
      if (repeated) return undefined
      if (item === undefined) {
        if (url.urlKey !== undefined) fresh.set(url.urlKey, textKey)
        const isBuried = items.isBuried(own.guidKey, candidate.identity)
        return { ...one, ...url, ...(isBuried ? { buried: true } : {}) }
      }
      claimed.set(item.key, textKey)
      if (items.isSeen(item)) renamed += 1
      return { ...one, itemKey: item.key, ...url }
    }

    /** What a candidate is that this source has not had under this key. */
    function found({ candidate, own }: Chosen): Found {
      const { identity } = candidate
      const { urlKey, textKey } = identity
      const held = items.byUrl(identity)
      if (held === undefined || urlKey === undefined) {
        const item = earlier(candidate, own) ?? items.byOrigin(identity) ?? items.byText(candidate)
        return { ...(item === undefined || claimed.has(item.key) ? {} : { item }), ...urlOf(identity) }
      }
      if (claimed.get(held.key) === textKey) return { repeated: true }
      switch (claimed.has(held.key) ? 'shared' : verdictOfUrl(candidate, held)) {
        case 'same':
          return { item: held, urlKey }
        case 'subject':
          return { urlKey, takesUrl: true }
        case 'post':
          return {}
        case 'shared':
          sharedLinks.push(urlKey)
          return {}
      }
    }

    /** What had the guid before that was no more than a guid; only its title is left to tell it by. */
    function earlier({ identity, article }: Candidate, own: OwnKey): HeldItem | undefined {
      if (identity.urlKey !== undefined) return undefined
      return [identity.plainKey, own === identity.spare ? identity.guidKey : undefined]
        .flatMap((key) => (key === undefined ? [] : (items.bySighting(key) ?? [])))
        .find((item) => item.title === article.title)
    }

    /**
     * Whether the item that a URL leads to is the candidate; or what that wrote about (`post`), or the other way round
     * (`subject`); or the URL is one that its source gives to different articles.
     */
    function verdictOfUrl(candidate: Candidate, item: HeldByUrl): 'same' | 'post' | 'subject' | 'shared' {
      const told = toldOf(candidate)
      if (items.isSeen(item))
        return isSameTime(candidate.article.publishedAt, item) || isAlike(told, items.told(item)) ? 'same' : 'shared'
      if (candidate.identity.post === true) return addsTo(told, items.told(item)) ? 'post' : 'same'
      return item.weak === 1 && addsTo(items.told(item), told) ? 'subject' : 'same'
    }
  }
}

/** Each candidate with the key that holds, without the further entries of one key: two would edit one item at every poll. */
function chosenOf(candidates: readonly Candidate[], { all, guids }: Misled): Chosen[] {
  const first = new Map<string, Chosen>()
  for (const candidate of candidates) {
    const { identity } = candidate
    const own = all || guids.has(identity.guidKey) ? identity.spare : identity
    if (!first.has(own.guidKey)) first.set(own.guidKey, { candidate, own })
  }
  return [...first.values()]
}

function urlOf({ urlKey }: Identity): { urlKey?: string } {
  return urlKey === undefined ? {} : { urlKey }
}
