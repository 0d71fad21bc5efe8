import { type Request, type Response, Router } from 'express'
import { LRUCache } from 'lru-cache'
import { TributaryError } from '../errors.ts'
import type { FeedDefinition } from '../model/feed.ts'
import { optional } from '../model/optional.ts'
import { placesOf } from '../model/places.ts'
import type { Channel, Format, PageLinks } from '../publish/published.ts'
import { allOf } from '../query/compose.ts'
import { resolveFeed } from '../query/resolve.ts'
import { isPrivate } from './access.ts'
import type { Archive } from './archive.ts'
import { codingFor } from './coding.ts'
import { createDeltas, type Deltas, type Made } from './delta.ts'
import { FORMATS, setDocumentHeaders, splitEnding } from './feed-document.ts'
import { lastArrival } from './last-arrival.ts'
import { formatByAccept, nameSelf } from './negotiate.ts'
import { cursorOf, type Narrowing, readNarrowing } from './params.ts'
import type { ReadyAnswers } from './ready-answers.ts'
import { orderOf, riverOf } from './river.ts'
import { pathOf, searchFeed } from './search-feed.ts'
import type { Site } from './site.ts'
import { withdrawnFrom } from './withdrawn.ts'

/** Bytes of rendered documents that are kept. */
const CACHE_BYTES = 96 * 1024 * 1024
/** The merged feed under the names that people try first. */
const SHORT_NAMES: Readonly<Record<string, Format>> = {
  '/feed.xml': 'rss',
  '/rss.xml': 'rss',
  '/atom.xml': 'atom',
  '/feed.json': 'json',
}

/** The feed itself. */
const WHOLE: Narrowing = { where: { kind: 'all' }, written: {} }

interface Kept {
  readonly version: number
  readonly made: Promise<Made>
}

/**
 * The published feeds: `/feeds/<name>.<format>`, `/feeds/<name>` by Accept, `/search` alike, and the merged one at `/feed.xml`,
 * `/rss.xml`, `/atom.xml` and `/feed.json`. A document is rendered once for each version of the store, and who asks for it
 * gets what is new in it. `page` answers a browser.
 */
