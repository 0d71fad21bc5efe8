import express, { type Request, type Response, Router } from 'express'
import type { z } from 'zod'
import { TributaryError } from '../errors.ts'
import { type Explanation, explanationJson } from '../explain/explain.ts'
import { explainItem } from '../explain/explain-item.ts'
import type { Edit } from '../explain/revisions.ts'
import type { FeedDefinition } from '../model/feed.ts'
import type { Item } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import type { Query } from '../model/query.ts'
import type { PublishedItem } from '../publish/published.ts'
import { snippetOf } from '../query/snippet.ts'
import {
  type Rehearsal,
  readTrial,
  rehearse,
  type Sampled,
  type Trial,
  type WrittenTrial,
} from '../rehearse/rehearse.ts'
import { siteFor } from './access.ts'
import { answer, render } from './answer.ts'
import type { feedsAnswer, itemsAnswer, revisionsAnswer, sourcesAnswer, trialAnswer } from './api-answers.ts'
import { apiPage } from './api-page.ts'
import { addressOf } from './feeds.ts'
import { healthJson, iso, isoOrNone, itemJson } from './item-json.ts'
import { openApiDocument } from './openapi.ts'
import { OPERATIONS, type Operation, trialBody } from './operations.ts'
import type { SendPage } from './pages/send-page.ts'
import { cursorOf, readNarrowing } from './params.ts'
import { publishedExplanation, publishedItem, publishedRevision } from './published-item.ts'
import type { Site } from './site.ts'

const DEFAULT_LIMIT = 50
/** Bytes of a request's body. */
const MAX_BODY = 16_384

/** The JSON API, and its description. Times are ISO 8601 in UTC; what is not known is absent. */
export function apiRoutes(site: Site, send: SendPage): Router {
  const router = Router()
  router.use('/api', (_request, response, next) => {
    response.set('Cache-Control', 'no-cache')
    next()
  })
  router.use(['/healthz', '/readyz'], (_request, response, next) => {
    response.set('Cache-Control', 'no-store')
    next()
  })

  serve(router, OPERATIONS.items, (request) => itemsOf(site, request))
  serve(router, OPERATIONS.item, async (request) => {
    const item = await itemNamed(site, idIn(request))
    return { ...itemJson(item), contentHtml: item.contentHtml }
  })
  serve(router, OPERATIONS.explanation, async (request) =>
    explanationJson(await explanationOf(siteFor(site, request), idIn(request))),
  )
  serve(router, OPERATIONS.revisions, (request) => revisionsOf(site, idIn(request)))
  serve(router, OPERATIONS.sources, () => sourcesOf(site))
  serve(router, OPERATIONS.topics, async () => {
    const { topics } = await site.store.counts()
    return {
      topics: site.topics.map(({ id, title, written }) => ({ id, title, query: written, items: topics.get(id) ?? 0 })),
    }
  })
  serve(router, OPERATIONS.feeds, async (request) => feedsOf(siteFor(site, request)))
  router.use(OPERATIONS.trial.path, express.json({ limit: MAX_BODY, inflate: false }))
  serve(router, OPERATIONS.trial, async (request) => {
    const trial = readTrial(trialIn(request.body), siteFor(site, request), site.now())
    return rehearsalJson(site, trial, await rehearse(trial, site.store))
  })
  serve(router, OPERATIONS.document, async () => openApiDocument(site.baseUrl()))
  serve(router, OPERATIONS.health, async () => ({ status: 'ok' }) as const)
  serve(router, OPERATIONS.ready, async () => {
    await site.store.version()
    return { status: 'ready' } as const
  })
  router.get('/api', (request, response) => apiPage(request, response, site, send))
  router.use('/api', (request) => {
    throw new TributaryError('not_found', `There is no ${request.method} ${request.baseUrl}${request.path}.`)
  })
  return router
}

/** Answers an operation as it is described: what does not have the shape of its answer does not compile. */
function serve<Answer extends z.ZodType>(
  router: Router,
  { method, path }: Operation<Answer>,
  handle: (request: Request) => Promise<z.input<Answer>>,
): void {
  router[method](path, async (request, response) => json(request, response, await handle(request)))
}

function idIn({ params }: Request): string {
  return String(params.id)
}

async function itemsOf(site: Site, request: Request): Promise<z.input<typeof itemsAnswer>> {
  const { where, asked, sort, limit = DEFAULT_LIMIT, before, hidden } = readNarrowing(request, site, { strict: true })
  const page = await site.store.items({
    where,
    limit,
    ...optional('before', before),
    ...optional('sort', sort),
    now: site.now(),
    ...optional('hidden', hidden),
  })
  const nextCursor = page.next === undefined ? undefined : cursorOf(page.next, sort)
  return {
    items: page.items.map((item) => foundJson(site, item, asked)),
    lookedBackTo: isoOrNone(page.lookedBackTo),
    ...(nextCursor === undefined ? {} : { nextCursor, next: nextAddress(site, request, nextCursor) }),
  }
}

