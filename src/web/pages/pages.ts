import { type Request, type Response, Router } from 'express'
import type { SourceHealth } from '../../model/source.ts'
import { siteFor } from '../access.ts'
import { answer, render } from '../answer.ts'
import { feedNamed } from '../feeds.ts'
import type { Site } from '../site.ts'
import { type Asset, FAVICON, SCRIPT, STYLE } from '../view.ts'
import { itemPages } from './item-pages.ts'
import { type RiverPage, riverPage } from './river-page.ts'
import type { SendPage } from './send-page.ts'
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
  routes.get('/sources', async (request, response) => {
    const health = new Map((await site.store.sources()).map((source) => [source.id, source]))
    const sources = site.sources.map((source) => ({ ...source, state: health.get(source.id) }))
    await send(request, response, 'sources', { sources: sources.sort(worstFirst) })
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

const ORDER: Readonly<Record<string, number>> = { failing: 0, gone: 1, limited: 2, waiting: 3, ok: 4 }

function worstFirst(a: { title: string; state: SourceHealth | undefined }, b: typeof a): number {
  const rank = (source: typeof a) => ORDER[source.state?.health ?? 'waiting'] ?? 5
  return rank(a) - rank(b) || a.title.localeCompare(b.title)
}
