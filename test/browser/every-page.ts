import { EDITED, HOSTILE, TOLD_EVERYWHERE } from './publishers.ts'
import { KEY, type World } from './world.ts'

/** A page, by what it shows and where it is: a path from the service's root. */
export interface Place {
  readonly name: string
  readonly path: string
  /** 200 unless it says otherwise. */
  readonly status?: number
}

/** Pages with their HTML. */
export type Crawled = readonly (readonly [path: string, html: string])[]

/** How many links are followed before it is taken that something goes round for ever. */
const MOST_LINKS = 1_500
const HTML = { Accept: 'text/html,*/*;q=0.1' }

/** The pages that somebody thought of, then one of each further kind that links from them lead to. */
export async function everyPage(world: World, crawled: Crawled): Promise<Place[]> {
  const named = await namedPages(world)
  const kinds = new Set(named.map(({ path }) => kindOf(path)))
  const found = crawled.flatMap(([path]) => {
    const kind = kindOf(path)
    if (kinds.has(kind)) return []
    kinds.add(kind)
    return [{ name: `found: ${kind}`, path }]
  })
  return [...named, ...found]
}

async function namedPages(world: World): Promise<Place[]> {
  const [told, edited, hostile] = await Promise.all([TOLD_EVERYWHERE, EDITED, HOSTILE].map(world.idOf))
  return [
    { name: 'river', path: '/' },
    { name: 'search', path: '/?q=Orvane+OR+puces' },
    { name: 'search, best first', path: '/?q=Dunkirk&sort=relevance' },
    { name: 'nothing found', path: '/?q=zeppelin' },
    { name: 'search that cannot be read', path: `/?q=${encodeURIComponent('puces AND (')}`, status: 400 },
    { name: 'topic', path: '/?topic=semiconductors' },
    { name: 'language', path: '/?lang=fr' },
    { name: 'source', path: '/?source=harbour' },
    { name: 'period', path: '/?since=2026-10-28&until=2026-10-30' },
    { name: 'hot', path: '/?sort=hot' },
    { name: 'feed', path: '/feeds/chips' },
    { name: 'feed of stories', path: '/feeds/stories' },
    { name: 'private feed', path: `/feeds/family?key=${KEY}` },
    { name: 'private feed without its key', path: '/feeds/family', status: 401 },
    { name: 'empty feed', path: '/feeds/nothing' },
    { name: 'what filters hide', path: '/feeds/all/hidden' },
    { name: 'days', path: '/feeds/all/daily' },
    { name: 'search over everything', path: '/search?q=chip' },
    { name: 'item', path: `/items/${told}` },
    { name: 'item that was edited', path: `/items/${edited}` },
    { name: 'item that means harm', path: `/items/${hostile}` },
    { name: 'revisions', path: `/items/${edited}/revisions` },
    { name: 'why', path: `/items/${told}/why` },
    { name: 'sources', path: '/sources' },
    { name: 'try', path: '/try' },
    { name: 'rehearsal', path: '/try?q=Dunkirk+OR+Dunkerque&days=30' },
    { name: 'rehearsal of a feed', path: '/try?q=Nimbelis&feed=chips&days=30' },
    { name: 'rehearsal that cannot be read', path: '/try?q=%28&days=30' },
    { name: 'feeds', path: '/feeds' },
    { name: 'API', path: '/api' },
    { name: 'not here', path: '/nowhere', status: 404 },
    { name: 'no such item', path: '/items/nothing', status: 404 },
  ]
}

/** All pages that links lead to from the river, with their HTML; of those with parameters one for each kind and set of names. */
export async function crawl({ service }: World): Promise<Crawled> {
  const ahead = ['/']
  const seen = new Set(ahead.map(onceOf))
  const pages: [string, string][] = []
  for (let path = ahead.shift(); path !== undefined; path = ahead.shift()) {
    const response = await service.get(path, HTML)
    const html = await response.text()
    // A switch of language leads back to where it was.
    if (response.status === 303) continue
    if (!response.headers.get('content-type')?.startsWith('text/html')) continue
    if (response.status !== 200) throw new Error(`A link leads to ${path}, which answers ${response.status}`)
    pages.push([path, html])
    for (const to of linksOf(html)) {
      if (seen.has(onceOf(to))) continue
      seen.add(onceOf(to))
      ahead.push(to)
    }
    if (seen.size > MOST_LINKS) throw new Error(`More than ${MOST_LINKS} links, the last on ${path}`)
  }
  return pages
}

/** Links to this service, without what only scrolls. */
function linksOf(html: string): string[] {
  return [...html.matchAll(/<a\b[^>]*?\shref="(\/(?!\/)[^"]*)"/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&').replace(/#.*/, ''),
  )
}

function onceOf(path: string): string {
  const { pathname, searchParams } = new URL(path, 'http://here')
  const names = [...searchParams.keys()].toSorted().join('&')
  return names === '' ? pathname : `${kindOf(path)}?${names}`
}

/** What pages that differ by their id or their parameters have in common. */
function kindOf(path: string): string {
  const { pathname } = new URL(path, 'http://here')
  return pathname.replace(/^\/(items|stories|sources|topics)\/[^/]+/, '/$1/…').replace(/^\/feeds\/[^/]+/, '/feeds/…')
}
