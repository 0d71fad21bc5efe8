/** Tributary itself, with everything on: six topics, full text, stories. Each round is an hour later, all sources due. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { loadConfig } from '../../src/config/load-config.ts'
import { boundHeap } from '../../src/heap.ts'
import { openWorks } from '../../src/tributary.ts'
import { contest } from './contestant.ts'

/** Some hours after the newest article: they are compared with one another as the news of a day are. */
const START = Date.parse('2026-10-03T00:00:00Z')
const HOUR = 3_600_000
/** As many as are shipped. */
const TOPICS = ['chip', 'silver', 'transfer', 'the of', 'content OR proba', 'title:station']

// As the service does at its start.
boundHeap()

contest(async ({ urls, folder }) => {
  const sources = urls.map((url, i) => ({ id: `s${i}`, url, title: `Source ${i}` }))
  const ids = sources.map(({ id }) => id)
  const topics = TOPICS.map((where, i) => ({ id: `t${i}`, title: `Topic ${i}`, where }))
  writeFileSync(join(folder, 'feeds.config.json'), JSON.stringify({ sources, topics }))
  let now = START
  const config = loadConfig({}, folder)
  const works = await openWorks(config, { now: () => now, log: pino({ level: 'silent' }) })
  const round = async (number: number) => {
    now = START + number * HOUR
    await works.store.makeDue(ids, now)
    await works.poll()
    await works.group()
    return (await works.store.counts()).items
  }
  return { round, close: () => works.close() }
})
