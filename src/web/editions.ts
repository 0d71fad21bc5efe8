import { type Request, type Response, Router } from 'express'
import { PERIODS, type Period, type Span, spansBefore } from '../editions/calendar.ts'
import { makeEdition } from '../editions/make-edition.ts'
import type { Edition } from '../model/edition.ts'
import type { FeedDefinition } from '../model/feed.ts'
import { optional } from '../model/optional.ts'
import { publish } from '../publish/publish.ts'
import { CONTENT_TYPES, type Format, type PublishedItem } from '../publish/published.ts'
import { answer, type Rendered, render } from './answer.ts'
import { editionEntry, seriesTitle } from './edition-entry.ts'
import { FORMATS, keeping, setDocumentHeaders, splitEnding } from './feed-document.ts'
import { feedNamed } from './feeds.ts'
import { formatByAccept, nameSelf } from './negotiate.ts'
import type { SendPage } from './pages/send-page.ts'
import { publishedEdition } from './published-item.ts'
import type { Site } from './site.ts'

/** Entries of a document. */
const COUNT: Readonly<Record<Period, number>> = { daily: 14, weekly: 8 }
/** Rendered documents that are kept. */
const KEPT = 500

/**
 * The editions of each feed, `/feeds/<name>/daily.<format>` and `/feeds/<name>/weekly.<format>`, and without an ending by
 * Accept. An edition is made when somebody asks for it first, once its day is over, and is kept as it is.
 */
export function editionRoutes(site: Site, send: SendPage): Router {
  const router = Router()
  const kept = keeping<Rendered>(KEPT)
  /** Most feeds are younger than what they are asked for; a database that is filled later begins with a restart. */
  const empty = new Set<string>()

  async function editionOf(feed: FeedDefinition, period: Period, span: Span): Promise<Edition | undefined> {
    const name = `${feed.name}/${period}/${span.name}`
    const before = empty.has(name) ? undefined : await site.store.edition(name)
    if (before !== undefined || empty.has(name)) return before
    const made = await makeEdition(site.store, feed, span, site.sources)
    if (made.stories.length === 0) {
      empty.add(name)
      return undefined
    }
    await site.store.keepEdition(name, made)
    // Another process may have been faster.
    return site.store.edition(name)
  }

  async function entriesOf(feed: FeedDefinition, period: Period, spans: readonly Span[]): Promise<PublishedItem[]> {
    const { uriPrefix } = await site.store.frame()
    const entries: PublishedItem[] = []
    for (const span of spans) {
      const edition = await editionOf(feed, period, span)
      if (edition !== undefined && edition.stories.length > 0)
        entries.push(editionEntry(site, feed, period, span, publishedEdition(site, edition), uriPrefix))
    }
    return entries
  }

  async function rendered(feed: FeedDefinition, period: Period, format: Format, spans: readonly Span[]) {
    const items = await entriesOf(feed, period, spans)
    const pageUrl = pageUrlOf(site, feed, period)
    const channel = {
      ...{ title: seriesTitle(feed, period), description: feed.description, ...optional('lang', feed.lang) },
      ...{ pageUrl, selfUrl: `${pageUrl}.${format}`, publisher: site.title },
    }
    const changedAt = Math.max(items[0]?.changedAt ?? 0, await site.store.hiddenAt())
    return render(CONTENT_TYPES[format], publish(format, channel, items), changedAt === 0 ? undefined : changedAt)
  }

  async function sendPage(request: Request, response: Response, feed: FeedDefinition, period: Period) {
    const items = await entriesOf(feed, period, spansOf(period))
    const subscribe = links(pageUrlOf(site, feed, period))
    const shown = { heading: seriesTitle(feed, period), feed, items, noindex: feed.noindex, subscribe }
    setDocumentHeaders(response, feed)
    await send(request, response, 'editions', shown)
  }

  async function sendDocument(
    request: Request,
    response: Response,
    feed: FeedDefinition,
    period: Period,
    format: Format,
  ) {
    const spans = spansOf(period)
    const key = JSON.stringify([feed.name, period, format, spans[0]?.name, await site.store.version()])
    const document = kept(key, () => rendered(feed, period, format, spans))
    setDocumentHeaders(response, feed)
    nameSelf(request, response, site, `${pageUrlOf(site, feed, period)}.${format}`)
    await answer(request, response, await document)
  }

  const spansOf = (period: Period) => spansBefore(site.now(), period, site.timezone, COUNT[period])

  router.get('/feeds/:name/:file', async (request, response, next) => {
    const [name, asked] = splitEnding(request.params.file)
    const period = PERIODS.find((one) => one === name)
    if (period === undefined) return next()
    const feed = feedNamed(site, request.params.name)
    const format = asked ?? formatByAccept(request, response)
    if (format === 'html') return sendPage(request, response, feed, period)
    return sendDocument(request, response, feed, period, format)
  })
  return router
}

function pageUrlOf(site: Site, feed: FeedDefinition, period: Period): string {
  return `${site.baseUrl()}/feeds/${feed.name}/${period}`
}

function links(pageUrl: string) {
  return FORMATS.map((format) => ({ format, url: `${pageUrl}.${format}` }))
}
