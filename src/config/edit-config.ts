import { readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs'
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
  // The file behind a link, and with its permissions: it may hold passwords.
  const target = realpathSync(file)
  const after = withSources(readFileSync(target, 'utf8'), sources)
  const problems: string[] = []
  readConfigText(after, problems)
  if (problems.length > 0) throw invalid(file, problems)
  // Written beside it and renamed, so that there is never half a file.
  writeFileSync(`${target}.new`, after, { mode: statSync(target).mode & 0o777 })
  renameSync(`${target}.new`, target)
}

/** Puts each source on a line of its own behind the last one; all else stays as it is written. */
function withSources(text: string, sources: readonly NewSource[]): string {
  const tree = parseTree(text)
  const list = tree === undefined ? undefined : findNodeAtLocation(tree, ['sources'])
  if (list === undefined) return text
  const last = list.children?.at(-1)
  const at = last === undefined ? list.offset + 1 : last.offset + last.length
  const lines = sources.map((source) => `\n    ${JSON.stringify(source)}`).join(',')
  return text.slice(0, at) + (last === undefined ? `${lines}\n  ` : `,${lines}`) + text.slice(at)
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
