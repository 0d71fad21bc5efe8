import { setImmediate } from 'node:timers/promises'
import type { FeedDefinition } from '../model/feed.ts'
import { optional } from '../model/optional.ts'
import type { Query } from '../model/query.ts'
import type { Source } from '../model/source.ts'
import { allOf } from '../query/compose.ts'
import { resolveFeed } from '../query/resolve.ts'
import { sourcesNamed } from '../query/sources-named.ts'
import type { Site } from './site.ts'

/** Items at a time, and how often: by the newest items most sources are found. */
const PAGE = 200
const MAX_PAGES = 10
/** Sources that are asked for one by one: what one of ten thousand had years ago is not worth as many questions. */
const MAX_ASKED = 200

/**
 * The sources behind a feed, in the order of the configuration: all of them where it has everything, those that it names
 * where it names some, else those that have an item in it. Of more than 200, some may be missing that have had none for long.
 */
export async function sourcesBehind(site: Site, feed: FeedDefinition): Promise<readonly Source[]> {
  const { where, pin } = resolveFeed(feed, site.now())
  const behind = new Set(await idsBehind(site, where))
  if (pin !== undefined) for (const id of await idsBehind(site, pin)) behind.add(id)
  return site.sources.filter(({ id }) => behind.has(id))
}

/** Whether that changes with what is polled. */
export function namesSources({ where, pin }: FeedDefinition): boolean {
  return sourcesNamed(where) !== undefined && (pin === undefined || sourcesNamed(pin) !== undefined)
}

async function idsBehind(site: Site, where: Query): Promise<ReadonlySet<string>> {
  // A feed of everything has each source behind it, that of tomorrow's first article too.
  if (where.kind === 'all') return new Set(site.sources.map(({ id }) => id))
  const named = sourcesNamed(where)
  if (named !== undefined) return named
  const found = await carriersOfNewest(site, where)
  const others = site.sources.filter(({ id }) => !found.has(id))
  for (const { id } of others.slice(0, MAX_ASKED)) {
    const { items } = await site.store.items({ where: allOf([where, { kind: 'source', id }]), limit: 1 })
    if (items.length > 0) found.add(id)
    await setImmediate()
  }
  return found
}

/** Every source that carries one of the newest items. */
async function carriersOfNewest({ store, sources }: Site, where: Query): Promise<Set<string>> {
  const found = new Set<string>()
  let before: number | undefined
  for (let pages = 0; pages < MAX_PAGES && found.size < sources.length; pages += 1) {
    const page = await store.items({ where, limit: PAGE, ...optional('before', before) })
    for (const item of page.items) for (const id of item.sources) found.add(id)
    before = page.next
    if (before === undefined) break
    await setImmediate()
  }
  return found
}
