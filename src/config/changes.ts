import { isDeepStrictEqual } from 'node:util'
import { changesOf } from '../model/changes.ts'
import type { Source } from '../model/source.ts'
import type { Config } from './config.ts'

/** Names that one list of the sentence has at most. */
const NAMES = 5

/** Whether two configurations say the same, however their files are laid out. */
export function isSame(before: Config, after: Config): boolean {
  return isDeepStrictEqual(before, after)
}

/** The ids of the sources whose next check was reckoned by what holds no more: their headers or their interval are others. */
export function askedOtherwise(before: readonly Source[], after: readonly Source[]): string[] {
  const known = new Map(before.map((source) => [source.id, source]))
  return after.flatMap(({ id, intervalMs, headers }) => {
    const old = known.get(id)
    return old === undefined || (old.intervalMs === intervalMs && isDeepStrictEqual(old.headers, headers)) ? [] : [id]
  })
}

/** What is different, in a sentence for a log: names and no values, for those may be passwords. */
export function describeChanges(before: Config, after: Config): string {
  const idOf = ({ id }: { readonly id: string }) => id
  const said = [
    ...changesOfList('source', idOf, before.sources, after.sources),
    ...changesOfList('topic', idOf, before.topics, after.topics),
    ...changesOfList('filter', ({ name }) => name, before.filters, after.filters),
    ...changesOfList('feed', ({ name }) => name, before.feeds, after.feeds),
    ...changesOfSettings(before, after),
  ]
  return said.length === 0 ? 'only the order is another' : said.join('; ')
}

function changesOfList<Entry>(
  what: string,
  nameOf: (entry: Entry) => string,
  before: readonly Entry[],
  after: readonly Entry[],
): string[] {
  const { added, removed, changed } = changesOf(before, after, nameOf)
  return [...counted(what, 'added', added), ...counted(what, 'removed', removed), ...counted(what, 'changed', changed)]
}

function counted(what: string, how: string, names: readonly string[]): string[] {
  if (names.length === 0) return []
  const shown = names.slice(0, NAMES).join(', ')
  const more = names.length > NAMES ? ` and ${names.length - NAMES} more` : ''
  return [`${names.length} ${what}${names.length === 1 ? '' : 's'} ${how} (${shown}${more})`]
}

function changesOfSettings(before: Config, after: Config): string[] {
  const old = settingsOf(before)
  const names = Object.entries(settingsOf(after)).flatMap(([name, value]) =>
    isDeepStrictEqual(old[name], value) ? [] : [name],
  )
  return counted('setting', 'changed', names)
}

/** By their names in the file. */
function settingsOf({
  title,
  timezone,
  contact,
  poll,
  trackingParameters,
  takedown,
  feedKeys,
}: Config): Readonly<Record<string, unknown>> {
  const { cron, concurrency, domainBudget, exemptDomains, timeoutMs, maxBytes, minIntervalMs, maxIntervalMs } = poll
  const named = { cron, concurrency, domainBudget, exemptDomains }
  const defaults = { timeout: timeoutMs, maxBytes, minInterval: minIntervalMs, maxInterval: maxIntervalMs }
  return { title, timezone, contact, ...named, ...defaults, trackingParameters, takedown, 'keys of feeds': feedKeys }
}
