import { describe, expect, it } from 'vitest'
import { bench, HOUR, NOON, type OpenStore, source } from './bench.ts'

export function provenanceContract(open: OpenStore): void {
  describe('where an item came from', () => {
    it('is each sighting of it, the leading one first, and each URL that leads to it', async () => {
      await using at = await bench(open)
      const [a, b] = [source('a'), source('b', { priority: 90 })]
      await at.store.syncSources([a, b], NOON)
      await at.poll(a, [{ title: 'One', guid: '1', url: 'https://x.example/one?utm_source=a' }])
      await at.poll(b, [{ title: 'One', guid: 'b-1', url: 'https://www.x.example/one' }], NOON + HOUR)
      await at.poll(a, [{ title: 'One', guid: '1', url: 'https://x.example/moved' }], NOON + 2 * HOUR)
      await at.poll(a, [{ title: 'Two', guid: '2', url: 'https://x.example/two' }], NOON + 2 * HOUR)
      const [one] = (await at.find()).filter(({ title }) => title === 'One')
      const { sightings, urls } = (await at.store.provenance(one?.id ?? '')) ?? {}

      expect(sightings).toMatchObject([
        { sourceId: 'b', firstSeenAt: NOON + HOUR, lastSeenAt: NOON + HOUR, leads: true },
        { sourceId: 'a', firstSeenAt: NOON, lastSeenAt: NOON + 2 * HOUR, leads: false },
      ])
      expect(sightings?.map(({ guidKey }) => guidKey)).toEqual([
        expect.stringContaining('b-1'),
        expect.stringMatching(/1$/),
      ])
      expect(urls).toEqual(['x.example/moved', 'x.example/one'])
      for (const url of urls ?? []) expect(await at.store.idOfUrl(url)).toBe(one?.id)
    })

    it('is not known of what is not there', async () => {
      await using at = await bench(open)
      expect(await at.store.provenance('nobody')).toBeUndefined()
      expect(await at.store.idOfUrl('x.example/nothing')).toBeUndefined()
    })
  })
}
