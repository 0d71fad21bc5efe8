import type { Instant } from '../model/source.ts'
import type { Background } from './background-read.ts'
import type { Entry, StoryItem } from './entry.ts'
import { crowdOf } from './likeness.ts'
import type { Overlap } from './overlap.ts'
import { type Held, Pool } from './pool.ts'

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
  /** Leaves out what was published before, at most so many; how many those were. */
  forget(before: Instant, most: number): number
}

export function createShelf(known: Background): Shelf {
  const pool = new Pool(known)
  const stories: (string | undefined)[] = []
  const members = new Map<string, Held[]>()
  const crowds: (number | undefined)[] = []
  let arrival: { readonly item: StoryItem; readonly newcomer: Newcomer } | undefined
  const leave = (slot: number): void => {
    const storyId = stories[slot] ?? ''
    const rest = members.get(storyId)?.filter((one) => one.slot !== slot) ?? []
    if (rest.length === 0) members.delete(storyId)
    else members.set(storyId, rest)
    stories[slot] = undefined
    crowds[slot] = undefined
    pool.remove(slot)
  }
  const enter = (held: Held, storyId: string): void => {
    stories[held.slot] = storyId
    const there = members.get(storyId)
    if (there === undefined) members.set(storyId, [held])
    else there.push(held)
  }
  const crowdAround = (entry: Entry, near: readonly Held[]): number =>
    crowdOf(near.map((one) => pool.comparison.cosine(entry, one.entry)))
  return {
    pool,
    storyOf: (slot) => stories[slot],
    membersOf: (storyId) => members.get(storyId) ?? [],
    crowd: ({ slot, entry }) => {
      const crowd = crowds[slot] ?? crowdAround(entry, pool.near(entry))
      crowds[slot] = crowd
      return crowd
    },
    arrive: (item) => {
      const entry = pool.entryOf(item)
      const near = pool.near(entry)
      const overlaps = new Map(near.map((one) => [one.slot, pool.comparison.overlap(entry, one.entry)]))
      const newcomer = { entry, near, overlaps, crowd: crowdOf(Array.from(overlaps.values(), ({ cosine }) => cosine)) }
      arrival = { item, newcomer }
      return newcomer
    },
    add: (item, storyId) => {
      const there = pool.slotOf(item.id)
      if (there !== undefined) leave(there)
      const known = arrival?.item === item ? arrival.newcomer : undefined
      const held = pool.add(known?.entry ?? pool.entryOf(item))
      if (known !== undefined) crowds[held.slot] = known.crowd
      arrival = undefined
      enter(held, storyId)
    },
    merge: (from, into) => {
      if (from === into) return
      const moved = members.get(from) ?? []
      members.delete(from)
      for (const held of moved) enter(held, into)
    },
    forget: (before, most) => {
      const old = pool.before(before, most)
      for (const slot of old) leave(slot)
      return old.length
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
