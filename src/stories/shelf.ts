import type { Instant } from '../model/source.ts'
import type { Entry, StoryItem } from './entry.ts'
import { crowdOf } from './likeness.ts'
import type { Overlap } from './overlap.ts'
import { createPool, type Held, type Pool } from './pool.ts'

/** The articles of the window by story. */
export interface Shelf {
  readonly pool: Pool
  storyOf(slot: number): string | undefined
  /** In the order in which they came. */
  membersOf(storyId: string): readonly Held[]
  /** How alike an article is to those around it (see `crowdOf`). */
  crowd(held: Held): number
  /** Looks an article up that is not on the shelf. */
  arrive(item: StoryItem): Newcomer
  add(item: StoryItem, storyId: string): void
  merge(from: string, into: string): void
  forget(before: Instant): void
}

export function createShelf(): Shelf {
  const pool = createPool()
  const stories = new Map<number, string>()
  const members = new Map<string, Held[]>()
  const crowds = new Map<number, number>()
  let arrival = { id: '', crowd: 0 }
  const leave = ({ slot }: Pick<Held, 'slot'>): void => {
    const storyId = stories.get(slot) ?? ''
    const rest = members.get(storyId)?.filter((one) => one.slot !== slot) ?? []
    if (rest.length === 0) members.delete(storyId)
    else members.set(storyId, rest)
    stories.delete(slot)
    crowds.delete(slot)
    pool.remove(slot)
  }
  const enter = (held: Held, storyId: string): void => {
    stories.set(held.slot, storyId)
    members.set(storyId, [...(members.get(storyId) ?? []), held])
  }
  return {
    pool,
    storyOf: (slot) => stories.get(slot),
    membersOf: (storyId) => members.get(storyId) ?? [],
    crowd: ({ slot, entry }) => {
      const known = crowds.get(slot)
      if (known !== undefined) return known
      const crowd = crowdOf(pool.near(entry).map((one) => pool.overlap(entry, one.entry)))
      crowds.set(slot, crowd)
      return crowd
    },
    arrive: (item) => {
      const entry = pool.entryOf(item)
      const near = pool.near(entry)
      const overlaps = new Map(near.map((one) => [one.slot, pool.overlap(entry, one.entry)]))
      const crowd = crowdOf(overlaps.values())
      arrival = { id: item.id, crowd }
      return { entry, near, overlaps, crowd }
    },
    add: (item, storyId) => {
      const there = pool.slotOf(item.id)
      if (there !== undefined) leave({ slot: there })
      const held = pool.add(item)
      if (arrival.id === item.id) crowds.set(held.slot, arrival.crowd)
      enter(held, storyId)
    },
    merge: (from, into) => {
      if (from === into) return
      const moved = members.get(from) ?? []
      members.delete(from)
      for (const held of moved) enter(held, into)
    },
    forget: (before) => {
      for (const held of pool.before(before)) leave(held)
    },
  }
}

/** An article that is not on the shelf, and what is near it there. */
export interface Newcomer {
  readonly entry: Entry
  readonly near: readonly Held[]
  /** With those that are near, by slot. */
  readonly overlaps: ReadonlyMap<number, Overlap>
  readonly crowd: number
}
