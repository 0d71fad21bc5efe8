/** What finding an item's story costs, and whether it costs more in a larger window: `npm run bench:stories -- --help`. */
import { parseArgs } from 'node:util'
import { normaliseFeed } from '../src/normalise/normalise.ts'
import { parseFeed } from '../src/parse/parse.ts'
import { type Compared, featuresOf } from '../src/stories/features.ts'
import { keptFeatures } from '../src/stories/kept-features.ts'
import { createStoryIndex, type StoryItem, WINDOW_MS } from '../src/stories/story-index.ts'
import { loadSet, loadStream, type Sample, SETS } from '../test/stories/sets.ts'
import { documentOf } from './poll/documents.ts'
import { randomFrom } from './publications.ts'

const HELP = `npm run bench:stories -- [--items N] [--batches N] [--corpus FOLDER]
  --items    articles in the larger window (20000); the smaller one has a quarter of them
  --batches  of 100 articles each, that are timed at either size (9); figures are their medians
  --corpus   make articles of real headlines and leads, not of made-up words: the recordings of docs/stories.md
All articles are published within four days. Prints milliseconds of processor time an item.
`
const { values: flags } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    items: { type: 'string', default: '20000' },
    batches: { type: 'string', default: '9' },
    corpus: { type: 'string' },
  },
})
const [items, batches] = [Number(flags.items), Number(flags.batches)]
const BATCH = 100
const START = Date.parse('2026-02-10T00:00:00Z')

interface Made {
  readonly article: Compared
  readonly text: string
  /** Words of a real lead. */
  readonly lead?: readonly string[]
}
interface Figures {
  readonly features: number
  readonly placing: number
  /** In memory, and kept with the item. */
  readonly bytes: number
  readonly kept: number
}

if (flags.help) process.stdout.write(HELP)
else if (!(items >= 8 * batches * BATCH) || !(batches >= 5)) {
  process.stderr.write(`At least 5 batches, and at least ${8 * BATCH} items for each.\n${HELP}`)
  process.exitCode = 2
} else await measure()

async function measure(): Promise<void> {
  const made = flags.corpus === undefined ? documents() : halves(flags.corpus)
  const index = createStoryIndex()
  // What the background and the corpus take is none of the items'.
  let next = (await made.next()).value
  const before = memory()
  const atQuarter = await figuresAt(items / 4)
  const atAll = await figuresAt(items)
  say('| items in the window | features, ms an item | place and add | in all | bytes an item in memory | kept |')
  say('|---|---|---|---|---|---|')
  row(items / 4, atQuarter)
  row(items, atAll)
  say(`ratio of all: ${((atAll.features + atAll.placing) / (atQuarter.features + atQuarter.placing)).toFixed(2)}`)

  /** Fills the window up to a size; the last batches are timed. */
  async function figuresAt(size: number): Promise<Figures> {
    const times: (readonly [features: number, placing: number])[] = []
    let kept = 0
    while (index.size + BATCH <= size) {
      const batch: Made[] = []
      for (let at = 0; at < BATCH; at += 1) {
        batch.push(next)
        next = (await made.next()).value
      }
      const start = cpu()
      const grouped = batch.map((one, at) => itemOf(one, index.size + at))
      const between = cpu()
      for (const item of grouped) index.add(item, index.place(item).storyId ?? item.id)
      times.push([(between - start) / BATCH, (cpu() - between) / BATCH])
      for (const { features } of grouped) kept += Buffer.byteLength(keptFeatures(features)) / BATCH
    }
    const last = times.slice(-batches)
    return {
      features: median(last.map(([features]) => features)),
      placing: median(last.map(([, placing]) => placing)),
      bytes: (memory() - before) / index.size,
      kept: kept / times.length,
    }
  }
}

function itemOf({ article, text, lead }: Made, at: number): StoryItem {
  const features = featuresOf(article, text)
  return {
    id: `item-${at}`,
    sourceId: `source-${at % 150}`,
    publishedAt: START + Math.round((at / items) * WINDOW_MS),
    lang: article.lang ?? 'en',
    features: lead === undefined ? features : { ...features, lead },
  }
}

/** Articles of the documents that bench/poll serves. */
async function* documents(): AsyncGenerator<Made, never> {
  for (let source = 0; ; source += 1) {
    const parsed = await parseFeed(Buffer.from(documentOf(source, 0)), 'application/xml', 'https://source.example/feed')
    for (const { article, text } of normaliseFeed(parsed, { documentUrl: 'https://source.example/feed', now: START })
      .entries)
      yield { article, text }
  }
}

/** The first half of a real headline with the second of another, and a real lead. */
async function* halves(folder: string): AsyncGenerator<Made, never> {
  const random = randomFrom(11)
  const samples = [...SETS.flatMap((set) => loadSet(folder, set)), ...loadStream(folder)]
  const pick = (): Sample => {
    const sample = samples[Math.floor(random() * samples.length)]
    if (sample === undefined) throw new Error('The corpus is empty')
    return sample
  }
  for (;;) {
    const [first, second, below] = [pick(), pick(), pick()]
    const words = [first.title.split(' '), second.title.split(' ')] as const
    const title = [...words[0].slice(0, words[0].length / 2), ...words[1].slice(words[1].length / 2)].join(' ')
    const article = { title, summary: '', lang: first.item.lang ?? 'en', categories: [] }
    yield { article, text: '', lead: below.item.features.lead }
  }
}

function row(size: number, { features, placing, bytes, kept }: Figures): void {
  const times = [features, placing, features + placing].map((time) => time.toFixed(3))
  say(`| ${[size, ...times, Math.round(bytes), Math.round(kept)].join(' | ')} |`)
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}

/** Milliseconds of processor time so far. */
function cpu(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function memory(): number {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
