import { describe, expect, it } from 'vitest'
import { NOTHING, type Takedown } from '../../src/model/takedown.ts'
import { parseQuery } from '../../src/query/parse-query.ts'
import { ALL, type Bench, bench, MINUTE, NOON, type OpenStore, source } from './bench.ts'

const A = source('a', { priority: 90 })
const B = source('b')
const KEPT = { title: 'Kept', url: 'https://x.example/kept', guid: '1', lang: 'en' }
const GONE = { title: 'Gone', url: 'https://www.news.bad.example/gone?utm_source=rss', guid: '2', lang: 'en' }
const OTHER = { title: 'Gone too', url: 'https://y.example/one', guid: '3', lang: 'en' }
const BY_DOMAIN: Takedown = { ...NOTHING, domains: ['bad.example'] }
const BY_URL: Takedown = { ...NOTHING, urls: ['https://y.example/one/'], urlKeys: ['y.example/one'] }

const run = (at: Bench, takedown: Takedown, sources = [A, B], now = NOON) =>
  at.store.syncSources(
    sources.map((one) => ({ ...one, domain: one.id })),
    now,
    { sources, topics: [], filters: [], feeds: [], takedown },
  )
const titles = async (at: Bench, q = '') =>
  (await at.store.items({ where: q === '' ? ALL : parseQuery(q), limit: 10 })).items.map(({ title }) => title)

export function takedownsContract(open: OpenStore): void {
  describe('what is taken down', () => {
    it('is found by nothing, whichever index leads, and counts for nothing', async () => {
      await using at = await bench(open)
      await run(at, NOTHING)
      await at.poll(A, [KEPT, GONE, OTHER])
      const gone = (await at.store.items({ where: parseQuery('title:gone site:bad.example'), limit: 1 })).items[0]
      const before = await at.store.version()
      await run(at, BY_DOMAIN, undefined, NOON + MINUTE)

      expect(await at.store.version()).toBeGreaterThan(before)
      expect(await at.store.hiddenAt()).toBe(NOON + MINUTE)
      for (const q of [
        '',
        'gone OR kept OR too',
        'source:a',
        'lang:en',
        'url:example',
        '/e/',
        `story:${gone?.id}`,
        'sources:1',
      ])
        expect(await titles(at, q), q).not.toContain('Gone')
      for (const sort of ['received', 'relevance', 'hot'] as const)
        expect(
          (await at.store.items({ where: ALL, limit: 9, sort, now: NOON })).items.map(({ title }) => title),
        ).toHaveLength(2)
      expect((await at.store.items({ where: ALL, limit: 9, hidden: true })).items).toEqual([])
      expect((await at.store.tally({ where: ALL, samples: 9 })).count).toBe(2)
      const { items, hidden, langs } = await at.store.counts()
      expect([items, hidden, langs.get('en')]).toEqual([2, 0, 2])
      const id = gone?.id ?? ''
      expect([await at.store.item(id), await at.store.provenance(id), await at.store.revisions(id)]).toEqual([
        ...[undefined, undefined, []],
      ])
      expect([await at.store.isTakenDown(id), await at.store.isTakenDown('nobody')]).toEqual([true, false])
      expect((await at.store.sources()).find(({ id }) => id === 'a')?.items).toBe(2)
    })

    it('is told by another version even where no item has to go, for others may link there; not by the same list', async () => {
      await using at = await bench(open)
      await run(at, NOTHING)
      await at.poll(A, [KEPT])
      const versions = [await at.store.version()]
      for (const [i, takedown] of [BY_DOMAIN, BY_DOMAIN, NOTHING, NOTHING].entries()) {
        await run(at, takedown, undefined, NOON + (i + 1) * MINUTE)
        versions.push((await at.store.version()) - (versions[0] ?? 0))
      }
      expect(versions.slice(1)).toEqual([1, 1, 2, 2])
      expect(await at.store.hiddenAt()).toBe(NOON + 3 * MINUTE)
    })

    it('stays stored, and is back when the line goes', async () => {
      await using at = await bench(open)
      await run(at, BY_DOMAIN)
      await at.poll(A, [KEPT, GONE, OTHER])
      expect(await titles(at)).toEqual(['Kept', 'Gone too'])
      expect((await at.store.kept({ limit: 9 })).map(({ item }) => item.title)).toContain('Gone')
      const before = await at.store.version()
      await run(at, BY_URL)
      expect(await titles(at)).toEqual(['Kept', 'Gone'])
      expect(await at.store.version()).toBeGreaterThan(before)
      await run(at, NOTHING)
      expect(await titles(at)).toEqual(['Kept', 'Gone', 'Gone too'])
    })

    it('is so by any URL that leads to it, whoever carries it, and by the source whose text is shown', async () => {
      await using at = await bench(open)
      await run(at, BY_URL)
      await at.poll(A, [{ ...KEPT, guid: '7' }])
      await at.poll(B, [OTHER, { ...KEPT, guid: '8' }])
      await at.poll(A, [OTHER, { ...KEPT, guid: '7', title: 'Kept, edited' }])
      expect(await titles(at)).toEqual(['Kept, edited'])
      await run(at, { ...NOTHING, domains: ['a.example'] }, [{ ...A, url: 'https://feeds.a.example/' }, B])
      expect(await titles(at)).toEqual([])
      // It leads with the text of A, though B has it too.
      await run(at, NOTHING)
      expect((await titles(at)).toSorted()).toEqual(['Gone too', 'Kept, edited'])
    })

    it('is in no edition, which loses nothing else and gets it back', async () => {
      await using at = await bench(open)
      await run(at, NOTHING)
      await at.poll(A, [KEPT, GONE])
      const { items } = await at.store.items({ where: ALL, limit: 9 })
      const named = items.map(({ id, title, url = '', sourceId, sources }) => ({ id, title, url, sourceId, sources }))
      const purged = { id: 'purged', title: 'Purged', url: 'https://bad.example/p', sourceId: 'a', sources: ['a'] }
      const stories = [...named, purged].map((item) => ({ storyId: item.id, items: [item] }))
      await at.store.keepEdition('f/daily/2026-11-01', { stories, more: 2 })
      await at.store.keepEdition('f/daily/2026-11-01', { stories: [], more: 0 })
      expect(await at.store.edition('f/daily/2026-11-01')).toEqual({ stories, more: 2 })
      await run(at, BY_DOMAIN)
      expect((await at.store.edition('f/daily/2026-11-01'))?.stories).toEqual(stories.slice(0, 1))
      await run(at, NOTHING)
      expect(await at.store.edition('f/daily/2026-11-01')).toEqual({ stories, more: 2 })
      expect(await at.store.edition('f/daily/2026-11-02')).toBeUndefined()
    })

    it('is so for another process that has the database open', async () => {
      await using at = await bench(open)
      await run(at, NOTHING)
      const other = await at.connect()
      await run(at, BY_DOMAIN)
      await at.poll(A, [KEPT])
      expect((await other.items({ where: ALL, limit: 9 })).items).toHaveLength(1)
      const lease = await at.claim('a')
      await at.store.release(lease)
      await at.poll(A, [GONE, KEPT])
      expect((await other.items({ where: ALL, limit: 9 })).items).toHaveLength(1)
    })
  })
}
