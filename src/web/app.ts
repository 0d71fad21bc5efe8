import type { RequestListener } from 'node:http'
import express, { type Express } from 'express'
import { TributaryError } from '../errors.ts'
import { guard } from './access.ts'
import { apiRoutes } from './api.ts'
import { createArchive } from './archive.ts'
import { archiveRoutes } from './archive-routes.ts'
import { editionRoutes } from './editions.ts'
import { errorHandler } from './errors.ts'
import { feedIndexRoutes } from './feed-index.ts'
import { feedRoutes } from './feeds.ts'
import { languageSwitch } from './language.ts'
import { onlyMethods } from './methods.ts'
import { opmlRoutes } from './opml.ts'
import { createPages } from './pages/pages.ts'
import { pageSender } from './pages/send-page.ts'
import { createReadyAnswers, type ReadyAnswers } from './ready-answers.ts'
import { requestLog } from './request-log.ts'
import type { Site } from './site.ts'
import { createView } from './view.ts'

/** Answers whatever is asked over HTTP: at once what is ready, all else by the application. */
export function createAnswerer(site: Site): RequestListener {
  // Who wants to know of each request has each go the whole way.
  if (site.onAnswered !== undefined) return createApp(site)
  const ready = createReadyAnswers(site)
  const app = createApp(site, ready)
  return (request, response) => ready.handle(request, response, () => app(request, response))
}

/** Everything that is served over HTTP; `ready` keeps what can be answered again without it. */
export function createApp(site: Site, ready?: ReadyAnswers): Express {
  const app = express()
  app.set('x-powered-by', false)
  app.set('query parser', 'simple')
  app.set('etag', false)
  // It says who asks, and nothing else: what our links begin with is never taken from a request.
  app.set('trust proxy', site.trustProxy ?? false)
  const view = createView(site)
  const send = pageSender(site, view)
  const pages = createPages(site, send)
  const archive = createArchive(site)

  if (site.onAnswered !== undefined) app.use(requestLog(site.onAnswered))
  app.use((_request, response, next) => {
    response.set('X-Content-Type-Options', 'nosniff')
    response.set('Referrer-Policy', 'no-referrer')
    response.locals.begun = performance.now()
    next()
  })
  app.use(onlyMethods)
  app.use(languageSwitch())
  app.use(guard(site))
  app.use(apiRoutes(site, send))
  app.use(opmlRoutes(site))
  app.use(feedIndexRoutes(site, send))
  app.use(editionRoutes(site, send))
  app.use(archiveRoutes(site, archive))
  app.use(feedRoutes(site, pages.feed, archive, ready))
  app.use(pages.routes)
  app.use((request) => {
    throw new TributaryError('not_found', `There is nothing at ${request.path.slice(0, 200)}.`)
  })
  app.use(errorHandler(site, view))
  return app
}
