import { Command } from 'commander'
import { loadConfig } from '../config/load-config.ts'
import type { Terminal } from './terminal.ts'

export function checkCommand(terminal: Terminal): Command {
  return new Command('check')
    .description('check the configuration and name everything that is wrong with it')
    .action(() => {
      const { file, sources, topics, feeds } = loadConfig(terminal.env, terminal.cwd)
      const enabled = sources.filter((source) => source.enabled).length
      terminal.out.write(
        `${file} is right: ${sources.length} sources (${enabled} enabled), ${topics.length} topics, ${feeds.length} feeds\n`,
      )
    })
}
