import { type Request, type Response, Router } from 'express'
import { feedSentence, filterSentence, storySentence, topicSentence } from '../explain/sentences.ts'
import type { FeedDefinition } from '../model/feed.ts'
import { optional } from '../model/optional.ts'
import type { SourceHealth } from '../model/source.ts'
import type { PublishedItem } from '../publish/published.ts'
import { resolveFeed } from '../query/resolve.ts'
import { keyInAddress, siteFor } from './access.ts'
import { answer, render } from './answer.ts'
import { explanationOf, itemNamed, publishedEdits } from './api.ts'
import { addressOf, feedNamed } from './feeds.ts'
import { queryHelp } from './help.ts'
import { cursorOf, type Narrowing, readNarrowing } from './params.ts'
import { piecesOf } from './pieces.ts'
import { publishedItem } from './published-item.ts'
import { orderOf, riverOf, withoutPlaces } from './river.ts'
import { pathOf } from './search-feed.ts'
import type { Site } from './site.ts'
import { tryPage } from './try-page.ts'
import { FAVICON, PAGE_POLICY, STYLE, type View } from './view.ts'

/** Others of a story that an article's page names. */
const MAX_ALSO = 20

export interface Pages {
  readonly routes: Router
  /** The river of one published feed. */
  readonly feed: (request: Request, response: Response, feed: FeedDefinition) => Promise<void>
}

/** The pages for people; they work without JavaScript, for they have none. */
export function createPages(site: Site, view: View): Pages {
  async function send(request: Request, response: Response, name: string, data: object): Promise<void> {
    response.set('Content-Security-Policy', PAGE_POLICY)
    response.set('Cache-Control', 'no-cache')
    await answer(
      request,
      response,
      render('text/html; charset=utf-8', view(name, { site: siteFor(site, request), ...data })),
    )
  }

  async function feed(request: Request, response: Response, shown: FeedDefinition): Promise<void> {
    const path = request.path === '/' ? '/' : pathOf(shown)
    // Whoever came by the key in the address has no other to give on the next page.
    const key = shown.private === true ? keyInAddress(request) : undefined
    const keyed = optional('key', key)
    const narrowing = readNarrowing(request, site)
    const order = orderOf(shown, narrowing)
    const [river, counts] = await Promise.all([
      riverOf(site, withoutPlaces(resolveFeed(shown, site.now())), narrowing),
      site.store.counts(),
    ])
    if (shown.noindex === true) response.set('X-Robots-Tag', 'noindex')
    await send(request, response, 'river', {
      noindex: shown.noindex,
      feed: shown,
      heading: path === '/' ? '' : shown.title,
      langs: commonest(counts.langs),
      narrowing: narrowing.written,
      // The counts are those of all articles, and say so nowhere else.
      whole: path === '/' && Object.keys(narrowing.written).length === 0,
      days:
        order === 'relevance' || order === 'hot' ? [{ items: river.items }] : byDay(river.items, order === 'received'),
      undated: order === 'hot' ? 'What many sources carry' : 'Best matches',
      order,
      pieces: (text: string, field: 'title' | 'summary') => piecesOf(narrowing.asked, text, field),
      lookedBackTo: river.lookedBackTo,
      older:
        river.next === undefined
          ? undefined
          : linkTo(path, narrowing, { ...keyed, cursor: cursorOf(river.next, order), ...optional('sort', order) }),
      newest: narrowing.before === undefined ? undefined : linkTo(path, narrowing, keyed),
      counts,
      now: site.now(),
      path,
      key,
      ending: key === undefined ? '' : `?${new URLSearchParams(keyed)}`,
      link: (changes: Readonly<Record<string, string | undefined>>) =>
        linkTo(path, narrowing, { ...keyed, ...changes }),
      subscribe: (['atom', 'rss', 'json'] as const).map((format) => ({
        format,
        url: withKey(addressOf(site, shown, format, narrowing), key),
      })),
    })
  }

  const routes = Router()
  routes.get('/', (request, response) => feed(request, response, feedNamed(site, 'all')))
  routes.get('/items/:id', async (request, response) => {
    const item = await itemNamed(site, request.params.id)
    const edits = (await site.store.revisions(item.id)).length
    const story = await site.store.items({ where: { kind: 'story', id: item.storyId }, limit: MAX_ALSO + 1 })
    const also = story.items.filter(({ id }) => id !== item.id).map((other) => publishedItem(site, other))
    await send(request, response, 'item', { item, also, edits })
  })
  routes.get('/items/:id/revisions', async (request, response) => {
    const item = await itemNamed(site, request.params.id)
    const edits = await publishedEdits(site, item)
    await send(request, response, 'revisions', { item, edits })
  })
  routes.get('/items/:id/why', async (request, response) => {
    const why = await explanationOf(siteFor(site, request), request.params.id)
    await send(request, response, 'why', { why, feedSentence, filterSentence, storySentence, topicSentence })
  })
  routes.get('/try', async (request, response) =>
    send(request, response, 'try', await tryPage(request, siteFor(site, request))),
  )
  routes.get('/help/query', async (request, response) =>
    send(request, response, 'help', await queryHelp(site.baseUrl())),
  )
  routes.get('/sources', async (request, response) => {
    const health = new Map((await site.store.sources()).map((source) => [source.id, source]))
    const sources = site.sources.map((source) => ({ ...source, state: health.get(source.id) }))
    await send(request, response, 'sources', { sources: sources.sort(worstFirst), now: site.now() })
  })
  routes.get('/assets/style.css', (_request, response) => {
    response.set('Cache-Control', 'public, max-age=31536000, immutable').type('css').send(STYLE)
  })
  routes.get(['/favicon.svg', '/favicon.ico'], (_request, response) => {
    response.set('Cache-Control', 'public, max-age=86400').type('svg').send(FAVICON)
  })
  routes.get('/robots.txt', (_request, response) => {
    response.type('text').send('User-agent: *\nDisallow: /api/\n')
  })
  return { routes, feed }
}

