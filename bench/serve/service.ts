/** Tributary's whole service, in a process of its own, with a clock that is set; it polls when it is told to. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { loadConfig } from '../../src/config/load-config.ts'
import { createTributary, type Tributary } from '../../src/tributary.ts'

export interface Begin {
  readonly folder: string
  /** What `feeds.config.json` says. */
  readonly config: object
  readonly now: number
}

let now = 0
let service: Tributary | undefined

process.on('message', async (said: Begin | { readonly now: number }) => {
  now = said.now
  if ('config' in said) service = await begin(said)
  await service?.poll()
  process.send?.({ port: Number(new URL(service?.url ?? '').port) })
})
process.on('disconnect', () => process.exit())

async function begin({ folder, config }: Begin): Promise<Tributary> {
  const file = join(folder, 'feeds.config.json')
  writeFileSync(file, JSON.stringify(config))
  const env = { TRIBUTARY_CONFIG: file, TRIBUTARY_DATA: folder, PORT: '0', HOST: '127.0.0.1' }
  const begun = createTributary(loadConfig(env, folder), { now: () => now, log: pino({ level: 'silent' }) })
  await begun.start()
  return begun
}
