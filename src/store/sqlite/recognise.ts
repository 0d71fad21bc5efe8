import { type Habits, habitsAfter } from '../../model/habits.ts'
import type { Candidate, Identity, OwnKey } from '../../model/item.ts'
import { addsTo, isAlike, likeness, type Told } from '../../model/likeness.ts'
import { KEYS_PER_MS } from './keys.ts'
import type { Db } from './open-database.ts'

/** Dates within this are one, in milliseconds. */
const SAME_TIME = 60_000
/** So many known articles under new guids, and half of the document, are a habit of its source. */
const RENAMED = 2

/** An item that we hold, as far as it is compared. */
interface Held extends Told {
  readonly key: number
  readonly id: string
  readonly url: string | null
  readonly source_id: string
}

/** A candidate of a document, and the item that it is. */
export interface Recognised {
  readonly candidate: Candidate
  readonly own: OwnKey
  /** Its canonical URL, where it may lead to the item. */
  readonly urlKey?: string
  /** The URL leads to what the candidate wrote about. */
  readonly takesUrl?: boolean
  /** The item; absent: it is new. */
  readonly itemKey?: number
  /** It was purged, and is not to come back. */
  readonly buried?: boolean
}

/** What a document has, each article once, and what its source is known to do by now. */
export interface Recognition {
  readonly each: readonly Recognised[]
  readonly habits: Habits
}

