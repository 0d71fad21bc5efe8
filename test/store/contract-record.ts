import { describe, expect, it } from 'vitest'
import {
  bench,
  candidates,
  DAY,
  HOUR,
  MINUTE,
  NOON,
  type OpenStore,
  source,
  titles,
  unchanged,
  updated,
  type Written,
} from './bench.ts'

const LINK = 'https://paper.example/story/1'

export function recordContract(open: OpenStore): void {
  describe('record', () => {
    it('refuses a lost lease and writes nothing', async () => {
      await using at = await bench(open)
      const a = source('a')
      await at.store.syncSources([a], NOON)
      const lost = await at.claim('a')
      const held = await at.claim('a', NOON + MINUTE)
      const before = [await at.store.sources(), await at.store.version()]
      const result = updated(candidates(a, [{ title: 'One', guid: '1' }]), { validators: { etag: 'x' } })

      expect(await at.record(lost, a, result, NOON + MINUTE)).toEqual({ kind: 'leaseLost' })
      expect([await at.store.sources(), await at.store.version()]).toEqual(before)
      expect(await at.find()).toEqual([])
      expect(await at.record(held, a, result, NOON + MINUTE)).toMatchObject({ kind: 'recorded', added: 1 })
      expect(await at.record(held, a, result, NOON + MINUTE)).toEqual({ kind: 'leaseLost' })
    })

    it('knows what is as it was by its link where the guids of others turn out to be numbers of rows', async () => {
      await using at = await bench(open)
      const a = source('a')
      await at.store.syncSources([a], NOON)
      const of = (title: string, guid: string) => ({ title, guid, url: `https://a.example/${title}` })
      await at.poll(a, [of('Rain', '1'), of('Snow', '2'), of('Wind', '3')])
      await at.poll(a, [of('Rain', '1'), of('Wind', '2'), of('Snow', '3')], NOON + HOUR)

      expect(titles(await at.find()).toSorted()).toEqual(['Rain', 'Snow', 'Wind'])
    })

    it('writes items and validators together, or neither', async () => {
      await using at = await bench(open)
      const a = source('a')
      await at.store.syncSources([a], NOON)
      const lease = await at.claim('a')
      const [good, bad] = candidates(a, [
        { title: 'Good', guid: '1' },
        { title: 'Bad', guid: '2' },
      ])
      if (good === undefined || bad === undefined) throw new Error('two candidates were wanted')
      // A document is recorded from its end: the good one is written by the time that this one cannot be.
      const broken = { ...bad, article: { ...bad.article, url: 'no address' } }
      const validators = { etag: '"torn"' }

      await expect(at.record(lease, a, updated([broken, good], { validators }))).rejects.toThrow()
      expect(await at.find()).toEqual([])
      expect((await at.store.sources())[0]?.validators).toEqual({})
      expect(await at.record(lease, a, updated([bad, good], { validators }))).toMatchObject({ added: 2 })
      expect((await at.store.sources())[0]?.validators).toEqual(validators)
    })

    it('stores nothing at the second poll of the same document', async () => {
      await using at = await bench(open)
      const a = source('a')
      const document = articles(30)
      await at.store.syncSources([a], NOON)
      expect(await at.poll(a, document)).toEqual({ kind: 'recorded', added: 30, updated: 0, merged: 0 })
      const [items, version] = [await at.find(), await at.store.version()]

      expect(await at.poll(a, document, NOON + HOUR)).toEqual({ kind: 'recorded', added: 0, updated: 0, merged: 0 })
      expect([await at.find(), await at.store.version()]).toEqual([items, version])
    })

    it('stores nothing at the second poll of a document that has one guid twice, either', async () => {
      await using at = await bench(open)
      const a = source('a')
      const document = [
        { title: 'Live: the latest', guid: '1', url: LINK },
        { title: 'Live: earlier', guid: '1', url: LINK },
      ]
      await at.store.syncSources([a], NOON)
      await at.poll(a, document)
      const items = await at.find()

      expect(titles(items)).toEqual(['Live: the latest'])
      expect(await at.poll(a, document, NOON + HOUR)).toMatchObject({ added: 0, updated: 0, merged: 0 })
      expect(await at.find()).toEqual(items)
    })

    it('keeps the id, the key and the date of an edited item, and raises changedAt', async () => {
      await using at = await bench(open)
      const a = source('a')
      await at.store.syncSources([a], NOON)
      await at.poll(a, [{ title: 'Befor', guid: '1', publishedAt: NOON - DAY, text: 'typo' }])
      const [before] = await at.find()
      const edited = { title: 'After', guid: '1', publishedAt: NOON, updatedAt: NOON + 1, text: 'mended' }
      expect(await at.poll(a, [edited], NOON + HOUR)).toMatchObject({ added: 0, updated: 1 })

      const changed = { title: 'After', summary: 'mended', contentHtml: '<p>mended</p>', updatedAt: NOON + 1 }
      expect(await at.find()).toEqual([{ ...before, ...changed, changedAt: NOON + HOUR }])
      expect(await at.find({ kind: 'words', field: 'any', words: ['typo'], prefix: false })).toEqual([])
      expect(await at.find({ kind: 'words', field: 'any', words: ['mended'], prefix: false })).toHaveLength(1)
    })

    it('knows an item again under a changed guid, by its link', async () => {
      await using at = await bench(open)
      const a = source('a')
      await at.store.syncSources([a], NOON)
      await at.poll(a, [{ title: 'One', guid: '1', url: LINK }])
      const [before] = await at.find()
      await at.poll(a, [{ title: 'One', guid: 'new', url: LINK }], NOON + HOUR)

      expect(await at.find()).toMatchObject([{ id: before?.id, key: before?.key, sources: ['a'] }])
      expect((await at.store.sources())[0]?.items).toBe(1)
    })

    it('keeps two articles apart that only share a guid across sources', async () => {
      await using at = await bench(open)
      await at.store.syncSources([source('a'), source('b')], NOON)
      await at.poll(source('a'), [{ title: 'Mine', guid: '1' }])
      await at.poll(source('b'), [{ title: 'Stolen', guid: '1' }])

      expect(await at.find()).toHaveLength(2)
    })

    it.each([
      ['first', ['better', 'worse'], 50],
      ['last', ['worse', 'better'], 50],
    ])('makes one item of one canonical URL in two sources; the higher rank came %s', async (_, order) => {
      await using at = await bench(open)
      const sources = { better: source('better', { priority: 90 }), worse: source('worse', { priority: 10 }) }
      await at.store.syncSources(Object.values(sources), NOON)
      const seen = order.map((id, i) => ({ id, url: i === 0 ? LINK : `${LINK}/?utm_source=rss#xtor=RSS-1` }))
      const recorded: unknown[] = []
      for (const { id, url } of seen)
        recorded.push(await at.poll(id === 'better' ? sources.better : sources.worse, [{ title: id, guid: id, url }]))

      expect(recorded).toMatchObject([
        { added: 1, merged: 0 },
        { added: 0, merged: 1 },
      ])
      expect(await at.find()).toMatchObject([{ title: 'better', sourceId: 'better', sources: ['better', 'worse'] }])
      expect((await at.store.sources()).map(({ items }) => items)).toEqual([1, 1])
      expect(await at.find({ kind: 'source', id: 'worse' })).toHaveLength(1)
      expect(await at.find({ kind: 'words', field: 'title', words: ['worse'], prefix: false })).toEqual([])
    })

    it('shows no edit of a source that does not lead; of equals the first one leads', async () => {
      await using at = await bench(open)
      await at.store.syncSources([source('a'), source('b')], NOON)
      await at.poll(source('a'), [{ title: 'First', guid: '1', url: LINK }])
      await at.poll(source('b'), [{ title: 'Second', guid: '1', url: LINK }])
      const [items, version] = [await at.find(), await at.store.version()]
      expect(items).toMatchObject([{ title: 'First', sourceId: 'a', sources: ['a', 'b'] }])

      expect(await at.poll(source('b'), [{ title: 'Edited', guid: '1', url: LINK }])).toMatchObject({ updated: 0 })
      expect([await at.find(), await at.store.version()]).toEqual([items, version])
    })

    it('lets a source that was ranked up, or its rival down, take the lead at its next document', async () => {
      await using at = await bench(open)
      const [a, b] = [source('a'), source('b')]
      await at.store.syncSources([a, b], NOON)
      await at.poll(a, [{ title: 'Of a', guid: '1', url: LINK }])
      await at.poll(b, [{ title: 'Of b', guid: '1', url: LINK }])
      await at.poll({ ...b, priority: 60 }, [{ title: 'Of b', guid: '1', url: LINK }])
      expect(titles(await at.find())).toEqual(['Of b'])

      await at.poll({ ...b, priority: 10 }, [{ title: 'Of b', guid: '1', url: LINK }])
      await at.poll(a, [{ title: 'Of a', guid: '1', url: LINK }])
      expect(titles(await at.find())).toEqual(['Of a'])
    })

    it('marks what an archive carries, also where another source had it first', async () => {
      await using at = await bench(open)
      const archive = source('archive', { archive: true })
      await at.store.syncSources([source('a'), archive], NOON)
      await at.poll(source('a'), [
        { title: 'Shared', guid: '1', url: LINK, publishedAt: 2 },
        { title: 'News', guid: '2', publishedAt: 3 },
      ])
      await at.poll(archive, [
        { title: 'Copy', guid: '1', url: LINK },
        { title: 'Old', guid: '2', publishedAt: 1 },
      ])

      expect((await at.find()).map(({ title, archived }) => [title, archived])).toEqual([
        ['News', false],
        ['Shared', true],
        ['Old', true],
      ])
    })
  })

  describe('dates', () => {
    it('spreads articles without a date from the last poll to this one, in the order of their document', async () => {
      await using at = await bench(open)
      const a = source('a')
      await at.store.syncSources([a], NOON)
      await at.poll(
        a,
        ['one', 'two', 'three'].map((title) => ({ title, guid: title })),
      )
      await at.poll(
        a,
        ['newest', 'newer', 'one', 'two'].map((title) => ({ title, guid: title })),
        NOON + HOUR,
      )

      expect((await at.find()).map(({ title, publishedAt }) => [title, publishedAt])).toEqual([
        ['newest', NOON + HOUR],
        ['newer', NOON + HOUR / 2],
        // Of a first document nobody knows when they came.
        ['one', NOON],
        ['two', NOON - MINUTE],
        ['three', NOON - 2 * MINUTE],
      ])
    })

    it('holds more items of one instant than a millisecond has keys', async () => {
      await using at = await bench(open)
      await at.store.syncSources([source('a'), source('b')], NOON)
      const many = Array.from({ length: 1_300 }, (_, i) => ({ title: `No. ${i}`, guid: `${i}`, publishedAt: NOON }))
      await at.poll(source('a'), many)
      await at.poll(source('b'), many)
      const items = await at.find()

      expect(new Set(items.map(({ key }) => key)).size).toBe(2_600)
      expect(titles(items)).toEqual([...titles(items.slice(0, 1_300)), ...many.map(({ title }) => title)])
      expect(Math.max(...items.map(({ publishedAt }) => publishedAt))).toBeLessThan(NOON + 5)
    })
  })

  describe('version', () => {
    it('changes when readers see something new and at no other time, on every connection', async () => {
      await using at = await bench(open)
      const other = await at.connect()
      const a = source('a')
      const steps: [string, () => Promise<unknown>, boolean][] = [
        ['sources', () => at.store.syncSources([a, source('b')], NOON), false],
        ['new', () => at.poll(a, [{ title: 'One', guid: '1', url: LINK }]), true],
        ['known', () => at.poll(a, [{ title: 'One', guid: '1', url: LINK }], NOON + 2 * DAY), false],
        ['unchanged', async () => at.record(await at.claim('a'), a, unchanged()), false],
        ['claimed', async () => at.store.release(await at.claim('a')), false],
        ['edited', () => at.poll(a, [{ title: 'Two', guid: '1', url: LINK }]), true],
        ['merged', () => at.poll(source('b'), [{ title: 'Two', guid: 'b', url: LINK }]), true],
      ]
      for (const [name, step, changes] of steps) {
        const before = await other.version()
        await step()
        expect([name, (await other.version()) !== before]).toEqual([name, changes])
        expect(await at.store.version()).toBe(await other.version())
      }
    })
  })
}

function articles(count: number): Written[] {
  return Array.from({ length: count }, (_, i) => ({
    title: `Article ${i}`,
    guid: `${i}`,
    url: `https://a.example/${i}`,
    publishedAt: NOON - i * MINUTE,
  }))
}
