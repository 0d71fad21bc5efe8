import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { addSources, newSourceId } from '../config/edit-config.ts'
import { loadConfig } from '../config/load-config.ts'
import { TributaryError } from '../errors.ts'
import { type Outline, readOpml } from '../parse/opml.ts'
import { publishOpml } from '../publish/opml.ts'
import type { Terminal } from './terminal.ts'

export function opmlCommand(terminal: Terminal): Command {
  const opml = new Command('opml').description('bring the sources from and to other readers')
  opml
    .command('export')
    .description('write the sources as OPML')
    .argument('[file]', 'where to (standard output otherwise)')
    .action((file: string | undefined) => {
      const config = loadConfig(terminal.env, terminal.cwd)
      const text = publishOpml(config.title, config.sources)
      if (file === undefined) terminal.out.write(text)
      else writeFileSync(resolve(terminal.cwd, file), text)
    })
  opml
    .command('import')
    .description('add the feeds of an OPML file to the configuration file')
    .argument('<file>', 'the OPML file')
    .action((file: string) => {
      const config = loadConfig(terminal.env, terminal.cwd)
      const outlines = readOpml(readText(resolve(terminal.cwd, file)))
      const urls = new Set(config.sources.map((source) => source.url))
      const ids = new Set(config.sources.map((source) => source.id))
      const added = outlines.flatMap(({ url, ...outline }: Outline) => {
        if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
          terminal.err.write(`left out: “${url}” is no http or https URL\n`)
          return []
        }
        const { href } = new URL(url)
        if (urls.has(href)) {
          terminal.err.write(`left out: ${url} is there already\n`)
          return []
        }
        const id = newSourceId(href, ids)
        urls.add(href)
        ids.add(id)
        return [{ id, url: href, ...outline }]
      })
      if (added.length > 0) addSources(config.file, added)
      terminal.out.write(`${added.length} of ${outlines.length} feeds added to ${config.file}\n`)
    })
  return opml
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (problem) {
    throw new TributaryError('invalid', `${path} cannot be read (${(problem as NodeJS.ErrnoException).code})`)
  }
}