/** An item with the piece of it that a query found, where there is a query. */
function foundJson(site: Site, item: Item, asked: Query | undefined) {
  const json = itemJson(publishedItem(site, item))
  return asked === undefined ? json : { ...json, snippet: snippetOf(asked, json.summary) }
}

async function revisionsOf(site: Site, id: string): Promise<z.input<typeof revisionsAnswer>> {
  const item = await itemNamed(site, id)
  const edits = await publishedEdits(site, item)
  return {
    id: item.id,
    title: item.title,
    url: item.url,
    revisions: edits.map(({ at, sourceId, before, movedTo, ...diff }) => ({
      replacedAt: iso(at),
      source: sourceId,
      ...before,
      movedTo,
      diff,
    })),
  }
}

async function sourcesOf(site: Site): Promise<z.input<typeof sourcesAnswer>> {
  const health = new Map((await site.store.sources()).map((source) => [source.id, source]))
  return {
    // Headers may hold passwords, and where files are is nobody's business.
    sources: site.sources.map(({ headers: _headers, intervalMs, url, ...source }) => ({
      ...source,
      ...(url.startsWith('file:') ? {} : { url }),
      // Where none is fixed it follows from how the source publishes, and only the next check is certain.
      ...(intervalMs === undefined ? {} : { intervalSeconds: intervalMs / 1_000 }),
      ...healthJson(health.get(source.id)),
    })),
  }
}

function feedsOf(site: Site): z.input<typeof feedsAnswer> {
  const formats = (feed: FeedDefinition) => ({
    rss: addressOf(site, feed, 'rss'),
    atom: addressOf(site, feed, 'atom'),
    json: addressOf(site, feed, 'json'),
  })
  return {
    feeds: site.feeds.map((feed) => ({
      name: feed.name,
      title: feed.title,
      description: feed.description,
      ...optional('lang', feed.lang),
      limit: feed.limit,
      ...optional('private', feed.private),
      ...formats(feed),
      daily: formats({ ...feed, name: `${feed.name}/daily` }),
      weekly: formats({ ...feed, name: `${feed.name}/weekly` }),
    })),
  }
}

function trialIn(body: unknown): WrittenTrial {
  if (body === undefined)
    throw new TributaryError(
      'invalid',
      'Send a JSON object, as “application/json”, such as {"query":"TSMC","days":30}.',
    )
  const { success, data, error } = trialBody.safeParse(body)
  if (success) return data
  const [issue] = error.issues
  const parameter = issue?.path.join('.') || (issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined)
  throw new TributaryError(
    'invalid',
    `${parameter === undefined ? 'The trial' : `“${parameter}”`} cannot be read: ${issue?.message}.`,
    optional('parameter', parameter),
  )
}

function rehearsalJson(site: Site, { asked }: Trial, rehearsal: Rehearsal): z.input<typeof trialAnswer> {
  const sampled = ({ count, items }: Sampled) => ({ count, items: items.map((item) => foundJson(site, item, asked)) })
  return {
    ...rehearsal,
    since: iso(rehearsal.since),
    lookedBackTo: isoOrNone(rehearsal.lookedBackTo),
    added: sampled(rehearsal.added),
    removed: sampled(rehearsal.removed),
  }
}

export async function itemNamed(site: Site, id: string): Promise<PublishedItem> {
  const item = await site.store.item(id)
  if (item === undefined) throw await noItem(site, id)
  return publishedItem(site, item)
}

/** The edits of an item, as they may be shown. */
export async function publishedEdits(site: Site, item: PublishedItem): Promise<Edit[]> {
  const revisions = await site.store.revisions(item.id)
  if (revisions.length === 0) return []
  const { editsOf } = await import('../explain/revisions.ts')
  return editsOf(
    item,
    revisions.map((revision) => publishedRevision(site, revision)),
  )
}

export async function explanationOf(site: Site, id: string): Promise<Explanation> {
  const explanation = await explainItem(id, { ...site, now: site.now() })
  if (explanation === undefined) throw await noItem(site, id)
  return publishedExplanation(site, explanation)
}

async function noItem({ store }: Site, id: string): Promise<TributaryError> {
  if (await store.isTakenDown(id))
    return new TributaryError('gone', 'This article has been taken down here, and is not published any more.', {
      parameter: 'id',
    })
  return new TributaryError('not_found', `There is no item “${id.slice(0, 60)}”.`, { parameter: 'id' })
}

async function json(request: Request, response: Response, value: unknown): Promise<void> {
  await answer(request, response, render('application/json; charset=utf-8', `${JSON.stringify(value)}\n`))
}

function nextAddress(site: Site, request: Request, cursor: string): string {
  const parameters = new URLSearchParams(request.query as Record<string, string>)
  parameters.set('cursor', cursor)
  return `${site.baseUrl()}/api/items?${parameters}`
}
