import type { Instant } from './source.ts'

/** Why an item joined a story. */
export interface Joining {
  readonly score: number
  /** What the score had to reach. */
  readonly threshold: number
  /** What it shares with the items that were there, and what each part weighs. */
  readonly because: readonly Shared[]
}

export interface Shared {
  /** A word, a name, a number; or what speaks against it, with a weight below zero. */
  readonly what: string
  readonly weight: number
}

/** What makes an item's story the same one in another database. */
export interface KeptStory {
  readonly joining?: Joining
  readonly byHand?: true
  /** What the story was called before. */
  readonly aliases?: readonly string[]
}

/** An item of a story as others are compared with it. */
export interface StoryMember {
  /** Rises with each change of any member. */
  readonly seq: number
  readonly itemId: string
  readonly sourceId: string
  readonly storyId: string
  readonly publishedAt: Instant
  readonly lang?: string
  /** What others are compared by, as `stories/` writes it; `''` where that is not known any more. */
  readonly features: string
  /** Somebody put it there: nothing moves it. */
  readonly byHand: boolean
}

/** An item that has found its story, or begins one. */
export interface Grouped {
  readonly key: number
  readonly storyId: string
  /** What others are compared by; `''` where none will be. */
  readonly features: string
  /** Absent where it begins a story. */
  readonly joining?: Joining
}

/** Two stories that turn out to be one. */
export interface StoryMerge {
  readonly from: string
  readonly into: string
}
