import type { Frame, KeptItem, RestoredItem, Tombstone } from '../model/backup.ts'
import type { Edition, KeptEdition } from '../model/edition.ts'
import type { Article, Item, Provenance, Revision, Sighting, Words } from '../model/item.ts'
import type { Listing } from '../model/listing.ts'
import type { Carriers, ItemPage, ItemQuery, Tally, TallyQuery } from '../model/page.ts'
import type { PastPoll, PollResult, Recorded } from '../model/poll.ts'
import type { Receipt, ReceiptQuery } from '../model/receipt.ts'
import type { Rhythm } from '../model/rhythm.ts'
import type { Hiding, Verdict } from '../model/rules.ts'
import type { Running } from '../model/running.ts'
import type { Instant, Lease, Move, Source, SourceHealth } from '../model/source.ts'
import type { Grouped, Joining, StoryMember, StoryMerge } from '../model/story.ts'
import type { Days, TopicSource, Volume, VolumeQuery } from '../model/volume.ts'
import type { KeptWithdrawal, Withdrawal } from '../model/withdrawal.ts'

export interface OpenStoreOptions {
  /** Absolute path of the folder for the database; made if missing. */
  readonly dataDir: string
  /** The host name in the `tag:` URIs of a new database (RFC 4151); an existing one keeps its own. */
  readonly tagAuthority: string
  readonly now: Instant
  /** Told what the database is asked, as it is asked, for measurements and tests. */
  readonly onStatement?: (sql: string) => void
}

export interface ClaimRequest {
  readonly now: Instant
  readonly limit: number
  /** A source that is not recorded or released by then may be claimed again. */
  readonly leaseUntil: Instant
  /** Only these, where given. */
  readonly sourceIds?: readonly string[]
  readonly budget: DomainBudget
}

/**
 * What one registrable domain may be asked for: one request each `spacingMs`, up to `burstMs` of them in advance
 * (the generic cell rate algorithm, ITU-T I.371).
 */
export interface DomainBudget {
  readonly spacingMs: number
  readonly burstMs: number
  /** Domains that are neither held nor counted. */
  readonly exempt: readonly string[]
}

/** A source with the domain whose budget it draws on. */
export type PolledSource = Source & { readonly domain: string }

/** A URL to poll, and the domain whose budget it draws on. */
export interface Address {
  readonly url: string
  readonly domain: string
  /** Its own next check; absent: the one that the poll came to. */
  readonly nextCheckAt?: Instant
}

export interface Recording {
  readonly lease: Lease
  readonly source: Source
  readonly result: PollResult
  readonly now: Instant
  readonly nextCheckAt: Instant
  /** How the source publishes, this poll included. */
  readonly rhythm: Rhythm
  /** Where permanent redirects lead by now. */
  readonly move?: Move
  /** What to poll from now on; left as it is where another source has that URL. */
  readonly address?: Address
  /** Nobody asks the domain of the lease before this. */
  readonly holdUntil?: Instant
  /** How long the server took to answer, in milliseconds. */
  readonly durationMs?: number
}

/** Of what is published: hidden items count apart. */
export interface StoreCounts {
  readonly items: number
  /** Those that filters hide. */
  readonly hidden: number
  readonly sources: number
  readonly topics: ReadonlyMap<string, number>
  readonly langs: ReadonlyMap<string, number>
}

/** An item that we hold, and all that rules are put to. */
export interface Held {
  readonly item: Item
  /** The leading one first. */
  readonly sightings: readonly Sighting[]
  /** The canonical URLs that lead to it. */
  readonly urlKeys: readonly string[]
}

/** What rules make of an item that we hold, where that is something else than before. */
export interface Judgement extends Omit<Verdict, 'hiding'> {
  /** The item as it was judged: what has been edited since then is left alone, for whoever did judged it anew. */
  readonly of: Pick<Item, 'key' | 'sourceId' | 'changedAt'>
  /** The article and its words with other labels; absent where those are as they were. */
  readonly relabelled?: { readonly article: Article; readonly words: Words }
  /** Those of its sightings that are hidden, or not, for another reason than before. */
  readonly hidings: readonly (Pick<Sighting, 'sourceId' | 'guidKey'> & { readonly hiding?: Hiding })[]
}

