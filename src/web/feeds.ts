import { type Request, type Response, Router } from 'express'
import { LRUCache } from 'lru-cache'
import { TributaryError } from '../errors.ts'
import type { FeedDefinition } from '../model/feed.ts'
import { optional } from '../model/optional.ts'
import { publish } from '../publish/publish.ts'
import { type Channel, CONTENT_TYPES, type Format, type PublishedItem } from '../publish/published.ts'
import { resolveFeed } from '../query/resolve.ts'
import { answer, type Rendered, render } from './answer.ts'
import { type Narrowing, readNarrowing } from './params.ts'
import { riverOf } from './river.ts'
import type { Site } from './site.ts'

const FORMATS: readonly Format[] = ['atom', 'rss', 'json']
/** The first is for who takes anything. */
const MEDIA_TYPES = FORMATS.map((format) => CONTENT_TYPES[format].replace(/;.*/, ''))
/** Bytes of rendered documents that are kept. */
const CACHE_BYTES = 64 * 1024 * 1024
/** The merged feed under the names that people try first. */
const SHORT_NAMES: Readonly<Record<string, Format>> = {
  '/feed.xml': 'rss',
  '/rss.xml': 'rss',
  '/atom.xml': 'atom',
  '/feed.json': 'json',
}

interface Kept {
  readonly version: number
  readonly document: Promise<Rendered>
}

/**
 * The published feeds: `/feeds/<name>.<format>`, `/feeds/<name>` by Accept, and the merged one at `/feed.xml`,
 * `/rss.xml`, `/atom.xml` and `/feed.json`. A document is rendered once for each version of the store. `page` answers a browser.
 */
export function feedRoutes(
  site: Site,
  page: (request: Request, response: Response, feed: FeedDefinition) => Promise<void>,
): Router {
  const router = Router()
  const kept = new LRUCache<string, Kept>({ maxSize: CACHE_BYTES, sizeCalculation: () => 1 })

  function keep(key: string, entry: Kept): void {
    kept.set(key, entry)
    const isNewest = () => kept.peek(key) === entry
    entry.document.then(
      // Only now is it known what it weighs.
      ({ body, compressed }) => {
        if (isNewest()) kept.set(key, entry, { size: body.length + (compressed?.length ?? 0) + 2 * key.length + 500 })
      },
      () => {
        if (isNewest()) kept.delete(key)
      },
    )
  }

  async function send(request: Request, response: Response, feed: FeedDefinition, format: Format): Promise<void> {
    const narrowing = inTime(readNarrowing(request, site))
    const address = addressOf(site, feed, format, narrowing)
    // A time ago is another time in the next minute.
    const current = resolveFeed(feed, site.now())
    const key = JSON.stringify([
      ...[address, narrowing.where, narrowing.before],
      ...(current === feed ? [] : [current]),
    ])
    const version = await site.store.version()
    let entry = kept.get(key)
    if (entry?.version !== version) {
      entry = { version, document: renderFeed(site, current, format, narrowing, address) }
      keep(key, entry)
    }
    // A feed opened in a tab must not run what somebody put into it.
    response.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
    response.set('Cache-Control', 'public, max-age=60')
    if (feed.noindex === true) response.set('X-Robots-Tag', 'noindex')
    response.set('Access-Control-Allow-Origin', '*')
    answer(request, response, await entry.document)
  }

  for (const [path, format] of Object.entries(SHORT_NAMES))
    router.get(path, (request, response) => send(request, response, feedNamed(site, 'all'), format))

  router.get('/feeds/:file', (request, response) => {
    const [name, extension] = split(request.params.file)
    return sendAsked(request, response, feedNamed(site, name), extension)
  })

  router.get('/feeds/:name/:file', (request, response, next) => {
    const [file, extension] = split(request.params.file)
    if (file !== 'hidden') return next()
    return sendAsked(request, response, hiddenOf(feedNamed(site, request.params.name)), extension)
  })

  async function sendAsked(request: Request, response: Response, feed: FeedDefinition, extension: string | undefined) {
    const asked = FORMATS.find((format) => format === extension)
    if (asked !== undefined) return send(request, response, feed, asked)
    response.vary('Accept')
    const chosen = request.accepts([...MEDIA_TYPES, 'html'])
    if (chosen === 'html') return page(request, response, feed)
    return send(
      request,
      response,
      feed,
      FORMATS.find((format) => CONTENT_TYPES[format].startsWith(String(chosen))) ?? 'atom',
    )
  }
  return router
}

/** The name in the last part of a path, and the format that it ends with. */
function split(file: string): [name: string, extension: string | undefined] {
  const [, name = '', extension] = /^(.*?)(?:\.(rss|atom|json))?$/.exec(file) ?? []
  return [name, extension]
}

/** What filters keep out of a feed. */
export function hiddenOf({ pin: _pin, ...feed }: FeedDefinition): FeedDefinition {
  return {
    ...feed,
    name: `${feed.name}/hidden`,
    title: `${feed.title}: hidden`,
    description: `What filters keep out of “${feed.title}”, each article with its reason`,
    hidden: true,
  }
}

/** A feed is in the order of publication or of arrival, never of relevance: readers keep an order of their own. */
function inTime({ sort, ...narrowing }: Narrowing): Narrowing {
  if (sort === 'received') return { ...narrowing, sort }
  const { sort: _written, ...written } = narrowing.written
  return { ...narrowing, written }
}

export function feedNamed(site: Site, name: string): FeedDefinition {
  const feed = site.feeds.find((one) => one.name === name)
  if (feed !== undefined) return feed
  const names = site.feeds.map((one) => one.name).join(', ')
  throw new TributaryError('not_found', `There is no feed “${name.slice(0, 60)}”; there are ${names}.`)
}

/** Where a feed is in a format, narrowed as asked; parameters in one order, whatever order they came in. */
export function addressOf(site: Site, feed: FeedDefinition, format: Format, narrowing?: Narrowing): string {
  const parameters = new URLSearchParams(narrowing === undefined ? undefined : inTime(narrowing).written)
  if (narrowing?.limit !== undefined) parameters.set('limit', String(narrowing.limit))
  const query = parameters.toString()
  return `${site.baseUrl()}/feeds/${feed.name}.${format}${query === '' ? '' : `?${query}`}`
}

async function renderFeed(
  site: Site,
  feed: FeedDefinition,
  format: Format,
  narrowing: Narrowing,
  selfUrl: string,
): Promise<Rendered> {
  const { items } = await riverOf(site, feed, narrowing)
  const query = new URLSearchParams(narrowing.written).toString()
  const channel: Channel = {
    title: query === '' ? feed.title : `${feed.title} (${Object.values(narrowing.written).join(', ')})`,
    description: feed.description,
    ...optional('lang', feed.lang),
    pageUrl: `${site.baseUrl()}/feeds/${feed.name}${query === '' ? '' : `?${query}`}`,
    selfUrl,
    publisher: site.title,
  }
  const changedAt = Math.max(lastArrival(items) ?? 0, await site.store.hiddenAt())
  return render(CONTENT_TYPES[format], publish(format, channel, items), changedAt === 0 ? undefined : changedAt)
}

/** When an item last changed the document; that has nothing to do with when its articles were published. */
function lastArrival(items: readonly PublishedItem[]): number | undefined {
  return items.length === 0 ? undefined : Math.max(...items.map((item) => Math.max(item.firstSeenAt, item.changedAt)))
}
