import { Command } from 'commander'
import { VERSION } from '../tributary.ts'
import { addCommand } from './add.ts'
import { exportCommand, importCommand } from './backup.ts'
import { checkCommand } from './check.ts'
import { doctorCommand } from './doctor.ts'
import { explainCommand } from './explain.ts'
import { itemsCommand } from './items.ts'
import { opmlCommand } from './opml.ts'
import { planCommand } from './plan.ts'
import { pollCommand } from './poll.ts'
import { schemaCommand } from './schema.ts'
import { serveCommand } from './serve.ts'
import { sourcesCommand } from './sources.ts'
import { storiesCommand } from './stories.ts'
import type { Terminal } from './terminal.ts'
import { tryCommand } from './try.ts'

/** The command line: `tributary <command>`. */
export function createProgram(terminal: Terminal): Command {
  const program = new Command('tributary')
    .description('A self-hosted feed aggregator: many feeds flow in, one clean, filtered river flows out.')
    .version(VERSION)
    .configureOutput({
      writeOut: (text) => terminal.out.write(text),
      writeErr: (text) => terminal.err.write(text),
    })
    .addHelpText(
      'after',
      `
Environment:
  TRIBUTARY_CONFIG  the configuration file (feeds.config.json)
  TRIBUTARY_DATA    the folder for the database (data)
  PORT, HOST        where to listen (8080, all addresses)
  BASE_URL          what our own links begin with, behind a proxy (http://localhost:PORT)
  TRUST_PROXY       the proxies that are believed who asks: how many, or their addresses (none)
  LOG_LEVEL         fatal, error, warn, info, debug, trace or silent (info)
  LOG_FORMAT        pretty, json, or auto: pretty on a terminal (auto)`,
    )
  program.addCommand(serveCommand(terminal), { isDefault: true })
  for (const command of [
    pollCommand,
    checkCommand,
    planCommand,
    tryCommand,
    storiesCommand,
    itemsCommand,
    explainCommand,
    sourcesCommand,
    addCommand,
    doctorCommand,
    opmlCommand,
    exportCommand,
    importCommand,
    schemaCommand,
  ])
    program.addCommand(command(terminal))
  return program
}
