import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { killAll } from './processes.ts'

const folders = new Set<string>()

/** A folder that is gone when the process ends, however that comes about: by its end, an error, or a signal. */
export function benchFolder(): string {
  if (folders.size === 0) watch()
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  folders.add(folder)
  return folder
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  folders.delete(folder)
}

let isWatching = false
function watch(): void {
  if (isWatching) return
  isWatching = true
  process.on('exit', () => {
    // First, for they write there.
    killAll()
    for (const folder of folders) removeFolder(folder)
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130))
}
