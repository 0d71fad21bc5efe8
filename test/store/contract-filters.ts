import { describe, expect, it } from 'vitest'
import type { Filter } from '../../src/model/rules.ts'
import type { Source } from '../../src/model/source.ts'
import { parseQuery } from '../../src/query/parse-query.ts'
import { ALL, type Bench, bench, candidates, NOON, type OpenStore, source, updated, type Written } from './bench.ts'

const A = source('a', { priority: 90 })
const B = source('b')
const hide = (given: Partial<Filter>): Filter => ({ name: 'f', outcome: { kind: 'hide' }, ...given })
const NO_DEALS = hide({ source: 'a', exclude: parseQuery('deal') })
const DEAL = { title: 'A deal on chips', url: 'https://x.example/deal', guid: '1', lang: 'en' }
const NEWS = { title: 'News of chips', url: 'https://x.example/news', guid: '2', lang: 'en' }

async function filtered(at: Bench, from: Source, written: readonly Written[], filters: readonly Filter[], now = NOON) {
  return at.record(await at.claim(from.id, now), from, updated(candidates(from, written, { filters })), now)
}

const titles = async (at: Bench, given: { hidden?: true; q?: string } = {}) => {
  const where = given.q === undefined ? ALL : parseQuery(given.q)
  const { items } = await at.store.items({ where, limit: 10, ...(given.hidden ? { hidden: true } : {}) })
  return items.map(({ title }) => title)
}

export function filtersContract(open: OpenStore): void {
  describe('what filters hide', () => {
    it('is kept, listed apart, and not counted', async () => {
      await using at = await bench(open)
      await at.store.syncSources([A, B], NOON)
      await filtered(at, A, [DEAL, NEWS], [NO_DEALS])

      expect(await titles(at)).toEqual(['News of chips'])
      expect(await titles(at, { hidden: true })).toEqual(['A deal on chips'])
      for (const q of ['chips', 'source:a', 'lang:en', 'chips OR has:image', 'site:x.example', '/chips/'])
        expect([await titles(at, { q }), await titles(at, { q, hidden: true })], q).toEqual([
          ['News of chips'],
          ['A deal on chips'],
        ])
      const best = await at.store.items({ where: parseQuery('chips'), limit: 10, sort: 'relevance' })
      expect(best.items.map(({ title }) => title)).toEqual(['News of chips'])
      const { items, langs } = await at.store.counts()
      expect([items, langs.get('en')]).toEqual([1, 1])
      const [hidden] = (await at.store.items({ where: ALL, limit: 1, hidden: true })).items
      expect(hidden?.hidden).toBe(true)
      expect(await at.store.item(hidden?.id ?? '')).toEqual(hidden)
      expect((await at.store.provenance(hidden?.id ?? ''))?.sightings).toMatchObject([
        { sourceId: 'a', hiding: { filter: 'f', failed: 'exclude', wanted: 'deal' } },
      ])
    })

    it('is shown as soon as a source without the filter carries it, in the words of that one', async () => {
      await using at = await bench(open)
      await at.store.syncSources([A, B], NOON)
      await filtered(at, A, [DEAL], [NO_DEALS])
      const before = await at.store.version()
      await filtered(at, B, [{ ...DEAL, title: 'The deal' }], [NO_DEALS])

      expect(await titles(at)).toEqual(['The deal'])
      expect(await titles(at, { hidden: true })).toEqual([])
      expect(await at.store.version()).toBeGreaterThan(before)
      // A hidden text never leads before one that is published, whatever the priority.
      await filtered(at, A, [{ ...DEAL, title: 'The deal of A' }], [NO_DEALS])
      expect(await titles(at)).toEqual(['The deal'])
      await filtered(at, A, [{ ...DEAL, title: 'The deal of A' }], [])
      expect(await titles(at)).toEqual(['The deal of A'])
    })

    it('is hidden and shown by an edit', async () => {
      await using at = await bench(open)
      await at.store.syncSources([A, B], NOON)
      await filtered(at, A, [NEWS], [NO_DEALS])
      await filtered(at, A, [{ ...NEWS, title: 'News of a deal' }], [NO_DEALS])
      expect([await titles(at), await titles(at, { hidden: true })]).toEqual([[], ['News of a deal']])
      await filtered(at, A, [NEWS], [NO_DEALS])
      expect([await titles(at), await titles(at, { hidden: true })]).toEqual([['News of chips'], []])
    })
  })

  describe('what filters tag and boost', () => {
    const tag: Filter = { name: 't', outcome: { kind: 'tag', label: 'Bon plan' }, include: parseQuery('deal') }
    const boost: Filter = { name: 'b', outcome: { kind: 'boost', factor: 10 }, include: parseQuery('news') }

    it('is found by the tag, which it shows', async () => {
      await using at = await bench(open)
      await at.store.syncSources([A, B], NOON)
      await filtered(at, A, [{ ...DEAL, categories: ['Chips'] }, NEWS], [tag])

      const { items } = await at.store.items({ where: parseQuery('tag:"bon plan"'), limit: 10 })
      expect(items).toMatchObject([{ title: DEAL.title, categories: ['Chips', 'Bon plan'], labels: ['Bon plan'] }])
    })

    it('comes before what fits better', async () => {
      await using at = await bench(open)
      await at.store.syncSources([A, B], NOON)
      const written = [
        { ...DEAL, title: 'Chips', text: '' },
        { ...NEWS, title: 'Some more news of the day, in which chips are named once' },
      ]
      const best = async () =>
        (await at.store.items({ where: parseQuery('chips'), limit: 1, sort: 'relevance' })).items[0]?.title
      await filtered(at, A, written, [])
      expect(await best()).toBe('Chips')
      await filtered(
        at,
        B,
        written.map((one) => ({ ...one, url: `${one.url}-b` })),
        [boost],
      )
      expect(await best()).toMatch(/^Some more news/)
    })
  })
}
