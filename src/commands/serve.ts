import { once } from 'node:events'
import { Command } from 'commander'
import { loadConfig } from '../config/load-config.ts'
import { TributaryError } from '../errors.ts'
import { createLog } from '../log.ts'
import { createTributary } from '../tributary.ts'
import type { Terminal } from './terminal.ts'

export function serveCommand(terminal: Terminal): Command {
  return new Command('serve')
    .description('poll the sources and serve the feeds (the default)')
    .option('-p, --port <port>', 'port to listen on (PORT, else 8080)')
    .allowExcessArguments()
    .action(async ({ port }: { port?: string }, command: Command) => {
      const [unknown] = command.args
      if (unknown !== undefined)
        throw new TributaryError('invalid', `There is no command “${unknown}”; “tributary --help” lists them`)
      const config = loadConfig(port === undefined ? terminal.env : { ...terminal.env, PORT: port }, terminal.cwd)
      const log = createLog(config, terminal.out)
      const service = createTributary(config, { log })
      await service.start()
      const url = config.baseUrl ?? service.url
      log.info(`Tributary is at ${url} (listening on ${service.url})`)
      for (const { name, title } of config.feeds) log.info(`Subscribe: ${url}/feeds/${name}.atom  (${title})`)
      if (config.contact === undefined)
        log.info('Set “contact” in the configuration (or BASE_URL), so that the publishers polled can tell who polls')
      if (!terminal.interrupted.aborted) await once(terminal.interrupted, 'abort')
      log.info('Stopping: polls under way are given back')
      await service.stop()
      log.info('Stopped')
    })
}
