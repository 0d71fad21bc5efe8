/**
 * What finding an item's story costs when the window is full: `npm run bench:stories -- <corpus folder> [items]`. The
 * items are made of real headlines, the first half of one with the second of another, and real leads, all within four days.
 */
import { featuresOf } from '../src/stories/features.ts'
import { createStoryIndex, type StoryItem, WINDOW_MS } from '../src/stories/story-index.ts'
import { loadSet, loadStream, type Sample, SETS } from '../test/stories/sets.ts'
import { randomFrom } from './publications.ts'

const [folder = '', count = '100000'] = process.argv.slice(2)
const total = Number(count)
/** How many items are timed, when all the others are there. */
const TIMED = 2000
const START = Date.parse('2026-02-10T00:00:00Z')

const random = randomFrom(11)
const samples = [...SETS.flatMap((set) => loadSet(folder, set)), ...loadStream(folder)]
const before = memory()
const index = createStoryIndex()
for (let at = 0; at < total - TIMED; at++) grouped(madeItem(at))
const bytes = (memory() - before) / index.size
const times = Array.from({ length: TIMED }, (_, at) => timeOf(madeItem(total - TIMED + at))).toSorted((a, b) => a - b)
const mean = times.reduce((sum, time) => sum + time, 0) / times.length
process.stdout.write(
  `${index.size} items in the window: ${mean.toFixed(2)} ms an item (median ${shown(0.5)}, 99 of 100 within ${shown(0.99)}), ` +
    `${Math.round(bytes)} bytes an item\n`,
)

function timeOf(item: StoryItem): number {
  const start = performance.now()
  grouped(item)
  return performance.now() - start
}

function grouped(item: StoryItem): void {
  index.add(item, index.place(item).storyId ?? item.id)
}

function madeItem(at: number): StoryItem {
  const [first, second, lead] = [pick(), pick(), pick()]
  const halves = [first.title.split(' '), second.title.split(' ')] as const
  const title = [...halves[0].slice(0, halves[0].length / 2), ...halves[1].slice(halves[1].length / 2)].join(' ')
  const { lang = 'en' } = first.item
  const features = { ...featuresOf({ title, summary: '', lang, categories: [] }, ''), lead: lead.item.features.lead }
  const publishedAt = START + Math.round((at / total) * WINDOW_MS)
  return { id: `item-${at}`, sourceId: `source-${at % 150}`, publishedAt, lang, features }
}

function pick(): Sample {
  const sample = samples[Math.floor(random() * samples.length)]
  if (sample === undefined) throw new Error('The corpus is empty')
  return sample
}

function memory(): number {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

function shown(share: number): string {
  return `${(times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(2)} ms`
}
