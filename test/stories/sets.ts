import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { featuresOf } from '../../src/stories/features.ts'
import type { StoryItem } from '../../src/stories/story-index.ts'
import type { Scores } from './scores.ts'

/** An item of a set or of the stream around it. */
export interface Sample {
  readonly item: StoryItem
  readonly title: string
  /** Which story it tells, by those who labelled it; absent in the stream. */
  readonly cluster?: string
}

interface Line {
  readonly id: string
  readonly title: string
  readonly text?: string | null
  readonly lang: string
  readonly ts?: string | null
  readonly publisher?: string | null
  readonly source?: string
  readonly cluster?: string
}

/** A labelled set, whether its dates are to be used, and what its figures should be at least, alone. */
export interface LabelledSet {
  readonly name: string
  readonly dated: boolean
  readonly bars: Readonly<Partial<Scores>>
}

export const SETS: readonly LabelledSet[] = [
  { name: 'allsides_dated_en', dated: true, bars: { bCubed: 0.93, precision: 0.85 } },
  { name: 'allsides_roundups_en', dated: false, bars: { bCubed: 0.78 } },
  { name: 'gnews2019_fr', dated: false, bars: { bCubed: 0.85, precision: 0.85 } },
  { name: 'ouestfrance_20200110_fr', dated: true, bars: { bCubed: 0.92, precision: 0.85 } },
  { name: 'frpress_same_lead_fr', dated: true, bars: { recall: 0.9 } },
]

const DAY_MS = 86_400_000
const STREAM_START = Date.parse('2026-02-10T00:00:00Z')
const STREAM_DAYS = 18
/** Where items without a date all stand: in the stream's busiest days. */
const UNDATED = Date.parse('2026-02-18T12:00:00Z')

/** A labelled set in the order of its dates; what has none is all of one moment. */
export function loadSet(folder: string, { name, dated }: LabelledSet): readonly Sample[] {
  return linesOf(join(folder, 'clusters', `${name}.jsonl`)).map((line) => {
    const at = dated && line.ts ? Date.parse(line.ts) : UNDATED
    return sampleOf(line, at, line.publisher ?? line.id)
  })
}

/** The recorded stream, without labels: from 30 days before it becomes dense. */
export function loadStream(folder: string): readonly Sample[] {
  return linesOf(join(folder, 'stream', 'aipulse_2026_en_fr.jsonl.gz'))
    .map((line) => sampleOf(line, Date.parse(line.ts ?? ''), line.source ?? ''))
    .filter(({ item }) => item.publishedAt > STREAM_START - 30 * DAY_MS)
}

/** A set in the midst of the stream: each story moves into the stream's 18 days as a whole. */
export function mixed(set: readonly Sample[], stream: readonly Sample[]): readonly Sample[] {
  const first = new Map<string, number>()
  for (const { cluster = '', item } of set) {
    first.set(cluster, Math.min(first.get(cluster) ?? Number.POSITIVE_INFINITY, item.publishedAt))
  }
  const moved = set.map((sample) => {
    const from = first.get(sample.cluster ?? '') ?? 0
    return at(sample, intoStream(from) + sample.item.publishedAt - from)
  })
  return [...stream, ...moved]
}

/**
 * In the order of time. What is of one moment is shuffled, always alike: files have the items of a story one after the
 * other, and who comes next would tell what belongs together.
 */
export function inOrder(samples: readonly Sample[]): readonly Sample[] {
  const placed = samples.map((sample) => ({ sample, place: hashOf(sample.item.id) }))
  placed.sort((a, b) => a.sample.item.publishedAt - b.sample.item.publishedAt || a.place - b.place)
  return placed.map(({ sample }) => sample)
}

/** 0 or 1: half of the clusters each, for fitting on one and checking on the other. */
export function halfOf({ cluster = '' }: Sample): number {
  return hashOf(`half of ${cluster}`) % 2
}

export function hasCorpus(folder: string): boolean {
  return existsSync(join(folder, 'clusters'))
}

function intoStream(instant: number): number {
  const span = STREAM_DAYS * DAY_MS
  return STREAM_START + ((((instant - STREAM_START) % span) + span) % span)
}

function at(sample: Sample, publishedAt: number): Sample {
  return { ...sample, item: { ...sample.item, publishedAt } }
}

function sampleOf({ id, title, text, lang, cluster }: Line, publishedAt: number, sourceId: string): Sample {
  const features = featuresOf({ title, summary: text ?? '', lang, categories: [] }, '')
  const item = { id, sourceId, publishedAt, lang, features }
  return { item, title, ...(cluster === undefined ? {} : { cluster }) }
}

function linesOf(path: string): readonly Line[] {
  const bytes = readFileSync(path)
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.map((line): Line => JSON.parse(line))
}

function hashOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE()
}
