import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { constants, zstdDecompressSync } from 'node:zlib'

/** One document as it was served at a time. */
export interface Snapshot {
  readonly at: number
  readonly body: Uint8Array
}

/**
 * The histories in a folder, by their names: `<name>.tar.zst` with a document a poll, or a folder of such documents, named by
 * their time (`2024-09-08T124037+0000.xml`). Oldest first.
 */
export function historiesIn(folder: string): { name: string; read: () => Snapshot[] }[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return [{ name: entry.name, read: () => inOrder(filesIn(path)) }]
    const [, name] = /^(.+)\.tar\.zst$/.exec(entry.name) ?? []
    return name === undefined ? [] : [{ name, read: () => inOrder(filesInArchive(path)) }]
  })
}

type File = readonly [name: string, body: Uint8Array]

function filesIn(folder: string): File[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.xml'))
    .map((name) => [name, readFileSync(join(folder, name))])
}

/** The files of a tar archive (POSIX.1-1988): blocks of 512 bytes, a header before each file. */
function filesInArchive(path: string): File[] {
  const tar = zstdDecompressSync(readFileSync(path), { params: { [constants.ZSTD_d_windowLogMax]: 31 } })
  const files: File[] = []
  for (let at = 0; at + 512 <= tar.length; ) {
    const text = (from: number, length: number) =>
      tar.toString('latin1', at + from, at + from + length).replace(/\0.*$/s, '')
    const size = Number.parseInt(text(124, 12), 8) || 0
    if (text(156, 1) === '0') files.push([text(0, 100), tar.subarray(at + 512, at + 512 + size)])
    at += 512 + Math.ceil(size / 512) * 512
  }
  return files
}

function inOrder(files: readonly File[]): Snapshot[] {
  return files
    .flatMap(([name, body]) => {
      const [, day, h, m, s] = /(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)/.exec(name) ?? []
      return day === undefined ? [] : [{ at: Date.parse(`${day}T${h}:${m}:${s}Z`), body }]
    })
    .toSorted((a, b) => a.at - b.at)
}