/** The languages that are worth a link of their own. */
function commonest(langs: ReadonlyMap<string, number>): [string, number][] {
  const primary = new Map<string, number>()
  for (const [tag, count] of langs) {
    const language = tag.replace(/-.*/, '')
    primary.set(language, (primary.get(language) ?? 0) + count)
  }
  return [...primary].sort((a, b) => b[1] - a[1]).slice(0, 4)
}

interface Day {
  /** ISO 8601 date. */
  readonly date: string
  readonly items: readonly PublishedItem[]
}

/** Runs of items of one day (UTC), that of their arrival where they are in its order. */
function byDay(items: readonly PublishedItem[], received: boolean): Day[] {
  const days = new Map<string, PublishedItem[]>()
  for (const item of items) {
    const date = new Date(received ? item.firstSeenAt : item.publishedAt).toISOString().slice(0, 10)
    const day = days.get(date)
    if (day === undefined) days.set(date, [item])
    else day.push(item)
  }
  return [...days].map(([date, dayItems]) => ({ date, items: dayItems }))
}

function withKey(address: string, key: string | undefined): string {
  if (key === undefined) return address
  return `${address}${address.includes('?') ? '&' : '?'}${new URLSearchParams({ key })}`
}

/** The same view with other parameters; one that is undefined goes. */
function linkTo(path: string, narrowing: Narrowing, changes: Readonly<Record<string, string | undefined>>): string {
  const parameters = new URLSearchParams()
  const all = { ...narrowing.written, ...optional('limit', narrowing.limit?.toString()), ...changes }
  for (const [name, value] of Object.entries(all)) if (value !== undefined) parameters.set(name, value)
  const query = parameters.toString()
  return query === '' ? path : `${path}?${query}`
}

const ORDER: Readonly<Record<string, number>> = { failing: 0, gone: 1, limited: 2, waiting: 3, ok: 4 }

function worstFirst(a: { title: string; state: SourceHealth | undefined }, b: typeof a): number {
  const rank = (source: typeof a) => ORDER[source.state?.health ?? 'waiting'] ?? 5
  return rank(a) - rank(b) || a.title.localeCompare(b.title)
}