export interface Arrival {
  readonly firstSeenAt: Instant
  readonly publishedAt: Instant
}

export interface Grouping {
  readonly grouped: readonly Grouped[]
  readonly merges: readonly StoryMerge[]
}

/** How far rules have been applied to what we hold. */
export interface Ruling {
  /** What the rules are told from others by. */
  readonly rules: string
  /** Items below this key are still to be looked at; absent: all have been. */
  readonly before?: number
  readonly looked: number
  readonly changed: number
}

/**
 * What keeps sources, items and stories. Each method is one unit of work: it happens whole or not at all. `now` is an
 * argument; a store never reads the clock. What is out of order (a full disk, a locked file) is an `unavailable` error.
 */
export interface Store {
  /**
   * Makes the sources polled those of the configuration, and keeps what runs from now on; what that takes down is published no
   * more, and what an earlier one took down and it does not is again. A source that is no longer there keeps its items.
   */
  syncSources(sources: readonly PolledSource[], now: Instant, running?: Running): Promise<void>
  /** Makes sources due at once, whatever their next check was. */
  makeDue(sourceIds: readonly string[], now: Instant): Promise<void>
  /**
   * Takes leases on sources that are due, the longest due first; never on two of one host at a time, on none whose
   * domain is held or has spent its budget. Where the clock was wrong once, what it set counts as past: the next check
   * of a source that was polled in the future, and a hold or a spent budget further ahead than any is set.
   */
  claimDue(request: ClaimRequest): Promise<readonly Lease[]>
  /** Gives a lease back undone; the source is as due as it was. */
  release(lease: Lease): Promise<void>
  /** Writes the result of a poll, items and validators together; refuses a lost lease. */
  record(recording: Recording): Promise<Recorded>
  /** What the last document of a source listed, as it was recorded; absent where the next one is to be read whole. */
  listing(sourceId: string): Promise<Listing | undefined>
  /** Items newest first. */
  items(query: ItemQuery): Promise<ItemPage>
  /** Where the items of a query are in the order of arrival; all of them, however many are looked at. */
  receipts(query: ReceiptQuery): Promise<readonly Receipt[]>
  /** Items that were published and are not any more, taken down or purged: the last ones first. */
  withdrawals(limit: number): Promise<readonly Withdrawal[]>
  /** Who carries the items of a query, the newest `limit` below a key, or fewer where it is dear; hidden ones are not looked at. */
  carriers(asked: Pick<ItemQuery, 'where' | 'limit' | 'before'>): Promise<Carriers>
  /** Counts what a query finds, up to tens of thousands. */
  tally(query: TallyQuery): Promise<Tally>
  item(id: string): Promise<Item | undefined>
  /** Whether there is an item with this id that is taken down: no other method that reads for publication gives it. */
  isTakenDown(id: string): Promise<boolean>
  /** Where an item came from; `undefined` where there is none with this id. */
  provenance(id: string): Promise<Provenance | undefined>
  /** What an item showed before its publisher's edits, the latest first, a bounded number of them. */
  revisions(id: string): Promise<readonly Revision[]>
  /** The id of the item that a canonical URL leads to. */
  idOfUrl(urlKey: string): Promise<string | undefined>
  /** Items with their sightings, newest first, those that are hidden or taken down too: the next `limit` below a key. */
  held(page: { readonly before?: number; readonly limit: number }): Promise<readonly Held[]>
  /**
   * Writes what rules make of items that we hold, and how far they have come, together. Where the words of a source that
   * leads are hidden now, those of the others are fetched again: only the leading ones are kept.
   */
  judge(judgements: readonly Judgement[], ruling: Ruling, now: Instant): Promise<void>
  /** When and with what date those of a source's entries came that we hold, by their guid keys. */
  arrivals(sourceId: string, guidKeys: readonly string[]): Promise<ReadonlyMap<string, Arrival>>
  /**
   * When items were last hidden, shown, taken down, purged or put to other topics without an edit, or the feeds of what runs
   * were others.
   */
  hiddenAt(): Promise<Instant>
  /**
   * Deletes items, and keeps tombstones of them: what their sources go on listing does not come back. Those that are kept
   * for good (`archived`) are passed over. Settles with how many were deleted.
   */
  purge(ids: readonly string[], now: Instant): Promise<number>
  /** Items with all that makes them the same ones in another database, newest first: the next `limit` below a key. */
  kept(page: { readonly before?: number; readonly limit: number }): Promise<readonly KeptItem[]>
  /** What stays of purged items, in the order of their ids: the next `limit` after one. */
  tombstones(page: { readonly after?: string; readonly limit: number }): Promise<readonly Tombstone[]>
  /** Editions as they were made, what has been taken down since included, in the order of their names. */
  editions(page: { readonly after?: string; readonly limit: number }): Promise<readonly KeptEdition[]>
  /** All withdrawals, in the order of the ids of their items. */
  withdrawn(page: { readonly after?: string; readonly limit: number }): Promise<readonly KeptWithdrawal[]>
  frame(): Promise<Frame>
  /**
   * Writes what another database had. What is there, items under their id or another one, stays as it is; `frame` gives a
   * database without items its URIs. Settles with how many items were written.
   */
  restore(part: {
    readonly frame?: Frame
    readonly items?: readonly RestoredItem[]
    readonly tombstones?: readonly Tombstone[]
    readonly editions?: readonly KeptEdition[]
    readonly withdrawals?: readonly KeptWithdrawal[]
  }): Promise<number>
  ruling(): Promise<Ruling | undefined>
  /** What ran last; `undefined` where nothing has yet. */
  running(): Promise<Running | undefined>
  /** Items that were not compared with others yet, the first to come first. */
  ungrouped(limit: number): Promise<readonly Item[]>
  /**
   * Members of stories with a seq above `after`, published since `since`, in the order of seq; those of which neither is
   * known what they are compared by nor has somebody put them there are left out.
   */
  storyMembers(asked: {
    readonly after: number
    readonly since: Instant
    readonly limit: number
  }): Promise<readonly StoryMember[]>
  /** Drops what items published before are compared by, at most so many; how many those were. */
  dropFeatures(old: { readonly before: Instant; readonly limit: number }): Promise<number>
  /**
   * Puts items into stories, those that nobody else has put anywhere meanwhile, and then makes stories one; not those of
   * which somebody has said what is in them.
   */
  group(grouping: Grouping): Promise<void>
  /** Why an item is in its story. */
  joining(itemId: string): Promise<{ readonly joining?: Joining; readonly byHand: boolean }>
  /** Makes the stories of two items one, for good; `not_found` where there is no such item. */
  joinStories(itemId: string, otherId: string): Promise<void>
  /** Takes an item out of its story, for good. */
  splitStory(itemId: string): Promise<void>
  /** An edition as it was kept, without what has been taken down since; `undefined` where none was. */
  edition(name: string): Promise<Edition | undefined>
  /** Keeps an edition for good; the first one that is kept under a name stays. */
  keepEdition(name: string, edition: Edition): Promise<void>
  /** All sources that there ever were, or those with some ids. */
  sources(ids?: readonly string[]): Promise<readonly SourceHealth[]>
  /** The last polls of sources, the latest first, a bounded number of each; one that was not polled yet is not there. */
  polls(sourceIds: readonly string[]): Promise<ReadonlyMap<string, readonly PastPoll[]>>
  /** How many items each source carried, by the day of publication; of those that are published. */
  sourceVolumes(query: VolumeQuery): Promise<ReadonlyMap<string, Volume>>
  /** How many items had each topic, by the day of publication; of those that are published. */
  topicVolumes(query: VolumeQuery): Promise<ReadonlyMap<string, Volume>>
  /** The sources that carried most items of a topic, of the newest tens of thousands; the one with the most first. */
  topicSources(query: Days & { readonly topic: string; readonly limit: number }): Promise<readonly TopicSource[]>
  counts(): Promise<StoreCounts>
  /** A number that changes whenever what a reader can see has changed, whichever process changed it. */
  version(): Promise<number>
  close(): Promise<void>
}
