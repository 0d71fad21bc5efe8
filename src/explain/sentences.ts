import type { FilterTest, Hiding } from '../model/rules.ts'
import type { Because } from './because.ts'
import type { FeedVerdict, StoryVerdict, TopicVerdict } from './explain.ts'
import type { FilterVerdict } from './explain-filters.ts'

/** Words that are named of one part. */
const MAX_NAMED = 5
/** Parts of a score that are named. */
const MAX_PARTS = 12
const DAY = 86_400_000

/** Why a feed carries an item, or does not, in words. */
export function feedSentence({ carried, pinned, missing, because }: FeedVerdict): string {
  if (carried) return [pinned ? 'carries it, pinned' : 'carries it', becauseOf(because)].join('')
  if (missing === undefined) return 'does not carry it'
  if (missing.kind === 'query')
    return `does not carry it: ${missing.part === '' ? 'its query' : missing.part} does not match${inPlaces(because)}`
  if (missing.kind === 'hidden') return 'does not carry it: its query matches, but filters hide it'
  if (missing.kind === 'hot') return 'does not carry it: it matches, but other stories are hotter'
  if (missing.kind === 'source')
    return `does not carry it: it matches, but newer ones of ${missing.sourceId} have all the places of that source; the feed’s page has it`
  const { limit, newer, more } = missing
  return `does not carry it: it matches, but ${more ? 'at least ' : ''}${newer} newer ones stand before it, and the feed holds ${limit}`
}

/** What a topic has to do with an item, in words. */
export function topicSentence({ recorded, matches, because }: TopicVerdict): string {
  if (!matches) return 'was given to it when it was recorded, and does not match any more'
  return `matches${becauseOf(because)}${recorded ? '' : '; it was not given to it when it was recorded'}`
}

/** Why an item is in its story, in words. */
export function storySentence({ others, joining, byHand }: StoryVerdict): string {
  if (byHand) return others.length === 0 ? 'is a story of its own, by hand' : 'is in its story by hand'
  if (joining === undefined) return others.length === 0 ? 'is a story of its own' : 'began its story'
  const { score, threshold, because } = joining
  const parts = because.slice(0, MAX_PARTS).map(({ what, weight }) => `${what} ${weight.toFixed(1)}`)
  return `joined its story with ${score.toFixed(1)} of the ${threshold.toFixed(1)} that it takes: ${parts.join(', ')}`
}

/** What a filter does with what a source carries of an item, in words. */
export function filterSentence({
  outcome,
  sourceId,
  failed,
  wanted = '',
  recorded,
  applies,
  because,
}: FilterVerdict): string {
  if (!applies) return `hid what ${sourceId} carries when it was recorded, and would not any more`
  const later = recorded ? '' : '; it did not when it was recorded'
  switch (outcome.kind) {
    case 'hide':
      return `hides what ${sourceId} carries: ${failed === undefined ? '' : failure(failed, wanted)}${inPlaces(because)}`
    case 'tag':
      return `tags it “${outcome.label}”${becauseOf(because)}${later}`
    case 'boost':
      return `multiplies its relevance by ${outcome.factor}${becauseOf(because)}${later}`
  }
}

/** Why an item is hidden, in a sentence for whoever sees it in the list of hidden ones. */
export function hidingSentence({ filter, failed, wanted }: Hiding): string {
  return `Hidden by the filter “${filter}”: ${failure(failed, wanted)}`
}

function failure(failed: FilterTest, wanted: string): string {
  const asked = failed === 'maxAge' ? duration(Number(wanted)) : failed === 'minWords' ? `${wanted} words` : wanted
  return `${FAILED[failed]} (${failed}: ${asked})`
}

const FAILED: Readonly<Record<FilterTest, string>> = {
  include: 'it does not match what the filter includes',
  exclude: 'it matches what the filter excludes',
  minWords: 'its text is shorter',
  maxAge: 'it was older than that when it came to us',
}

function duration(ms: number): string {
  return ms % DAY === 0 ? `${ms / DAY} days` : `${Math.round(ms / 3_600_000)} hours`
}

function becauseOf(because: readonly Because[]): string {
  if (because.length === 0) return ''
  return `: ${because.map(({ part, words }) => (words.length === 0 ? part : `${part} (${named(words)})`)).join(', ')}`
}

/** The words that should not be there. */
function inPlaces(because: readonly Because[]): string {
  const words = because.flatMap((each) => each.words)
  return words.length === 0 ? '' : ` (${named(words)})`
}

function named(words: Because['words']): string {
  const each = [...new Set(words.map(({ field, text }) => `“${text}” in the ${field}`))]
  return each.length > MAX_NAMED ? `${each.slice(0, MAX_NAMED).join(', ')}, …` : each.join(', ')
}
