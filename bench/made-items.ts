import { wordsOf } from '../src/classify/classify.ts'
import type { Article, Candidate, Words } from '../src/model/item.ts'
import type { PolledSource, Store } from '../src/store/store.ts'
import { DAY, MINUTE, randomFrom } from './publications.ts'

/** The words that a text is made of for the most part, by how often. */
const FUNCTION_WORDS =
  'the of to and a in for is on that with as it by from at be this are was has have said will an its not but or their more they new which one de la le les des et en un une du que pour dans qui sur au par est plus avec pas ce il se'.split(
    ' ',
  )
const SYLLABLES =
  'ba co di fe gra ho in ju ka lo mi no or pe qui ra se ti un ve wa xy zo tra ster con pro com ent men ing chip sil ver pla'.split(
    ' ',
  )
const VOCABULARY = 40_000
const LANGS = ['en', 'en', 'fr', 'fr', 'fr-fr', 'en-gb', 'de']
export const NOW = Date.parse('2026-11-01T12:00:00Z')
/** From the first item to the last. */
const SPAN = 700 * DAY
const BATCH = 5_000

export const SOURCES: readonly PolledSource[] = Array.from({ length: 50 }, (_, i) => ({
  id: `source-${i}`,
  url: `https://source-${i}.example/feed`,
  domain: `source-${i}.example`,
  title: `Source ${i}`,
  tags: [],
  priority: 50,
  enabled: true,
  archive: false,
  headers: {},
}))

/** Every made-up word, the most frequent first: function words, then words made of syllables. */
export const WORDS = madeUpWords()

function madeUpWords(): string[] {
  const random = randomFrom(7)
  const words = new Set(FUNCTION_WORDS)
  while (words.size < VOCABULARY) {
    const syllables = 1 + Math.floor(random() * 4)
    words.add(Array.from({ length: syllables }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join(''))
  }
  return [...words]
}

/** Fills a store with so many made-up items of fifty sources over 700 days, and 1 in 20 in a second source. */
export async function fill(store: Store, items: number): Promise<void> {
  await store.syncSources(SOURCES, NOW)
  const random = randomFrom(1)
  const article = articleMaker(random)
  for (let done = 0; done < items; done += BATCH) {
    const size = Math.min(BATCH, items - done)
    const made = Array.from({ length: size }, (_, i) =>
      candidateOf(article(NOW - SPAN + Math.floor(((done + i) / items) * SPAN)), done + i),
    )
    const source = SOURCES[Math.floor(done / BATCH) % SOURCES.length]
    const other = SOURCES[(Math.floor(done / BATCH) + 1) % SOURCES.length]
    if (source === undefined || other === undefined) return
    await record(store, source, made)
    await record(
      store,
      other,
      made.filter((_, i) => i % 20 === 0),
    )
  }
}

/** So many made-up articles with their words, published now. */
export function madeArticles(count: number): { readonly article: Article; readonly words: Words }[] {
  const make = articleMaker(randomFrom(3))
  return Array.from({ length: count }, () => {
    const { article, text } = make(NOW)
    return { article, words: wordsOf(article, text) }
  })
}

/** Makes items under a name of their own, as polls bring them one by one. */
export function candidateMaker(): (name: string, publishedAt: number) => Candidate {
  const make = articleMaker(randomFrom(9))
  return (name, publishedAt) => ({ ...candidateOf(make(publishedAt), name), topics: [] })
}

async function record(store: Store, source: PolledSource, candidates: readonly Candidate[]): Promise<void> {
  await store.makeDue([source.id], NOW)
  const budget = { spacingMs: 0, burstMs: DAY, exempt: [] }
  const [lease] = await store.claimDue({ now: NOW, limit: 1, leaseUntil: NOW + MINUTE, sourceIds: [source.id], budget })
  if (lease === undefined) throw new Error(`${source.id} cannot be claimed`)
  const result = { kind: 'updated', status: 200, validators: {}, bodyHash: 'a body', hints: {}, candidates } as const
  const rhythm = { publications: [], hints: {} }
  await store.record({ lease, source, result, now: NOW, nextCheckAt: NOW, rhythm })
}

/** Articles of words by Zipf's law: 9 in a title, 40 or (3 in 10) 300 in a text. */
function articleMaker(random: () => number): (publishedAt: number) => { article: Article; text: string } {
  const weights = WORDS.map((_, i) => 1 / (i + 2.7))
  const sums: number[] = []
  for (const weight of weights) sums.push((sums.at(-1) ?? 0) + weight)
  const table = Array.from({ length: 1 << 16 }, (_, i) => indexOf(sums, (i / (1 << 16)) * (sums.at(-1) ?? 0)))
  const word = () => WORDS[table[Math.floor(random() * (1 << 16))] ?? 0] ?? ''
  const phrase = (length: number) => Array.from({ length }, word).join(' ')
  const pick = <Each>(from: readonly Each[]) => from[Math.floor(random() * from.length)]
  return (publishedAt) => {
    const title = phrase(9)
    const text = phrase(random() < 0.3 ? 300 : 40)
    const host = `www.site-${Math.floor(random() * 200)}.example`
    const lang = pick(LANGS)
    const article = {
      title,
      url: `https://${host}/${title.replaceAll(' ', '-')}`,
      summary: text.slice(0, 400),
      contentHtml: `<p>${text}</p>`,
      authors: [{ name: phrase(2) }],
      categories: [phrase(1), phrase(2)],
      enclosures: random() < 0.02 ? [{ url: `https://${host}/a.mp3`, type: 'audio/mpeg' }] : [],
      ...(random() < 0.5 ? { image: `https://${host}/a.jpg` } : {}),
      ...(lang === undefined ? {} : { lang }),
      publishedAt,
    }
    return { article, text }
  }
}

function candidateOf({ article, text }: { article: Article; text: string }, i: number | string): Candidate {
  const own = { id: `item-${i}`, guidKey: `guid-${i}` }
  return {
    article,
    identity: {
      ...own,
      urlKey: `${article.url}-${i}`,
      spare: own,
      textKey: `${i}`,
      contentHash: `${i}`,
      substance: `${i}`,
    },
    words: wordsOf(article, text),
    topics: Number(i) % 10 === 0 ? ['topic'] : [],
    labels: [],
    boost: 1,
    rank: 50,
  }
}

/** The first place whose sum is above a value. */
function indexOf(sums: readonly number[], value: number): number {
  let [low, high] = [0, sums.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sums[middle] ?? 0) > value) high = middle
    else low = middle + 1
  }
  return low
}
