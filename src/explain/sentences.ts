import type { Because, FeedVerdict, TopicVerdict } from './explain.ts'

/** Words that are named of one part. */
const MAX_NAMED = 5

/** Why a feed carries an item, or does not, in words. */
export function feedSentence({ carried, pinned, missing, because }: FeedVerdict): string {
  if (carried) return [pinned ? 'carries it, pinned' : 'carries it', becauseOf(because)].join('')
  if (missing === undefined) return 'does not carry it'
  if (missing.kind === 'query')
    return `does not carry it: ${missing.part === '' ? 'its query' : missing.part} does not match${inPlaces(because)}`
  const { limit, newer, more } = missing
  return `does not carry it: it matches, but ${more ? 'at least ' : ''}${newer} newer ones stand before it, and the feed holds ${limit}`
}

/** What a topic has to do with an item, in words. */
export function topicSentence({ recorded, matches, because }: TopicVerdict): string {
  if (!matches) return 'was given to it when it was recorded, and does not match any more'
  return `matches${becauseOf(because)}${recorded ? '' : '; it was not given to it when it was recorded'}`
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
