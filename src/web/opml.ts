import { type Request, type Response, Router } from 'express'
import type { FeedDefinition } from '../model/feed.ts'
import { publishOpml } from '../publish/opml.ts'
import { answer, type Rendered, render } from './answer.ts'
import { setDocumentHeaders } from './feed-document.ts'
import { feedNamed } from './feeds.ts'
import type { Site } from './site.ts'
import { namesSources, sourcesBehind } from './sources-behind.ts'

/** OPML's own type (OPML 2.0) first, for who takes anything; browsers show XML and save what they do not know. */
const MEDIA_TYPES = ['text/x-opml', 'application/xml', 'text/xml']
/** Which sources have an item in a feed is not asked again sooner, for it takes a while. */
const LASTS_MS = 60_000

interface Kept {
  /** Of the store; undefined for what no poll changes. */
  readonly version: number | undefined
  readonly madeAt: number
  readonly document: Promise<Rendered>
}

/** OPML 2.0: `/opml` of all sources, `/feeds/<name>.opml` of those behind a feed. */
export function opmlRoutes(site: Site): Router {
  const router = Router()
  // One for each feed of the configuration, with another of which everything here begins anew.
  const kept = new Map<string, Kept>()

  async function make(feed: FeedDefinition | undefined): Promise<Rendered> {
    const sources = feed === undefined ? site.sources : await sourcesBehind(site, feed)
    return render(`${MEDIA_TYPES[0]}; charset=utf-8`, publishOpml(feed?.title ?? site.title, sources))
  }

  async function documentOf(key: string, feed?: FeedDefinition): Promise<Rendered> {
    const version = feed === undefined || namesSources(feed) ? undefined : await site.store.version()
    const before = kept.get(key)
    if (before !== undefined && (before.version === version || site.now() - before.madeAt < LASTS_MS))
      return before.document
    const entry = { version, madeAt: site.now(), document: make(feed) } as const
    kept.set(key, entry)
    // A failure is told to who asked, and is not kept.
    entry.document.catch(() => kept.get(key) === entry && kept.delete(key))
    return entry.document
  }

  router.get('/opml', async (request, response) => send(request, response, undefined, await documentOf('')))
  router.get('/feeds/:name.opml', async (request, response) => {
    const feed = feedNamed(site, request.params.name)
    await send(request, response, feed, await documentOf(`feed ${feed.name}`, feed))
  })
  return router
}

async function send(
  request: Request,
  response: Response,
  feed: FeedDefinition | undefined,
  document: Rendered,
): Promise<void> {
  response.vary('Accept')
  const type = request.accepts(MEDIA_TYPES) || MEDIA_TYPES[0]
  response.set('Content-Disposition', `inline; filename="${feed?.name ?? 'sources'}.opml"`)
  setDocumentHeaders(response, feed)
  // Another type is another representation, with a tag of its own (RFC 9110, 8.8.1).
  const tag = type === MEDIA_TYPES[0] ? document.tag : `${document.tag}-${String(type).replace('/', '-')}`
  await answer(request, response, { ...document, tag, type: `${type}; charset=utf-8` })
}
