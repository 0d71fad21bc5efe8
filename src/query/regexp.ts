import { createRequire } from 'node:module'
import type { RE2JS as Machine } from 're2js'
import type { RegexpQuery } from '../model/query.ts'
import type { Place } from './places.ts'

const MAX_LENGTH = 200
/** States of the machine that the pattern is made into, and repetitions that are copied out for it. */
const MAX_SIZE = 1_000
const MAX_REPETITIONS = 100

const load = createRequire(import.meta.url)

type Regexp = Pick<RegexpQuery, 'pattern' | 'ignoreCase'>

const compiled = new WeakMap<Regexp, Machine>()

/** What is wrong with a pattern, as a clause; `undefined` for a good one. */
export function faultOf(regexp: Regexp): string | undefined {
  const { pattern } = regexp
  if (pattern.length > MAX_LENGTH) return `it has more than ${MAX_LENGTH} characters`
  const counts = [...pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].map(([, least, most]) => Number(most || least))
  if (counts.reduce((product, count) => product * Math.max(count, 1), 1) > MAX_REPETITIONS)
    return `the numbers in its braces multiply to more than ${MAX_REPETITIONS}`
  try {
    return machineOf(regexp).programSize() > MAX_SIZE ? 'it is too large' : undefined
  } catch (problem) {
    return problem instanceof Error ? problem.message.replace(/^error parsing regexp: /, '') : String(problem)
  }
}

/** Whether it is found anywhere in a text, in time linear in the text. */
export function isFound(regexp: Regexp, text: string): boolean {
  return machineOf(regexp).test(text)
}

/** Where it is found in a text, at most `limit` times. */
export function placesOf(regexp: Regexp, text: string, limit: number): Place[] {
  const places: Place[] = []
  for (const { 0: found, index = 0 } of machineOf(regexp).matchAll(text)) {
    if (places.length >= limit) break
    if (found !== '') places.push({ start: index, end: index + found.length })
  }
  return places
}

function machineOf(regexp: Regexp): Machine {
  const known = compiled.get(regexp)
  if (known !== undefined) return known
  // Few configurations and few queries have one.
  const { RE2JS } = load('re2js') as typeof import('re2js')
  const machine = RE2JS.compile(regexp.pattern, regexp.ignoreCase ? RE2JS.CASE_INSENSITIVE : 0)
  compiled.set(regexp, machine)
  return machine
}
