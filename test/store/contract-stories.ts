import { describe, expect, it } from 'vitest'
import type { Grouped } from '../../src/model/story.ts'
import { parseQuery } from '../../src/query/parse-query.ts'
import { type Bench, bench, HOUR, NOON, type OpenStore, source } from './bench.ts'

/** Four articles, A the newest, of a source each, none grouped yet. */
async function filled(open: OpenStore): Promise<Bench & { readonly ids: Readonly<Record<string, string>> }> {
  const at = await bench(open)
  const sources = ['a', 'b', 'c', 'd'].map((id) => source(id))
  await at.store.syncSources(sources, NOON)
  for (const [i, one] of sources.entries())
    await at.poll(one, [{ title: one.id.toUpperCase(), guid: '1', publishedAt: NOON - i * HOUR }])
  const ids = Object.fromEntries((await at.find()).map(({ title, id }) => [title, id]))
  return Object.assign(at, { ids })
}

const grouped = async (at: Bench, stories: Readonly<Record<string, string>>): Promise<Grouped[]> =>
  (await at.store.ungrouped(10)).map(({ key, title, id }) => ({ key, storyId: stories[title] ?? id, features: title }))

const story = async (at: Bench, id: string) => {
  const found = await at.find({ kind: 'story', id })
  return found.map(({ title }) => title).join('')
}

