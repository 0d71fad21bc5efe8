import { type Request, Router } from 'express'
import { TributaryError } from '../../errors.ts'
import { type Days, totalOf, type Volume } from '../../model/volume.ts'
import { siteFor } from '../access.ts'
import { keeping } from '../feed-document.ts'
import { originOf, publishedItem } from '../published-item.ts'
import type { Site } from '../site.ts'
import { lastDays } from './days.ts'
import type { SendPage } from './send-page.ts'
import { viewOf } from './view-of.ts'

const DAYS = 90
const WEEK = 7
const BEST_SOURCES = 10
const LATEST = 6

/** `/topics` with all of them, and `/topics/<id>` with one. */
export function topicPages(site: Site, send: SendPage): Router {
  const routes = Router()
  const kept = keeping<ReadonlyMap<string, Volume>>(1)

  /** Counting looks at all that was published in these days, so it is done once for each version. */
  async function volumesOf(days: Days): Promise<ReadonlyMap<string, Volume>> {
    const ids = site.topics.map(({ id }) => id)
    return kept(`${await site.store.version()} ${days.from}`, () => site.store.topicVolumes({ ids, ...days }))
  }

  routes.get('/topics', async (request, response) => {
    const volumes = await volumesOf(lastDays(site.now(), site.timezone, DAYS))
    const { sparkBars } = await import('../plots/spark.ts')
    const topics = site.topics.map((topic) => {
      const volume = volumes.get(topic.id) ?? []
      return { ...topic, spark: sparkBars(volume), total: totalOf(volume), week: totalOf(volume.slice(-WEEK)) }
    })
    await send(request, response, 'topics', { topics })
  })
  routes.get('/topics/:id', async (request, response) =>
    send(request, response, 'topic', await onePage(request, request.params.id)),
  )

  async function onePage(request: Request, id: string): Promise<object> {
    const topic = site.topics.find((one) => one.id === id)
    if (topic === undefined) throw new TributaryError('not_found', `There is no topic “${id.slice(0, 60)}”.`)
    const days = lastDays(site.now(), site.timezone, DAYS)
    const [volumes, best, latest] = await Promise.all([
      site.store.topicVolumes({ ids: [id], ...days }),
      site.store.topicSources({ topic: id, limit: BEST_SOURCES, ...days }),
      site.store.items({ where: { kind: 'topic', id }, limit: LATEST }),
    ])
    const { dayPlot } = await import('../plots/day-plot.ts')
    const volume = volumes.get(id) ?? []
    return {
      ...{ topic, plot: dayPlot(volume, days), week: totalOf(volume.slice(-WEEK)) },
      best: best.map((one) => ({
        ...one,
        title: originOf(site, one.sourceId).title,
        configured: site.sources.some((source) => source.id === one.sourceId),
      })),
      items: latest.items.map((item) => publishedItem(site, item)),
      ...viewOf(siteFor(site, request), 'topic', id),
    }
  }
  return routes
}
