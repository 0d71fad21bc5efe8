import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Command } from 'commander'
import { configSchema } from '../config/config-file.ts'
import type { Terminal } from './terminal.ts'

export function schemaCommand(terminal: Terminal): Command {
  return new Command('schema')
    .description('write the JSON Schema of the configuration file, for editors')
    .argument('[file]', 'where to', 'docs/feeds.config.schema.json')
    .action((file: string) => {
      const path = resolve(terminal.cwd, file)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, `${JSON.stringify(configSchema(), null, 2)}\n`)
      terminal.out.write(`${path} is written\n`)
    })
}
