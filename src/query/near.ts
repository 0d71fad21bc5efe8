import type { Phrase } from '../model/query.ts'

/** Where each phrase stands among folded words: the numbers of its first word. */
export function startsOf(words: readonly string[], phrase: Phrase): number[] {
  const last = phrase.words.length - 1
  const stands = (start: number) =>
    phrase.words.every((word, i) =>
      phrase.prefix && i === last ? words[start + i]?.startsWith(word) : words[start + i] === word,
    )
  return words.flatMap((_, start) => (stands(start) ? [start] : []))
}

/**
 * Where phrases stand near each other: for each phrase the numbers of its first word, and none at all where they are
 * nowhere near. As FTS5 has it, there are at most `within` words between the end of each and the beginning of the last.
 */
export function startsNear(words: readonly string[], phrases: readonly Phrase[], within: number): number[][] {
  const starts = phrases.map((phrase) => startsOf(words, phrase))
  const reaches = (i: number, start: number, last: number) =>
    start <= last && last - start - (phrases[i]?.words.length ?? 0) <= within
  const lasts = starts.flat().filter((last) => starts.every((each, i) => each.some((start) => reaches(i, start, last))))
  return starts.map((each, i) => each.filter((start) => lasts.some((last) => reaches(i, start, last))))
}
