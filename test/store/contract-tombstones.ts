import { describe, expect, it } from 'vitest'
import { bench, DAY, HOUR, NOON, type OpenStore, source, titles } from './bench.ts'

const KEPT = { title: 'Kept', guid: '1', url: 'https://x.example/kept', publishedAt: NOON - DAY }
const OLD = {
  title: 'Old',
  guid: '2',
  url: 'https://x.example/old',
  publishedAt: NOON - 9 * DAY,
  text: 'archaic words',
}

export function tombstonesContract(open: OpenStore): void {
  describe('a purged item', () => {
    it('is gone with all that refers to it, and does not come back while its source lists it', async () => {
      await using at = await bench(open)
      const a = source('a')
      await at.store.syncSources([a], NOON)
      await at.poll(a, [KEPT, OLD])
      await at.poll(a, [KEPT, { ...OLD, text: 'archaic words, edited' }], NOON + HOUR)
      const [, old] = await at.find()
      const version = await at.store.version()

      expect(await at.store.purge([old?.id ?? '', 'nobody'], NOON + HOUR)).toBe(1)
      expect(await at.store.version()).not.toBe(version)
      expect(await at.store.withdrawals(9)).toEqual([
        {
          uri: old?.uri,
          at: NOON + HOUR,
          sources: ['a'],
          topics: [],
          host: 'x.example',
          publishedAt: old?.publishedAt,
        },
      ])
      expect(titles(await at.find())).toEqual(['Kept'])
      expect(await at.find({ kind: 'words', field: 'any', words: ['archaic'], prefix: false })).toEqual([])
      expect(await at.store.item(old?.id ?? '')).toBeUndefined()
      expect(await at.store.idOfUrl('x.example/old')).toBeUndefined()
      for (let poll = 2; poll < 12; poll += 1) {
        const edited = { ...OLD, title: `Old, edit ${poll}`, publishedAt: NOON + poll * HOUR }
        expect(await at.poll(a, [KEPT, edited], NOON + poll * HOUR)).toMatchObject({ added: 0, updated: 0, merged: 0 })
      }
      expect(titles(await at.find())).toEqual(['Kept'])
    })

    it('does not come back from another source, or under another guid, by its link', async () => {
      await using at = await bench(open)
      const [a, b] = [source('a'), source('b')]
      await at.store.syncSources([a, b], NOON)
      await at.poll(a, [OLD])
      await at.store.purge([(await at.find())[0]?.id ?? ''], NOON)
      await at.poll(b, [OLD])
      await at.poll(a, [{ ...OLD, guid: 'another' }])
      expect(await at.find()).toEqual([])
    })

    it('does not come back by its text, where it has neither guid nor link', async () => {
      await using at = await bench(open)
      const a = source('a')
      const bare = { title: 'A short note on the river', text: 'It rose by a metre in the night.' }
      await at.store.syncSources([a], NOON)
      await at.poll(a, [bare])
      await at.store.purge([(await at.find())[0]?.id ?? ''], NOON)
      await at.poll(a, [bare])
      expect(await at.find()).toEqual([])
    })

    it('stays where it is kept for good', async () => {
      await using at = await bench(open)
      const archive = source('archive', { archive: true })
      await at.store.syncSources([archive], NOON)
      await at.poll(archive, [OLD])
      const [old] = await at.find()
      expect(await at.store.purge([old?.id ?? ''], NOON)).toBe(0)
      expect(await at.find()).toEqual([old])
    })

    it('leaves the others of its story alone', async () => {
      await using at = await bench(open)
      const [a, b] = [source('a'), source('b')]
      const title = 'The dam above the town has given way tonight'
      await at.store.syncSources([a, b], NOON)
      await at.poll(a, [{ title, guid: '1', publishedAt: NOON - HOUR }])
      await at.poll(b, [{ title, guid: '1', publishedAt: NOON }])
      const [second, first] = await at.find()
      await at.store.purge([first?.id ?? ''], NOON)
      expect(await at.find()).toEqual([second])
    })
  })
}