export function storiesContract(open: OpenStore): void {
  describe('stories', () => {
    it('are each item by itself until it is grouped, in the order of coming', async () => {
      await using at = await filled(open)
      expect((await at.store.ungrouped(3)).map(({ title }) => title)).toEqual(['A', 'B', 'C'])
      expect((await at.find()).every(({ id, storyId }) => id === storyId)).toBe(true)
      expect(await at.store.joining(at.ids.A ?? '')).toEqual({ byHand: false })
    })

    it('keep who is in them, why, and what is compared, for another process too', async () => {
      await using at = await filled(open)
      const { A = '', B = '' } = at.ids
      const version = await at.store.version()
      const joining = { score: 5, threshold: 4, because: [{ what: 'tsmc', weight: 5 }] }
      const all = (await grouped(at, { B: A })).map((one) => (one.features === 'B' ? { ...one, joining } : one))
      await at.store.group({ grouped: all, merges: [] })

      expect(await story(at, A)).toBe('AB')
      expect(await at.find(parseQuery('sources:>=2'))).toMatchObject([{ title: 'A' }, { title: 'B' }])
      expect(await at.store.joining(B)).toEqual({ joining, byHand: false })
      expect(await at.store.ungrouped(10)).toEqual([])
      expect(await at.store.version()).toBeGreaterThan(version)
      const other = await at.connect()
      const members = await other.storyMembers({ after: 0, since: 0, limit: 10 })
      const seq = members.at(-1)?.seq ?? 0
      expect(members.find(({ itemId }) => itemId === B)).toMatchObject({
        ...{ sourceId: 'b', storyId: A, publishedAt: NOON - HOUR, features: 'B', byHand: false },
      })
      expect(await other.storyMembers({ after: 0, since: NOON - HOUR, limit: 10 })).toHaveLength(2)
      expect(await other.storyMembers({ after: seq, since: 0, limit: 10 })).toEqual([])
      // Whoever comes later to the same items changes nothing.
      await other.group({ grouped: all.map((one) => ({ ...one, storyId: A })), merges: [] })
      expect(await other.storyMembers({ after: seq, since: 0, limit: 10 })).toEqual([])
      expect(await story(at, A)).toBe('AB')
    })

    it('forget what old items are compared by, some at a time, and are as they were', async () => {
      await using at = await filled(open)
      const { A = '', D = '' } = at.ids
      await at.store.group({ grouped: await grouped(at, { B: A, D }), merges: [] })
      await at.store.splitStory(D)
      const drop = (limit: number) => at.store.dropFeatures({ before: NOON, limit })
      expect([await drop(2), await drop(2), await drop(2)]).toEqual([2, 1, 0])
      const known = await at.store.storyMembers({ after: 0, since: 0, limit: 10 })
      expect(new Map(known.map(({ itemId, features }) => [itemId, features]))).toEqual(
        new Map([
          [A, 'A'],
          [D, ''],
        ]),
      )
      expect(await story(at, A)).toBe('AB')
    })

    it('become one, and are found by either name from then on', async () => {
      await using at = await filled(open)
      const { A = '', C = '', D = '' } = at.ids
      await at.store.group({ grouped: await grouped(at, { B: A, D: C }), merges: [] })
      const seq = (await at.store.storyMembers({ after: 0, since: 0, limit: 10 })).at(-1)?.seq ?? 0
      await at.store.group({ grouped: [], merges: [{ from: C, into: A }] })

      expect([await story(at, A), await story(at, C)]).toEqual(['ABCD', 'ABCD'])
      const moved = await at.store.storyMembers({ after: seq, since: 0, limit: 10 })
      expect(new Map(moved.map(({ itemId, storyId }) => [itemId, storyId]))).toEqual(
        new Map([C, D].map((id) => [id, A])),
      )
      await at.poll(source('a'), [{ title: 'E', guid: '5', publishedAt: NOON }])
      await at.store.group({ grouped: await grouped(at, { E: C }), merges: [] })
      expect(await story(at, A)).toBe('EABCD')
    })

    it('are corrected by hand, for good', async () => {
      await using at = await filled(open)
      const { A = '', B = '', C = '', D = '' } = at.ids
      await at.store.group({ grouped: await grouped(at, { B: A, C: A }), merges: [] })
      await at.store.splitStory(B)
      expect([await story(at, A), await story(at, B)]).toEqual(['AC', 'B'])
      await at.store.splitStory(A)
      expect([await story(at, A), await story(at, C)]).toEqual(['A', 'C'])
      await at.store.joinStories(A, D)
      expect([await story(at, A), await story(at, D)]).toEqual(['AD', 'AD'])
      expect(await at.store.joining(D)).toEqual({ byHand: true })

      await at.store.group({
        grouped: [],
        merges: [
          { from: B, into: A },
          { from: A, into: C },
        ],
      })
      expect([await story(at, A), await story(at, B), await story(at, C)]).toEqual(['AD', 'B', 'C'])
      await expect(at.store.splitStory('nobody')).rejects.toMatchObject({ code: 'not_found' })
      await expect(at.store.joinStories(A, 'nobody')).rejects.toMatchObject({ code: 'not_found' })
    })

    it('become one by names that they no longer have', async () => {
      await using at = await filled(open)
      const { A = '', B = '', C = '', D = '' } = at.ids
      await at.store.group({ grouped: await grouped(at, {}), merges: [{ from: B, into: A }] })
      await at.store.group({ grouped: [], merges: [{ from: C, into: B }] })
      await at.store.group({ grouped: [], merges: [{ from: C, into: D }] })

      for (const id of [A, B, C, D]) expect(await story(at, id)).toBe('ABCD')
    })

    it('are where somebody has put them, before they were compared, too', async () => {
      await using at = await filled(open)
      const { A = '', B = '', C = '', D = '' } = at.ids
      await at.store.joinStories(A, B)
      await at.store.splitStory(C)
      const seen = (await at.store.storyMembers({ after: 0, since: 0, limit: 10 })).at(-1)?.seq ?? 0
      await at.store.group({ grouped: await grouped(at, { B: D, C: A, A: D }), merges: [] })

      expect([await story(at, A), await story(at, C), await story(at, D)]).toEqual(['AB', 'C', 'D'])
      // Who compares has to learn of it.
      const told = await at.store.storyMembers({ after: seen, since: 0, limit: 10 })
      expect(told.map(({ features, byHand }) => `${features}${byHand}`).toSorted()).toEqual([
        ...['Atrue', 'Btrue', 'Ctrue', 'Dfalse'],
      ])
    })

    it('keep their other names when the article that they are called by leaves', async () => {
      await using at = await filled(open)
      const { A = '', B = '', C = '', D = '' } = at.ids
      await at.store.group({
        grouped: await grouped(at, {}),
        merges: [B, C, D].map((from) => ({ from, into: A })),
      })
      await at.store.splitStory(A)

      expect(await story(at, A)).toBe('A')
      for (const id of [B, C, D]) expect(await story(at, id)).toBe('BCD')
      await at.poll(source('a'), [{ title: 'E', guid: '5', publishedAt: NOON }])
      await at.store.group({ grouped: await grouped(at, { E: B }), merges: [] })
      expect([await story(at, A), await story(at, C)]).toEqual(['A', 'EBCD'])
    })

    it('that many carry are hot, for their age', async () => {
      await using at = await filled(open)
      const { C = '' } = at.ids
      await at.store.group({ grouped: await grouped(at, { D: C }), merges: [] })
      const hot = async (now: number, q = '') => {
        const { items } = await at.store.items({ where: parseQuery(q), limit: 3, sort: 'hot', now })
        return items.map(({ title }) => title).join('')
      }
      expect(await hot(NOON)).toBe('ACB')
      expect(await hot(NOON + 10 * HOUR)).toBe('CAB')
      expect(await hot(NOON + 10 * HOUR, '-source:c')).toBe('DAB')
      expect(await hot(NOON + 30 * 24 * HOUR)).toBe('')
    })
  })
}
