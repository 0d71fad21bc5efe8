import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { findNodeAtLocation, parseTree } from 'jsonc-parser'
import { invalid } from './load-config.ts'
import { readConfigText } from './read-config-text.ts'

/** A source as `add` and `opml import` write it. */
export interface NewSource {
  readonly id: string
  readonly url: string
  readonly title: string
  readonly lang?: string
  readonly tags?: readonly string[]
}

/**
 * Appends sources to the configuration file, whose layout and comments stay as they are. Throws `invalid`, and leaves
 * the file alone, where the outcome would be wrong.
 */
export function addSources(file: string, sources: readonly NewSource[]): void {
  const after = sources.reduce(withSource, readFileSync(file, 'utf8'))
  const problems: string[] = []
  readConfigText(after, problems)
  if (problems.length > 0) throw invalid(file, problems)
  // Written beside it and renamed, so that there is never half a file.
  writeFileSync(`${file}.new`, after)
  renameSync(`${file}.new`, file)
}

/** Puts a source on a line of its own behind the last one; all else stays as it is written. */
function withSource(text: string, source: NewSource): string {
  const tree = parseTree(text)
  const list = tree === undefined ? undefined : findNodeAtLocation(tree, ['sources'])
  if (list === undefined) return text
  const last = list.children?.at(-1)
  const at = last === undefined ? list.offset + 1 : last.offset + last.length
  const line = `${last === undefined ? '' : ','}\n    ${JSON.stringify(source)}${last === undefined ? '\n  ' : ''}`
  return text.slice(0, at) + line + text.slice(at)
}

/** An id for a source, made of its host and, where that is taken, a number. */
export function newSourceId(url: string, taken: ReadonlySet<string>): string {
  const base =
    new URL(url).hostname
      .replace(/^(www|feeds?|rss)\./, '')
      .replace(/\.[a-z]+$/, '')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 50) || 'source'
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? base : `${base}-${n}`
    if (!taken.has(id)) return id
  }
}
