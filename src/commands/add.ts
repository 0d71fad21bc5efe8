import { Command } from 'commander'
import { addSources, newSourceId } from '../config/edit-config.ts'
import { loadConfig } from '../config/load-config.ts'
import { TributaryError } from '../errors.ts'
import { optional } from '../model/optional.ts'
import { probe } from '../tributary.ts'
import type { Terminal } from './terminal.ts'

interface AddOptions {
  readonly id?: string
  readonly title?: string
  readonly lang?: string
  readonly check: boolean
}

export function addCommand(terminal: Terminal): Command {
  return new Command('add')
    .description('add a source to the configuration file')
    .argument('<url>', 'where the feed is')
    .option('--id <id>', 'its id (made from the host otherwise)')
    .option('--title <title>', 'its title (what the feed says otherwise)')
    .option('--lang <lang>', 'its language, e.g. fr (what the feed says otherwise)')
    .option('--no-check', 'do not fetch it first')
    .action(async (url: string, options: AddOptions) => {
      const config = loadConfig(terminal.env, terminal.cwd)
      if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
        throw new TributaryError('invalid', `“${url}” is no http or https URL`)
      const { href } = new URL(url)
      const present = config.sources.find((source) => source.url === href)
      if (present !== undefined) throw new TributaryError('conflict', `The source “${present.id}” has this URL already`)
      const found = options.check ? await probe(config, href) : undefined
      const id = options.id ?? newSourceId(href, new Set(config.sources.map((source) => source.id)))
      const title = options.title ?? found?.title ?? new URL(href).hostname
      addSources(config.file, [
        { id, url: href, title: title.slice(0, 200), ...optional('lang', options.lang ?? found?.lang) },
      ])
      const entries = found === undefined ? '' : `, ${found.entries} entries`
      terminal.out.write(
        `Added “${id}” (${title}${entries}) to ${config.file}. A running service reads it at its next start.\n`,
      )
    })
}
