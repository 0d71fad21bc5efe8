/**
 * Writes src/stories/bridge-background.ts, how many English and French articles have each of the commoner bridge keys:
 * `node bench/bridge-background.ts <articles.jsonl.gz>`, one article a line with `title` and `lang`. Figures only: rare
 * keys, which could give a text away, are left out.
 */

import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { bridgeKeys } from '../src/stories/bridge-keys.ts'

const COMMON = 10
const LINE = 116
const TARGET = new URL('../src/stories/bridge-background.ts', import.meta.url)

interface Article {
  readonly title: string
  readonly lang: string
}

function countsOf(articles: readonly Article[]): Map<string, [number, number]> {
  const counts = new Map<string, [number, number]>()
  for (const { title, lang } of articles)
    for (const key of bridgeKeys(title, lang)) {
      const had = counts.get(key) ?? [0, 0]
      had[lang === 'en' ? 0 : 1] += 1
      counts.set(key, had)
    }
  return counts
}

function lines(entries: readonly string[]): string {
  const rows = ['']
  for (const entry of entries) {
    const row = rows.at(-1) ?? ''
    if (row.length + entry.length > LINE) rows.push(`|${entry}`)
    else rows[rows.length - 1] = row === '' ? entry : `${row}|${entry}`
  }
  return rows.join('\n')
}

const path = process.argv[2]
if (path === undefined)
  throw new Error('Say which file of articles: node bench/bridge-background.ts <articles.jsonl.gz>')
// One JSON object a line, as the corpus's README has it.
const all = gunzipSync(readFileSync(path))
  .toString()
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Article)
const articles = all.filter(({ lang }) => lang === 'en' || lang === 'fr')
const entries = [...countsOf(articles)]
  .filter(([, [english, french]]) => Math.max(english, french) >= COMMON)
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .map(([key, [english, french]]) => `${key} ${english} ${french}`)
const english = articles.filter(({ lang }) => lang === 'en').length
writeFileSync(
  TARGET,
  `/**
 * In how many of so many English and French articles the commoner bridge keys stand: \`key english french\`. Written by
 * bench/bridge-background.ts from 15,000 headlines of February 2026; not to be edited by hand.
 */
export const BRIDGE_BACKGROUND = {
  english: ${english},
  french: ${articles.length - english},
  counts: \`${lines(entries)}\`,
}
`,
)
process.stdout.write(`${entries.length} keys of ${articles.length} articles\n`)
