import { describe, expect, it } from 'vitest'
import { instantAt, placeAt } from '../../src/model/receipt.ts'
import { parseQuery } from '../../src/query/parse-query.ts'
import { ALL, bench, DAY, MINUTE, NOON, type OpenStore, source } from './bench.ts'

const EARLY = { title: 'Early words', guid: '1', url: 'https://x.example/1', publishedAt: NOON - DAY }
const LATE = { title: 'Late', guid: '2', url: 'https://x.example/2', publishedAt: NOON - 9 * DAY }
const LAST = { title: 'Last words', guid: '3', url: 'https://x.example/3', publishedAt: NOON - 2 * DAY }

export function receiptsContract(open: OpenStore): void {
  describe('receipts', () => {
    it('are in the order of arrival, from either end, within bounds, of whatever is asked', async () => {
      await using at = await bench(open)
      const a = source('a')
      await at.store.syncSources([a], NOON)
      await at.poll(a, [EARLY])
      await at.poll(a, [LATE, EARLY], NOON + MINUTE)
      await at.poll(a, [{ ...EARLY, title: 'Early words, edited' }, LAST], NOON + 2 * MINUTE)
      const receipts = await at.store.receipts({ where: ALL, limit: 9 })
      expect(receipts.map(({ received }) => instantAt(received))).toEqual([NOON, NOON + MINUTE, NOON + 2 * MINUTE])
      const [early, late, last] = receipts
      const asked = async (given: object, q?: string) =>
        at.store.receipts({ where: q === undefined ? ALL : parseQuery(q), limit: 9, ...given })
      expect(await asked({ limit: 2, latest: true })).toEqual([last, late])
      expect(await asked({ from: placeAt(NOON + MINUTE), until: last?.received })).toEqual([late])
      expect(await asked({}, 'title:words source:a -lang:fr')).toEqual(await asked({}, 'title:words'))
      expect(await asked({ latest: true }, 'title:words')).toEqual([last, early])
      expect(await asked({}, `story:${late?.storyId}`)).toEqual([late])
      expect(await asked({ until: late?.received }, `story:${late?.storyId}`)).toEqual([])
      expect(await asked({ every: 2 })).toMatchObject([late])
      expect(await asked({ every: 2, from: late?.received })).toMatchObject([last])
      expect(await asked({ every: 1, limit: 1 })).toEqual([early])
      expect(await asked({ every: 2, limit: 1, latest: true })).toMatchObject([late])
      expect(await asked({ every: 2 }, 'title:words')).toMatchObject([last])
      await at.store.purge([(await at.find(parseQuery('title:late')))[0]?.id ?? ''], NOON + 5 * MINUTE)
      expect(await asked({})).toEqual([early, last])
      expect(await at.store.hiddenAt()).toBe(NOON + 5 * MINUTE)
    })
  })
}
