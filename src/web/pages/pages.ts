import { type Request, type Response, Router } from 'express'
import { siteFor } from '../access.ts'
import { answer, render } from '../answer.ts'
import { feedNamed } from '../feeds.ts'
import type { Site } from '../site.ts'
import { type Asset, FAVICON, SCRIPT, STYLE } from '../view.ts'
import { itemPages } from './item-pages.ts'
import { type RiverPage, riverPage } from './river-page.ts'
import type { SendPage } from './send-page.ts'
import { sourcePages } from './source-pages.ts'
import { topicPages } from './topic-pages.ts'
import { tryPage } from './try-page.ts'

export interface Pages {
  readonly routes: Router
  /** The river of one published feed. */
  readonly feed: RiverPage
}

/** The pages for people; they work without JavaScript, which only adds to them. */
export function createPages(site: Site, send: SendPage): Pages {
  const feed = riverPage(site, send)
  const routes = Router()
  routes.get('/', (request, response) => feed(request, response, feedNamed(site, 'all')))
  routes.use(itemPages(site, send))
  routes.get('/try', async (request, response) =>
    send(request, response, 'try', await tryPage(request, siteFor(site, request))),
  )
  routes.use(sourcePages(site, send))
  routes.use(topicPages(site, send))
  routes.get('/help/query', async (request, response) => {
    const { queryHelp } = await import('../help.ts')
    await send(request, response, 'help', await queryHelp(site.baseUrl()))
  })
  for (const asset of [STYLE, SCRIPT]) routes.get(`/assets/${asset.name}`, serve(asset))
  routes.get(['/favicon.svg', '/favicon.ico'], (_request, response) => {
    response.set('Cache-Control', 'public, max-age=86400').type('svg').send(FAVICON)
  })
  routes.get('/robots.txt', (_request, response) => {
    response.type('text').send('User-agent: *\nDisallow: /api/\n')
  })
  return { routes, feed }
}

/** A tag in the address names what is in it: it never changes. */
function serve({ type, text }: Asset) {
  const document = render(`${type}; charset=utf-8`, text)
  return async (request: Request, response: Response) => {
    response.set('Cache-Control', 'public, max-age=31536000, immutable')
    await answer(request, response, document)
  }
}
