import { Router } from 'express'
import type { FeedDefinition } from '../model/feed.ts'
import { optional } from '../model/optional.ts'
import { siteFor } from './access.ts'
import { answer, render } from './answer.ts'
import { addressOf } from './feeds.ts'
import type { SendPage } from './pages/send-page.ts'
import type { Site } from './site.ts'

/** `/feeds`: every published feed with its addresses, a page for a browser, JSON for who asks for that. */
export function feedIndexRoutes(site: Site, send: SendPage): Router {
  const router = Router()
  router.get('/feeds', async (request, response) => {
    const feeds = siteFor(site, request).feeds.map((feed) => listed(site, feed))
    response.vary('Accept')
    response.set('Cache-Control', 'no-cache')
    if (request.accepts(['html', 'json']) === 'json') {
      const all = { opml: `${site.baseUrl()}/opml`, feeds }
      await answer(request, response, render('application/json; charset=utf-8', `${JSON.stringify(all)}\n`))
      return
    }
    await send(request, response, 'feeds', { feeds })
  })
  return router
}

/** What there is of one feed, and where. */
function listed(site: Site, feed: FeedDefinition) {
  const page = `${site.baseUrl()}/feeds/${feed.name}`
  return {
    name: feed.name,
    title: feed.title,
    ...(feed.description === '' ? {} : { description: feed.description }),
    ...optional('lang', feed.lang),
    page,
    atom: addressOf(site, feed, 'atom'),
    rss: addressOf(site, feed, 'rss'),
    json: addressOf(site, feed, 'json'),
    daily: `${page}/daily`,
    weekly: `${page}/weekly`,
    opml: `${page}.opml`,
  }
}
