import { type Request, Router } from 'express'
import { TributaryError } from '../../errors.ts'
import type { PastPoll } from '../../model/poll.ts'
import { totalOf } from '../../model/volume.ts'
import { siteFor } from '../access.ts'
import { publishedItem } from '../published-item.ts'
import type { Site } from '../site.ts'
import { lastDays } from './days.ts'
import type { SendPage } from './send-page.ts'
import { firstPolls, type Known, knownSource, knownSources, STANDINGS, usualPause, worstFirst } from './source-state.ts'
import { viewOf } from './view-of.ts'

const DAYS = 30
/** Sources on one page: each is drawn. */
const PER_PAGE = 100
const LATEST = 6

/** `/sources` with all of them, and `/sources/<id>` with one. */
export function sourcePages(site: Site, send: SendPage): Router {
  const routes = Router()
  routes.get('/sources', async (request, response) => send(request, response, 'sources', await listPage(request)))
  routes.get('/sources/:id', async (request, response) =>
    send(request, response, 'source', await onePage(request, request.params.id)),
  )

  async function listPage(request: Request): Promise<object> {
    const all = await knownSources(site)
    const counts = STANDINGS.map((standing) => ({
      standing,
      count: all.filter((one) => one.standing === standing).length,
    }))
    const standing = STANDINGS.find((one) => one === request.query.state)
    const wanted = all.filter((one) => standing === undefined || one.standing === standing).toSorted(worstFirst)
    const pages = Math.max(1, Math.ceil(wanted.length / PER_PAGE))
    const page = Math.min(pages, pageIn(request))
    return {
      ...{ all: all.length, standing, pages, page },
      counts: counts.filter(({ count }) => count > 0),
      sources: await drawn(wanted.slice((page - 1) * PER_PAGE, page * PER_PAGE)),
      started: firstPolls(all, site.now()),
    }
  }

  /** Sources with what they published day by day, and how fast they answered. */
  async function drawn(sources: readonly Known[]): Promise<object[]> {
    const ids = sources.map(({ id }) => id)
    const [volumes, polls] = await Promise.all([
      site.store.sourceVolumes({ ids, ...lastDays(site.now(), site.timezone, DAYS) }),
      site.store.polls(ids),
    ])
    const { sparkBars, sparkLine } = await import('../plots/spark.ts')
    return sources.map((source) => {
      const volume = volumes.get(source.id) ?? []
      const times = (polls.get(source.id) ?? []).toReversed().map(({ durationMs }) => durationMs)
      return {
        ...source,
        volume: { spark: sparkBars(volume), total: totalOf(volume), days: DAYS },
        times: { spark: sparkLine(times), last: times.findLast((time) => time !== undefined) },
      }
    })
  }

  async function onePage(request: Request, id: string): Promise<object> {
    const source = site.sources.find((one) => one.id === id)
    if (source === undefined) throw new TributaryError('not_found', `There is no source “${id.slice(0, 60)}”.`)
    const days = lastDays(site.now(), site.timezone, DAYS)
    const [[health], histories, volumes, latest] = await Promise.all([
      site.store.sources([id]),
      site.store.polls([id]),
      site.store.sourceVolumes({ ids: [id], ...days }),
      site.store.items({ where: { kind: 'source', id }, limit: LATEST }),
    ])
    const polls: readonly PastPoll[] = histories.get(id) ?? []
    const { dayPlot } = await import('../plots/day-plot.ts')
    const { pollPlot } = await import('../plots/poll-plot.ts')
    const plot = dayPlot(volumes.get(id) ?? [], days)
    return {
      source: knownSource(source, health),
      ...{ polls, plot, perDay: Math.round((10 * plot.total) / DAYS) / 10, pause: usualPause(polls) },
      times: polls.length === 0 ? undefined : pollPlot(polls),
      items: latest.items.map((item) => publishedItem(site, item)),
      ...viewOf(siteFor(site, request), 'source', id),
    }
  }
  return routes
}

/** From 1 on; whatever else is asked for is the first one. */
function pageIn({ query: { page } }: Request): number {
  return typeof page === 'string' && /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1
}