/** Finds what we hold of a document's articles; whoever calls it holds the transaction. */
export function recogniser(db: Db) {
  const columns = `i.key, i.id, i.source_id, i.url, i.title, iif(i.content_html = '', i.summary, i.content_html) AS text`
  const ofSighting = db.prepare<[string, string], Held>(
    `SELECT ${columns} FROM sightings s JOIN items i ON i.key = s.item_key WHERE s.source_id = ? AND s.guid_key = ?`,
  )
  const ofUrl = db.prepare<[string], Held & { weak: number }>(
    `SELECT ${columns}, u.weak FROM item_urls u JOIN items i ON i.key = u.item_key WHERE u.url_key = ?`,
  )
  const ofText = db.prepare<[string, string], Held>(
    `SELECT ${columns} FROM sightings s JOIN items i ON i.key = s.item_key
     WHERE s.source_id = ? AND s.text_key = ? ORDER BY i.key DESC LIMIT 20`,
  )
  // The feed that a planet names as the origin of an entry, polled by us as well: there the guid is the same.
  const ofOrigin = db.prepare<[string, string, string], Held>(
    `SELECT ${columns} FROM sources o JOIN sightings s ON s.source_id = o.id AND s.guid_key = ? JOIN items i ON i.key = s.item_key
     WHERE o.url = ? OR o.address = ? LIMIT 1`,
  )
  const isSeen = db
    .prepare<[number, string], number>('SELECT 1 FROM sightings WHERE item_key = ? AND source_id = ?')
    .pluck()
  const isBuried = db
    .prepare<[{ sourceId: string; guidKey: string; urlKey: string | null; textKey: string | null }], number>(
      `SELECT 1 FROM tombstones WHERE source_id = :sourceId AND (guid_key = :guidKey OR text_key = :textKey)
       UNION ALL SELECT 1 FROM buried_urls WHERE url_key = :urlKey LIMIT 1`,
    )
    .pluck()

  return function recognise(sourceId: string, candidates: readonly Candidate[], habits: Habits): Recognition {
    const seenIn = (item: Held | undefined) => item !== undefined && isSeen.get(item.key, sourceId) === 1
    const byUrl = ({ urlKey }: Identity) => (urlKey === undefined ? undefined : ofUrl.get(urlKey))
    const byText = ({ identity, article }: Candidate) =>
      ofText
        .all(sourceId, identity.textKey)
        .find((item) => isSameTime(article.publishedAt, item) || (article.publishedAt ?? identity.urlKey) === undefined)

    const misled = misledGuids()
    const chosen = onceEach(
      candidates.map((candidate) => ({
        candidate,
        own: misled.all || misled.guids.has(candidate.identity.guidKey) ? candidate.identity.spare : candidate.identity,
      })),
    )
    /** The items that entries of this document are, and the new links among them; by what those say. */
    const claimed = new Map<number, string>()
    const fresh = new Map<string, string>()
    const links: string[] = []
    let renamed = 0
    const direct = chosen.map(({ own }) => ofSighting.get(sourceId, own.guidKey))
    // Where a second guid was taken for a new one of an article, and here are both, the one that it began with keeps it.
    const isFirst = (i: number) => {
      const rivals = chosen.flatMap(({ own }, j) => (direct[j]?.key === direct[i]?.key ? [{ own, j }] : []))
      return (rivals.find(({ own, j }) => own.id === direct[j]?.id) ?? rivals[0])?.j === i
    }
    for (const [i, item] of direct.entries())
      if (item !== undefined && isFirst(i)) claimed.set(item.key, chosen[i]?.candidate.identity.textKey ?? '')
    const each = chosen.flatMap(({ candidate, own }, i): Recognised[] => {
      const { urlKey, textKey } = candidate.identity
      const known = direct[i]
      if (known !== undefined && isFirst(i))
        return [{ candidate, own, itemKey: known.key, ...urlOf(candidate.identity) }]
      if (known !== undefined) return claimed.get(known.key) === textKey ? [] : [{ candidate, own }]
      if (urlKey !== undefined && fresh.get(urlKey) === textKey) return []
      const { item, repeated = false, ...url } = found(candidate, own)
      if (repeated) return []
      if (item === undefined) {
        if (url.urlKey !== undefined) fresh.set(url.urlKey, textKey)
        return [{ candidate, own, ...url, ...(isDead(candidate, own) ? { buried: true } : {}) }]
      }
      claimed.set(item.key, textKey)
      if (seenIn(item)) renamed += 1
      return [{ candidate, own, itemKey: item.key, ...url }]
    })
    const shown = {
      guids: [...misled.guids, ...candidates.flatMap(({ identity }) => identity.sharedGuid ?? [])],
      links: [...links, ...candidates.flatMap(({ identity }) => identity.sharedLink ?? [])],
      reused: misled.all,
      renamed: habits.distrust === undefined && !misled.all && renamed >= RENAMED && 2 * renamed >= chosen.length,
    }
    return { each, habits: habitsAfter(habits, shown) }

    /** The guids of this document that are those of other articles by now: all of them where most or several are. */
    function misledGuids(): { readonly all: boolean; readonly guids: ReadonlySet<string> } {
      const guids = new Set<string>()
      const verdicts = candidates.flatMap((candidate) => {
        const { guidKey, plainKey, spare } = candidate.identity
        const item = guidKey === spare.guidKey || plainKey !== undefined ? undefined : ofSighting.get(sourceId, guidKey)
        if (item === undefined) return []
        const told = toldOf(candidate)
        const elsewhere = byUrl(candidate.identity) ?? byText(candidate)
        const isElsewhere =
          elsewhere !== undefined &&
          elsewhere.key !== item.key &&
          seenIn(elsewhere) &&
          likeness(told, elsewhere) > likeness(told, item)
        const isUnlike = !isAlike(told, item)
        // Where there are no links either, the same guid with other figures may be a thing that is measured anew.
        const isOther =
          elsewhere === undefined && isAllOther(candidate, item) && (candidate.article.url !== undefined || isUnlike)
        if (isElsewhere) guids.add(guidKey)
        return [{ isElsewhere, isOther }]
      })
      const elsewhere = verdicts.filter(({ isElsewhere }) => isElsewhere).length
      const other = elsewhere + verdicts.filter(({ isOther }) => isOther).length
      const all =
        (elsewhere >= 2 && 10 * elsewhere >= verdicts.length) ||
        (elsewhere >= 1 && 2 * elsewhere >= verdicts.length) ||
        ((other >= 2 || (other === 1 && candidates.length === 1)) && 2 * other >= verdicts.length)
      return { all, guids }
    }

    /** What a candidate is that this source has not had under this key. */
    function found(
      candidate: Candidate,
      own: OwnKey,
    ): { item?: Held; urlKey?: string; takesUrl?: boolean; repeated?: boolean } {
      const { identity } = candidate
      const { plainKey, urlKey, origin, textKey } = identity
      const url = byUrl(identity)
      if (url !== undefined && urlKey !== undefined) {
        if (claimed.get(url.key) === textKey) return { repeated: true }
        const verdict = claimed.has(url.key) ? 'shared' : verdictOfUrl(candidate, url)
        if (verdict === 'same') return { item: url, urlKey }
        if (verdict === 'subject') return { urlKey, takesUrl: true }
        if (verdict === 'shared') links.push(urlKey)
        return {}
      }
      const earlier =
        urlKey !== undefined
          ? undefined
          : [plainKey, own === identity.spare ? identity.guidKey : undefined]
              .flatMap((key) => (key === undefined ? [] : (ofSighting.get(sourceId, key) ?? [])))
              .find((item) => item.title === candidate.article.title)
      const item =
        earlier ??
        (origin === undefined ? undefined : ofOrigin.get(plainKey ?? identity.guidKey, origin, origin)) ??
        byText(candidate)
      return { ...(item === undefined || claimed.has(item.key) ? {} : { item }), ...urlOf(identity) }
    }

    /**
     * Whether the item that a URL leads to is the candidate, or what that wrote about (or the other way round, the
     * candidate the subject of what we hold), or the URL is one of all that its source writes.
     */
    function verdictOfUrl(candidate: Candidate, item: Held & { weak: number }): 'same' | 'post' | 'subject' | 'shared' {
      const told = toldOf(candidate)
      if (seenIn(item))
        return isSameTime(candidate.article.publishedAt, item) || isAlike(told, item) ? 'same' : 'shared'
      if (candidate.identity.post === true) return addsTo(told, item) ? 'post' : 'same'
      return item.weak === 1 && addsTo(item, told) ? 'subject' : 'same'
    }

    function isDead({ identity }: Candidate, { guidKey }: OwnKey): boolean {
      const { urlKey = null, textKey } = identity
      return isBuried.get({ sourceId, guidKey, urlKey, textKey: urlKey === null ? textKey : null }) === 1
    }
  }
}

function urlOf({ urlKey }: Identity): { urlKey?: string } {
  return urlKey === undefined ? {} : { urlKey }
}

function toldOf({ article: { title, contentHtml, summary } }: Candidate): Told {
  return { title, text: contentHtml === '' ? summary : contentHtml }
}

/** Title, link and date are all others than those of the item: an edit leaves something. */
function isAllOther({ article, identity }: Candidate, item: Held): boolean {
  if (article.title === item.title || isSameTime(article.publishedAt, item)) return false
  return identity.urlKey === undefined ? article.url === undefined && item.url === null : article.url !== item.url
}

function isSameTime(published: number | undefined, { key }: Held): boolean {
  return published !== undefined && Math.abs(published - Math.floor(key / KEYS_PER_MS)) < SAME_TIME
}

/** Without the further entries of one key: two that edit one item would do so at every poll. */
function onceEach<Each extends { readonly own: OwnKey }>(chosen: readonly Each[]): Each[] {
  const first = new Map<string, Each>()
  for (const one of chosen) if (!first.has(one.own.guidKey)) first.set(one.own.guidKey, one)
  return [...first.values()]
}
