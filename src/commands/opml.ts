import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { addSources, type NewSource, newSourceId } from '../config/edit-config.ts'
import { loadConfig } from '../config/load-config.ts'
import { TributaryError } from '../errors.ts'
import { MAX_OPML_BYTES, type Outline, readOpml } from '../parse/opml.ts'
import { publishOpml } from '../publish/opml.ts'
import { printable } from './printable.ts'
import type { Terminal } from './terminal.ts'

/** A sentence with its folders and a URL. */
const MAX_PROBLEM = 1_000

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
      const { outlines, listed, problems } = readOpml(readBytes(resolve(terminal.cwd, file)))
      const known = new Map(config.sources.map(({ url, id }) => [url, id]))
      const ids = new Set(config.sources.map((source) => source.id))
      const present = outlines.flatMap(({ url, title }) => {
        const id = known.get(url)
        return id === undefined ? [] : [`left out “${title}”: ${url} is there already, as “${id}”`]
      })
      for (const problem of [...problems, ...present]) terminal.err.write(`${printable(problem, MAX_PROBLEM)}\n`)
      const added = outlines.filter(({ url }) => !known.has(url)).map((outline) => sourceOf(outline, ids))
      if (added.length > 0) addSources(config.file, added)
      terminal.out.write(`${added.length} of ${listed} feeds added to ${config.file}\n`)
    })
  return opml
}

/** A source with an id that is taken from now on. */
function sourceOf(outline: Outline, ids: Set<string>): NewSource {
  const id = newSourceId(outline.url, ids)
  ids.add(id)
  return { id, ...outline }
}

function readBytes(path: string): Uint8Array {
  try {
    // Not read at all where it is too large to be read.
    if (statSync(path).size > MAX_OPML_BYTES)
      throw new TributaryError('invalid', `${path} has more than ${MAX_OPML_BYTES} bytes. Split it into several files.`)
    return readFileSync(path)
  } catch (problem) {
    if (problem instanceof TributaryError) throw problem
    throw new TributaryError('invalid', `${path} cannot be read (${(problem as NodeJS.ErrnoException).code})`)
  }
}
