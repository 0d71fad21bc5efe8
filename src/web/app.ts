import express, { type Express } from 'express'
import { TributaryError } from '../errors.ts'
import { apiRoutes } from './api.ts'
import { editionRoutes } from './editions.ts'
import { errorHandler } from './errors.ts'
import { feedIndexRoutes } from './feed-index.ts'
import { feedRoutes } from './feeds.ts'
import { opmlRoutes } from './opml.ts'
import { createPages } from './pages.ts'
import type { Site } from './site.ts'
import { createView } from './view.ts'

/** Everything that is served over HTTP. */
export function createApp(site: Site): Express {
  const app = express()
  app.set('x-powered-by', false)
  app.set('query parser', 'simple')
  app.set('etag', false)
  app.set('trust proxy', false)
  const view = createView(site)
  const pages = createPages(site, view)

  app.use((request, response, next) => {
    response.set('X-Content-Type-Options', 'nosniff')
    response.set('Referrer-Policy', 'no-referrer')
    const allowed = request.path === '/api/try' ? ['POST', 'OPTIONS'] : ['GET', 'HEAD']
    if (!allowed.includes(request.method)) {
      response.set('Allow', allowed.join(', ')).status(405).type('text')
      response.send(`Only ${allowed.join(' and ')} are answered here.\n`)
      return
    }
    next()
  })
  app.use(apiRoutes(site, view))
  app.use(opmlRoutes(site))
  app.use(feedIndexRoutes(site, view))
  app.use(editionRoutes(site, view))
  app.use(feedRoutes(site, pages.feed))
  app.use(pages.routes)
  app.use((request) => {
    throw new TributaryError('not_found', `There is nothing at ${request.path.slice(0, 200)}.`)
  })
  app.use(errorHandler(site, view))
  return app
}
