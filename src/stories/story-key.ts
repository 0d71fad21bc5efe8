/** Shorter titles (“Live”, “Photo of the day”) are shared by what has nothing to do with each other. */
const MIN_WORDS = 4
const MIN_LENGTH = 24

/**
 * The key under which the items of one story meet: the folded words of the title, for outlets that carry an agency's
 * text keep its title. `undefined` where the title says too little.
 */
export function storyKey(foldedTitle: string): string | undefined {
  const title = foldedTitle.trim()
  return title.length >= MIN_LENGTH && title.split(' ').length >= MIN_WORDS ? title : undefined
}
