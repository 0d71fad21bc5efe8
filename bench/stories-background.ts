/**
 * Counts in how many articles each word stands, and whether it is a name, for `src/stories/background.ts`:
 * `node bench/stories-background.ts FILE…` with files of one JSON article a line (`title`, `text`, `lang`). The sets that
 * stories are measured with must not be among them.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { foldedWords } from '../src/query/fold.ts'
import { featuresOf } from '../src/stories/features.ts'
import { tellingStems } from '../src/stories/words.ts'

/** Rarer words are as rare as unknown ones. */
const LEAST = 5
const NAME_SHARE = 0.7
const COMMON_SHARE = 0.3

interface Line {
  readonly title: string
  readonly text: string
  readonly lang: string
}
interface Count {
  articles: number
  seen: number
  capital: number
}

const counts = new Map<string, Count>()
const titles = new Set<string>()
for (const file of process.argv.slice(2)) for (const line of linesOf(file)) count(line)
writeFileSync(new URL('../src/stories/background.ts', import.meta.url), moduleOf(titles.size))

function linesOf(file: string): readonly Line[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
  return lines.map((line): Line => JSON.parse(line))
}

function count({ title, text = '', lang }: Line): void {
  if (titles.has(title)) return
  titles.add(title)
  const { stems, lead } = featuresOf({ title, summary: text.slice(0, 600), lang, categories: [] }, '')
  for (const word of new Set([...stems, ...lead])) counted(word).articles += 1
  for (const sentence of [lang.startsWith('fr') ? title : '', text.slice(0, 600)]) countCapitals(sentence)
}

/** Words within sentences; headlines in capitals or in title case say nothing of names. */
function countCapitals(text: string): void {
  for (const sentence of text.split(/[.!?:;"“”«»()\n–—|]+|\d/u)) {
    const words = sentence.trim().split(/[\s'’-]+/u)
    if (words.length < 4 || words.filter(isCapital).length > words.length * 0.6) continue
    for (const word of words.slice(1))
      for (const one of tellingStems(foldedWords(word))) countCapital(one, isCapital(word))
  }
}

function countCapital(word: string, capital: boolean): void {
  const one = counted(word)
  one.seen += 1
  if (capital) one.capital += 1
}

function isCapital(word: string): boolean {
  return /^\p{Lu}/u.test(word)
}

function counted(word: string): Count {
  const known = counts.get(word)
  if (known !== undefined) return known
  const fresh = { articles: 0, seen: 0, capital: 0 }
  counts.set(word, fresh)
  return fresh
}

function moduleOf(articles: number): string {
  const kept = [...counts].filter(([, one]) => one.articles >= LEAST)
  const lines = Map.groupBy(kept, ([, one]) => `${roughly(one.articles)} ${signOf(one)}`)
  const rows = [...lines].map(([head, words]) => [head, ...words.map(([word]) => word).sort()].join(' '))
  rows.sort((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10))
  return `/**
 * In how many of so many articles words stand (\`12 + word word\`: in about twelve each, names). Written by
 * bench/stories-background.ts; not to be edited by hand.
 */
export const BACKGROUND = {
  articles: ${articles},
  words: \`${rows.join('\n')}\`,
}
`
}

/** Two figures, in steps of a quarter: fewer lines, and no word is told apart by less. */
function roughly(articles: number): number {
  return articles < 12 ? articles : Math.round(1.25 ** Math.round(Math.log(articles) / Math.log(1.25)))
}

function signOf({ seen, capital }: Count): string {
  if (seen < 2) return '.'
  return capital / seen > NAME_SHARE ? '+' : capital / seen < COMMON_SHARE ? '-' : '.'
}
