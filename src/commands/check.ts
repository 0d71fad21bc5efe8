import { Command } from 'commander'
import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load-config.ts'
import type { Terminal } from './terminal.ts'

/** Characters of a key that nobody finds by trying. */
const WISE_LENGTH = 16

export function checkCommand(terminal: Terminal): Command {
  return new Command('check')
    .description('check the configuration and name everything that is wrong with it')
    .action(() => {
      const config = loadConfig(terminal.env, terminal.cwd)
      const { file, sources, topics, feeds } = config
      const enabled = sources.filter((source) => source.enabled).length
      terminal.out.write(
        `${file} is right: ${sources.length} sources (${enabled} enabled), ${topics.length} topics, ${feeds.length} feeds\n`,
      )
      for (const warning of warningsOf(config)) terminal.err.write(`warning: ${warning}\n`)
    })
}

/** What is allowed and not wise. */
function warningsOf({ feedKeys }: Config): string[] {
  return Object.entries(feedKeys).flatMap(([name, keys]) => {
    const short = keys.filter((key) => key.length < WISE_LENGTH).length
    return short === 0
      ? []
      : [
          `feed ${name}: ${short === 1 ? 'a key' : `${short} keys`} of fewer than ${WISE_LENGTH} characters can be guessed; “openssl rand -hex 16” makes a good one`,
        ]
  })
}
