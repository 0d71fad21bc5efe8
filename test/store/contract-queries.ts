import { describe, expect, it } from 'vitest'
import type { Item, Words } from '../../src/model/item.ts'
import { optional } from '../../src/model/optional.ts'
import type { Query, TextField } from '../../src/model/query.ts'
import { foldedWords } from '../../src/query/fold.ts'
import { matches, type Subject } from '../../src/query/match.ts'
import { type Bench, bench, candidates, DAY, NOON, type OpenStore, source, updated, type Written } from './bench.ts'
import { type Dice, dice } from './dice.ts'

const ITEMS = 120
const QUERIES = 600

/** Words that a folding or a tokenizer may take apart, join, or take for one another. */
const VOCABULARY = `chip chips Chip puce semi-conducteurs semiconducteur œuvre oeuvre Straße strasse naïve Ångström
ﬁnance I.B.M. AT&T C++ l’IA d'État 5G 2026 ½ ² x86 foo_bar né Ἀθήνα ΟΔΟΣ ὁδός οδοσ Россия ёлка Ёлка İstanbul ırmak
半導體 半導 東京タワー ประเทศไทย العربية עִבְרִית हिन्दी 한국어 𝔘𝔫𝔦 🦉 ★ 𞤆𞤵𞤤𞤢𞤪 𞤆𞤵𞤤 ꟛƛ ᲀ Ꭰꭰ AND OR NOT NEAR title * " '' the of and`.split(
  /\s+/,
)
const SOURCES = ['alpha', 'beta', 'gamma'].map((id) => source(id))
const TOPIC_IDS = ['t1', 't2', 't3']
const LANGS = ['fr', 'fr-ca', 'fr-fr', 'en', 'en-gb', 'frp', 'zh-hant-tw']
const HOSTS = ['a.example', 'www.a.example', 'b.a.example', 'ba.example', 'example', 'xn--caf-dma.example']
const FIELDS: readonly TextField[] = ['any', 'title', 'text', 'author', 'tag']

export function queryContract(open: OpenStore): void {
  describe('a query', () => {
    it.each([1, 2, 3])('finds in the store what it matches in memory (seed %i)', async (seed) => {
      await using at = await bench(open)
      const random = dice(seed)
      const subjects = await fill(at, random)
      const storyIds = [...new Set([...subjects.values()].map(({ storyId }) => storyId ?? ''))].slice(0, 5)
      let found = 0
      for (let i = 0; i < QUERIES; i += 1) {
        const query = anyQuery(random, storyIds, i % 4)
        const inMemory = [...subjects].filter(([, subject]) => matches(query, subject)).map(([id]) => id)
        const inStore = (await at.find(query)).map(({ id }) => id)
        expect({ query, found: inStore }).toEqual({ query, found: inMemory })
        found += inStore.length === 0 || inStore.length === ITEMS ? 0 : 1
      }
      // Queries that find nothing, or everything, prove little.
      expect(found).toBeGreaterThan(QUERIES / 3)
    })

    const odd: [string, Query][] = [
      [
        'patterns are letters',
        {
          kind: 'or',
          of: [
            { kind: 'lang', tag: '*' },
            { kind: 'lang', tag: '[f]r' },
          ],
        },
      ],
      ['a percent sign is one', { kind: 'site', host: '%example' }],
      ['quotes are no syntax', { kind: 'topic', id: `' OR 1 --` }],
      ['nothing of all', { kind: 'and', of: [] }],
      ['nothing of any', { kind: 'or', of: [] }],
      [
        'neither, inside',
        {
          kind: 'and',
          of: [
            { kind: 'or', of: [] },
            { kind: 'not', of: { kind: 'and', of: [] } },
          ],
        },
      ],
      [
        'the same twice',
        {
          kind: 'and',
          of: [
            { kind: 'source', id: 'alpha' },
            { kind: 'source', id: 'alpha' },
          ],
        },
      ],
      ['no bounds', { kind: 'date' }],
      ['all of time', { kind: 'date', from: -8.64e15, until: 8.64e15 }],
      ['the longest that a configuration may have', { kind: 'or', of: Array.from({ length: 400 }, (_, i) => wide(i)) }],
      ['the deepest', Array.from({ length: 42 }).reduce<Query>((of) => ({ kind: 'not', of }), wide(0))],
    ]
    it.each(odd)('%s', async (_, query) => {
      await using at = await bench(open)
      const subjects = await fill(at, dice(9))
      const inMemory = [...subjects].filter(([, subject]) => matches(query, subject)).map(([id]) => id)

      expect((await at.find(query)).map(({ id }) => id)).toEqual(inMemory)
    })
  })
}

function wide(i: number): Query {
  const words: Query = { kind: 'words', field: 'any', words: ['chip', `w${i}`], prefix: i % 2 === 0 }
  return i % 3 === 0 ? { kind: 'and', of: [words, { kind: 'source', id: 'alpha' }] } : words
}

