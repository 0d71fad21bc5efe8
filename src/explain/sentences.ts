import type { FilterTest, Hiding } from '../model/rules.ts'
import type { Because } from './because.ts'
import type { FeedVerdict, StoryVerdict, TopicVerdict } from './explain.ts'
import type { FilterVerdict } from './explain-filters.ts'
import { en } from './phrases/en.ts'
import { fr } from './phrases/fr.ts'
import type { Phrases } from './phrases/phrases.ts'

/** Words that are named of one part. */
const MAX_NAMED = 5
/** Parts of a score that are named. */
const MAX_PARTS = 12
const DAY = 86_400_000

/** What becomes of an item, and why, in the words of a language. */
export type Sentences = ReturnType<typeof sentencesOf>

function sentencesOf(words: Phrases) {
  /** Why a feed carries an item, or does not. */
  function feed({ carried, pinned, missing, because }: FeedVerdict): string {
    if (carried) return `${pinned ? words.carriesPinned : words.carries}${becauseOf(because)}`
    if (missing === undefined) return words.carriesNot
    if (missing.kind === 'query') return `${words.noMatch(missing.part)}${inPlaces(because)}`
    if (missing.kind === 'hidden') return words.filtered
    if (missing.kind === 'hot') return words.cooler
    if (missing.kind === 'source') return words.noPlace(missing.sourceId)
    return words.tooOld(missing.newer, missing.more, missing.limit)
  }

  /** What a topic has to do with an item. */
  function topic({ recorded, matches, because }: TopicVerdict): string {
    if (!matches) return words.formerTopic
    return `${words.matches}${becauseOf(because)}${recorded ? '' : words.unrecorded}`
  }

  /** Why an item is in its story. */
  function story({ others, joining, byHand }: StoryVerdict): string {
    if (byHand) return others.length === 0 ? words.aloneByHand : words.inByHand
    if (joining === undefined) return others.length === 0 ? words.alone : words.began
    const { score, threshold, because } = joining
    const parts = because.slice(0, MAX_PARTS).map(({ what, weight }) => `${what} ${weight.toFixed(1)}`)
    return words.joined(score.toFixed(1), threshold.toFixed(1), parts.join(', '))
  }

  /** What a filter does with what a source carries of an item. */
  function filter({ outcome, sourceId, failed, wanted = '', recorded, applies, because }: FilterVerdict): string {
    if (!applies) return words.hidOnce(sourceId)
    const later = recorded ? '' : words.notThen
    switch (outcome.kind) {
      case 'hide':
        return `${words.hides(sourceId, failed === undefined ? '' : failure(failed, wanted))}${inPlaces(because)}`
      case 'tag':
        return `${words.tags(outcome.label)}${becauseOf(because)}${later}`
      case 'boost':
        return `${words.boosts(outcome.factor)}${becauseOf(because)}${later}`
    }
  }

  /** Why an item is hidden, for whoever sees it in the list of hidden ones. */
  function hiding({ filter: name, failed, wanted }: Hiding): string {
    return words.hiddenBy(name, failure(failed, wanted))
  }

  function failure(failed: FilterTest, wanted: string): string {
    const asked = failed === 'maxAge' ? duration(Number(wanted)) : failed === 'minWords' ? words.words(wanted) : wanted
    return `${words.failed[failed]} (${failed}: ${asked})`
  }

  function duration(ms: number): string {
    return ms % DAY === 0 ? words.days(ms / DAY) : words.hours(Math.round(ms / 3_600_000))
  }

  function becauseOf(because: readonly Because[]): string {
    if (because.length === 0) return ''
    const reasons = because.map((each) => (each.words.length === 0 ? each.part : `${each.part} (${named(each.words)})`))
    return words.because(reasons.join(', '))
  }

  /** The words that should not be there. */
  function inPlaces(because: readonly Because[]): string {
    const found = because.flatMap((each) => each.words)
    return found.length === 0 ? '' : ` (${named(found)})`
  }

  function named(found: Because['words']): string {
    const each = [...new Set(found.map(({ field, text }) => words.found(text, field)))]
    return each.length > MAX_NAMED ? `${each.slice(0, MAX_NAMED).join(', ')}, …` : each.join(', ')
  }

  return { feed, topic, story, filter, hiding }
}

/** The sentences in the languages that there are. */
export const SENTENCES: Readonly<Record<'en' | 'fr', Sentences>> = { en: sentencesOf(en), fr: sentencesOf(fr) }
