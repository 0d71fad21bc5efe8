import { once } from 'node:events'
import { Command } from 'commander'
import { loadConfig } from '../config/load-config.ts'
import { createLog } from '../log.ts'
import { createTributary } from '../tributary.ts'
import type { Terminal } from './terminal.ts'

export function serveCommand(terminal: Terminal): Command {
  return new Command('serve')
    .description('poll the sources and serve the feeds (the default)')
    .option('-p, --port <port>', 'port to listen on (PORT, else 8080)')
    .action(async ({ port }: { port?: string }) => {
      const config = loadConfig(port === undefined ? terminal.env : { ...terminal.env, PORT: port }, terminal.cwd)
      const log = createLog(config, terminal.out)
      const service = createTributary(config, { log })
      await service.start()
      const url = config.baseUrl ?? service.url
      if (config.contact === undefined)
        log.warn('Nobody whom we poll can tell who polls: set “contact” in the configuration, or BASE_URL')
      log.info(`Tributary is at ${url} (listening on ${service.url})`)
      for (const { name, title } of config.feeds) log.info(`Subscribe: ${url}/feeds/${name}.atom  (${title})`)
      if (!terminal.interrupted.aborted) await once(terminal.interrupted, 'abort')
      log.info('Stopping: polls under way are given back')
      await service.stop()
      log.info('Stopped')
    })
}
