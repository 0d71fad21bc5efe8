import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { loadConfig } from '../../src/config/load-config.ts'
import { createTributary } from '../../src/tributary.ts'
import { tempFolder } from './temp-folder.ts'

/** A time to set, not to wait for. */
export class Clock {
  time: number

  constructor(start: string) {
    this.time = Date.parse(start)
  }

  now = (): number => this.time

  advance(ms: number): void {
    this.time += ms
  }
}

export interface Service extends AsyncDisposable {
  readonly url: string
  readonly clock: Clock
  readonly folder: string
  /** Polls what is due at the clock's time, and settles when that is done. */
  poll(): Promise<void>
  /** Stops it and starts it anew on the same database, with another configuration where one is given. */
  restart(config?: object): Promise<void>
  /** Writes another configuration and has it taken up while it runs. */
  reload(config: object): Promise<void>
  get(path: string, headers?: Record<string, string>): Promise<Response>
}

/**
 * The whole service on a free port with a database of its own; it polls when told to, and once at its start. After a restart it
 * has another port: `BASE_URL` in the environment gives its documents one address for good.
 */
export async function startService(
  config: object,
  start = '2026-11-01T12:00:00Z',
  environment: Readonly<Record<string, string>> = {},
): Promise<Service> {
  const folder = tempFolder()
  const clock = new Clock(start)
  const file = join(folder.path, 'feeds.config.json')
  // The clock is ours: the cron must not tick in the middle of a test, and what is due when is no matter of habits.
  const write = (written: object) =>
    writeFileSync(file, JSON.stringify({ poll: { cron: '0 0 1 1 *' }, defaults: { interval: '30m' }, ...written }))
  const place = { TRIBUTARY_CONFIG: file, TRIBUTARY_DATA: join(folder.path, 'data'), PORT: '0', HOST: '127.0.0.1' }
  const env = { ...place, ...environment }
  const open = async () => {
    const opened = createTributary(loadConfig(env, folder.path), { now: clock.now, log: pino({ level: 'silent' }) })
    await opened.start()
    await opened.poll()
    return opened
  }
  write(config)
  let service = await open()
  return {
    clock,
    folder: folder.path,
    get url() {
      return service.url
    },
    poll: () => service.poll(),
    async restart(written) {
      await service.stop()
      if (written !== undefined) write(written)
      service = await open()
    },
    reload(written) {
      write(written)
      return service.reload(loadConfig(env, folder.path))
    },
    get: (path, headers = {}) => fetch(service.url + path, { headers, redirect: 'manual' }),
    async [Symbol.asyncDispose]() {
      await service.stop()
      folder[Symbol.dispose]()
    },
  }
}