export function feedRoutes(
  site: Site,
  page: (request: Request, response: Response, feed: FeedDefinition) => Promise<void>,
  archive: Archive,
  ready?: ReadyAnswers,
): Router {
  const router = Router()
  const kept = new LRUCache<string, Kept>({ maxSize: CACHE_BYTES, sizeCalculation: () => 1 })

  const deltas = createDeltas()

  /** What is kept for this version of the store, or else is made now. */
  function keptOr(key: string, version: number, make: () => Promise<Made>): Promise<Made> {
    const before = kept.get(key)
    if (before?.version === version) return before.made
    const entry = { version, made: make() }
    kept.set(key, entry)
    const isNewest = () => kept.peek(key) === entry
    entry.made.then(
      // Only now is it known what it weighs: the body, its items, and both codings, which are smaller than one of these.
      ({ document: { body } }) => {
        if (isNewest()) kept.set(key, entry, { size: 3 * body.length + 2 * key.length + 500 })
      },
      () => {
        if (isNewest()) kept.delete(key)
      },
    )
    return entry.made
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
    const whole = await keptOr(key, version, () => makeFeed(site, deltas, archive, current, format, narrowing, address))
    setDocumentHeaders(response, feed)
    nameSelf(request, response, site, address)
    await deltas.send(request, response, whole, (base, make) => keptOr(`${key} ${base}`, version, make))
    // What somebody asks of a feed may be another thing in the next minute, as a feed with relative dates is.
    if (ready === undefined || current !== feed || !isWhole(narrowing) || isPrivate(response)) return
    const { body, coded } = whole.document
    await ready.keep(request, response, version, () => coded(codingFor(request.get('Accept-Encoding'), body.length)))
  }

  for (const [path, format] of Object.entries(SHORT_NAMES))
    router.get(path, (request, response) => send(request, response, feedNamed(site, 'all'), format))

  router.get(['/search', ...FORMATS.map((format) => `/search.${format}`)], (request, response) =>
    sendAsked(request, response, searchFeed(site), splitEnding(request.path)[1]),
  )

  router.get('/feeds/:file', (request, response) => {
    const [name, format] = splitEnding(request.params.file)
    return sendAsked(request, response, feedNamed(site, name), format)
  })

  router.get('/feeds/:name/:file', (request, response, next) => {
    const [file, format] = splitEnding(request.params.file)
    if (file !== 'hidden') return next()
    return sendAsked(request, response, hiddenOf(feedNamed(site, request.params.name)), format)
  })

  async function sendAsked(request: Request, response: Response, feed: FeedDefinition, asked: Format | undefined) {
    if (asked !== undefined) return send(request, response, feed, asked)
    const format = formatByAccept(request, response)
    return format === 'html' ? page(request, response, feed) : send(request, response, feed, format)
  }
  return router
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

/** The feed of that name, a private one too: `guard` has asked for its key by now. No error names those. */
export function feedNamed(site: Site, name: string): FeedDefinition {
  const feed = [...site.feeds, ...site.privateFeeds].find((one) => one.name === name)
  if (feed !== undefined) return feed
  const names = site.feeds.map((one) => one.name).join(', ')
  throw new TributaryError('not_found', `There is no feed “${name.slice(0, 60)}”; there are ${names}.`)
}

/** Where a feed is in a format, narrowed as asked; parameters in one order, whatever order they came in. */
export function addressOf(site: Site, feed: FeedDefinition, format: Format, narrowing?: Narrowing): string {
  const { written, sort, limit, before } = inTime(narrowing ?? WHOLE)
  const parameters = new URLSearchParams(written)
  if (limit !== undefined) parameters.set('limit', String(limit))
  if (before !== undefined) parameters.set('cursor', cursorOf(before, sort))
  const query = parameters.toString()
  return `${site.baseUrl()}${pathOf(feed)}.${format}${query === '' ? '' : `?${query}`}`
}

async function makeFeed(
  site: Site,
  deltas: Deltas,
  archive: Archive,
  feed: FeedDefinition,
  format: Format,
  narrowing: Narrowing,
  selfUrl: string,
): Promise<Made> {
  const { items, next } = await riverOf(site, feed, narrowing)
  const query = new URLSearchParams(narrowing.written).toString()
  const channel: Channel = {
    title: query === '' ? feed.title : `${feed.title} (${Object.values(narrowing.written).join(', ')})`,
    description: feed.description,
    ...optional('lang', feed.lang),
    pageUrl: `${site.baseUrl()}${pathOf(feed)}${query === '' ? '' : `?${query}`}`,
    selfUrl,
    publisher: site.title,
    ...(isWhole(narrowing) && archive.isOf(feed.name)
      ? optional('archive', await archive.linksBeside(feed, format, selfUrl, items))
      : optional('pages', pagesOf(site, feed, format, narrowing, next))),
    ...(format === 'atom' &&
      narrowing.before === undefined && {
        withdrawn: await withdrawnFrom(site, feed, allOf([feed.where, narrowing.where]), items),
      }),
  }
  const changedAt = Math.max(lastArrival(items) ?? 0, await site.store.hiddenAt())
  return deltas.make(format, channel, items, changedAt === 0 ? undefined : changedAt)
}

/**
 * The pages of what has no archive, by the cursor of the API. A document with so many places for each source is no page:
 * it passes over what comes before its end.
 */
function pagesOf(
  site: Site,
  feed: FeedDefinition,
  format: Format,
  narrowing: Narrowing,
  next: number | undefined,
): PageLinks | undefined {
  const { before: here, ...whole } = narrowing
  const order = orderOf(feed, narrowing)
  if (here === undefined && next === undefined) return undefined
  if (feed.hidden === undefined && (order === 'hot' || placesOf(feed) !== undefined)) return undefined
  const { sort: _order, ...written } = whole.written
  // A cursor is of an order, which an address says where it is not by date.
  const sorted = order === 'received' ? { ...whole, sort: order, written: { ...written, sort: order } } : whole
  const at = (before: number) => addressOf(site, feed, format, { ...sorted, before })
  const first = feed.order === order ? { ...whole, written } : whole
  return { first: addressOf(site, feed, format, first), ...optional('next', next === undefined ? undefined : at(next)) }
}

/** The feed itself and not what somebody asks of it: that alone has an archive. */
function isWhole({ written, before }: Narrowing): boolean {
  return Object.keys(written).length === 0 && before === undefined
}
