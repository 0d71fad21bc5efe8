import { hash } from 'node:crypto'
import { domainOf } from '../identify/provenance.ts'
import type { Article, Identity } from '../model/item.ts'
import type { Listing } from '../model/listing.ts'
import { optional } from '../model/optional.ts'
import type { Instant } from '../model/source.ts'
import { isMojibake } from '../parse/mojibake.ts'
import { type Slices, slicesOf } from '../parse/slices.ts'
import type { Fetched } from './fetched.ts'

/** Raised with every change of what an entry is read as (a test says so): what was read before is read again then. */
export const READING = 1
/** When an article was last seen is kept to the day: once a day all that is listed is read. */
const MAX_AGE_MS = 86_400_000

/** An entry that was read. */
export interface Listed {
  /** Hash of the entry as it is written. */
  readonly written: string
  /** Hashes of what it is known by: an entry with one of them may be the same article. */
  readonly keys: readonly string[]
  /** The registrable domain that its link leads to. */
  readonly domain?: string
  readonly publishedAt?: Instant
}

/** A document before it is read. */
export interface Skimmed {
  /** Hash of what stands around the entries, and of all else that they are read by. */
  readonly around: string
  /** Hashes of the entries as they are written. */
  readonly written: readonly string[]
  readonly slices: Slices
}

/** What of a document has not been read before. */
export interface Unread {
  /** The document without what was. */
  readonly text: string
  readonly around: string
  /** Since when each of the entries that were has been read once at least. */
  readonly since: Instant
  /** Hashes of the entries that were not, as they are written. */
  readonly fresh: readonly string[]
  readonly passed: readonly Listed[]
}

/** Cuts a document at its entries; `undefined` where it cannot be cut, or has to be read whole every time. */
export function skim(
  text: string,
  { url, source, habits = {}, trackingParameters = [] }: Fetched,
): Skimmed | undefined {
  if (Object.keys(habits).length > 0) return undefined
  const slices = slicesOf(text)
  if (slices === undefined) return undefined
  const readBy = [READING, isMojibake(text), url, source, trackingParameters, slices.around]
  return { around: short(JSON.stringify(readBy)), written: slices.entries.map(short), slices }
}

/** `undefined` where all is to be read. */
export function unreadOf({ around, written, slices }: Skimmed, { listing, now }: Fetched): Unread | undefined {
  if (listing === undefined) return undefined
  const [before, since, ...entries] = JSON.parse(listing) as [string, Instant, ...Listed[]]
  if (before !== around || now < since || now - since >= MAX_AGE_MS) return undefined
  const known = new Map(entries.map((entry) => [entry.written, entry]))
  const fresh = written.filter((one) => !known.has(one))
  // Where most is new, what was read before says little about it.
  if (2 * fresh.length > written.length) return undefined
  return {
    text: slices.only((place) => !known.has(written[place] ?? '')),
    ...{ around, since, fresh },
    passed: written.flatMap((one) => known.get(one) ?? []),
  }
}

export function listingOf(around: string, since: Instant, entries: readonly Listed[]): Listing {
  return JSON.stringify([around, since, ...entries])
}

export function listedOf({ url, publishedAt }: Article, identity: Identity): Omit<Listed, 'written'> {
  const { guidKey, spare, urlKey, textKey } = identity
  const keys = [...new Set([guidKey, spare.guidKey, textKey, ...(urlKey === undefined ? [] : [urlKey])])].map(short)
  return { keys, ...optional('domain', domainOf(url)), ...optional('publishedAt', publishedAt) }
}

/** Whether entries are none of those that were passed over. */
export function isClear(fresh: readonly Pick<Listed, 'keys'>[], passed: readonly Listed[]): boolean {
  const known = new Set(passed.flatMap(({ keys }) => keys))
  return !fresh.some(({ keys }) => keys.some((key) => known.has(key)))
}

function short(text: string): string {
  return hash('sha1', text, 'base64url').slice(0, 12)
}
