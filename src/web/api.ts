import express, { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { TributaryError } from '../errors.ts'
import { type Explanation, explanationJson } from '../explain/explain.ts'
import { explainItem } from '../explain/explain-item.ts'
import { editsOf } from '../explain/revisions.ts'
import { optional } from '../model/optional.ts'
import type { SourceHealth } from '../model/source.ts'
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
import { addressOf } from './feeds.ts'
import { cursorOf, readNarrowing } from './params.ts'
import { publishedItem } from './published-item.ts'
import type { Site } from './site.ts'

const DEFAULT_LIMIT = 50
/** Bytes of a request's body. */
const MAX_BODY = 16_384

const trial = z.strictObject({
  query: z.string(),
  feed: z.string().optional(),
  topic: z.string().optional(),
  exclude: z.boolean().optional(),
  days: z.number().optional(),
})

/** The JSON API. Times are ISO 8601 in UTC; what is not known is absent. */
export function apiRoutes(site: Site): Router {
  const router = Router()
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-cache')
    next()
  })

  router.get('/items', async (request, response) => {
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
    await json(request, response, {
      items: page.items.map((item) => ({
        ...itemJson(publishedItem(site, item)),
        ...(asked === undefined ? {} : { snippet: snippetOf(asked, item.summary) }),
      })),
      lookedBackTo: iso(page.lookedBackTo),
      ...(nextCursor === undefined ? {} : { nextCursor, next: nextAddress(site, request, nextCursor) }),
    })
  })

  router.get('/items/:id', async (request, response) => {
    const item = await itemNamed(site, request.params.id)
    await json(request, response, { ...itemJson(item), contentHtml: item.contentHtml })
  })

  router.get('/items/:id/explain', async (request, response) => {
    await json(request, response, explanationJson(await explanationOf(siteFor(site, request), request.params.id)))
  })

  router.get('/items/:id/revisions', async (request, response) => {
    const item = await itemNamed(site, request.params.id)
    const edits = editsOf(item, await site.store.revisions(item.id))
    await json(request, response, {
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
    })
  })

  router.get('/sources', async (request, response) => {
    const health = new Map((await site.store.sources()).map((source) => [source.id, source]))
    await json(request, response, {
      // Headers may hold passwords, and where files are is nobody's business.
      sources: site.sources.map(({ headers: _headers, intervalMs, url, ...source }) => ({
        ...source,
        ...(url.startsWith('file:') ? {} : { url }),
        // Where none is fixed it follows from how the source publishes, and only the next check is certain.
        ...(intervalMs === undefined ? {} : { intervalSeconds: intervalMs / 1_000 }),
        ...healthJson(health.get(source.id)),
      })),
    })
  })

  router.get('/topics', async (request, response) => {
    const { topics } = await site.store.counts()
    await json(request, response, {
      topics: site.topics.map(({ id, title, written }) => ({ id, title, query: written, items: topics.get(id) ?? 0 })),
    })
  })

  router.get('/feeds', (request, response) =>
    json(request, response, {
      feeds: siteFor(site, request).feeds.map((feed) => ({
        name: feed.name,
        title: feed.title,
        description: feed.description,
        ...optional('lang', feed.lang),
        limit: feed.limit,
        ...optional('private', feed.private),
        rss: addressOf(site, feed, 'rss'),
        atom: addressOf(site, feed, 'atom'),
        json: addressOf(site, feed, 'json'),
      })),
    }),
  )

  router.post('/try', express.json({ limit: MAX_BODY, inflate: false }), async (request, response) => {
    const trial = readTrial(trialIn(request.body), siteFor(site, request), site.now())
    await json(request, response, rehearsalJson(site, trial, await rehearse(trial, site.store)))
  })
  router.use((request) => {
    throw new TributaryError('not_found', `There is no ${request.method} ${request.baseUrl}${request.path}.`)
  })
  return router
}

function trialIn(body: unknown): WrittenTrial {
  if (body === undefined)
    throw new TributaryError(
      'invalid',
      'Send a JSON object, as “application/json”, such as {"query":"TSMC","days":30}.',
    )
  const { success, data, error } = trial.safeParse(body)
  if (success) return data
  const [issue] = error.issues
  const parameter = issue?.path.join('.') || (issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined)
  throw new TributaryError(
    'invalid',
    `${parameter === undefined ? 'The trial' : `“${parameter}”`} cannot be read: ${issue?.message}.`,
    optional('parameter', parameter),
  )
}

function rehearsalJson(site: Site, { asked }: Trial, rehearsal: Rehearsal): object {
  const sampled = ({ count, items }: Sampled) => ({
    count,
    items: items.map((item) => ({
      ...itemJson(publishedItem(site, item)),
      snippet: snippetOf(asked, item.summary),
    })),
  })
  return {
    ...rehearsal,
    since: iso(rehearsal.since),
    lookedBackTo: iso(rehearsal.lookedBackTo),
    added: sampled(rehearsal.added),
    removed: sampled(rehearsal.removed),
  }
}

export async function itemNamed(site: Site, id: string): Promise<PublishedItem> {
  const item = await site.store.item(id)
  if (item === undefined) throw await noItem(site, id)
  return publishedItem(site, item)
}

export async function explanationOf(site: Site, id: string): Promise<Explanation> {
  const explanation = await explainItem(id, { ...site, now: site.now() })
  if (explanation === undefined) throw await noItem(site, id)
  return explanation
}

async function noItem({ store }: Site, id: string): Promise<TributaryError> {
  if (await store.isTakenDown(id))
    return new TributaryError('gone', 'This article has been taken down here, and is not published any more.', {
      parameter: 'id',
    })
  return new TributaryError('not_found', `There is no item “${id.slice(0, 60)}”.`, { parameter: 'id' })
}

async function json(request: Request, response: Response, value: object): Promise<void> {
  await answer(request, response, render('application/json; charset=utf-8', `${JSON.stringify(value)}\n`))
}

function nextAddress(site: Site, request: Request, cursor: string): string {
  const parameters = new URLSearchParams(request.query as Record<string, string>)
  parameters.set('cursor', cursor)
  return `${site.baseUrl()}/api/items?${parameters}`
}

function itemJson(item: PublishedItem): object {
  return {
    id: item.id,
    uri: item.uri,
    url: item.url,
    page: item.pageUrl,
    title: item.title,
    summary: item.summary,
    lang: item.lang,
    publishedAt: iso(item.publishedAt),
    updatedAt: iso(item.updatedAt),
    firstSeenAt: iso(item.firstSeenAt),
    source: { id: item.sourceId, title: item.sourceTitle, url: item.sourceUrl },
    sources: item.sources,
    topics: item.topics,
    hidden: item.hidden || undefined,
    story: item.storyId,
    authors: item.authors,
    categories: item.categories,
    enclosures: item.enclosures,
    image: item.image,
    extras: item.extras,
  }
}

function healthJson(health: SourceHealth | undefined): object {
  if (health === undefined) return { health: 'waiting' }
  return {
    health: health.health,
    httpStatus: health.httpStatus,
    message: health.message,
    failures: health.failures,
    checkedAt: iso(health.checkedAt),
    succeededAt: iso(health.succeededAt),
    changedAt: iso(health.changedAt),
    nextCheckAt: iso(health.nextCheckAt),
    movedTo: health.move?.to,
    heldUntil: iso(health.heldUntil),
    siteUrl: health.siteUrl,
    items: health.items,
  }
}

function iso(instant: number | undefined): string | undefined {
  return instant === undefined ? undefined : new Date(instant).toISOString()
}
