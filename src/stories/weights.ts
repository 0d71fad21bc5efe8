/** Fitted by bench/stories-fit.ts to labelled sets: not to be edited by hand. In the order of `EVIDENCE`. */
export const PAIR_WEIGHTS: { readonly withLeads: readonly number[]; readonly titlesOnly: readonly number[] } = {
  withLeads: [
    -7.05, // prior
    9.716, // words
    0.075, // title
    1.147, // shared
    0.291, // letters
    0.839, // rarest
    -0.989, // short title
    -12.025, // crowd here
    -2.982, // crowd there
    0.498, // words above the crowd
    0.013, // names
    -1.109, // fewer own names
    -0.306, // more own names
    1.334, // letters and own names
    -0.315, // rubric
    1.887, // concepts
    0.492, // proper
    0.059, // capitals
  ],
  titlesOnly: [
    -9.458, // prior
    2.199, // words
    -1.713, // title
    3.155, // shared
    0.979, // letters
    2.213, // rarest
    -0.603, // short title
    -6.009, // crowd here
    -4.236, // crowd there
    0.037, // words above the crowd
    0.12, // names
    -1.108, // fewer own names
    -0.282, // more own names
    3.174, // letters and own names
    -0.165, // rubric
    0.996, // concepts
    -0.802, // proper
    0.702, // capitals
  ],
}
/**
 * Of a story: the prior, the mean likeness to its members, how far that is ahead of the next story's; the same three
 * again where the article has a title only; and whether the story has an article of the same source.
 */
export const STORY_WEIGHTS: readonly number[] = [-0.586, 0.66, 0.334, 0.483, 0.071, -0.275, -1.31]