/** Records articles in three sources; answers what a query sees of each item, newest first. */
async function fill(at: Bench, random: Dice): Promise<Map<string, Subject>> {
  await at.store.syncSources(SOURCES, NOON)
  const written = Array.from({ length: ITEMS }, (_, i) => anyArticle(random, i))
  const words = new Map<string, Words>()
  for (const [i, article] of written.entries()) {
    const one = random.pick(SOURCES)
    const [candidate] = candidates(one, [article])
    if (candidate === undefined) throw new Error('no candidate')
    words.set(candidate.identity.id, candidate.words)
    const topics = TOPIC_IDS.filter(() => random.below(3) === 0)
    const lease = await at.claim(one.id)
    await at.record(lease, one, updated([{ ...candidate, topics }], { bodyHash: `${i}` }))
    // The same article in one more source now and then.
    const other = SOURCES.find(({ id }) => id !== one.id)
    if (other === undefined || i % 10 > 0) continue
    await at.poll(other, [article])
    // Without a link it is an article of its own.
    for (const { identity } of candidates(other, [article])) words.set(identity.id, candidate.words)
  }
  return new Map((await at.find()).map((item) => [item.id, subjectOf(item, words.get(item.id))]))
}

function subjectOf(item: Item, words: Words | undefined): Subject {
  if (words === undefined) throw new Error(`${item.id} was never recorded`)
  const { sources, topics, storyId } = item
  const host = item.url === undefined ? undefined : new URL(item.url).hostname
  return {
    words,
    sources,
    topics,
    storyId,
    ...optional('lang', item.lang),
    ...optional('host', host),
    ...optional('publishedAt', item.publishedAt),
  }
}

function anyArticle(random: Dice, i: number): Written {
  const phrase = (most: number) =>
    Array.from({ length: random.below(most + 1) }, () => random.pick(VOCABULARY)).join(' ')
  // A title of its own, or one that tells a story that another item tells too.
  const title = i % 5 === 0 ? `The same long story number ${i % 3} is told again` : `${phrase(4)} ${phrase(2)}`
  return {
    title,
    guid: `${i}`,
    text: phrase(12),
    authors: Array.from({ length: random.below(3) }, () => ({ name: phrase(2) })),
    categories: Array.from({ length: random.below(3) }, () => phrase(2)),
    ...(random.below(5) === 0 ? {} : { url: `https://${random.pick(HOSTS)}/${i}` }),
    ...(random.below(5) === 0 ? {} : { lang: random.pick(LANGS) }),
    ...(random.below(5) === 0 ? {} : { publishedAt: NOON - random.below(5) * DAY }),
  }
}

function anyQuery(random: Dice, storyIds: readonly string[], depth: number): Query {
  if (depth === 0) return anyLeaf(random, storyIds)
  const part = () => anyQuery(random, storyIds, random.below(depth))
  switch (random.below(3)) {
    case 0:
      return { kind: 'not', of: part() }
    case 1:
      return { kind: 'or', of: Array.from({ length: 1 + random.below(3) }, part) }
    default:
      return { kind: 'and', of: Array.from({ length: 1 + random.below(3) }, part) }
  }
}

function anyLeaf(random: Dice, storyIds: readonly string[]): Query {
  switch (random.below(11)) {
    case 0:
      return { kind: 'all' }
    case 1:
      return { kind: 'source', id: random.pick([...SOURCES.map(({ id }) => id), 'nobody']) }
    case 2:
      return { kind: 'topic', id: random.pick([...TOPIC_IDS, 'nothing']) }
    case 3:
      return { kind: 'story', id: random.pick([...storyIds, 'none']) }
    case 4:
      return { kind: 'lang', tag: random.pick([...LANGS, 'f', 'zh', 'zh-hant', '']) }
    case 5:
      return { kind: 'site', host: random.pick([...HOSTS, 'xample', '.example', '']) }
    case 6:
      return {
        kind: 'date',
        ...(random.below(3) === 0 ? {} : { from: NOON - random.below(6) * DAY + random.below(3) - 1 }),
        ...(random.below(3) === 0 ? {} : { until: NOON - random.below(6) * DAY + random.below(3) - 1 }),
      }
    default:
      return anyWords(random)
  }
}

function anyWords(random: Dice): Query {
  const written = Array.from({ length: 1 + random.below(2) }, () => random.pick(VOCABULARY)).join(' ')
  const words = foldedWords(written)
  const last = words.at(-1)
  if (last === undefined) return anyWords(random)
  const prefix = random.below(3) === 0
  const cut = prefix ? [...last].slice(0, 1 + random.below([...last].length)).join('') : last
  return { kind: 'words', field: random.pick(FIELDS), words: [...words.slice(0, -1), cut], prefix }
}
