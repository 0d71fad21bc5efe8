/** Days of which volumes are asked, those of UTC. */
export interface VolumeQuery {
  /** Sources or topics, by their ids. */
  readonly ids: readonly string[]
  /** The first one, counted from 1970-01-01. */
  readonly firstDay: number
  readonly days: number
}

/** How many items were published on each of the days asked for, the first day first. */
export type Volume = readonly number[]

/** What a source has of a topic. */
export interface TopicSource {
  readonly sourceId: string
  /** Items of the topic. */
  readonly items: number
  /** Items of any topic or none, in the same time. */
  readonly of: number
}
