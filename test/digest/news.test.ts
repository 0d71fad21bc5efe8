import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digest } from '../../src/digest/digest.ts'
import type { Fetched } from '../../src/digest/fetched.ts'
import { READING } from '../../src/digest/skim.ts'
import { article, trial } from '../identity/misbehaving.ts'
import { type Article, articles, rss } from '../support/feeds.ts'

const NOW = Date.parse('2026-11-01T12:00:00Z')
const HOUR = 3_600_000
const RULES = { topics: [], filters: [] }
const SOURCE = { id: 'a', priority: 50 }
const OLD = articles(6, '2026-11-01T10:00:00Z')
const [NEW] = articles(1, '2026-11-01T11:00:00Z', 'b')

function fetched(document: string, given: Partial<Fetched> = {}): Fetched {
  return { body: Buffer.from(document), url: 'https://source.example/rss', source: SOURCE, now: NOW, ...given }
}

/** What is read of a document where another one came before it. */
async function readAfter(before: string, document: string, given: Partial<Fetched> = {}) {
  const { listing } = await digest(fetched(before), RULES)
  if (listing === undefined) throw new Error('the document before lists nothing')
  return digest(fetched(document, { listing, ...given }), RULES)
}

const listed = (...written: (Article | undefined)[]) => rss(written.flatMap((one) => one ?? []))

describe('a document of which most was read before', () => {
  it('is read as far as it is new, and to the same', async () => {
    const document = listed(NEW, ...OLD.slice(0, 5))
    const { candidates, passed } = await readAfter(rss(OLD), document)
    const whole = await digest(fetched(document), RULES)
    expect(candidates).toEqual(whole.candidates.slice(0, 1))
    expect(passed?.count).toBe(5)
    expect(passed?.dates).toEqual(whole.candidates.slice(1).map((one) => one.article.publishedAt))
  })

  it('may have another date of its own, and comments', async () => {
    const dated = (html: string, day: number) =>
      html.replace('<link>', `<!-- ${day} --><lastBuildDate>Sun, 0${day} Nov 2026 11:00:00 GMT</lastBuildDate><link>`)
    const { candidates } = await readAfter(dated(rss(OLD), 1), dated(listed(NEW, ...OLD), 2))
    expect(candidates).toHaveLength(1)
  })

  it('may be in Atom', async () => {
    const entry = (n: number) =>
      `<entry xml:lang="fr"><id>e${n}</id><title>Entrée ${n}</title><link href="/e/${n}"/><updated>2026-11-01T0${n}:00:00Z</updated></entry>`
    const atom = (...entries: number[]) =>
      `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/"><title>A</title><updated>2026-11-01T0${entries[0]}:00:00Z</updated>${entries.map(entry).join('\n')}</feed>`
    const { candidates } = await readAfter(atom(3, 2, 1), atom(4, 3, 2, 1))
    expect(candidates.map(({ article: { url, lang } }) => [url, lang])).toEqual([['https://a.example/e/4', 'fr']])
  })

  it('has nothing to read where it only got shorter', async () => {
    const { candidates, passed } = await readAfter(rss(OLD), rss(OLD.slice(2)))
    expect([candidates.length, passed?.count]).toEqual([0, 4])
  })

  it('gives a listing for the one after it', async () => {
    const first = await readAfter(rss(OLD), listed(NEW, ...OLD))
    const [third] = articles(1, '2026-11-01T12:00:00Z', 'c')
    const given = first.listing === undefined ? {} : { listing: first.listing }
    const { candidates } = await digest(fetched(listed(third, NEW, ...OLD), given), RULES)
    expect(candidates.map(({ article: { title } }) => title)).toEqual([third?.title])
  })
})

/** What differs, the document before and the one after, and what else is another. */
const WHOLE: readonly [string, string, string, Partial<Fetched>?][] = [
  ['most of it is new', rss(OLD.slice(5)), rss(OLD)],
  ['a day has gone by', rss(OLD), listed(NEW, ...OLD), { now: NOW + 24 * HOUR }],
  ['the clock was set back', rss(OLD), listed(NEW, ...OLD), { now: NOW - HOUR }],
  ['another priority is set', rss(OLD), listed(NEW, ...OLD), { source: { ...SOURCE, priority: 60 } }],
  ['it has moved', rss(OLD), listed(NEW, ...OLD), { url: 'https://other.example/rss' }],
  ['its source has shown habits', rss(OLD), listed(NEW, ...OLD), { habits: { guids: ['guid:x'] } }],
  ['it has another language', rss(OLD), rss([...OLD, ...(NEW ? [NEW] : [])], { lang: 'fr' })],
  ['it is in double encoding by now', rss(OLD), listed({ title: 'Ã©tÃ© Ã  la mer', guid: 'm' }, ...OLD)],
  ['what is new has the guid of what is not', rss(OLD), listed({ ...NEW, title: 'N', guid: 'a-3' }, ...OLD)],
  [
    'what is new has the link of what is not',
    rss(OLD),
    listed({ title: 'N', guid: 'n', link: OLD[2]?.link ?? '' }, ...OLD),
  ],
  [
    'what is new says the same as what is not',
    rss(OLD),
    listed({ ...OLD[2], title: OLD[2]?.title ?? '', guid: 'n', link: 'https://b.example/n' }, ...OLD),
  ],
  [
    'it is broken',
    rss(OLD),
    listed(NEW, ...OLD).replace('<description>d</description>', '<description>R & D</description>'),
  ],
  ['what is new is broken', rss(OLD), listed({ title: 'N', guid: 'n' }, ...OLD).replace('>N<', '>N & M<')],
]

