import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { optional } from '../../model/optional.ts'
import type { Recorded } from '../../model/poll.ts'
import type { Running } from '../../model/running.ts'
import { NOTHING } from '../../model/takedown.ts'
import type { OpenStoreOptions, Ruling, Store, StoreCounts } from '../store.ts'
import { backupReader, restorer } from './backup.ts'
import { checkpointer } from './checkpoints.ts'
import { claims } from './claims.ts'
import { counter } from './counts.ts'
import { dated } from './dated.ts'
import { domainTable } from './domain-table.ts'
import { editionTable } from './editions.ts'
import { gatherer } from './gather.ts'
import { itemReader } from './item-reader.ts'
import { itemTable } from './item-table.ts'
import { listingTable } from './listings.ts'
import { type Db, openDatabase, translating } from './open-database.ts'
import { pollTable } from './poll-table.ts'
import { provenanceReader } from './provenance.ts'
import { receiptReader } from './receipts.ts'
import { recogniser } from './recognise.ts'
import { retractionTable } from './retractions.ts'
import { revisionTable } from './revisions.ts'
import { sightingTable } from './sighting-table.ts'
import { sourceTable } from './source-table.ts'
import { storyTable } from './story-table.ts'
import { takedownTable } from './takedowns.ts'
import { tombstoneTable } from './tombstones.ts'
import { storeVersion } from './version.ts'
import { volumeReader } from './volumes.ts'
import { withdrawalTable } from './withdrawals.ts'

/** The store on one SQLite file, `tributary.db`. */
export async function openSqliteStore(options: OpenStoreOptions): Promise<Store> {
  const db = openDatabase(options.dataDir, options.onStatement)
  const file = join(options.dataDir, 'tributary.db')
  try {
    return translating(file, () => storeOn(db, file, options))
  } catch (problem) {
    db.close()
    throw problem
  }
}

