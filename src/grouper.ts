import { setImmediate } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Item } from './model/item.ts'
import { optional } from './model/optional.ts'
import type { Instant } from './model/source.ts'
import type { Grouped, StoryMember, StoryMerge } from './model/story.ts'
import { textOfArticle } from './normalise/text.ts'
import type { Store } from './store/store.ts'
import { type Features, featuresOf, isTextRead } from './stories/features.ts'
import { featuresKept, keptFeatures } from './stories/kept-features.ts'
import { type StoryIndex, type StoryItem, storyIndexInSteps, WINDOW_MS } from './stories/story-index.ts'

/** Items at a time at most, and milliseconds: others have their turn between two times. */
const BATCH = 50
const BATCH_MS = 10
/** Of those that are taken in, forgotten and dropped at a time; each takes less than one that is grouped. */
const LOADED = 50
const FORGOTTEN = 50
const DROPPED = 200
/** Items of an archive that are in memory at once: it has any number, and they are compared with each other only. */
const MAX_OLD = 5000

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
  let index: StoryIndex | undefined
  /** Stories of which somebody has said what is in them. */
  const fixed = new Set<string>()
  let seen = 0
  let underWay: Promise<void> | undefined
  let again = false
  let isEnded = false
  /** Items in the index that were too old when they came. */
  let old = 0
  /** What was published before is compared with nothing that comes later. */
  const oldest = () => now() - 2 * WINDOW_MS

  async function group(): Promise<void> {
    index ??= await emptyIndex()
    await takeIn(index)
    await forget(index)
    for (let left = BATCH; left === BATCH && !isEnded; await setImmediate()) {
      left = await step(index)
      if (old >= MAX_OLD) await forget(index)
    }
  }

  async function emptyIndex(): Promise<StoryIndex> {
    const steps = storyIndexInSteps()
    let step = steps.next()
    for (; step.done !== true; step = steps.next()) await setImmediate()
    return step.value
  }

  /** What was grouped before the start, and moved by hand or by others since. */
  async function takeIn(into: StoryIndex): Promise<void> {
    for (let left = LOADED; left === LOADED && !isEnded; await setImmediate()) {
      const members = await store.storyMembers({ after: seen, since: oldest(), limit: LOADED })
      for (const member of members) {
        if (member.byHand) fixed.add(member.storyId)
        const isNews = member.features !== '' && into.storyOf(member.itemId) !== member.storyId
        if (isNews) into.add(comparable(member), member.storyId)
      }
      seen = members.at(-1)?.seq ?? seen
      left = members.length
    }
  }

  async function forget(known: StoryIndex): Promise<void> {
    old = 0
    for (let left = FORGOTTEN; left === FORGOTTEN && !isEnded; await setImmediate())
      left = known.forget(oldest(), FORGOTTEN)
    for (let left = DROPPED; left === DROPPED && !isEnded; await setImmediate())
      left = await store.dropFeatures({ before: oldest(), limit: DROPPED })
  }

  async function step(known: StoryIndex): Promise<number> {
    const items = await store.ungrouped(BATCH)
    await setImmediate()
    const grouped: Grouped[] = []
    const merges: StoryMerge[] = []
    const startedAt = performance.now()
    for (const item of items) {
      if (performance.now() - startedAt > BATCH_MS) break
      const features = featuresOf(item, isTextRead(item) ? textOfArticle(item) : '')
      const compared = comparedBy(item, features)
      const { storyId = item.id, joining, bridges } = known.place(compared)
      known.add(compared, storyId)
      for (const from of bridges) {
        if (fixed.has(from) || fixed.has(storyId)) continue
        known.merge(from, storyId)
        merges.push({ from, into: storyId })
      }
      const isOld = item.publishedAt < oldest()
      if (isOld) old += 1
      const kept = isOld ? '' : keptFeatures(features)
      grouped.push({ key: item.key, storyId, features: kept, ...optional('joining', joining) })
    }
    await setImmediate()
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

function comparedBy({ id, sourceId, publishedAt, lang }: Item, features: Features): StoryItem {
  return { id, sourceId, publishedAt, ...optional('lang', lang), features }
}

function comparable({ itemId, sourceId, publishedAt, lang, features }: StoryMember): StoryItem {
  return { id: itemId, sourceId, publishedAt, ...optional('lang', lang), features: featuresKept(features) }
}
