import { createStoryIndex, type StoryIndex, WINDOW_MS } from '../../src/stories/story-index.ts'
import type { Sample } from './sets.ts'

const DAY_MS = 86_400_000

/** The stories of samples as they come in, as the service would group them: by item id. */
export function groupInOrder(samples: readonly Sample[], index: StoryIndex = createStoryIndex()): Map<string, string> {
  const stories = new Map<string, string>()
  const aliases = new Map<string, string>()
  let forgotten = Number.NEGATIVE_INFINITY
  for (const { item } of samples) {
    const { storyId = item.id, bridges } = index.place(item)
    index.add(item, storyId)
    stories.set(item.id, storyId)
    for (const from of bridges) {
      index.merge(from, storyId)
      aliases.set(from, storyId)
    }
    if (item.publishedAt < forgotten + DAY_MS) continue
    index.forget(item.publishedAt - 2 * WINDOW_MS)
    forgotten = item.publishedAt
  }
  return new Map([...stories].map(([id, storyId]) => [id, resolved(storyId, aliases)]))
}

function resolved(storyId: string, aliases: ReadonlyMap<string, string>): string {
  const into = aliases.get(storyId)
  return into === undefined ? storyId : resolved(into, aliases)
}
