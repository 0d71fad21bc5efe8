import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { loadConfig } from '../../src/config/load-config.ts'
import { createTributary } from '../../src/tributary.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { type Service, startService } from '../support/service.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { DAY, HOUR, NOON, type Publisher, publishing } from './publishers.ts'

/** When the cron ticks: not while a test runs. */
const NEVER = '0 0 1 1 *'

/** The key of the private feed. */
export const KEY = 'a-word-that-only-the-family-knows'

/** A service a week old with all that pages can show, and whom it polls. */
export interface World extends AsyncDisposable {
  readonly service: Service
  /** Who publishes, and has the pictures. */
  readonly origin: Origin
  /** Lets an outlet publish one more article, and polls: what a page that is open may hear of. */
  news(title: string): Promise<void>
  /** The id of an article by its title. */
  idOf(title: string): Promise<string>
}

/** Polls a week of news day by day; then the time stands still. `all`: how the merged feed is to be otherwise. */
export async function openWorld(all: object = {}): Promise<World> {
  const origin = await startOrigin()
  // At a port of its own: one that asks for patience speaks for all of its domain.
  const busy = await startOrigin()
  const start = NOON - 7 * DAY
  // It polls once before it is known; no time passes then.
  let known: Service | undefined
  const publisher = publishing(origin, busy, {
    now: () => known?.clock.time ?? start,
    advance: (ms) => known?.clock.advance(ms),
  })
  const service = await startService(config(origin, busy, all), new Date(start).toISOString())
  known = service
  for (let day = 0; day < 7; day += 1) {
    service.clock.advance(DAY)
    await service.poll()
  }
  await edits(service, publisher)
  return {
    service,
    origin,
    async news(title) {
      publisher.publish(title, service.clock.time)
      service.clock.advance(HOUR)
      await service.poll()
    },
    idOf: (title) => idOf(service, title),
    async [Symbol.asyncDispose]() {
      await service[Symbol.asyncDispose]()
      await origin[Symbol.asyncDispose]()
      await busy[Symbol.asyncDispose]()
    },
  }
}

/** An outlet edits an article twice, as the last that happens. */
async function edits(service: Service, publisher: Publisher): Promise<void> {
  for (const words of publisher.edits) {
    publisher.edit(words)
    service.clock.advance(HOUR)
    await service.poll()
  }
}

async function idOf(service: Service, title: string): Promise<string> {
  const asked = new URLSearchParams({ q: `title:"${title}"` })
  const { items } = (await (await service.get(`/api/items?${asked}`)).json()) as { items: { id: string }[] }
  const [found] = items
  if (found === undefined) throw new Error(`The world has no article “${title}”`)
  return found.id
}

function config(origin: Origin, busy: Origin, all: object): object {
  const source = (id: string, title: string, more: object = {}) => ({ id, url: `${origin.url}/${id}`, title, ...more })
  return {
    title: 'Tributary',
    // So many may begin at once, before polls go at a pace of their own.
    poll: { cron: NEVER, concurrency: 100 },
    sources: [
      source('le-fil', 'Le Fil', { lang: 'fr', priority: 80, tags: ['Presse'] }),
      source('quai-nord', 'Quai Nord', { lang: 'fr', tags: ['Presse'] }),
      source('la-puce', 'La Puce', { lang: 'fr', tags: ['Technique'] }),
      source('meridian', 'The Meridian', { lang: 'en', priority: 70, tags: ['Presse'] }),
      source('chipwatch', 'Chipwatch', { lang: 'en', tags: ['Technique'] }),
      source('harbour', 'Harbour Post', { lang: 'en', tags: ['Presse'] }),
      source('column', 'The Wednesday Column', { lang: 'en', archive: true }),
      source('hostile', 'A feed that means harm'),
      source('torn', 'Feuille déchirée', { lang: 'fr' }),
      source('old-mill', 'The Old Mill', { lang: 'en' }),
      source('broken', 'Radio silence', { lang: 'en' }),
      source('asleep', 'Switched off', { enabled: false }),
      { id: 'busy', url: `${busy.url}/busy`, title: 'One that asks for patience' },
    ],
    topics: [
      {
        id: 'semiconductors',
        title: 'Semi-conducteurs',
        where: ['semi-conduct* OR semiconduct* OR silicon OR silicium OR wafers', 'puces OR chip OR RISC-V'],
      },
      {
        id: 'ai',
        title: 'Intelligence artificielle',
        where: '"artificial intelligence" OR "intelligence artificielle" OR neurones',
      },
      { id: 'cloud', title: 'Cloud', where: 'hébergeur OR host OR "data centre" OR "data centres" OR clouds' },
      { id: 'security', title: 'Cybersécurité', where: 'cybersécurité OR ransomware OR faille OR rançon' },
      { id: 'startups', title: 'Start-ups', where: 'start-up*' },
    ],
    filters: [
      { name: 'no deals', exclude: ['"bon plan"', '"deal of the day"'] },
      { name: 'sea', include: 'port OR harbour OR ferry OR cable', tag: 'Mer' },
      { include: 'Dunkerque OR Dunkirk', boost: 2 },
    ],
    feeds: [
      { name: 'all', title: 'Tributary', limit: 60, ...all },
      {
        name: 'chips',
        title: 'Puces et semi-conducteurs',
        topics: ['semiconductors'],
        description: 'De la tranche de silicium au tribunal.',
      },
      {
        name: 'stories',
        title: 'Stories',
        stories: 'grouped',
        description: 'One entry for each event, with who else tells it.',
      },
      { name: 'french', title: 'En français', lang: 'fr' },
      { name: 'nothing', title: 'Nothing yet', where: 'title:zeppelin' },
      { name: 'family', title: 'For the family', where: 'harbour', key: KEY },
    ],
    takedown: ['https://chipwatch.example/withdrawn'],
  }
}

/** A service whose sources have not answered yet, and do not until it ends. */
export async function openFirstRun(): Promise<AsyncDisposable & { readonly url: string }> {
  const origin = await startOrigin()
  for (const path of ['/le-fil', '/meridian', '/harbour']) origin.serve(path, () => undefined)
  const folder = tempFolder()
  const sources = ['le-fil', 'meridian', 'harbour'].map((id) => ({ id, url: `${origin.url}/${id}`, title: id }))
  const file = join(folder.path, 'feeds.config.json')
  writeFileSync(file, JSON.stringify({ poll: { cron: NEVER }, sources }))
  const env = { TRIBUTARY_CONFIG: file, TRIBUTARY_DATA: join(folder.path, 'data'), PORT: '0', HOST: '127.0.0.1' }
  const service = createTributary(loadConfig(env, folder.path), { now: () => NOON, log: pino({ level: 'silent' }) })
  await service.start()
  return {
    url: service.url,
    async [Symbol.asyncDispose]() {
      await service.stop()
      await origin[Symbol.asyncDispose]()
      folder[Symbol.dispose]()
    },
  }
}
