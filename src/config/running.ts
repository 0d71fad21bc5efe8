import type { Running } from '../model/running.ts'
import type { Config } from './config.ts'

/** What a configuration says of which articles are in which feed. */
export function runningOf({ sources, topics, filters, feeds, takedown }: Config): Running {
  return { sources: sources.map(({ headers: _headers, ...source }) => source), topics, filters, feeds, takedown }
}
