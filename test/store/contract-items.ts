import { describe, expect, it } from 'vitest'
import type { Item } from '../../src/model/item.ts'
import { optional } from '../../src/model/optional.ts'
import type { Query } from '../../src/model/query.ts'
import {
  ALL,
  type Bench,
  bench,
  candidates,
  DAY,
  HOUR,
  MINUTE,
  NOON,
  type OpenStore,
  source,
  updated,
  type Written,
} from './bench.ts'

const LONG = 'The minister resigns after the vote of the parliament'

export function itemsContract(open: OpenStore): void {
  describe('items', () => {
    it('gives back what was recorded, whole', async () => {
      await using at = await bench(open)
      const a = source('a')
      const article: Required<Omit<Written, 'guid' | 'text'>> = {
        title: 'Œuvre 🦉 “quoted”',
        url: 'https://a.example/1?x=1&y=2',
        summary: 'A summary',
        contentHtml: '<p>All of it</p>',
        authors: [{ name: 'Ann', url: 'https://ann.example/' }, { name: 'Bob' }],
        categories: ['Tech', 'Économie'],
        enclosures: [
          { url: 'https://a.example/1.mp3', type: 'audio/mpeg', length: 12 },
          { url: 'https://a.example/2' },
        ],
        image: 'https://a.example/1.png',
        lang: 'fr-ca',
        publishedAt: NOON - HOUR,
        updatedAt: NOON - MINUTE,
        extras: {
          comments: 'https://a.example/1#comments',
          commentsFeed: 'https://a.example/1/feed',
          commentCount: 0,
          inReplyTo: ['urn:a:0'],
          license: 'https://a.example/licence',
          origin: { title: 'Somebody “else”', url: 'https://else.example/' },
          position: { latitude: -0.5, longitude: 151.25 },
          duration: 61,
        },
      }
      await at.store.syncSources([a], NOON)
      await at.poll(a, [{ ...article, guid: '1' }])
      const [item] = await at.find()

      expect(item).toEqual({
        ...article,
        key: item?.key,
        id: item?.id,
        uri: `tag:river.example,2026:item/${item?.id}`,
        sourceId: 'a',
        sources: ['a'],
        topics: [],
        storyId: item?.id,
        firstSeenAt: NOON,
        changedAt: NOON,
        archived: false,
        labels: [],
        boost: 1,
        hidden: false,
      })
      expect(await at.store.item(item?.id ?? '')).toEqual(item)
      expect(await at.store.item('nobody')).toBeUndefined()
    })

    it('has the extras of its latest version', async () => {
      await using at = await bench(open)
      const a = source('a')
      await at.store.syncSources([a], NOON)
      const extras = { comments: 'https://a.example/1#comments', commentCount: 3 }
      await at.poll(a, [{ title: 'One', guid: '1' }])
      await at.poll(a, [{ title: 'Two', guid: '1', extras }])
      expect(await at.find()).toMatchObject([{ title: 'Two', extras }])

      await at.poll(a, [{ title: 'Three', guid: '1' }])
      expect((await at.find())[0]).not.toHaveProperty('extras')
    })

    it('gives the newest first, whichever came first', async () => {
      await using at = await bench(open)
      await river(at)
      const dates = (await at.find()).map(({ publishedAt }) => publishedAt)

      expect(dates).toEqual(dates.toSorted((a, b) => b - a))
    })

    const inEveryWay: [string, Query][] = [
      ['everything', ALL],
      ['a source', { kind: 'source', id: 'a' }],
      ['a topic', { kind: 'topic', id: 'even' }],
      ['words', { kind: 'words', field: 'any', words: ['river'], prefix: false }],
      ['a condition', { kind: 'not', of: { kind: 'topic', id: 'odd' } }],
    ]
    it.each(inEveryWay)(
      'pages through %s without a gap or a repeat while items arrive between pages',
      async (_, where) => {
        await using at = await bench(open)
        const a = await river(at)
        const before = (await at.find(where)).map(({ id }) => id)
        const paged: Item[] = []
        for (let next: number | undefined, page = 0; ; page += 1) {
          const got = await at.store.items({ where, limit: 4, ...optional('before', next) })
          expect(got.items.length).toBe(got.next === undefined ? got.items.length : 4)
          paged.push(...got.items)
          if (got.next === undefined) break
          next = got.next
          // One on top, and one far below, as late arrivals are.
          const arriving = [page, -page].map((i) => topical(40 + page * 2 + (i < 0 ? 1 : 0), NOON + i * 7 * MINUTE))
          await at.record(await at.claim('a'), a, updated(candidates(a, arriving, { topics: TOPICS })))
        }
        const ids = paged.map(({ id }) => id)

        expect(before.length).toBeGreaterThan(8)
        expect(new Set(ids).size).toBe(ids.length)
        expect(ids.filter((id) => before.includes(id))).toEqual(before)
        const keys = paged.map(({ key }) => key)
        expect(keys).toEqual(keys.toSorted((one, other) => other - one))
      },
    )

    it('says where the end is, also where the last page is full', async () => {
      await using at = await bench(open)
      await river(at)

      expect((await at.store.items({ where: ALL, limit: 30 })).next).toBeUndefined()
      expect((await at.store.items({ where: ALL, limit: 29 })).next).toBeDefined()
      expect(await at.store.items({ where: ALL, limit: 5, before: 0 })).toEqual({ items: [] })
    })
  })

  describe('counts', () => {
    it('counts items, enabled sources, topics and languages', async () => {
      await using at = await bench(open)
      await river(at)

      expect(await at.store.counts()).toEqual({
        hidden: 0,
        items: 30,
        sources: 2,
        topics: new Map([
          ['even', 15],
          ['odd', 15],
        ]),
        langs: new Map([
          ['en', 20],
          ['fr', 10],
        ]),
      })
    })
  })

  describe('in the order of arrival', () => {
    it('gives what came last first, whatever its date is, and pages through without gaps while more comes', async () => {
      await using at = await bench(open)
      const a = source('a')
      await at.store.syncSources([a], NOON)
      const came = ['old', 'new', 'older', 'newer', 'oldest'].map((title, i) => ({
        title: `${title} words of ${i}`,
        guid: title,
        publishedAt: NOON - ([5, 2, 7, 1, 9][i] ?? 0) * DAY,
      }))
      for (const [i] of came.entries()) await at.poll(a, came.slice(0, i + 1).toReversed(), NOON + i * HOUR)
      for (const where of [ALL, { kind: 'source', id: 'a' }, WORDS] satisfies Query[]) {
        const first = await at.store.items({ where, limit: 2, sort: 'received' })
        await at.poll(a, [{ title: 'Another of them', guid: JSON.stringify(where) }], NOON + 9 * HOUR)
        const rest = await at.store.items({ where, limit: 9, sort: 'received', ...optional('before', first.next) })
        const seen = [...first.items, ...rest.items].map(({ title }) => title.replace(/ .*/, ''))
        expect(seen.filter((title) => title !== 'Another')).toEqual(['oldest', 'newer', 'older', 'new', 'old'])
        expect(rest.next).toBeUndefined()
      }
    })
  })

  describe('after a restart', () => {
    it('ids, uris, keys and stories are what they were, and known items stay known', async () => {
      await using at = await bench(open)
      const a = source('a')
      await at.store.syncSources([a], NOON)
      await at.poll(a, [{ title: LONG, guid: '1', publishedAt: NOON }])
      const [items, version] = [await at.find(), await at.store.version()]
      await at.reopen()
      expect([await at.find(), await at.store.version()]).toEqual([items, version])

      await at.poll(
        a,
        [
          { title: LONG, guid: '1', publishedAt: NOON },
          { title: 'Later', guid: '2' },
        ],
        NOON + DAY,
      )
      const [later, ...rest] = await at.find()
      expect(rest).toEqual(items)
      // What the database calls itself was decided when it was made.
      expect(later?.uri).toBe(`tag:river.example,2026:item/${later?.id}`)
    })

    it('closing twice is closing once', async () => {
      await using at = await bench(open)
      await at.store.close()
      await at.store.close()
    })
  })
}

const WORDS: Query = { kind: 'words', field: 'any', words: ['words'], prefix: false }

const TOPICS = ['even', 'odd'].map((id) => ({
  id,
  title: id,
  query: { kind: 'words', field: 'tag', words: [id], prefix: false } as const,
  written: `tag:${id}`,
}))

function topical(i: number, publishedAt: number): Written {
  return {
    title: `No. ${i} of the river`,
    guid: `${i}`,
    publishedAt,
    categories: [i % 2 === 0 ? 'even' : 'odd'],
    lang: i % 3 === 0 ? 'fr' : 'en',
  }
}

/** Thirty items in two sources, recorded out of order. */
async function river(at: Bench) {
  const [a, b] = [source('a'), source('b')]
  await at.store.syncSources([a, b], NOON)
  for (const i of [7, 1, 9, 0, 4, 2, 8, 3, 6, 5])
    for (const [j, one] of [a, b, a].entries()) {
      const written = topical(i * 3 + j, NOON - (i * 3 + j) * 5 * MINUTE)
      await at.record(await at.claim(one.id), one, updated(candidates(one, [written], { topics: TOPICS })))
    }
  return a
}
