import { TributaryError } from '../../errors.ts'
import type { Item } from '../../model/item.ts'
import type { Joining, KeptStory, StoryMember } from '../../model/story.ts'
import type { Grouping } from '../store.ts'
import { KEYS_PER_MS } from './keys.ts'
import type { Db } from './open-database.ts'

interface MemberRow {
  readonly seq: number
  readonly id: string
  readonly source_id: string
  readonly story_id: string
  readonly key: number
  readonly lang: string | null
  readonly features: string
  readonly by_hand: number
}

/** Which story each item is in, and why; whoever calls what writes holds the transaction. */
export function storyTable(db: Db) {
  const queued = db.prepare<[number], number>('SELECT item_key FROM story_queue ORDER BY seq LIMIT ?').pluck()
  const unqueue = db.prepare<[number]>('DELETE FROM story_queue WHERE item_key = ?')
  const members = db.prepare<[{ after: number; since: number; limit: number }], MemberRow>(`
    SELECT m.seq, i.id, i.source_id, i.story_id, i.key, i.lang, m.features, m.by_hand
    FROM story_members m INDEXED BY story_members_known CROSS JOIN items i ON i.key = m.item_key
    WHERE m.seq > :after AND m.item_key >= :since AND (m.features <> '' OR m.by_hand = 1) ORDER BY m.seq LIMIT :limit`)
  const insertMember =
    db.prepare(`INSERT INTO story_members (item_key, features, joining, by_hand) VALUES (:key, :features, :joining, :byHand)
    ON CONFLICT (item_key) DO UPDATE SET features = :features, joining = :joining,
      seq = (SELECT max(seq) FROM story_members) + 1`)
  const drop = db.prepare<[number, number]>(`
    UPDATE story_members SET features = '' WHERE item_key IN (
      SELECT item_key FROM story_members INDEXED BY story_members_compared
      WHERE features <> '' AND item_key < ? ORDER BY item_key LIMIT ?)`)
  const isFixed = db.prepare<[number], number>('SELECT by_hand FROM story_members WHERE item_key = ?').pluck()
  const setStory = db.prepare('UPDATE items SET story_id = :storyId WHERE key = :key AND story_id <> :storyId')
  const keysOf = db.prepare<[string], number>('SELECT key FROM items WHERE story_id = ?').pluck()
  const isByHand = db
    .prepare<[string], number>(
      'SELECT 1 FROM items i JOIN story_members m ON m.item_key = i.key WHERE i.story_id = ? AND m.by_hand = 1 LIMIT 1',
    )
    .pluck()
  const touch = db.prepare<[number]>(
    'UPDATE story_members SET seq = (SELECT max(seq) FROM story_members) + 1 WHERE item_key = ?',
  )
  const follow = db.prepare('UPDATE story_aliases SET story_id = :into WHERE story_id = :from')
  const alias = db.prepare('INSERT OR REPLACE INTO story_aliases VALUES (:from, :into)')
  const aliasesOf = db
    .prepare<[string], string>('SELECT alias FROM story_aliases WHERE story_id = ? ORDER BY alias')
    .pluck()
  const learn = db.prepare<[string, string]>('INSERT OR IGNORE INTO story_aliases VALUES (?, ?)')
  const unalias = db.prepare<[string]>('DELETE FROM story_aliases WHERE alias = ?')
  const storyOf = db.prepare<[string], string>('SELECT story_id FROM story_aliases WHERE alias = ?').pluck()
  const joiningOf = db.prepare<[string], { joining: string | null; by_hand: number }>(
    'SELECT joining, by_hand FROM story_members m JOIN items i ON i.key = m.item_key WHERE i.id = ?',
  )
  const itemOf = db.prepare<[string], { key: number; story_id: string }>('SELECT key, story_id FROM items WHERE id = ?')
  const idOf = db.prepare<[number], string>('SELECT id FROM items WHERE key = ?').pluck()
  const fix = db.prepare<[number]>(
    `INSERT INTO story_members (item_key, features, by_hand) VALUES (?, '', 1) 
     ON CONFLICT (item_key) DO UPDATE SET by_hand = 1, seq = (SELECT max(seq) FROM story_members) + 1`,
  )
  const current = (id: string): string => storyOf.get(id) ?? id

  /** What `from` was called leads to `into` from now on, and `into` to nothing but itself. */
  function rename(from: string, into: string): void {
    follow.run({ from, into })
    alias.run({ from, into })
    unalias.run(into)
  }

  /** The story of `from` becomes that of `into`; not where somebody has said what is in either. */
  function merge(from: string, into: string, byHand = false): boolean {
    if (from === into || (!byHand && (isByHand.get(from) !== undefined || isByHand.get(into) !== undefined)))
      return false
    for (const key of keysOf.all(from)) move(key, into)
    rename(from, into)
    return true
  }

  function move(key: number, storyId: string): void {
    setStory.run({ key, storyId })
    touch.run(key)
  }

  function named(id: string) {
    const item = itemOf.get(id)
    if (item === undefined) throw new TributaryError('not_found', `There is no article “${id.slice(0, 60)}”.`)
    return item
  }

  return {
    queued: (limit: number): number[] => queued.all(limit),
    members: (after: number, since: number, limit: number): StoryMember[] =>
      members.all({ after, since: since * KEYS_PER_MS, limit }).map(memberOf),
    /** Drops what items published before are compared by, so many at most; how many those were. */
    drop: (before: number, limit: number): number => drop.run(before * KEYS_PER_MS, limit).changes,
    /** Whether anything is in another story than before. */
    group({ grouped, merges }: Grouping): boolean {
      let changed = false
      for (const { key, storyId, features, joining } of grouped) {
        // Another process may have been faster.
        if (unqueue.run(key).changes === 0) continue
        const isPlaced = isFixed.get(key) === 1
        insertMember.run({ key, features, joining: isPlaced ? null : written(joining), byHand: 0 })
        // The story may have become another one meanwhile.
        if (!isPlaced && setStory.run({ key, storyId: current(storyId) }).changes > 0) changed = true
      }
      for (const { from, into } of merges) if (merge(current(from), current(into))) changed = true
      return changed
    },
    joining(id: string): { joining?: Joining; byHand: boolean } {
      const row = joiningOf.get(id)
      const joining = row?.joining == null ? {} : { joining: JSON.parse(row.joining) as Joining }
      return { ...joining, byHand: row?.by_hand === 1 }
    },
    /** Makes the stories of two items one for good. */
    join(oneId: string, otherId: string): void {
      const [one, other] = [named(oneId), named(otherId)]
      merge(other.story_id, one.story_id, true)
      for (const { key } of [one, other]) fix.run(key)
    },
    /** Takes an item out of its story for good. */
    split(id: string): void {
      const { key, story_id: storyId } = named(id)
      const others = keysOf.all(storyId).filter((other) => other !== key)
      if (storyId === id && others.length > 0) {
        // The story keeps going under the id of the next one that is in it.
        const next = idOf.get(Math.min(...others)) ?? ''
        for (const other of others) move(other, next)
        rename(id, next)
      } else move(key, id)
      unalias.run(id)
      for (const each of [key, ...others.slice(0, 1)]) fix.run(each)
    },
    /** What another database has to know of an item's story; absent where the item is in none yet. */
    kept(item: Item): KeptStory | undefined {
      const row = joiningOf.get(item.id)
      if (row === undefined) return undefined
      const aliases = aliasesOf.all(item.storyId)
      return {
        ...(row.joining === null ? {} : { joining: JSON.parse(row.joining) as Joining }),
        ...(row.by_hand === 1 ? { byHand: true } : {}),
        ...(aliases.length === 0 ? {} : { aliases }),
      }
    },
    restore(key: number, storyId: string, features: string, { joining, byHand, aliases = [] }: KeptStory): void {
      insertMember.run({ key, features, joining: written(joining), byHand: byHand === true ? 1 : 0 })
      setStory.run({ key, storyId: current(storyId) })
      for (const one of aliases) learn.run(one, current(storyId))
    },
  }
}

function written(joining: Joining | undefined): string | null {
  return joining === undefined ? null : JSON.stringify(joining)
}

function memberOf(row: MemberRow): StoryMember {
  return {
    seq: row.seq,
    itemId: row.id,
    sourceId: row.source_id,
    storyId: row.story_id,
    publishedAt: Math.floor(row.key / KEYS_PER_MS),
    ...(row.lang === null ? {} : { lang: row.lang }),
    features: row.features,
    byHand: row.by_hand === 1,
  }
}
