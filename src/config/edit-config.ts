import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { applyEdits, modify } from 'jsonc-parser'
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
  const before = readFileSync(file, 'utf8')
  const after = sources.reduce(
    (text, source) =>
      applyEdits(
        text,
        modify(text, ['sources', -1], source, {
          isArrayInsertion: true,
          formattingOptions: { insertSpaces: true, tabSize: 2, eol: '\n' },
        }),
      ),
    before,
  )
  const problems: string[] = []
  readConfigText(after, problems)
  if (problems.length > 0) throw invalid(file, problems)
  // Written beside it and renamed, so that there is never half a file.
  writeFileSync(`${file}.new`, after)
  renameSync(`${file}.new`, file)
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
