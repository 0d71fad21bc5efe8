import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Classified } from './labelled.ts'

/** Hits of a topic in one language of a set, each read by a person: is it about the topic? */
export interface Labels {
  readonly topic: string
  readonly set: string
  readonly lang: string
  readonly seed: string
  readonly labels: Readonly<Record<string, 'yes' | 'no'>>
}

export interface Drawn {
  readonly hits: number
  readonly yes: readonly Classified[]
  readonly no: readonly Classified[]
  /** Drawn and not read yet: there is no precision before somebody has. */
  readonly unread: readonly Classified[]
}

const SAMPLE = 200

/** What was read, from `labels-*.json` next to this file. */
export function readLabels(): Labels[] {
  const files = readdirSync(import.meta.dirname).filter((file) => /^labels-.*\.json$/.test(file))
  return files.map((file): Labels => JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8')))
}

/** 200 hits by chance, the same for the same seed, or all where there are fewer; and what was read of them. */
export function draw(items: readonly Classified[], { topic, lang, seed, labels }: Labels): Drawn {
  const hits = items.filter((item) => item.lang === lang && item.topics.includes(topic))
  const drawn = hits
    .map((item) => ({ item, chance: createHash('sha256').update(`${seed} ${item.id}`).digest('hex') }))
    .toSorted((a, b) => (a.chance < b.chance ? -1 : 1))
    .slice(0, SAMPLE)
    .map(({ item }) => item)
  return {
    hits: hits.length,
    yes: drawn.filter(({ id }) => labels[id] === 'yes'),
    no: drawn.filter(({ id }) => labels[id] === 'no'),
    unread: drawn.filter(({ id }) => labels[id] === undefined),
  }
}
