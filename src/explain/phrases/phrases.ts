import type { en } from './en.ts'

/** What the sentences about an item are made of. */
export type Phrases = typeof en
