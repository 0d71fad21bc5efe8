import type { Filter, FilterTest, Hiding, Verdict } from '../model/rules.ts'
import type { Instant } from '../model/source.ts'
import { matches } from '../query/match.ts'
import { resolve } from '../query/resolve.ts'
import type { Subject } from '../query/subject.ts'
import { writeQuery } from '../query/write-query.ts'
import { compileTopics } from './compile-topics.ts'

const MAX_WANTED = 300

/** What filters make of an article of a source that was first seen at `now`; `subject` has its topics. */
export type CompiledFilters = (subject: Subject, sourceId: string, now: Instant) => Omit<Verdict, 'topics'>

type Group = (subject: Subject, now: Instant) => readonly Judged[]

interface Judged {
  readonly filter: Filter
  readonly failed: FilterTest | undefined
}

/** Compiles filters, so that an article is put to few of their queries, however many there are. */
export function compileFilters(filters: readonly Filter[]): CompiledFilters {
  const groups = new Map<string | undefined, Group>()
  for (const [source, group] of Map.groupBy(filters, ({ source }) => source)) groups.set(source, compileGroup(group))
  return (subject, sourceId, now) => {
    const judged = [undefined, sourceId].flatMap((source) => groups.get(source)?.(subject, now) ?? [])
    const passed = judged.filter(({ failed }) => failed === undefined).map(({ filter }) => filter.outcome)
    const hiding = firstHiding(judged, subject, now)
    return {
      labels: [...new Set(passed.flatMap((outcome) => (outcome.kind === 'tag' ? outcome.label : [])))],
      boost: passed.reduce((product, outcome) => product * (outcome.kind === 'boost' ? outcome.factor : 1), 1),
      ...(hiding === undefined ? {} : { hiding }),
    }
  }
}

/** The first that hides; words come before age, for they say more. */
function firstHiding(judged: readonly Judged[], subject: Subject, now: Instant): Hiding | undefined {
  const hiding = judged.filter(({ filter, failed }) => failed !== undefined && filter.outcome.kind === 'hide')
  const first = hiding.find(({ failed }) => failed !== 'maxAge') ?? hiding[0]
  if (first?.failed === undefined) return undefined
  const { filter, failed } = first
  const wanted = wantedBy(filter, failed, subject, now)
  return { filter: filter.name, failed, wanted, ...(filter.source === undefined ? {} : { own: true }) }
}

/** What the failed test asks for: of several queries that exclude the first that matches. */
export function wantedBy(filter: Filter, failed: FilterTest, subject: Subject, now: Instant): string {
  return wholeWanted(filter, failed, subject, now).slice(0, MAX_WANTED)
}

function wholeWanted(filter: Filter, failed: FilterTest, subject: Subject, now: Instant): string {
  switch (failed) {
    case 'include':
      return filter.include === undefined ? '' : writeQuery(filter.include)
    case 'exclude': {
      const { exclude } = filter
      const part = exclude?.kind === 'or' ? exclude.of.find((one) => matches(resolve(one, now), subject)) : undefined
      return exclude === undefined ? '' : writeQuery(part ?? exclude)
    }
    case 'minWords':
      return `${filter.minWords}`
    case 'maxAge':
      return `${filter.maxAgeMs}`
  }
}

function compileGroup(filters: readonly Filter[]): Group {
  const found = compileTopics(
    filters.flatMap(({ include, exclude }, i) => [
      ...(include === undefined ? [] : [{ id: `include ${i}`, query: include }]),
      ...(exclude === undefined ? [] : [{ id: `exclude ${i}`, query: exclude }]),
    ]),
  )
  return (subject, now) => {
    const matching = new Set(found(subject, now))
    return filters.map((filter, i) => ({
      filter,
      failed: failedTest(filter, subject, now, (test) => matching.has(`${test} ${i}`)),
    }))
  }
}

/**
 * The test of a filter that an article fails, if any, when it is first seen at `now`; `asks` says whether it matches
 * the filter's query.
 */
export function failedTest(
  filter: Filter,
  subject: Subject,
  now: Instant,
  asks: (test: 'include' | 'exclude') => boolean,
): FilterTest | undefined {
  const { include, exclude, minWords, maxAgeMs } = filter
  if (include !== undefined && !asks('include')) return 'include'
  if (exclude !== undefined && asks('exclude')) return 'exclude'
  if (minWords !== undefined && countWords(subject.words.text) < minWords) return 'minWords'
  if (maxAgeMs !== undefined && now - (subject.publishedAt ?? now) > maxAgeMs) return 'maxAge'
  return undefined
}

/** Words of a folded text, which stand between single spaces. */
function countWords(folded: string): number {
  return folded.trim() === '' ? 0 : folded.trim().split(' ').length
}