describe('a document is read whole where', () => {
  it.each(WHOLE)('%s', async (_, before, document, given) => {
    const { candidates, passed } = await readAfter(before, document, given)
    const whole = await digest(fetched(document, given), RULES)
    expect(passed).toBeUndefined()
    expect(candidates).toEqual(whole.candidates)
  })

  it.each([
    ['ill-formed', rss(OLD).replace('<description>d', '<description>R & D')],
    ['cut off', rss(OLD).slice(0, -20)],
    ['two articles under one guid', rss(OLD.map((one, i) => (i < 2 ? { ...one, guid: 'g' } : one)))],
    ['entries in comments', rss(OLD).replace('</channel>', '<!-- <item><title>x</title></item> --></channel>')],
    ['without entries', rss([])],
    [
      'JSON',
      JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 't', items: [{ id: '1', title: 'x' }] }),
    ],
  ])('the last one was %s', async (_, before) => {
    const { listing } = await digest(fetched(before), RULES)
    expect(listing).toBeUndefined()
  })

  it('the one before was what its source says is deleted', async () => {
    const deleted =
      '<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="x" when="2026-11-01T00:00:00Z"/>'
    const entry = '<entry><id>e</id><title>E</title><updated>2026-11-01T00:00:00Z</updated></entry>'
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title>${deleted}${entry}</feed>`
    expect((await digest(fetched(atom), RULES)).listing).toBeUndefined()
  })
})

// What was read by another version is not read again as long as it has not changed: each change of the outcome asks for it.
it('is of a reading that has a number of its own', async () => {
  const folder = new URL('../fixtures/feeds/', import.meta.url)
  const files = readdirSync(folder).filter((file) => !file.endsWith('.json'))
  const outcome = createHash('sha256')
  for (const file of files) {
    const body = readFileSync(new URL(file, folder))
    const read = await digest({ ...fetched(''), body }, RULES).catch(String)
    outcome.update(JSON.stringify(typeof read === 'string' ? read : read.candidates))
  }
  expect({ READING, outcome: outcome.digest('hex').slice(0, 16) }).toEqual({ READING: 1, outcome: '83d9effb29f7eb9e' })
})

/** One listed article: which, and whose guid, link, text and date it has. */
const entry = fc.record({
  n: fc.nat(6),
  guid: fc.constantFrom('own', 'own', 'own', 'own', 'own', 'own', 'own', 'next', 'shared', 'none'),
  link: fc.constantFrom('own', 'own', 'own', 'own', 'own', 'own', 'own', 'next', 'shared', 'none'),
  text: fc.constantFrom('own', 'own', 'own', 'own', 'own', 'own', 'own', 'edited', 'next'),
  date: fc.constantFrom('own', 'own', 'own', 'own', 'own', 'own', 'own', 'none', 'edited'),
})
type Drawn = typeof entry extends fc.Arbitrary<infer T> ? T : never

function written({ n, guid, link, text, date }: Drawn): Article {
  const [own, next] = [article(n), article(n + 1)]
  const guids = { own: own.guid, next: next.guid, shared: 'shared', none: undefined }
  const links = { own: own.link, next: next.link, shared: 'https://paper.example/all', none: undefined }
  const said = text === 'next' ? next : own
  const dates = { own: own.date, none: undefined, edited: article(n + 3).date }
  return {
    title: said.title,
    html: text === 'edited' ? `${own.html}<p>And more of it, by and by</p>` : said.html,
    ...(guids[guid] === undefined ? {} : { guid: guids[guid] }),
    ...(links[link] === undefined ? {} : { link: links[link] }),
    ...(dates[date] === undefined ? {} : { date: dates[date] }),
  }
}

it('comes to the same as reading all documents whole, whatever they list', { timeout: 300_000 }, async () => {
  const sequence = fc
    .array(entry, { minLength: 3, maxLength: 8 })
    .chain((pool) => fc.array(fc.shuffledSubarray(pool), { minLength: 3, maxLength: 7 }))
  let inParts = 0
  await fc.assert(
    fc.asyncProperty(sequence, async (documents) => {
      await using part = await trial()
      await using whole = await trial()
      const [ofPart, ofWhole] = [part, whole].map((at) => new Database(join(at.service.folder, 'data', 'tributary.db')))
      // Those that stay make documents of which most is known.
      const stay = [6, 7, 8, 9, 10].map((n) => written({ n, guid: 'own', link: 'own', text: 'own', date: 'own' }))
      for (const drawn of documents) {
        const document = rss([...drawn.map(written), ...stay])
        const [inPart, inWhole] = [await part.poll({ a: document }), await whole.poll({ a: document })]
        ofWhole?.exec('DELETE FROM listings')
        const listing = ofPart?.prepare<[], string>('SELECT listing FROM listings').pluck().get() ?? '[]'
        if (JSON.parse(listing)[1] < part.service.clock.time) inParts += 1
        const shown = (items: typeof inPart) =>
          items.map(({ uri: _uri, ...item }) => JSON.stringify(item).replaceAll(/127\.0\.0\.1:\d+/g, 'here'))
        expect(shown(inPart)).toEqual(shown(inWhole))
        expect(await part.message()).toEqual(await whole.message())
      }
      for (const db of [ofPart, ofWhole]) db?.close()
    }),
    { numRuns: Number(process.env.NEWS_RUNS ?? 20) },
  )
  expect(inParts).toBeGreaterThan(10)
})
