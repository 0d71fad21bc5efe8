import { expect, it } from 'vitest'
import { parseQuery } from '../../src/query/parse-query.ts'
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts'
import { sourcesBehind } from '../../src/web/sources-behind.ts'
import { bench, DAY, MINUTE, NOON, source } from '../store/bench.ts'

const QUIET = 210

it('every source is behind a query that ever had an article in it, however many newer ones others have', async () => {
  await using at = await bench(openSqliteStore)
  const loud = source('loud')
  const quiet = Array.from({ length: QUIET }, (_, i) => source(`quiet-${i}`))
  const sources = [loud, ...quiet, source('empty')]
  await at.store.syncSources(sources, NOON)
  for (const [i, one] of quiet.entries()) {
    const title = `${i % 2 === 0 ? 'Cheese' : 'Wine'} of ${i}`
    await at.poll(one, [{ title, guid: title, publishedAt: NOON - 900 * DAY }])
  }
  const written = Array.from({ length: 4_500 }, (_, i) => ({
    title: `Day ${i}`,
    guid: `${i}`,
    publishedAt: NOON - i * MINUTE,
  }))
  await at.poll(loud, written)

  const behind = async (q: string) => {
    const feed = { name: 'f', title: 'F', description: '', limit: 50, where: parseQuery(q) }
    return (await sourcesBehind({ store: at.store, sources, now: () => NOON }, feed)).map(({ id }) => id)
  }
  const cheese = quiet.filter((_, i) => i % 2 === 0).map(({ id }) => id)
  expect(await behind('cheese')).toEqual(cheese)
  expect(await behind('cheese OR day')).toEqual(['loud', ...cheese])
  expect(await behind('/Chee[s]e/ OR title:/WINE/i')).toEqual(quiet.map(({ id }) => id))
  expect(await behind('-day')).toEqual(quiet.map(({ id }) => id))
  expect(await behind('nothing')).toEqual([])
})
