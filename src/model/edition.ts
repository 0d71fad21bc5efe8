/** An article as an edition names it: as it was when the edition was made. */
export interface EditionItem {
  readonly id: string
  readonly title: string
  readonly url?: string
  readonly lang?: string
  readonly sourceId: string
  /** Every source that carries it. */
  readonly sources: readonly string[]
}

/** The articles of one story, the one that leads first. */
export interface EditionStory {
  readonly storyId: string
  readonly items: readonly EditionItem[]
}

/** An edition as it was kept, under the name that nothing else is kept under: feed, period and span. */
export interface KeptEdition {
  readonly name: string
  readonly edition: Edition
}

/** What a feed had in a day or a week that is over: those stories first that more outlets tell. */
export interface Edition {
  readonly stories: readonly EditionStory[]
  /** Stories that are not named, for want of room. */
  readonly more: number
}
