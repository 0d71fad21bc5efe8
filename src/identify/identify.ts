import { hash } from 'node:crypto'
import type { Habits } from '../model/habits.ts'
import type { Entry, Identity } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import { canonicalUrl } from './canonical-url.ts'
import { domainOf, homesOf, isPost, originOf, type Place } from './provenance.ts'
import { substanceOf } from './substance.ts'
import { type Tracks, trackingBy } from './tracking-parameters.ts'

const MAX_KEY = 200
/** An article that is listed twice may have two titles, but not so many. */
const CROWD = 3

export interface IdentifyOptions extends Place {
  /** What its documents have shown before. */
  readonly habits?: Habits
  /** Names of query parameters that say nothing, beside the usual ones. */
  readonly trackingParameters?: readonly string[]
  /** Registrable domains that the other entries of the document lead to. */
  readonly others?: readonly (string | undefined)[]
}

/** One entry with its keys, before it is known which of them hold. */
interface Keyed {
  readonly entry: Entry
  readonly guid?: string
  readonly url?: string
  readonly substance: ReturnType<typeof substanceOf>
  readonly textKey: string
}

/**
 * The identities of the entries of one document, in their order. A guid or a link that different entries share, here or in
 * an earlier document, says nothing about identity: such a guid counts together with what else the entry has, such a link
 * not at all. Where no guid of the source can be relied upon its entries have none.
 */
export function identify(sourceId: string, entries: readonly Entry[], options: IdentifyOptions = {}): Identity[] {
  const { habits = {} } = options
  const tracks = trackingBy(options.trackingParameters)
  const keyed = entries.map((entry) => keyedOf(entry, tracks))
  const [crowdedGuids, crowdedLinks] = crowded(keyed)
  const guids = new Set([
    ...crowdedGuids,
    ...shared(keyed.map(({ guid, url, entry }) => [guid, url ?? entry.article.title])),
  ])
  const links = new Set([...crowdedLinks, ...shared(keyed.map((one) => [one.url, besideLink(one, guids)]))])
  const known = {
    guids: new Set([...guids, ...(habits.guids ?? [])]),
    links: new Set([...links, ...(habits.links ?? [])]),
  }
  const domains = entries.map(({ article }) => domainOf(article.url))
  const homes = homesOf([...domains, ...(options.others ?? [])], options)
  // Files are archives: what they hold is others' by its nature.
  const isFile = options.documentUrl?.startsWith('file:') ?? true
  return keyed.map((one) => {
    const { entry, guid, url, textKey } = one
    const urlKey = url === undefined || known.links.has(url) ? undefined : url
    const origin = originOf(entry.article, options)
    const spare = { guidKey: bounded(withoutGuid(one, urlKey)) }
    const plain = guid === undefined || habits.distrust !== undefined ? spare.guidKey : guid
    const guidKey = known.guids.has(plain)
      ? bounded(`shared:${plain.replace(/^guid:/, '')}:${urlKey ?? entry.article.title}`)
      : plain
    return {
      id: idOf(sourceId, guidKey),
      guidKey,
      ...optional('urlKey', urlKey),
      ...optional('plainKey', guid === guidKey ? undefined : guid),
      spare: { id: idOf(sourceId, spare.guidKey), ...spare },
      textKey,
      contentHash: contentHash(one),
      substance: digest([one.substance, entry.article.url === undefined ? null : (url ?? entry.article.url)]).slice(
        0,
        32,
      ),
      ...(guid !== undefined && guids.has(guid) ? { sharedGuid: guid } : {}),
      ...(url !== undefined && links.has(url) ? { sharedLink: url } : {}),
      ...optional('origin', origin),
      ...(origin === undefined && !isFile && isPost(entry, homes) ? { post: true } : {}),
    }
  })
}

/** What an entry of a source that can be relied upon for its guids is known by. */
export function guidKeyOf(guid: string): string {
  return bounded(`guid:${guid}`)
}

function keyedOf(entry: Entry, tracks: Tracks): Keyed {
  const { guid, article } = entry
  const substance = substanceOf(article)
  return {
    entry,
    ...(guid === undefined ? {} : { guid: guidKeyOf(guid) }),
    ...optional('url', article.url === undefined ? undefined : canonicalUrl(article.url, tracks)),
    substance,
    textKey: digest([substance]).slice(0, 24),
  }
}

/** What tells entries with one link apart; where title and text are equal it is one article under two guids. */
function besideLink({ guid, entry, textKey }: Keyed, sharedGuids: ReadonlySet<string>): string {
  return guid === undefined || sharedGuids.has(guid) ? entry.article.title : textKey
}

/** Guids and links that come together, with so many titles that it is no article listed more than once. */
function crowded(keyed: readonly Keyed[]): readonly [guids: readonly string[], links: readonly string[]] {
  const titles = new Map<string, Set<string>>()
  for (const { guid, url, substance } of keyed) {
    if (guid === undefined || url === undefined) continue
    const pair = `${guid} ${url}`
    titles.set(pair, (titles.get(pair) ?? new Set()).add(substance.title))
  }
  const isCrowded = ({ guid, url }: Keyed) => (titles.get(`${guid} ${url}`)?.size ?? 0) >= CROWD
  const both = keyed.filter(isCrowded)
  return [both.flatMap(({ guid }) => guid ?? []), both.flatMap(({ url }) => url ?? [])]
}

function withoutGuid({ entry: { article, text } }: Keyed, urlKey: string | undefined): string {
  return urlKey === undefined ? `text:${digest([article.title, article.url ?? text])}` : `url:${urlKey}`
}

/** Everything that a reader sees but the dates, which publishers touch without an edit, and counts of comments. */
function contentHash({ entry, url: canonical }: Keyed): string {
  const { publishedAt: _published, updatedAt: _updated, extras: _extras, url, ...seen } = entry.article
  return digest([seen, canonical ?? url ?? null]).slice(0, 32)
}

function idOf(sourceId: string, guidKey: string): string {
  return digest([sourceId, guidKey]).slice(0, 20)
}

function bounded(key: string): string {
  return key.length <= MAX_KEY ? key : `hash:${digest([key])}`
}

function digest(parts: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(parts))
}

/** The keys that stand beside more than one other. */
function shared(pairs: readonly (readonly [key: string | undefined, beside: string])[]): ReadonlySet<string> {
  const first = new Map<string, string>()
  const found = new Set<string>()
  for (const [key, beside] of pairs) {
    if (key === undefined) continue
    if ((first.get(key) ?? beside) !== beside) found.add(key)
    else first.set(key, beside)
  }
  return found
}
