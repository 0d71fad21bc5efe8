import type { Instant } from './source.ts'

/** Days of 24 hours, one after the other. */
export interface Days {
  /** When the first one begins. */
  readonly from: Instant
  readonly days: number
}

/** Days of which the volumes of some sources or topics are asked, by their ids. */
export interface VolumeQuery extends Days {
  readonly ids: readonly string[]
}

/** How many items were published on each of the days asked for, the first day first. */
export type Volume = readonly number[]

export function totalOf(volume: Volume): number {
  return volume.reduce((total, items) => total + items, 0)
}

/** What a source has of a topic. */
export interface TopicSource {
  readonly sourceId: string
  /** Items of the topic. */
  readonly items: number
  /** Items of any topic or none, in the same time. */
  readonly of: number
}
