import { labelled, verdictOf, wordsOf } from '../classify/classify.ts'
import { guidKeyOf, identify } from '../identify/identify.ts'
import type { Candidate, Entry, Identity } from '../model/item.ts'
import type { Listing, Passed } from '../model/listing.ts'
import { optional } from '../model/optional.ts'
import type { Retracted } from '../model/poll.ts'
import type { RefreshHints } from '../model/rhythm.ts'
import type { Rules } from '../model/rules.ts'
import { type NormalisedFeed, normaliseFeed } from '../normalise/normalise.ts'
import { type Decoded, decode } from '../parse/charset.ts'
import { parseDocument } from '../parse/parse.ts'
import type { Fetched } from './fetched.ts'
import { isClear, type Listed, listedOf, listingOf, type Skimmed, skim, type Unread, unreadOf } from './skim.ts'

/** More than any priority. */
const RELAYED = 101

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
  /** What it lists, where nothing is odd about it. */
  readonly listing?: Listing
  /** Entries that were not read again. */
  readonly passed?: Passed
}

/** What came of reading, and where nothing was odd about it what each entry is known by. */
interface Reading {
  readonly digest: Digest
  readonly listed?: readonly Omit<Listed, 'written'>[]
}

/**
 * The pure middle of the main job: parse → normalise → identify → classify. Throws `invalid` for what is no feed. Entries
 * that the last document listed just so are passed over, as long as the others have nothing to do with them.
 */
export async function digest(fetched: Fetched, rules: Rules): Promise<Digest> {
  const decoded = decode(fetched.body, fetched.contentType)
  const skimmed = skim(decoded.text, fetched)
  const unread = skimmed && unreadOf(skimmed, fetched)
  const news = unread && (await readNews(decoded, unread, fetched, rules))
  return news ?? readWhole(decoded, skimmed, fetched, rules)
}

async function readWhole(
  decoded: Decoded,
  skimmed: Skimmed | undefined,
  fetched: Fetched,
  rules: Rules,
): Promise<Digest> {
  const { digest, listed } = await read(decoded, fetched, rules)
  if (skimmed === undefined || listed?.length !== skimmed.written.length) return digest
  const entries = listed.map((entry, place) => ({ ...entry, written: skimmed.written[place] ?? '' }))
  return { ...digest, listing: listingOf(skimmed.around, fetched.now, entries) }
}

/** What is new in a document; `undefined` where it takes the whole to tell. */
async function readNews(
  { charset }: Decoded,
  { text, around, since, fresh, passed }: Unread,
  fetched: Fetched,
  rules: Rules,
): Promise<Digest | undefined> {
  const others = passed.map(({ domain }) => domain)
  const { digest, listed } = await read({ text, charset }, fetched, rules, others)
  if (listed?.length !== fresh.length || !isClear(listed, passed)) return undefined
  const entries = [...listed.map((entry, place) => ({ ...entry, written: fresh[place] ?? '' })), ...passed]
  return {
    ...digest,
    listing: listingOf(around, since, entries),
    passed: { count: passed.length, dates: passed.flatMap(({ publishedAt }) => publishedAt ?? []) },
  }
}

async function read(
  decoded: Decoded,
  fetched: Fetched,
  rules: Rules,
  others: readonly (string | undefined)[] = [],
): Promise<Reading> {
  const { source, now } = fetched
  const parsed = await parseDocument(decoded, fetched.url)
  const feed = normaliseFeed(parsed, { documentUrl: fetched.url, ...optional('lang', source.lang), now })
  const identities = identify(source.id, feed.entries, {
    documentUrl: fetched.url,
    others,
    ...optional('siteUrl', feed.siteUrl),
    ...optional('habits', fetched.habits),
    ...optional('trackingParameters', fetched.trackingParameters),
  })
  const isPlain = parsed.repairs.length === 0 && parsed.entries.length === feed.entries.length && !parsed.cutOff
  return {
    digest: {
      ...optional('feedTitle', feed.title),
      ...optional('siteUrl', feed.siteUrl),
      hints: parsed.hints,
      cutOff: parsed.cutOff,
      ...optional('message', oddities(parsed.repairs, parsed.entries.length - feed.entries.length)),
      candidates: feed.entries.flatMap((entry, i) => candidateOf(entry, identities[i], fetched, rules)),
      // In what is missing there may be a newer entry of the same id.
      retracted: parsed.cutOff ? [] : feed.retracted.map(({ guid, when }) => ({ guidKey: guidKeyOf(guid), when })),
    },
    ...(isPlain ? optional('listed', listedIn(feed, identities)) : {}),
  }
}

/** `undefined` where entries have to do with one another, or with what is not listed any more. */
function listedIn({ entries, retracted }: NormalisedFeed, identities: readonly Identity[]) {
  const isOdd = ({ plainKey, sharedGuid, sharedLink }: Identity) =>
    plainKey !== undefined || sharedGuid !== undefined || sharedLink !== undefined
  if (retracted.length > 0 || identities.some(isOdd)) return undefined
  return entries.flatMap(({ article }, place) => {
    const identity = identities[place]
    return identity === undefined ? [] : [listedOf(article, identity)]
  })
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
