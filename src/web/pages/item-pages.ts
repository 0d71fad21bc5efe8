import { type Request, Router } from 'express'
import { TributaryError } from '../../errors.ts'
import { SENTENCES } from '../../explain/sentences.ts'
import { siteFor } from '../access.ts'
import { explanationOf, itemNamed, publishedEdits } from '../api.ts'
import { FORMATS } from '../feed-document.ts'
import { publishedItem } from '../published-item.ts'
import type { Site } from '../site.ts'
import type { SendPage } from './send-page.ts'

/** Others of a story that an article's page names. */
const MAX_ALSO = 20
/** Articles of a story that its page shows. */
const MAX_IN_STORY = 100

/** `/items/<id>` with its edits and its explanation, and `/stories/<id>`. */
export function itemPages(site: Site, send: SendPage): Router {
  const routes = Router()
  routes.get('/items/:id', async (request, response) => {
    const item = await itemNamed(site, request.params.id)
    const edits = (await site.store.revisions(item.id)).length
    const story = await site.store.items({ where: { kind: 'story', id: item.storyId }, limit: MAX_ALSO + 1 })
    const also = story.items.filter(({ id }) => id !== item.id).map((other) => publishedItem(site, other))
    await send(request, response, 'item', { item, also, edits })
  })
  routes.get('/items/:id/revisions', async (request, response) => {
    const item = await itemNamed(site, request.params.id)
    const edits = await publishedEdits(site, item)
    await send(request, response, 'revisions', { item, edits })
  })
  routes.get('/items/:id/why', async (request, response) => {
    const why = await explanationOf(siteFor(site, request), request.params.id)
    await send(request, response, 'why', { why, sentences: SENTENCES })
  })
  routes.get('/stories/:id', async (request, response) => send(request, response, 'story', await storyPage(request)))

  /** The articles of a story as they came out, each with how much later than the first. */
  async function storyPage({ params: { id = '' } }: Request<{ id?: string }>): Promise<object> {
    const { items } = await site.store.items({ where: { kind: 'story', id }, limit: MAX_IN_STORY })
    const told = items.toReversed().map((item) => publishedItem(site, item))
    const [first] = told
    const last = told.at(-1)
    if (first === undefined || last === undefined)
      throw new TributaryError('not_found', `There is no story “${id.slice(0, 60)}”.`)
    const outlets = new Set(told.map(({ sourceId }) => sourceId)).size
    return {
      ...{ id: first.storyId, told, first, outlets, span: last.publishedAt - first.publishedAt },
      subscribe: FORMATS.map((format) => ({
        format,
        url: `${site.baseUrl()}/search.${format}?${new URLSearchParams({ q: `story:${first.storyId}` })}`,
      })),
    }
  }
  return routes
}
