import { Command } from 'commander'
import { VERSION } from '../tributary.ts'
import { serveCommand } from './serve.ts'
import type { Terminal } from './terminal.ts'

type Make = (terminal: Terminal) => Command

/** Each is loaded only where it is asked for: the service needs none of what they need. In the order of the help. */
const OTHERS: Readonly<Record<string, () => Promise<Make>>> = {
  poll: async () => (await import('./poll.ts')).pollCommand,
  check: async () => (await import('./check.ts')).checkCommand,
  plan: async () => (await import('./plan.ts')).planCommand,
  try: async () => (await import('./try.ts')).tryCommand,
  stories: async () => (await import('./stories.ts')).storiesCommand,
  items: async () => (await import('./items.ts')).itemsCommand,
  explain: async () => (await import('./explain.ts')).explainCommand,
  sources: async () => (await import('./sources.ts')).sourcesCommand,
  add: async () => (await import('./add.ts')).addCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
  opml: async () => (await import('./opml.ts')).opmlCommand,
  export: async () => (await import('./backup.ts')).exportCommand,
  import: async () => (await import('./backup.ts')).importCommand,
  schema: async () => (await import('./schema.ts')).schemaCommand,
}
/** What begins the service whatever else is said. */
const SERVES = /^(?:serve|-p.*|--port.*)$/

/** The command line: `tributary <command>`, with those commands that the arguments (`node` and the script before them) ask for. */
export async function createProgram(terminal: Terminal, argv: readonly string[]): Promise<Command> {
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
  for (const load of wanted(argv[2])) program.addCommand((await load())(terminal))
  return program
}

/** One, none for the service, or all where the arguments name none: they are listed then, or another one is hinted at. */
function wanted(named = 'serve'): readonly (() => Promise<Make>)[] {
  if (SERVES.test(named)) return []
  const load = Object.hasOwn(OTHERS, named) ? OTHERS[named] : undefined
  return load === undefined ? Object.values(OTHERS) : [load]
}