function storeOn(db: Db, file: string, options: OpenStoreOptions): Store {
  const sources = sourceTable(db)
  const domains = domainTable(db)
  const checkpoints = checkpointer(db, file)
  const polls = pollTable(db)
  const claim = claims(db, domains)
  const listings = listingTable(db)
  const sightings = sightingTable(db, listings)
  const takedowns = takedownTable(db)
  const items = itemTable(db, uriPrefix(db, options), sightings, sources, takedowns)
  const editions = editionTable(db, takedowns)
  const recognise = recogniser(db)
  const reader = itemReader(db)
  const receipts = receiptReader(db)
  const provenance = provenanceReader(db)
  const stories = storyTable(db)
  const revisions = revisionTable(db)
  const tombstones = tombstoneTable(db)
  const retract = retractionTable(db, tombstones, takedowns)
  const withdrawals = withdrawalTable(db)
  const kept = backupReader(db, revisions, stories)
  const restore = restorer(db, items, revisions, stories, takedowns)
  const version = storeVersion(db)
  const count = counter(db)
  const volumes = volumeReader(db)
  const keptValue = db.prepare<[string], string>('SELECT value FROM meta WHERE name = ?').pluck()
  const keep = db.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)')

  /** What `keep` has written under a name. */
  function read<Value>(name: string): Value | undefined {
    const written = keptValue.get(name)
    return written === undefined ? undefined : (JSON.parse(written) as Value)
  }

  let counted: { readonly version: number; readonly counts: StoreCounts } | undefined
  /** Counting looks at every item, so it is done once for each version. */
  function counts(): StoreCounts {
    const now = version.current()
    if (counted?.version !== now) counted = { version: now, counts: count() }
    return counted.counts
  }

  /** One unit of work that reads; better-sqlite3 is synchronous, the port is not. */
  const reading = async <T>(work: () => T): Promise<T> => translating(file, work)
  /** One unit of work that writes: it takes the write lock at its start, so that it never has to give way in the middle. */
  const transact = <T>(work: () => T): T =>
    translating(file, () => items.indexedLast((whole) => db.transaction(whole).immediate(), work))
  const writing = async <T>(work: () => T): Promise<T> => {
    const done = transact(work)
    checkpoints.plan()
    return done
  }
  /** Leases of this process that are neither recorded nor given back. */
  const out = new Set<string>()
  const recordings = gatherer<Recorded>(transact, {
    isLast: () => out.size === 0,
    owedMs: items.owedMs,
    before: checkpoints.run,
  })

  let closing: Promise<void> | undefined
  async function close(): Promise<void> {
    recordings.finish()
    await checkpoints.stop()
    db.pragma('optimize')
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.close()
  }

  return {
    syncSources: (configured, now, running) =>
      writing(() => {
        sources.sync(configured, now)
        domains.sweep(now)
        if (running === undefined) return
        // What they show may be another thing now, of the same items.
        const before = read<Running>('running')
        if (before !== undefined && !isDeepStrictEqual(before.feeds, asWritten(running.feeds)))
          keep.run('hidden_at', now)
        keep.run('running', JSON.stringify(running))
        if (takedowns.apply(running.takedown ?? NOTHING, now)) version.raise()
      }),
    makeDue: (sourceIds, now) => writing(() => sources.makeDue(sourceIds, now)),
    claimDue: async (request) => {
      const leases = await writing(() => claim(request))
      for (const { token } of leases) out.add(token)
      return leases
    },
    release: (lease) => {
      out.delete(lease.token)
      return writing(() => sources.release(lease))
    },
    record: (recording) => {
      out.delete(recording.lease.token)
      return recordings.add(() => {
        const { lease, source, result, now, holdUntil, durationMs } = recording
        const recognition =
          result.kind === 'updated'
            ? recognise(source.id, result.candidates, lease.state.habits, result.passed)
            : undefined
        // What the entries were compared with may have been forgotten since.
        const isPart = result.kind === 'updated' && result.passed !== undefined
        if (isPart && (recognition?.isClear === false || !listings.has(source.id))) return { kind: 'unclear' }
        if (!sources.record(recording)) return { kind: 'leaseLost' }
        if (holdUntil !== undefined) domains.hold(lease.domain, holdUntil, now)
        const tally = { added: 0, updated: 0, merged: 0, judged: 0, known: 0, buried: 0, retracted: 0 }
        if (result.kind === 'updated' && recognition !== undefined) {
          const { each, habits } = recognition
          listings.keep(source.id, result.bodyHash, result.listing)
          if (habits !== lease.state.habits) sources.setHabits(source.id, habits)
          // Documents list the newest first: the last one gets the lowest key where dates are equal or missing.
          for (const recognised of dated(each, lease.state.succeededAt, now).toReversed())
            tally[items.record(source, recognised, now)] += 1
          const listed = each.flatMap(({ itemKey }) => itemKey ?? [])
          tally.retracted = retract(source.id, result.retracted ?? [], listed, now)
        }
        polls.note({ sourceId: source.id, now, result, durationMs, tally })
        if (tally.retracted > 0) keep.run('hidden_at', now)
        if (tally.added + tally.updated + tally.merged + tally.judged + tally.retracted > 0) version.raise()
        if (tally.added + tally.updated + tally.merged > 0) sources.changed(source.id, now)
        return { kind: 'recorded', added: tally.added, updated: tally.updated, merged: tally.merged }
      })
    },
    listing: (sourceId) => reading(() => listings.of(sourceId)),
    items: (query) => reading(() => reader.page(query)),
    withdrawals: (limit) => reading(() => withdrawals.latest(limit)),
    receipts: (query) => reading(() => receipts(query)),
    carriers: (asked) => reading(() => reader.carriers(asked)),
    tally: (query) => reading(() => reader.tally(query)),
    item: (id) => reading(() => reader.byId(id)),
    provenance: (id) => reading(() => provenance.of(id)),
    revisions: (id) => reading(() => (takedowns.isTaken(id) ? [] : revisions.of(id))),
    edition: (name) => reading(() => editions.of(name)),
    keepEdition: (name, edition) => writing(() => editions.keep(name, edition)),
    isTakenDown: (id) => reading(() => takedowns.isTaken(id)),
    held: ({ before = Number.MAX_SAFE_INTEGER, limit }) =>
      reading(() =>
        reader
          .below(before, limit)
          .map((item) => ({ item, sightings: provenance.sightingsOf(item.key), urlKeys: provenance.urlsOf(item.key) })),
      ),
    judge: (judgements, ruling, now) =>
      writing(() => {
        for (const judgement of judgements) items.judge(judgement, now)
        if (judgements.length > 0) {
          version.raise()
          keep.run('hidden_at', now)
        }
        keep.run('ruling', JSON.stringify(ruling))
      }),
    arrivals: (sourceId, guidKeys) => reading(() => sightings.arrivals(sourceId, guidKeys)),
    hiddenAt: () => reading(() => read<number>('hidden_at') ?? 0),
    purge: (ids, now) =>
      writing(() => {
        const purged = tombstones.purge(ids, now)
        if (purged === 0) return 0
        version.raise()
        keep.run('hidden_at', now)
        return purged
      }),
    kept: ({ before = Number.MAX_SAFE_INTEGER, limit }) =>
      reading(() => reader.below(before, limit).map((item) => kept.of(item))),
    tombstones: ({ after = '', limit }) => reading(() => tombstones.after(after, limit)),
    editions: ({ after = '', limit }) => reading(() => editions.after(after, limit)),
    withdrawn: ({ after = '', limit }) => reading(() => withdrawals.after(after, limit)),
    frame: () => reading(() => ({ ...kept.frame(), ...optional('hiddenAt', read<number>('hidden_at')) })),
    restore: ({ frame, items: restored = [], tombstones: buried = [], editions: out = [], withdrawals: told = [] }) =>
      writing(() => {
        const hiddenAt = Math.max(read<number>('hidden_at') ?? 0, frame?.hiddenAt ?? 0)
        if (frame !== undefined) restore.frame(frame)
        for (const tombstone of buried) tombstones.bury(tombstone)
        const count = restored.filter((one) => restore.item(one)).length
        for (const { name, edition } of out) editions.keep(name, edition)
        // After the items, for of those that are published there is nothing to tell.
        for (const withdrawal of told) withdrawals.restore(withdrawal)
        // What was hidden when it came has not been hidden since.
        if (hiddenAt > 0) keep.run('hidden_at', hiddenAt)
        if (count + out.length + told.length > 0) version.raise()
        return count
      }),
    ruling: () => reading(() => read<Ruling>('ruling')),
    running: () => reading(() => read<Running>('running')),
    idOfUrl: (urlKey) => reading(() => provenance.idOfUrl(urlKey)),
    ungrouped: (limit) => reading(() => reader.byKeys(stories.queued(limit))),
    storyMembers: ({ after, since, limit }) => reading(() => stories.members(after, since, limit)),
    dropFeatures: ({ before, limit }) => writing(() => stories.drop(before, limit)),
    group: (grouping) =>
      writing(() => {
        if (stories.group(grouping)) version.raise()
      }),
    joining: (itemId) => reading(() => stories.joining(itemId)),
    joinStories: (itemId, otherId) =>
      writing(() => {
        stories.join(itemId, otherId)
        version.raise()
      }),
    splitStory: (itemId) =>
      writing(() => {
        stories.split(itemId)
        version.raise()
      }),
    sources: (ids) =>
      reading(() =>
        sources.all(ids).map(({ siteUrl, ...source }) => ({
          ...source,
          ...(takedowns.isListed({ sourceUrl: siteUrl, urlKeys: [] }) ? {} : optional('siteUrl', siteUrl)),
        })),
      ),
    polls: (sourceIds) => reading(() => polls.latest(sourceIds)),
    sourceVolumes: (query) => reading(() => volumes.ofSources(query)),
    topicVolumes: (query) => reading(() => volumes.ofTopics(query)),
    topicSources: ({ topic, limit, ...days }) => reading(() => volumes.sourcesOf(topic, limit, days)),
    counts: () => reading(counts),
    version: () => reading(version.current),
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

/** What this database's `tag:` URIs begin with (RFC 4151): chosen when it was made, never changed. */
function uriPrefix(db: Db, { tagAuthority, now }: OpenStoreOptions): string {
  const prefix = `tag:${tagAuthority},${new Date(now).getUTCFullYear()}:`
  db.prepare("INSERT INTO meta VALUES ('uri_prefix', ?) ON CONFLICT DO NOTHING").run(prefix)
  return db.prepare<[], string>("SELECT value FROM meta WHERE name = 'uri_prefix'").pluck().get() ?? prefix
}

/** As it is when it has been kept as JSON and read again. */
function asWritten(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
