import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Item, Words } from '../../src/model/item.ts'
import { optional } from '../../src/model/optional.ts'
import type { Query } from '../../src/model/query.ts'
import { matches } from '../../src/query/match.ts'
import { type Subject, subjectOf } from '../../src/query/subject.ts'
import { article, leaf, type MadeArticle, queryOf, SOURCE_IDS, TOPIC_IDS } from '../query/arbitraries.ts'
import { type Bench, bench, candidates, groupByTitle, NOON, type OpenStore, source, updated } from './bench.ts'

const SOURCES = SOURCE_IDS.map((id) => source(id))
const RUNS = Number(process.env.QUERY_RUNS ?? 12)
const ITEMS = 40
const QUERIES = 80

/** Each source of some items once. */
const sourcesOf = (items: readonly Item[]) => [...new Set(items.flatMap(({ sources }) => sources))].toSorted()

/** Who carries what a query finds, asked for in steps. */
async function carriersOf({ store }: Bench, where: Query): Promise<string[]> {
  const found = new Set<string>()
  for (let before: number | undefined; ; ) {
    const { sources, next } = await store.carriers({ where, limit: 7, ...optional('before', before) })
    for (const id of sources) found.add(id)
    if (next === undefined) return [...found].toSorted()
    before = next
  }
}

export function queryContract(open: OpenStore): void {
  describe('a query', () => {
    it('finds in the store what it matches in memory', { timeout: 600_000 }, async () => {
      let telling = 0
      const made = fc.array(fc.tuple(article, fc.nat()), { minLength: ITEMS, maxLength: ITEMS })
      const asked = fc.array(queryOf(leaf), { minLength: QUERIES, maxLength: QUERIES })
      const property = fc.asyncProperty(made, asked, async (articles, queries) => {
        await using at = await bench(open)
        const subjects = await fill(at, articles)
        for (const query of queries) {
          const inMemory = found(query, subjects)
          const inStore = (await at.find(query)).map(({ id }) => id)
          expect({ query, found: inStore }).toEqual({ query, found: inMemory })
          const { count, items } = await at.store.tally({ where: query, samples: 3 })
          expect({ query, count, newest: items.map(({ id }) => id) }).toEqual({
            ...{ query, count: inMemory.length, newest: inMemory.slice(0, 3) },
          })
          expect({ query, carriers: await carriersOf(at, query) }).toEqual({
            query,
            carriers: sourcesOf(await at.find(query)),
          })
          const received = await at.store.items({ where: query, limit: 200, sort: 'received' })
          expect({ query, found: received.items.map(({ id }) => id).toSorted() }).toEqual({
            ...{ query, found: inMemory.toSorted() },
          })
          telling += inStore.length === 0 || inStore.length === subjects.size ? 0 : 1
        }
      })
      await fc.assert(property, { numRuns: RUNS, endOnFailure: true, asyncReporter: seedAndCause })
      // Queries that find nothing, or everything, prove little.
      expect(telling).toBeGreaterThan((RUNS * QUERIES) / 3)
    })

    const words = (word: string): Query => ({ kind: 'words', field: 'any', words: [word], prefix: false })
    const none: Query = { kind: 'or', of: [] }
    const every: Query = { kind: 'and', of: [] }
    const alpha: Query = { kind: 'source', id: 'alpha' }
    const odd: [string, Query][] = [
      ['patterns are letters', { kind: 'or', of: ['*', '[f]r'].map((tag) => ({ kind: 'lang', tag })) }],
      ['a percent sign is one', { kind: 'site', host: '%example' }],
      ['quotes are no syntax', { kind: 'topic', id: `' OR 1 --` }],
      ['nothing of all', every],
      ['nothing of any', none],
      ['neither, inside', { kind: 'and', of: [none, { kind: 'not', of: every }] }],
      ['either, beside words', { kind: 'or', of: [none, every, words('chip')] }],
      ['the same twice', { kind: 'and', of: [alpha, alpha] }],
      ['no bounds', { kind: 'date' }],
      ['all of time', { kind: 'date', from: -8.64e15, until: 8.64e15 }],
      ['the longest that a configuration may have', { kind: 'or', of: Array.from({ length: 400 }, (_, i) => wide(i)) }],
      ['the deepest', Array.from({ length: 42 }).reduce<Query>((of) => ({ kind: 'not', of }), wide(0))],
    ]
    it.each(odd)('%s', async (_, query) => {
      await using at = await bench(open)
      const subjects = await fill(at, fc.sample(fc.tuple(article, fc.nat()), { numRuns: ITEMS, seed: 9 }))

      expect((await at.find(query)).map(({ id }) => id)).toEqual(found(query, subjects))
    })
  })
}

/** Shrinking would try thousands of databases, and the articles are many: the seed and what differs tell enough. */
async function seedAndCause<Values>({
  failed,
  seed,
  counterexamplePath,
  errorInstance,
}: fc.RunDetails<Values>): Promise<void> {
  if (failed) throw new Error(`seed ${seed}, path ${counterexamplePath}`, { cause: errorInstance })
}

function found(query: Query, subjects: ReadonlyMap<string, Subject>): string[] {
  return [...subjects].filter(([, subject]) => matches(query, subject)).map(([id]) => id)
}

function wide(i: number): Query {
  const words: Query = { kind: 'words', field: 'any', words: ['chip', `w${i}`], prefix: i % 2 === 0 }
  return i % 3 === 0 ? { kind: 'and', of: [words, { kind: 'source', id: 'alpha' }] } : words
}

/** Records articles in three sources; answers what a query sees of each item, newest first. */
async function fill(at: Bench, made: readonly (readonly [MadeArticle, number])[]): Promise<Map<string, Subject>> {
  await at.store.syncSources(SOURCES, NOON)
  const words = new Map<string, Words>()
  const record = async (
    number: number,
    from: (typeof SOURCES)[number],
    { article, text }: MadeArticle,
    topics: string[],
  ) => {
    // Two that share a link would be one.
    const url = article.url === undefined ? {} : { url: `${article.url}/${number}` }
    const written = { ...article, ...url, text, guid: `${number}` }
    const [made] = candidates(from, [written])
    if (made === undefined) throw new Error('no candidate')
    // Nor are two that say the same.
    const candidate = { ...made, identity: { ...made.identity, textKey: `${number}` } }
    if (!words.has(candidate.identity.id)) words.set(candidate.identity.id, candidate.words)
    const lease = await at.claim(from.id)
    await at.record(lease, from, updated([{ ...candidate, topics }], { bodyHash: `${number}` }))
  }
  for (const [number, [one, dice]] of made.entries()) {
    const [from, other] = [SOURCES[dice % 3], SOURCES[(dice + 1) % 3]]
    if (from === undefined || other === undefined) throw new Error('no source')
    await record(
      number,
      from,
      one,
      TOPIC_IDS.filter((_, i) => ((dice >> i) & 4) > 0),
    )
    // The same article in one more source now and then; without a link it is an article of its own.
    if (dice % 5 === 0) await record(number, other, one, [])
  }
  await groupByTitle(at)
  const items = await at.find()
  return new Map(items.map((item) => [item.id, recorded(item, words.get(item.id), items)]))
}

function recorded(item: Item, words: Words | undefined, items: readonly Item[]): Subject {
  if (words === undefined) throw new Error(`${item.id} was never recorded`)
  const { sources, topics, storyId } = item
  const story = items.filter((other) => other.storyId === storyId)
  return subjectOf(item, words, {
    sources,
    topics,
    storyId,
    outlets: new Set(story.flatMap((one) => one.sources)).size,
  })
}
