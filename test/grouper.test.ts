import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { createGrouper } from '../src/grouper.ts'
import { openSqliteStore } from '../src/store/sqlite/sqlite-store.ts'
import { bench, HOUR, NOON, source } from './store/bench.ts'

/** One event, told twice in words that are alike, so that whoever comes with one of them says where it belongs. */
const PLANT = 'TSMC opens its Dresden chip plant two years early'
const SAME_PLANT = 'TSMC opens Dresden chip plant two years ahead of plan'

const SOURCES = ['a', 'b', 'c', 'd'].map((id) => source(id))

async function grouping() {
  const at = await bench(openSqliteStore)
  await at.store.syncSources(SOURCES, NOON)
  const grouper = createGrouper(at.store, pino({ level: 'silent' }), () => NOON + HOUR)
  /** An article of a source comes in and is grouped. */
  const comes = async (sourceId: string, title: string) => {
    await at.poll(source(sourceId), [{ title, guid: title, publishedAt: NOON }])
    await grouper.look()
    const found = (await at.find()).find((one) => one.title === title && one.sourceId === sourceId)
    return found?.id ?? ''
  }
  const storyOf = async (id: string) => (await at.store.item(id))?.storyId
  return Object.assign(at, { grouper, comes, storyOf })
}

describe('the grouper', () => {
  it('puts together what tells one story, and leaves a correction of that as it is', async () => {
    await using at = await grouping()
    const [one, other] = [await at.comes('a', PLANT), await at.comes('b', SAME_PLANT)]
    expect(await at.storyOf(other)).toBe(one)

    await at.store.splitStory(one)
    const third = await at.comes('c', `${SAME_PLANT}, again`)
    expect(await at.storyOf(one)).toBe(one)
    expect(await at.storyOf(third)).toBe(other)
    const fourth = await at.comes('d', PLANT)
    expect(await at.storyOf(one)).toBe(one)
    expect(await at.storyOf(other)).toBe(other)
    expect([one, other]).toContain(await at.storyOf(fourth))
  })

  it('groups an archive, and keeps nothing that others would be compared by', async () => {
    await using at = await grouping()
    const publishedAt = NOON - 365 * 24 * HOUR
    const told = [PLANT, SAME_PLANT].map((title, i) => ({ title, guid: `${i}`, publishedAt: publishedAt + i }))
    await at.poll(source('a'), told)
    await at.grouper.look()
    expect(new Set((await at.find()).map(({ storyId }) => storyId)).size).toBe(1)
    expect(await at.store.storyMembers({ after: 0, since: 0, limit: 9 })).toEqual([])
  })

  it('drops what items are compared by when they are too old for that', async () => {
    await using at = await grouping()
    await at.comes('a', PLANT)
    expect(await at.store.storyMembers({ after: 0, since: 0, limit: 9 })).toHaveLength(1)
    await createGrouper(at.store, pino({ level: 'silent' }), () => NOON + 9 * 24 * HOUR).look()
    expect(await at.store.storyMembers({ after: 0, since: 0, limit: 9 })).toEqual([])
  })

  it('goes on from what is kept', async () => {
    await using at = await grouping()
    const one = await at.comes('a', PLANT)
    await at.grouper.stop()
    const next = createGrouper(at.store, pino({ level: 'silent' }), () => NOON + HOUR)
    await at.poll(source('b'), [{ title: SAME_PLANT, guid: '2', publishedAt: NOON }])
    await next.look()
    expect((await at.find()).map(({ storyId }) => storyId)).toEqual([one, one])
  })
})
