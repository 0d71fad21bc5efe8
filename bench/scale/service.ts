/** The whole service by the real clock, on a database that knows all of its sources; tells how long its event loop was held. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pino } from 'pino'
import { loadConfig } from '../../src/config/load-config.ts'
import { createTributary, openWorks } from '../../src/tributary.ts'

export interface Begin {
  readonly folder: string
  readonly config: object
  /** Between two polls of a source, shorter than a configuration may have it. */
  readonly intervalMs: number
}

/** Of the event loop, since the last time that it was asked for. */
export interface Held {
  readonly p99Ms: number
  readonly mostMs: number
}

/** Milliseconds between two looks; what a look is late is how long the loop was held. */
const RESOLUTION_MS = 5
const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS })

process.on('message', async (said: Begin | 'held') => {
  if (said !== 'held') process.send?.({ port: await begin(said) })
  else {
    // What is told is the time between two looks, of which the resolution is none of ours.
    const ms = (value: number) => Math.max(0, value / 1e6 - RESOLUTION_MS)
    process.send?.({ p99Ms: ms(delays.percentile(99)), mostMs: ms(delays.max) } satisfies Held)
    delays.reset()
  }
})
process.on('disconnect', () => process.exit())

async function begin({ folder, config: written, intervalMs }: Begin): Promise<number> {
  const file = join(folder, 'feeds.config.json')
  writeFileSync(file, JSON.stringify(written))
  const env = { TRIBUTARY_CONFIG: file, TRIBUTARY_DATA: folder, PORT: '0', HOST: '127.0.0.1' }
  const log = pino({ level: 'silent' })
  const loaded = loadConfig(env, folder)
  const config = { ...loaded, sources: loaded.sources.map((source) => ({ ...source, intervalMs })) }
  // All sources are known before the hour begins.
  const works = await openWorks(config, { log })
  await works.poll()
  await works.group()
  await works.close()
  const service = createTributary(config, { log })
  await service.start()
  delays.enable()
  return Number(new URL(service.url).port)
}
