import type { en } from './en.ts'

/** What the pages say beside what they show. */
export type Words = typeof en
