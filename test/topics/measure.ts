/**
 * How right the shipped topics are: `npm run topics -- <folder> [--half 0|1] [--unread]`. The folder holds labelled
 * sets as JSON Lines (id, title, text, lang, labels); docs/topics.md says what they are. Exits 1 where a figure misses
 * its bar.
 */
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { loadConfig } from '../../src/config/load-config.ts'
import { draw, readLabels } from './draw.ts'
import { type Classified, classifySet, halfOf } from './labelled.ts'

/** A topic in a set whose labels name it. With only a recall, what has no label may be on topic, too. */
interface Bar {
  readonly set: string
  readonly topic: string
  readonly label?: string
  readonly figure: 'recall' | 'F1'
  readonly least: number
}

const BARS: readonly Bar[] = [
  { set: 'ars_tags_en', topic: 'semiconductors', figure: 'F1', least: 0.8 },
  { set: 'ars_tags_en', topic: 'ai', figure: 'F1', least: 0.9 },
  { set: 'ars_tags_en', topic: 'security', figure: 'F1', least: 0.72 },
  { set: 'ars_tags_en', topic: 'cloud', figure: 'F1', least: 0.74 },
  {
    ...{ set: 'frpress_semiconductor_mentions_fr', topic: 'semiconductors', label: 'mentions:semi-conducteur' },
    ...{ figure: 'recall', least: 0.98 },
  },
  { set: 'semicon_outlets_2026', topic: 'semiconductors', figure: 'recall', least: 0.75 },
]
/** Its labels are outlets, and the topic names some of them by `site:`. */
const BY_OUTLET = 'semicon_outlets_2026'
/** Sets of which hits were read one by one, and what share of those in each language has to be on topic. */
const READ_SETS = ['aipulse_feed_categories_en_fr', 'frpress_sections_fr']
const LEAST_PRECISION = 0.95

const { positionals, values: flags } = parseArgs({
  allowPositionals: true,
  options: { half: { type: 'string' }, unread: { type: 'boolean', default: false } },
})
const [folder] = positionals
if (folder === undefined || !['0', '1', undefined].includes(flags.half)) {
  process.stderr.write(
    'npm run topics -- <folder> [--half 0|1] [--unread]\n' +
      '  --half    one half of each set, by chance: choose words by one, look at the other\n' +
      '  --unread  list the hits that nobody has read yet\n',
  )
  process.exit(2)
}

const { topics } = loadConfig({}, resolve(import.meta.dirname, '../..'))
const sets = new Map<string, readonly Classified[]>()
const costs: number[] = []
const missed: string[] = []
measureLabelled()
measureRead()
say(`\n${(costs.reduce((sum, cost) => sum + cost, 0) / costs.length).toFixed(0)} µs an item for all topics`)
for (const one of missed) say(`MISSED ${one}`)
process.exitCode = missed.length > 0 ? 1 : 0

function measureLabelled(): void {
  print('topic', 'set', 'lang', 'labelled', 'hits', 'precision', 'recall', 'F1', 'at least')
  for (const bar of BARS) {
    const items = itemsOf(bar.set)
    const languages = languagesOf(items)
    if (languages.length > 1)
      for (const lang of languages) print(bar.topic, bar.set, lang, ...cellsOf(items.filter(isIn(lang)), bar))
    print(bar.topic, bar.set, languages.join(', '), ...cellsOf(items, bar), `${bar.figure} ${bar.least}`)
    if (bar.set === BY_OUTLET)
      print(bar.topic, 'the same, by words alone', languages.join(', '), ...cellsOf(read(bar.set, false), bar))
    const reached = figuresOf(items, bar)[bar.figure]
    if (!(reached >= bar.least)) missed.push(`${bar.topic} in ${bar.set}: ${bar.figure} ${reached.toFixed(3)}`)
  }
}

function measureRead(): void {
  print('\ntopic', 'set', 'lang', 'items', 'hits', 'read', 'on topic')
  const labels = readLabels()
  const sums = new Map<string, { yes: number; no: number; unread: number }>()
  for (const set of READ_SETS) {
    const items = itemsOf(set)
    for (const lang of languagesOf(items))
      for (const { id } of topics) {
        const those = items.filter(isIn(lang))
        const hits = those.filter((item) => item.topics.includes(id)).length
        const known = labels.find((one) => one.set === set && one.lang === lang && one.topic === id)
        const { yes, no, unread } = known === undefined ? { yes: [], no: [], unread: [] } : draw(those, known)
        const counts = known === undefined ? [] : [yes.length + no.length, yes.length]
        print(id, set, lang, those.length, hits, ...counts)
        if (flags.unread) for (const item of unread) say(JSON.stringify(item))
        const sum = sums.get(lang) ?? { yes: 0, no: 0, unread: 0 }
        sums.set(lang, {
          ...{ yes: sum.yes + yes.length, no: sum.no + no.length },
          unread: sum.unread + unread.length,
        })
      }
  }
  for (const [lang, { yes, no, unread }] of sums) {
    const share = yes / (yes + no)
    say(
      `on topic in ${lang}: ${yes} of ${yes + no}, ${share.toFixed(3)}, at least ${LEAST_PRECISION}; unread: ${unread}`,
    )
    // Of a folder in which nobody has read anything, nothing is known.
    if (yes + no > 0 && (unread > 0 || share < LEAST_PRECISION)) missed.push(`hits read in ${lang}`)
  }
}

function itemsOf(set: string): readonly Classified[] {
  const items = sets.get(set) ?? read(set)
  sets.set(set, items)
  return items
}

function read(set: string, addresses = true): readonly Classified[] {
  const found = classifySet(join(folder ?? '', `${set}.jsonl`), topics, addresses)
  if (found === undefined) missed.push(`${set}.jsonl is not there`)
  else costs.push(found.cost)
  return (found?.items ?? []).filter(({ id }) => flags.half === undefined || halfOf(id) === flags.half)
}

function languagesOf(items: readonly Classified[]): string[] {
  return [...new Set(items.map(({ lang }) => lang))].toSorted()
}

function isIn(language: string): (item: Classified) => boolean {
  return ({ lang }) => lang === language
}

function figuresOf(items: readonly Classified[], { topic, label = topic }: Bar) {
  const labelled = items.filter(({ labels }) => labels.includes(label))
  const hits = items.filter((item) => item.topics.includes(topic))
  const right = hits.filter(({ labels }) => labels.includes(label)).length
  const precision = right / hits.length
  const recall = right / labelled.length
  const F1 = (2 * precision * recall) / (precision + recall)
  return { labelled: labelled.length, hits: hits.length, precision, recall, F1 }
}

function cellsOf(items: readonly Classified[], bar: Bar): (string | number)[] {
  const { labelled, hits, precision, recall, F1 } = figuresOf(items, bar)
  const complete = bar.figure === 'F1'
  return [labelled, hits, complete ? precision.toFixed(3) : '', recall.toFixed(3), complete ? F1.toFixed(3) : '']
}

function print(...cells: readonly (string | number)[]): void {
  const widths = [15, 34, 7, 9, 5, 10, 9, 7, 0]
  const line = cells.map((cell, i) => String(cell).padEnd((widths[i] ?? 0) + (String(cell).startsWith('\n') ? 1 : 0)))
  say(line.join(' ').trimEnd())
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
