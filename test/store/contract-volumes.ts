import { describe, expect, it } from 'vitest'
import type { Filter, Rules } from '../../src/model/rules.ts'
import { parseQuery } from '../../src/query/parse-query.ts'
import { type Bench, bench, candidates, DAY, NOON, type OpenStore, source, updated, type Written } from './bench.ts'

const TODAY = NOON - DAY / 2
const LAST_TWO_DAYS = { from: TODAY - DAY, days: 2 }
const RULES: Rules = {
  topics: ['chips', 'silver'].map((id) => ({ id, title: id, query: parseQuery(id), written: id })),
  filters: [],
}

export function volumesContract(open: OpenStore): void {
  describe('volumes', () => {
    it('count what each source carried, by the day of publication', async () => {
      await using at = await filled(open)
      const volumes = await at.store.sourceVolumes({ ids: ['b', 'a', 'nowhere'], from: TODAY - 2 * DAY, days: 3 })

      expect([...volumes]).toEqual([
        ['b', [0, 1, 0]],
        ['a', [0, 2, 1]],
        ['nowhere', [0, 0, 0]],
      ])
    })

    it('count the items of each topic, by the day of publication', async () => {
      await using at = await filled(open)
      const volumes = await at.store.topicVolumes({ ids: ['chips', 'silver', 'nothing'], ...LAST_TWO_DAYS })

      expect(Object.fromEntries(volumes)).toEqual({ chips: [2, 0], silver: [0, 1], nothing: [0, 0] })
    })

    it('begin and end with the days that are asked', async () => {
      await using at = await bench(open)
      const instants = [TODAY - DAY - 1, TODAY - DAY, TODAY - 1, TODAY]
      await record(
        at,
        'a',
        instants.map((publishedAt, i) => ({ title: `${i} chips`, guid: `${i}`, publishedAt })),
      )
      const yesterday = { from: TODAY - DAY, days: 1 }

      expect((await at.store.sourceVolumes({ ids: ['a'], ...yesterday })).get('a')).toEqual([2])
      expect((await at.store.topicVolumes({ ids: ['chips'], ...yesterday })).get('chips')).toEqual([2])
      const [best] = await at.store.topicSources({ topic: 'chips', limit: 9, ...yesterday })
      expect(best).toEqual({ sourceId: 'a', items: 2, of: 2 })
    })

    it('count an item once, however often a source has it', async () => {
      await using at = await bench(open)
      const twice = { title: 'chips', url: 'https://paper.example/1', publishedAt: NOON - 1 }
      await record(at, 'a', [{ ...twice, guid: '1' }])
      await record(at, 'a', [{ ...twice, guid: '2' }])
      expect(await at.find()).toHaveLength(1)

      expect((await at.store.sourceVolumes({ ids: ['a', 'a'], ...LAST_TWO_DAYS })).get('a')).toEqual([0, 1])
      const found = await at.store.topicSources({ topic: 'chips', limit: 9, ...LAST_TWO_DAYS })
      expect(found).toEqual([{ sourceId: 'a', items: 1, of: 1 }])
    })

    it('leave out what filters hide', async () => {
      await using at = await bench(open)
      const filter: Filter = { name: 'dull', exclude: parseQuery('dull'), outcome: { kind: 'hide' } }
      const articles = [written('dull chips', 1), written('chips', 1)]
      await at.store.syncSources([source('a')], NOON)
      const found = candidates(source('a'), articles, { ...RULES, filters: [filter] })
      await at.record(await at.claim('a'), source('a'), updated(found))

      expect((await at.store.sourceVolumes({ ids: ['a'], ...LAST_TWO_DAYS })).get('a')).toEqual([1, 0])
      expect((await at.store.topicVolumes({ ids: ['chips'], ...LAST_TWO_DAYS })).get('chips')).toEqual([1, 0])
      const sources = await at.store.topicSources({ topic: 'chips', limit: 9, ...LAST_TWO_DAYS })
      expect(sources).toEqual([{ sourceId: 'a', items: 1, of: 1 }])
    })

    it('tell which sources have most of a topic, and how much that is of all that they have', async () => {
      await using at = await filled(open)
      const asked = { topic: 'chips', from: TODAY - 400 * DAY, days: 401 }

      expect(await at.store.topicSources({ ...asked, limit: 9 })).toEqual([
        { sourceId: 'a', items: 3, of: 4 },
        { sourceId: 'b', items: 1, of: 1 },
      ])
      expect(await at.store.topicSources({ ...asked, limit: 1 })).toHaveLength(1)
      expect(await at.store.topicSources({ ...asked, topic: 'nothing', limit: 9 })).toEqual([])
    })
  })
}

/** Two sources: of a, chips a year ago and twice yesterday, silver today; b has one of yesterday's chips too. */
async function filled(open: OpenStore): Promise<Bench> {
  const at = await bench(open)
  const shared = { ...written('chips in both', 1), url: 'https://paper.example/both' }
  await record(at, 'a', [shared, written('chips', 1), written('silver', 0), written('chips long ago', 365)])
  await record(at, 'b', [shared])
  return at
}

function written(title: string, daysAgo: number): Written {
  return { title, guid: title, publishedAt: NOON - daysAgo * DAY - 1 }
}

async function record(at: Bench, id: string, articles: readonly Written[]): Promise<void> {
  await at.store.syncSources([source('a'), source('b')], NOON)
  await at.record(await at.claim(id), source(id), updated(candidates(source(id), articles, RULES)))
}
