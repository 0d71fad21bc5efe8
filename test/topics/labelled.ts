import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { verdictOf, wordsOf } from '../../src/classify/classify.ts'
import type { Topic } from '../../src/model/feed.ts'
import type { Article } from '../../src/model/item.ts'
import { optional } from '../../src/model/optional.ts'

/** What stands in for the time of an item without one; no shipped topic asks for it. */
const NOW = Date.UTC(2100, 0, 1)

/** A line of a labelled set. */
interface Line {
  readonly id: string
  readonly title: string
  readonly text?: string
  readonly lang: string
  readonly url?: string
  readonly labels: readonly string[]
}

/** An item of a labelled set and the topics that we gave it. */
export interface Classified {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly lang: string
  readonly labels: readonly string[]
  readonly topics: readonly string[]
}

export interface ClassifiedSet {
  readonly items: readonly Classified[]
  /** What the matching took, in microseconds an item. */
  readonly cost: number
}

/** Which half of its set an item is in, by chance and always the same. */
export function halfOf(id: string): '0' | '1' {
  return createHash('sha1').update(`h${id}`).digest().readUInt8(0) % 2 === 0 ? '0' : '1'
}

/**
 * Every item of a set (JSON Lines) with its topics, by its title, its text and, unless `addresses` is false, the host of
 * its address; the tags of its publisher are left out, labels were made of them. `undefined` where there is no such file.
 */
export function classifySet(file: string, topics: readonly Topic[], addresses = true): ClassifiedSet | undefined {
  const rules = { topics, filters: [] }
  const lines = readLines(file)?.map((line) => ({ line, ...articleOf(line, addresses) }))
  if (lines === undefined) return undefined
  // Compiles the topics, which is done once.
  for (const { article, words } of lines.slice(0, 100)) verdictOf(rules, article, words, 'set', NOW)
  const began = performance.now()
  const items = lines.map(({ line: { id, title, text = '', lang, labels }, article, words }) => ({
    ...{ id, title, text, lang, labels },
    topics: verdictOf(rules, article, words, 'set', NOW).topics,
  }))
  return { items, cost: ((performance.now() - began) * 1_000) / items.length }
}

function articleOf({ id, title, text = '', lang, url = id }: Line, addresses: boolean) {
  const article: Article = {
    ...{ title, lang, summary: '', contentHtml: '', authors: [], categories: [], enclosures: [] },
    ...optional('url', addresses && URL.canParse(url) ? url : undefined),
  }
  return { article, words: wordsOf(article, text) }
}

function readLines(file: string): Line[] | undefined {
  try {
    const lines = readFileSync(file, 'utf8').split('\n')
    return lines.filter((line) => line !== '').map((line): Line => JSON.parse(line))
  } catch (problem) {
    if (problem instanceof Error && 'code' in problem && problem.code === 'ENOENT') return undefined
    throw problem
  }
}
