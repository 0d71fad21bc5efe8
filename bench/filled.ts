/** A database with made-up items, as a service finds it that has run for years: topics judged, stories found. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { loadConfig } from '../src/config/load-config.ts'
import { openConfiguredStore, openWorks } from '../src/tributary.ts'
import { fill, NOW, SOURCES, WORDS } from './made-items.ts'

/** Ranks of words that about 2 % of the items have, by Zipf's law. */
const MID_RANK = 600
export const midWord = (i: number) => WORDS[MID_RANK + (i % 100)] ?? ''
export const commonWord = (i: number) => WORDS[i % 3] ?? ''
export const TOPIC = 'mid'

/** The configuration that goes with it: nobody is polled. */
export const FILLED_CONFIG = {
  poll: { cron: '0 0 1 1 *' },
  sources: SOURCES.map(({ id, url, title }) => ({ id, url, title, enabled: false })),
  topics: [{ id: TOPIC, title: 'Middling', where: `${WORDS[MID_RANK + 200]} OR ${WORDS[MID_RANK + 201]}` }],
  feeds: [{ name: 'topic', title: 'Topic', topics: [TOPIC] }],
}

/** Fills a folder, unless it holds so many already; gives the environment for who works on it. */
export async function fillFolder(folder: string, items: number): Promise<Readonly<Record<string, string>>> {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'feeds.config.json')
  writeFileSync(file, JSON.stringify(FILLED_CONFIG))
  const env = { TRIBUTARY_CONFIG: file, TRIBUTARY_DATA: folder, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'warn' }
  const config = loadConfig(env, folder)
  const store = await openConfiguredStore(config, NOW)
  const { items: there } = await store.counts()
  if (there === 0) await fill(store, items)
  else if (there !== items) throw new Error(`The folder has ${there} items. Name another one, or --items ${there}.`)
  await store.close()
  if (there > 0) return env
  const works = await openWorks(config, { log: pino({ level: 'silent' }) })
  await works.rejudge({})
  await works.group()
  await works.close()
  return env
}
