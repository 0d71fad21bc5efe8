import { expect, it } from 'vitest'
import { explainItem } from '../../src/explain/explain-item.ts'
import { parseQuery } from '../../src/query/parse-query.ts'
import { openStore } from '../../src/store/open-store.ts'
import { bench, MINUTE, NOON, source } from '../store/bench.ts'

it('counts what stands before an item over many pages, and up to a bound', async () => {
  await using at = await bench(openStore)
  const a = source('a')
  await at.store.syncSources([a], NOON)
  const newestFirst = (count: number, name: string, since: number) =>
    Array.from({ length: count }, (_, i) => ({
      title: `${name} ${i}`,
      guid: `${name}-${i}`,
      // Two by two at one instant.
      publishedAt: since - Math.floor(i / 2) * 1_000,
    }))
  await at.poll(a, newestFirst(501, 'early', NOON - 60 * MINUTE))
  const feed = { name: 'f', title: 'F', description: '', where: parseQuery('source:a') }
  const [item] = await at.find(parseQuery('title:"early 500"'))
  const standing = async (limit: number) => {
    const around = { store: at.store, topics: [], filters: [], feeds: [{ ...feed, limit }], now: NOON }
    return (await explainItem(item?.id ?? '', around))?.feeds[0]
  }

  expect(await standing(500)).toMatchObject({ missing: { newer: 500, more: false } })
  expect(await standing(501)).toMatchObject({ carried: true })
  await at.poll(a, newestFirst(500, 'late', NOON))
  expect(await standing(500)).toMatchObject({ missing: { newer: 1_000, more: true } })
  expect(await standing(1_001)).toMatchObject({ carried: true })
})

it('knows nothing of what is not there', async () => {
  await using at = await bench(openStore)
  const around = { store: at.store, topics: [], filters: [], feeds: [], now: NOON }
  expect(await explainItem('nobody', around)).toBeUndefined()
})
