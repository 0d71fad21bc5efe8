/** Fitted by bench/stories-fit.ts to labelled sets: not to be edited by hand. In the order of `EVIDENCE`. */
export const PAIR_WEIGHTS: { readonly withLeads: readonly number[]; readonly titlesOnly: readonly number[] } = {
  withLeads: [
    -6.798, // prior
    9.497, // words
    0.128, // title
    0.965, // shared
    0.285, // letters
    0.674, // rarest
    -0.942, // short title
    -11.796, // crowd here
    -2.797, // crowd there
    0.521, // words above the crowd
    0.022, // names
    -1.061, // fewer own names
    -0.305, // more own names
    1.206, // letters and own names
    0.568, // rubric
    1.837, // concepts
    0.597, // proper
    0.046, // capitals
  ],
  titlesOnly: [
    -9.032, // prior
    2.102, // words
    -1.943, // title
    2.118, // shared
    0.892, // letters
    2.266, // rarest
    -0.648, // short title
    -5.869, // crowd here
    -4.347, // crowd there
    0.035, // words above the crowd
    -0.026, // names
    -1.1, // fewer own names
    -0.306, // more own names
    3.024, // letters and own names
    1.492, // rubric
    0.862, // concepts
    0.111, // proper
    0.906, // capitals
  ],
}
/**
 * Of a story: the prior, the mean likeness to its members, how far that is ahead of the next story's; the same three
 * again where the article has a title only; and whether the story has an article of the same source.
 */
export const STORY_WEIGHTS: readonly number[] = [-0.616, 0.667, 0.345, 0.515, 0.076, -0.28, -1.357]
