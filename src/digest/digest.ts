import { labelled, verdictOf, wordsOf } from '../classify/classify.ts'
import { guidKeyOf, identify } from '../identify/identify.ts'
import type { Habits } from '../model/habits.ts'
import type { Candidate, Entry, Identity } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import type { Retracted } from '../model/poll.ts'
import type { RefreshHints } from '../model/rhythm.ts'
import type { Rules } from '../model/rules.ts'
import type { Instant, Source } from '../model/source.ts'
import { normaliseFeed } from '../normalise/normalise.ts'
import { parseFeed } from '../parse/parse.ts'

/** More than any priority. */
const RELAYED = 101

/** A document as it was fetched, and whose it is. */
export interface Fetched {
  readonly body: Uint8Array
  readonly contentType?: string
  /** Where the body came from, after redirects. */
  readonly url: string
  readonly source: Pick<Source, 'id' | 'lang' | 'priority'>
  /** What earlier documents of the source have shown. */
  readonly habits?: Habits
  /** Names of query parameters that say nothing about which article it is, beside the usual ones. */
  readonly trackingParameters?: readonly string[]
  readonly now: Instant
}

/** All that a document has for the store. */
export interface Digest {
  readonly feedTitle?: string
  readonly siteUrl?: string
  readonly hints: RefreshHints
  /** Something of the document is missing. */
  readonly cutOff: boolean
  /** What is odd about it, though it could be read. */
  readonly message?: string
  readonly candidates: readonly Candidate[]
  /** What its publisher takes back. */
  readonly retracted: readonly Retracted[]
}

/**
 * The pure middle of the main job: parse → normalise → identify → classify. Throws `invalid` for what is no feed.
 */
export async function digest(fetched: Fetched, rules: Rules): Promise<Digest> {
  const { source, now } = fetched
  const parsed = await parseFeed(fetched.body, fetched.contentType, fetched.url)
  const feed = normaliseFeed(parsed, { documentUrl: fetched.url, ...optional('lang', source.lang), now })
  const identities = identify(source.id, feed.entries, {
    documentUrl: fetched.url,
    ...optional('siteUrl', feed.siteUrl),
    ...optional('habits', fetched.habits),
    ...optional('trackingParameters', fetched.trackingParameters),
  })
  return {
    ...optional('feedTitle', feed.title),
    ...optional('siteUrl', feed.siteUrl),
    hints: parsed.hints,
    cutOff: parsed.cutOff,
    ...optional('message', oddities(parsed.repairs, parsed.entries.length - feed.entries.length)),
    candidates: feed.entries.flatMap((entry, i) => candidateOf(entry, identities[i], fetched, rules)),
    // In what is missing there may be a newer entry of the same id.
    retracted: parsed.cutOff ? [] : feed.retracted.map(({ guid, when }) => ({ guidKey: guidKeyOf(guid), when })),
  }
}

/** What a person should know of a document though it could be read. */
function oddities(repairs: readonly string[], leftOut: number): string | undefined {
  const notes = leftOut > 0 ? [...repairs, `${leftOut} entries are left out: they are empty, or too many`] : repairs
  return notes.length === 0 ? undefined : notes.join('; ')
}

function candidateOf(
  { article, text }: Entry,
  identity: Identity | undefined,
  { source, now }: Fetched,
  rules: Rules,
): Candidate[] {
  if (identity === undefined) return []
  const words = wordsOf(article, text)
  const verdict = verdictOf(rules, article, words, source.id, now)
  const candidate = { article, identity, words, ...verdict, rank: rankOf(identity, source) }
  return [labelled(candidate)]
}

/** What was taken from elsewhere leads before nothing that was not, whatever the priorities are. */
function rankOf({ origin }: Identity, { priority }: Fetched['source']): number {
  return origin === undefined ? priority : priority - RELAYED
}
