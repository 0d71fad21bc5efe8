import { type Request, type Response, Router } from 'express'
import { TributaryError } from '../errors.ts'
import type { FeedDefinition } from '../model/feed.ts'
import { optional } from '../model/optional.ts'
import { publish } from '../publish/publish.ts'
import { CONTENT_TYPES, type Format } from '../publish/published.ts'
import { answer, type Rendered, render } from './answer.ts'
import { type Archive, archiveAddress } from './archive.ts'
import { type ArchivePage, nameOf, pageNamed } from './archive-pages.ts'
import { keeping, setDocumentHeaders, splitEnding } from './feed-document.ts'
import { addressOf, feedNamed } from './feeds.ts'
import { lastArrival } from './last-arrival.ts'
import { nameSelf } from './negotiate.ts'
import type { Site } from './site.ts'

/** Rendered pages that are kept: who walks an archive asks for each once. */
const KEPT = 100
/** A week: so long may a cache go on with a page after something on it was taken down. */
const SETTLED = 'public, max-age=604800, immutable'

interface Kept {
  readonly document: Rendered
  readonly isSettled: boolean
}

/** The pages of the archives, `/feeds/<name>/archive/<page>.<format>`. */
export function archiveRoutes(site: Site, archive: Archive): Router {
  const router = Router()
  const kept = keeping<Kept>(KEPT)

  async function rendered(feed: FeedDefinition, page: ArchivePage, format: Format): Promise<Kept> {
    const found = await archive.page(feed, page, format)
    if (found === undefined) throw missing(feed, nameOf(page))
    const channel = {
      ...{ title: `${feed.title} (${page.month.name})`, description: feed.description, ...optional('lang', feed.lang) },
      ...{ pageUrl: `${site.baseUrl()}/feeds/${feed.name}`, publisher: site.title },
      selfUrl: selfOf(site, feed, page, format),
      archive: { current: addressOf(site, feed, format), ...found.links },
    }
    const changedAt = Math.max(lastArrival(found.items) ?? 0, await site.store.hiddenAt())
    const document = render(CONTENT_TYPES[format], publish(format, channel, found.items), changedAt || undefined)
    return { document, isSettled: found.isSettled }
  }

  async function send(
    request: Request,
    response: Response,
    feed: FeedDefinition,
    page: ArchivePage,
    format: Format,
  ): Promise<void> {
    // When a month is over its last page is settled.
    const month = new Date(site.now()).toISOString().slice(0, 7)
    const key = JSON.stringify([feed.name, nameOf(page), format, month, await site.store.version()])
    const { document, isSettled } = await kept(key, () => rendered(feed, page, format))
    setDocumentHeaders(response, feed, isSettled ? SETTLED : undefined)
    nameSelf(request, response, site, selfOf(site, feed, page, format))
    await answer(request, response, document)
  }

  router.get('/feeds/:name/archive/:file', (request, response) => {
    const feed = feedNamed(site, request.params.name)
    const [name, format] = splitEnding(request.params.file)
    const page = pageNamed(name)
    if (page === undefined || format === undefined) throw missing(feed, request.params.file)
    return send(request, response, feed, page, format)
  })
  return router
}

function selfOf(site: Site, feed: FeedDefinition, page: ArchivePage, format: Format): string {
  return archiveAddress(site, feed, nameOf(page), format)
}

function missing({ name }: FeedDefinition, page: string): TributaryError {
  return new TributaryError(
    'not_found',
    `The archive of the feed “${name}” has no page “${page.slice(0, 60)}”; begin at /feeds/${name}.atom and go from link to link.`,
  )
}
