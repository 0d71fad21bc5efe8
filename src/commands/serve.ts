import { once } from 'node:events'
import { Command } from 'commander'
import type { Logger } from 'pino'
import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load-config.ts'
import { watchConfig } from '../config/watch-config.ts'
import { TributaryError } from '../errors.ts'
import { createLog } from '../log.ts'
import { createTributary } from '../tributary.ts'
import { createReloader } from './reload.ts'
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
      const env = port === undefined ? terminal.env : { ...terminal.env, PORT: port }
      const load = () => loadConfig(env, terminal.cwd)
      const config = load()
      const log = createLog(config, terminal.out)
      const service = createTributary(config, { log })
      const mayHaveChanged = createReloader({ config, load, service, log, ended: terminal.interrupted })
      terminal.onHangup(() => mayHaveChanged('asked'))
      const unwatch = watchConfig(config.file, () => mayHaveChanged('changed'))
      try {
        await service.start()
        announce(config, service.url, log)
        if (!terminal.interrupted.aborted) await once(terminal.interrupted, 'abort')
        log.info('Stopping: polls under way are given back')
        await service.stop()
        log.info('Stopped')
      } finally {
        unwatch()
      }
    })
}

function announce({ baseUrl, feeds, contact }: Config, listening: string, log: Logger): void {
  const url = baseUrl ?? listening
  log.info(`Tributary is at ${url} (listening on ${listening})`)
  for (const { name, title, private: closed } of feeds)
    log.info(`Subscribe: ${url}/feeds/${name}.atom  (${title}${closed ? '; with its key' : ''})`)
  if (contact === undefined)
    log.info('Set “contact” in the configuration (or BASE_URL), so that the publishers polled can tell who polls')
}
