import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Command } from 'commander'
import { exportLines, importLines } from '../backup/backup.ts'
import { loadConfig } from '../config/load-config.ts'
import { TributaryError } from '../errors.ts'
import { openConfiguredStore, openSyncedStore } from '../tributary.ts'
import { type Progress, progressOf } from './progress.ts'
import type { Terminal } from './terminal.ts'

export function exportCommand(terminal: Terminal): Command {
  return new Command('export')
    .description(
      'write all articles with their ids, edits and tombstones, and what was published, to a file (JSON Lines)',
    )
    .argument('<file>', 'where to; replaced if it is there')
    .action(async (file: string) => {
      const config = loadConfig(terminal.env, terminal.cwd)
      const store = await openConfiguredStore(config, Date.now())
      const path = resolve(terminal.cwd, file)
      const { items } = await store.counts()
      const progress = progressOf(terminal, 'Exported', items)
      let lines = 0
      const counted = async function* () {
        for await (const line of exportLines(store)) {
          lines += 1
          progress.to(Math.min(lines, items))
          yield line
        }
      }
      try {
        // Whole or not at all: half an export must not stand in the place of an older one.
        const part = createWriteStream(`${path}.part`)
        await pipeline(Readable.from(counted()), part, { signal: terminal.interrupted })
        await rename(`${path}.part`, path)
      } catch (problem) {
        await rm(`${path}.part`, { force: true })
        throw unwritable(path, problem, terminal)
      } finally {
        progress.stop()
        await store.close()
      }
      terminal.out.write(`${lines} lines are written to ${path}\n`)
    })
}

export function importCommand(terminal: Terminal): Command {
  return new Command('import')
    .description('take the articles of such a file in, with the ids that they had; before the first poll')
    .argument('<file>', 'what “export” has written')
    .action(async (file: string) => {
      const config = loadConfig(terminal.env, terminal.cwd)
      const path = resolve(terminal.cwd, file)
      const input = createReadStream(path, { signal: terminal.interrupted })
      const now = Date.now()
      const store = await openSyncedStore(config, now)
      let progress: Progress | undefined
      try {
        progress = progressOf(terminal, 'Imported lines', Math.max((await store.counts()).items, 1))
        const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
        // An error of the file would be nobody's otherwise.
        const failed = new Promise<never>((_, reject) => input.once('error', reject))
        const done = importLines(store, lines, ({ lines }) => progress?.to(lines))
        const { items, known, tombstones, editions, withdrawals } = await Promise.race([done, failed])
        terminal.out.write(
          `${items} articles imported, ${known} were there already, ${tombstones} tombstones, ${editions} editions, ${withdrawals} withdrawals\n`,
        )
      } catch (problem) {
        if (problem instanceof TributaryError) throw problem
        throw unreadable(path, problem, terminal)
      } finally {
        input.destroy()
        progress?.stop()
        await store.close()
      }
    })
}

function unwritable(path: string, problem: unknown, terminal: Terminal): unknown {
  if (terminal.interrupted.aborted)
    return new TributaryError('unavailable', 'The export was broken off; nothing was written.')
  return codeOf(problem) === undefined
    ? problem
    : new TributaryError(
        'invalid',
        `${path} cannot be written (${codeOf(problem)}). Name a file in a folder that is there.`,
      )
}

function unreadable(path: string, problem: unknown, terminal: Terminal): unknown {
  if (terminal.interrupted.aborted)
    return new TributaryError('unavailable', 'The import was broken off; do it again, and it goes on.')
  return codeOf(problem) === undefined
    ? problem
    : new TributaryError('invalid', `${path} cannot be read (${codeOf(problem)}).`)
}

function codeOf(problem: unknown): string | undefined {
  return problem instanceof Error ? (problem as NodeJS.ErrnoException).code : undefined
}
