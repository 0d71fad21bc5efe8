import type { FeedDefinition } from '../model/feed.ts'
import type { Site } from './site.ts'

/** No feed of the configuration has a name with a slash. */
const PATH = '/search'
const LIMIT = 50

/** All articles of all sources, for whoever asks for some of them: a feed of the asker's own, that nobody has configured. */
export function searchFeed({ title }: Site): FeedDefinition {
  return {
    name: PATH,
    title: `${title}: search`,
    description: `What is found in “${title}”`,
    where: { kind: 'all' },
    limit: LIMIT,
  }
}

/** Where a feed is, without a format. */
export function pathOf({ name }: FeedDefinition): string {
  return name === PATH ? PATH : `/feeds/${name}`
}
