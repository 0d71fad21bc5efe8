import type { Request, Response } from 'express'
import type { FeedDefinition } from '../../model/feed.ts'
import { optional } from '../../model/optional.ts'
import { resolveFeed } from '../../query/resolve.ts'
import { keyInAddress, withKey } from '../access.ts'
import { FORMATS } from '../feed-document.ts'
import { addressOf } from '../feeds.ts'
import { cursorOf, type Narrowing, readNarrowing } from '../params.ts'
import { piecesOf } from '../pieces.ts'
import { orderOf, riverOf, withoutPlaces } from '../river.ts'
import { pathOf } from '../search-feed.ts'
import type { Site } from '../site.ts'
import { byDay } from './by-day.ts'
import { readersFor } from './readers.ts'
import type { SendPage } from './send-page.ts'
import { firstPolls, knownSources } from './source-state.ts'

/** Languages that are worth a link of their own. */
const MAX_LANGS = 4
/** Pages back that an address remembers. */
const MAX_WAY = 30
/** The periods that the page links, as `since` takes them. */
const PERIODS = ['1d', '7d', '30d'] as const

type Changes = Readonly<Record<string, string | undefined>>

/** The page of one published feed, narrowed as asked. */
export type RiverPage = (request: Request, response: Response, feed: FeedDefinition) => Promise<void>

export function riverPage(site: Site, send: SendPage): RiverPage {
  return async (request, response, shown) => {
    const path = request.path === '/' ? '/' : pathOf(shown)
    const key = keyInAddress(request, shown)
    const keyed = optional('key', key)
    const narrowing = readNarrowing(request, site)
    const { before: _here, ...first } = narrowing
    const order = orderOf(shown, narrowing)
    const byTime = order !== 'relevance' && order !== 'hot'
    const [river, counts] = await Promise.all([
      riverOf(site, onPage(resolveFeed(shown, site.now()), path), narrowing),
      site.store.counts(),
    ])
    if (shown.noindex === true) response.set('X-Robots-Tag', 'noindex')
    const link = (changes: Changes) => linkTo(path, narrowing, { ...keyed, ...changes })
    const subscribe = FORMATS.map((format) => ({
      format,
      url: withKey(addressOf(site, shown, format, first), key),
    }))
    const [{ url = '' } = {}] = subscribe
    await send(request, response, 'river', {
      ...{ noindex: shown.noindex, feed: shown, narrowing: narrowing.written, order, counts, path, key, link },
      heading: path === '/' ? '' : shown.title,
      langs: commonest(counts.langs),
      periods: PERIODS,
      // The counts are those of all articles, and say so nowhere else.
      whole: path === '/' && Object.keys(narrowing.written).length === 0,
      days: byTime ? byDay(river.items, order === 'received', site.timezone) : [{ items: river.items }],
      pieces: (text: string, field: 'title' | 'summary') => piecesOf(narrowing.asked, text, field),
      lookedBackTo: river.lookedBackTo,
      ...pagerOf(request, river.next === undefined ? undefined : cursorOf(river.next, order), (changes) =>
        link({ ...changes, ...(changes.cursor === undefined ? {} : optional('sort', order)) }),
      ),
      ending: withKey('', key),
      subscribe,
      readers: readersFor(url),
      news: byTime && narrowing.before === undefined ? pathOnly(subscribe.at(-1)?.url) : undefined,
      ...(counts.items + counts.hidden === 0 && {
        nothingYet: true,
        started: firstPolls(await knownSources(site), site.now()),
      }),
    })
  }
}

/**
 * The links to the pages around this one. The way here is in the address, for what stands above a cursor depends on where
 * the page before began.
 */
function pagerOf({ query: { cursor, way } }: Request, next: string | undefined, link: (changes: Changes) => string) {
  const here = typeof cursor === 'string' ? cursor : ''
  const walked = typeof way === 'string' && /^[\w.-]*$/.test(way) ? way.split('.').slice(-MAX_WAY) : []
  const [back] = walked.slice(-1)
  const newer =
    back === undefined ? undefined : link(back === '' ? {} : { cursor: back, way: written(walked.slice(0, -1)) })
  return {
    older: next === undefined ? undefined : link({ cursor: next, way: written([...walked, here]) }),
    newer: here === '' ? undefined : newer,
    newest: here === '' ? undefined : link({}),
  }
}

/** The first page has an empty cursor; a way of that page alone is written as its end. */
function written(way: readonly string[]): string | undefined {
  return way.length === 0 ? undefined : way.join('.')
}

/** The feed as its page shows it: all sources have their places, and the front page has a story once. */
function onPage(feed: FeedDefinition, path: string): FeedDefinition {
  return { ...withoutPlaces(feed), ...(path === '/' ? { stories: feed.stories ?? 'grouped' } : {}) }
}

function commonest(langs: ReadonlyMap<string, number>): [string, number][] {
  const primary = new Map<string, number>()
  for (const [tag, count] of langs) {
    const language = tag.replace(/-.*/, '')
    primary.set(language, (primary.get(language) ?? 0) + count)
  }
  return [...primary].sort((a, b) => b[1] - a[1]).slice(0, MAX_LANGS)
}

/** Without the host: a page asks where it came from, whatever name that has there. */
function pathOnly(address: string | undefined): string | undefined {
  return address?.replace(/^https?:\/\/[^/]*/, '')
}

/** The same view with other parameters; one that is undefined goes. */
function linkTo(path: string, narrowing: Narrowing, changes: Changes): string {
  const parameters = new URLSearchParams()
  const all = { ...narrowing.written, ...optional('limit', narrowing.limit?.toString()), ...changes }
  for (const [name, value] of Object.entries(all)) if (value !== undefined) parameters.set(name, value)
  const query = parameters.toString()
  return query === '' ? path : `${path}?${query}`
}
