import { setImmediate } from 'node:timers/promises'
import type { Logger } from 'pino'
import { optional } from './model/optional.ts'
import type { Instant } from './model/source.ts'
import type { Grouped, StoryMember, StoryMerge } from './model/story.ts'
import { textOfArticle } from './normalise/text.ts'
import type { Store } from './store/store.ts'
import { featuresOf } from './stories/features.ts'
import { createStoryIndex, WINDOW_MS } from './stories/story-index.ts'

/** Items at a time at most, and milliseconds: others have their turn between two times. */
const BATCH = 25
const BATCH_MS = 20
const LOADED = 500

export interface Grouper {
  /** Puts what has come into stories, where nothing is under way; settles when that is done. It never rejects. */
  look(): Promise<void>
  /** Breaks off; what has been done stays done. */
  stop(): Promise<void>
}

/**
 * Groups items into stories beside everything else, in the order of their coming. It keeps what they are compared by in
 * memory, for the days that a story lasts; what another process groups is taken in at each look.
 */
export function createGrouper(store: Store, log: Logger, now: () => Instant): Grouper {
  const index = createStoryIndex()
  /** Stories of which somebody has said what is in them. */
  const fixed = new Set<string>()
  let seen = 0
  let underWay: Promise<void> | undefined
  let again = false
  let isEnded = false

  async function group(): Promise<void> {
    await takeIn()
    index.forget(now() - 2 * WINDOW_MS)
    for (let left = BATCH; left === BATCH && !isEnded; await setImmediate()) left = await step()
  }

  /** What was grouped before the start, and moved by hand or by others since. */
  async function takeIn(): Promise<void> {
    for (let left = LOADED; left === LOADED && !isEnded; await setImmediate()) {
      const members = await store.storyMembers({ after: seen, since: now() - 2 * WINDOW_MS, limit: LOADED })
      for (const member of members) {
        if (member.byHand) fixed.add(member.storyId)
        const isNews = member.features !== '' && index.storyOf(member.itemId) !== member.storyId
        if (isNews) index.add(comparable(member), member.storyId)
      }
      seen = members.at(-1)?.seq ?? seen
      left = members.length
    }
  }

  async function step(): Promise<number> {
    const items = await store.ungrouped(BATCH)
    const grouped: Grouped[] = []
    const merges: StoryMerge[] = []
    const startedAt = performance.now()
    for (const item of items) {
      if (performance.now() - startedAt > BATCH_MS) break
      const features = featuresOf(item, textOfArticle(item))
      const compared = {
        id: item.id,
        sourceId: item.sourceId,
        publishedAt: item.publishedAt,
        ...optional('lang', item.lang),
        features,
      }
      const { storyId = item.id, joining, bridges } = index.place(compared)
      index.add(compared, storyId)
      for (const from of bridges) {
        if (fixed.has(from) || fixed.has(storyId)) continue
        index.merge(from, storyId)
        merges.push({ from, into: storyId })
      }
      grouped.push({ key: item.key, storyId, features: JSON.stringify(features), ...optional('joining', joining) })
    }
    if (grouped.length > 0) await store.group({ grouped, merges })
    return grouped.length < items.length ? BATCH : items.length
  }

  return {
    async look() {
      if (isEnded) return
      again = underWay !== undefined
      underWay ??= group()
        .catch((err: unknown) =>
          log.error({ err }, 'Articles could not be grouped into stories: the next look goes on'),
        )
        .finally(() => {
          underWay = undefined
        })
      await underWay
      if (again) await this.look()
    },
    async stop() {
      isEnded = true
      await underWay
    },
  }
}

function comparable({ itemId, sourceId, publishedAt, lang, features }: StoryMember) {
  return { id: itemId, sourceId, publishedAt, ...optional('lang', lang), features: JSON.parse(features) }
}
