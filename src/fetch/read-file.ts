import { readFile, stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Outcome } from '../model/outcome.ts'
import type { Validators } from '../model/source.ts'

/** Fetches a `file:` source; its time and size stand in for an ETag. */
export async function readFileSource(url: string, validators: Validators, maxBytes: number): Promise<Outcome> {
  try {
    const path = fileURLToPath(url)
    const { mtimeMs, size } = await stat(path)
    const etag = `"${Math.round(mtimeMs)}-${size}"`
    if (validators.etag === etag && (validators.url ?? url) === url)
      return { kind: 'notModified', status: 304, validators: { url, etag } }
    if (size > maxBytes)
      return { kind: 'failed', reason: 'tooLarge', message: `the file has ${size} bytes; ${maxBytes} are allowed` }
    return { kind: 'modified', status: 200, url, body: await readFile(path), validators: { url, etag } }
  } catch (problem) {
    const code = (problem as NodeJS.ErrnoException).code
    const why = code === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${code})`
    return { kind: 'failed', reason: 'file', message: why }
  }
}
