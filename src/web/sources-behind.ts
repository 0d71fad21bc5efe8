import { setImmediate } from 'node:timers/promises'
import type { FeedDefinition } from '../model/feed.ts'
import { optional } from '../model/optional.ts'
import type { Query } from '../model/query.ts'
import type { Source } from '../model/source.ts'
import { resolveFeed } from '../query/resolve.ts'
import { sourcesNamed } from '../query/sources-named.ts'
import type { Site } from './site.ts'

/** What is asked of the site. */
type Asked = Pick<Site, 'store' | 'sources' | 'now'>

/** Articles at a time: others have their turn between. */
const STEP = 2_000

/**
 * The sources behind a feed, in the order of the configuration: all of them where it has everything, those that it names
 * where it names some, else those that have an article in it, however long ago that came. Each article of the feed is looked
 * at once at most, without its text.
 */
export async function sourcesBehind(site: Asked, feed: FeedDefinition): Promise<readonly Source[]> {
  const { where, pin } = resolveFeed(feed, site.now())
  const behind = new Set(await idsBehind(site, where))
  if (pin !== undefined) for (const id of await idsBehind(site, pin)) behind.add(id)
  return site.sources.filter(({ id }) => behind.has(id))
}

/** Whether that changes with what is polled. */
export function namesSources({ where, pin }: FeedDefinition): boolean {
  return sourcesNamed(where) !== undefined && (pin === undefined || sourcesNamed(pin) !== undefined)
}

async function idsBehind(site: Asked, where: Query): Promise<ReadonlySet<string>> {
  // A feed of everything has each source behind it, that of tomorrow's first article too.
  if (where.kind === 'all') return new Set(site.sources.map(({ id }) => id))
  const named = sourcesNamed(where)
  if (named !== undefined) return named
  return carriersOf(site, where)
}

/** Every source that carries an article of a query, the newest first, until all that have any article here are found. */
async function carriersOf({ store }: Asked, where: Query): Promise<Set<string>> {
  const found = new Set<string>()
  let unfound: Set<string> | undefined
  for (let before: number | undefined; ; ) {
    const { sources, next } = await store.carriers({ where, limit: STEP, ...optional('before', before) })
    for (const id of sources) found.add(id)
    if (next === undefined) return found
    unfound ??= new Set((await store.sources()).filter(({ items }) => items > 0).map(({ id }) => id))
    for (const id of found) unfound.delete(id)
    if (unfound.size === 0) return found
    before = next
    await setImmediate()
  }
}
