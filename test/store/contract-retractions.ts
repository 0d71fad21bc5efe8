import { describe, expect, it } from 'vitest'
import { guidKeyOf } from '../../src/identify/identify.ts'
import type { Source } from '../../src/model/source.ts'
import {
  ALL,
  type Bench,
  bench,
  candidates,
  DAY,
  groupByTitle,
  HOUR,
  NOON,
  type OpenStore,
  source,
  titles,
  updated,
  type Written,
} from './bench.ts'

const [A, B] = [source('a', { priority: 90 }), source('b')]
const article = (guid: string, given: Partial<Written> = {}): Written => ({
  title: `No. ${guid}`,
  guid,
  url: `https://x.example/${guid}`,
  publishedAt: NOON - DAY,
  ...given,
})

/** Polls a source whose document has these articles and says that those are deleted. */
async function poll(
  at: Bench,
  from: Source,
  articles: readonly Written[],
  deleted: readonly string[],
  [when, now]: readonly [when: number, now: number] = [NOON, NOON + HOUR],
) {
  const retracted = deleted.map((guid) => ({ guidKey: guidKeyOf(guid), when }))
  return at.record(await at.claim(from.id, now), from, updated(candidates(from, articles), { retracted }), now)
}

async function benchOf(open: OpenStore, ofA: readonly Written[], ofB: readonly Written[]): Promise<Bench> {
  const at = await bench(open)
  await at.store.syncSources([A, B], NOON)
  await at.poll(B, ofB)
  await at.poll(A, ofA)
  return at
}

export function retractionsContract(open: OpenStore): void {
  describe('what a source takes back', () => {
    it('is gone, is told as withdrawn, and does not come back with its guid', async () => {
      await using at = await benchOf(open, [article('1'), article('2')], [])
      const [before, hiddenAt] = [await at.store.version(), await at.store.hiddenAt()]
      const one = (await at.find()).find(({ title }) => title === 'No. 1')

      await poll(at, A, [article('2')], ['1', 'nobody'])
      expect(titles(await at.find())).toEqual(['No. 2'])
      expect(await at.store.version()).not.toBe(before)
      expect([hiddenAt, await at.store.hiddenAt()]).toEqual([0, NOON + HOUR])
      const withdrawn = { uri: one?.uri, at: NOON + HOUR, sources: ['a'] }
      expect(await at.store.withdrawals(9)).toEqual([expect.objectContaining(withdrawn)])

      const again = article('1', { title: 'No. 1, anew', publishedAt: NOON + 2 * HOUR, updatedAt: NOON + 2 * HOUR })
      await at.poll(A, [again, article('2')], NOON + 3 * HOUR)
      expect(titles(await at.find())).toEqual(['No. 2'])
    })

    it('is told once, however long its document goes on saying so', async () => {
      await using at = await benchOf(open, [article('1')], [])
      await poll(at, A, [], ['1'])
      const version = await at.store.version()
      await poll(at, A, [], ['1'], [NOON, NOON + 2 * HOUR])
      expect([await at.store.version(), await at.store.hiddenAt()]).toEqual([version, NOON + HOUR])
    })

    it('is nothing that only another source has, though guid and link are the same', async () => {
      await using at = await benchOf(open, [], [article('1')])
      await poll(at, A, [article('2')], ['1'])
      expect(titles(await at.find()).toSorted()).toEqual(['No. 1', 'No. 2'])
      expect(await at.store.withdrawals(9)).toEqual([])
    })

    it('stays where another source carries it, without the one that took it back unless that leads', async () => {
      await using at = await benchOf(open, [article('1'), article('2')], [article('1'), article('2')])
      const carriers = async () => (await at.find()).map(({ title, sources }) => [title, sources.toSorted()]).toSorted()
      await poll(at, B, [], ['1'])
      expect(await carriers()).toEqual([
        ['No. 1', ['a']],
        ['No. 2', ['a', 'b']],
      ])
      await poll(at, A, [], ['2'])
      expect(await carriers()).toEqual([
        ['No. 1', ['a']],
        ['No. 2', ['a', 'b']],
      ])
      // Nobody else has the first one by now.
      await poll(at, A, [], ['1'], [NOON, NOON + 2 * HOUR])
      expect(await carriers()).toEqual([['No. 2', ['a', 'b']]])
    })

    it('goes from its story, which goes on with the others', async () => {
      const same = { title: 'The dam above the town has given way' }
      await using at = await benchOf(open, [article('1', same)], [article('2', { ...same, publishedAt: NOON - HOUR })])
      await groupByTitle(at)
      const [late, early] = await at.find()
      expect(late?.storyId).toBe(early?.id)
      const inStory = () => at.find({ kind: 'story', id: late?.storyId ?? '' })
      const hot = async () => (await at.store.items({ where: ALL, limit: 9, sort: 'hot', now: NOON + HOUR })).items
      expect([(await inStory()).length, (await hot()).length]).toEqual([2, 1])

      // The story is named after it.
      await poll(at, A, [], ['1'])
      expect([await inStory(), await hot()]).toEqual([[late], [late]])
      expect(await at.store.storyMembers({ after: 0, since: 0, limit: 9 })).toHaveLength(1)
    })

    it('does not keep others from bringing what it had linked to', async () => {
      await using at = await benchOf(open, [article('1')], [])
      await poll(at, A, [], ['1'])
      await at.poll(B, [article('1', { title: 'The original' })], NOON + 2 * HOUR)
      expect(titles(await at.find())).toEqual(['The original'])
    })

    it.each([
      ['published', { publishedAt: NOON + 1 }, 0],
      ['edited', { updatedAt: NOON + 1 }, 0],
      ['as old as the deletion', { publishedAt: NOON }, 1],
    ])('is no article that was %s', async (_what, given, gone) => {
      await using at = await bench(open)
      await at.store.syncSources([A], NOON)
      await at.poll(A, [article('1', given)], NOON + 1)
      await poll(at, A, [], ['1'])
      expect(await at.find()).toHaveLength(1 - gone)
    })

    it('is no article that its document lists under another guid', async () => {
      await using at = await benchOf(open, [article('1')], [])
      await poll(at, A, [{ ...article('1'), guid: 'new' }], ['1'])
      expect(titles(await at.find())).toEqual(['No. 1'])
    })

    it('stays where it is kept for good', async () => {
      await using at = await bench(open)
      const archive = source('archive', { archive: true })
      await at.store.syncSources([archive], NOON)
      await at.poll(archive, [article('1')])
      await poll(at, archive, [], ['1'])
      expect(await at.find()).toHaveLength(1)
    })
  })
}
