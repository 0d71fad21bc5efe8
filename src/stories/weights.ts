/** Fitted by bench/stories-fit.ts to labelled sets: not to be edited by hand. In the order of `EVIDENCE`. */
export const PAIR_WEIGHTS: readonly number[] = [
  -8.78, // prior
  9.272, // words
  -0.81, // title
  2.75, // shared
  0.369, // letters
  1.185, // title only
  -4.672, // title of title only
  1.398, // rarest
  1.383, // letters of title only
  -0.621, // short title
  -9.747, // crowd here
  -6.746, // crowd there
  0.689, // crowd of title only
  -0.085, // words above the crowd
  0.226, // names
  -1.125, // fewer own names
  -0.297, // more own names
  2.847, // letters and own names
  -0.098, // rubric
  1.361, // concepts
  -0.636, // proper
  0.327, // capitals
]
/**
 * Of a story: the prior, the mean likeness to its members, how far that is ahead of the next story's; and the same three
 * again where the article has a title only.
 */
export const STORY_WEIGHTS: readonly number[] = [-0.935, 0.654, 0.327, 0.071, 0.065, -0.315]
