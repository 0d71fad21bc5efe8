/** A store of some size, in a process of its own: what a poll and queries cost there, in CPU time. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { loadConfig } from '../../src/config/load-config.ts'
import { parseQuery } from '../../src/query/parse-query.ts'
import { openWorks, type Works } from '../../src/tributary.ts'
import { commonWord, FILLED_CONFIG, midWord, TOPIC } from '../filled.ts'
import { median } from '../medians.ts'

export interface Begin {
  readonly folder: string
  readonly urls: readonly string[]
}

const DAY = 86_400_000
const PAGE = 50
const ASKED = 60
/** Queries, each with other words each time. */
export const QUERIES: Readonly<Record<string, (i: number) => string>> = {
  'page of the newest': () => '',
  'page by topic': () => `topic:${TOPIC}`,
  'page by a mid word': midWord,
  'page by the commonest words': commonWord,
}
let works: Works | undefined
let urls: readonly string[] = []
let now = Date.parse('2026-11-02T00:00:00Z')

process.on('message', async (said: Begin | 'poll' | 'query') => {
  if (said === 'poll') process.send?.(await poll())
  else if (said === 'query') process.send?.(await queries())
  else {
    works = await begin(said)
    process.send?.('ready')
  }
})
process.on('disconnect', () => process.exit())

async function begin(begun: Begin): Promise<Works> {
  urls = begun.urls
  const file = join(begun.folder, 'feeds.config.json')
  const polled = urls.map((url, i) => ({ id: `polled-${i}`, url, title: `Polled ${i}` }))
  writeFileSync(file, JSON.stringify({ ...FILLED_CONFIG, sources: [...FILLED_CONFIG.sources, ...polled] }))
  const env = { TRIBUTARY_CONFIG: file, TRIBUTARY_DATA: begun.folder }
  return openWorks(loadConfig(env, begun.folder), { now: () => now, log: pino({ level: 'silent' }) })
}

/** Milliseconds of this process's CPU time for each source of one round. */
async function poll(): Promise<number> {
  now += DAY
  const before = process.cpuUsage()
  await works?.poll()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000 / urls.length
}

/** Milliseconds of each query, the median of many. */
async function queries(): Promise<Readonly<Record<string, number>>> {
  const found: Record<string, number> = {}
  for (const [name, written] of Object.entries(QUERIES)) {
    const took: number[] = []
    for (let i = 0; i < ASKED; i += 1) {
      const startedAt = performance.now()
      await works?.store.items({ where: parseQuery(written(i)), limit: PAGE })
      took.push(performance.now() - startedAt)
    }
    found[name] = median(took)
  }
  return found
}
