import type { Format } from '../../../src/publish/published.ts'
import { atomProblems } from './atom.ts'
import { jsonProblems } from './json.ts'
import { rssProblems } from './rss.ts'

const CHECKS: Readonly<Record<Format, (document: string, now: number) => string[]>> = {
  atom: atomProblems,
  rss: rssProblems,
  json: jsonProblems,
}

/**
 * What is wrong with a document, a sentence each: by the specification of its format, and by all that the W3C validator
 * warns of. `now`: no article may be later, in milliseconds since 1970.
 */
export function documentProblems(format: Format, document: string, now: number): string[] {
  return CHECKS[format](document, now)
}
