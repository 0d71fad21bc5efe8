import { featuresOf } from '../../src/stories/features.ts'
import type { StoryItem } from '../../src/stories/story-index.ts'

export const NOON = Date.parse('2026-03-10T12:00:00Z')
export const HOUR = 3_600_000

/** An article as tests make them up: what is not said is of no matter. */
export interface Made {
  readonly title: string
  readonly lead?: string
  readonly lang?: string
  readonly source?: string
  /** Hours after noon of 10 March. */
  readonly at?: number
}

let made = 0

export function articleOf({ title, lead = '', lang = 'en', source, at = 0 }: Made): StoryItem {
  made += 1
  return {
    id: `item-${made}`,
    sourceId: source ?? `source-${made}`,
    publishedAt: NOON + at * HOUR,
    lang,
    features: featuresOf({ title, summary: lead, lang, categories: [] }, ''),
  }
}
