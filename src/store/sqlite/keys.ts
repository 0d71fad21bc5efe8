/** Keys a millisecond: as many items can be published at one instant. */
export const KEYS_PER_MS = 1_000
