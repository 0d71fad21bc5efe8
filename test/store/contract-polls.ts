import { describe, expect, it } from 'vitest'
import { bench, candidates, failed, MINUTE, NOON, type OpenStore, source, unchanged, updated } from './bench.ts'

export function pollsContract(open: OpenStore): void {
  describe('the history of polls', () => {
    it('says of each poll what it was good for, the latest first', async () => {
      await using at = await bench(open)
      const [a, b] = [source('a'), source('b')]
      await at.store.syncSources([a, b], NOON)
      await at.poll(b, [{ title: 'Known', guid: '9', url: 'https://paper.example/9' }])
      const shared = { title: 'Known', guid: '1', url: 'https://paper.example/9' }
      const found = candidates(a, [shared, { title: 'New', guid: '2' }])
      const edited = candidates(a, [{ title: 'New, edited', guid: '2', text: 'Other words than before.' }])
      const record = async (minute: number, ...[result, durationMs]: [Parameters<typeof at.record>[2], number?]) => {
        const now = NOON + minute * MINUTE
        await at.record(await at.claim('a', now), a, result, now, durationMs === undefined ? {} : { durationMs })
      }
      await record(1, updated(found, { message: 'closed a tag' }), 120.4)
      await record(2, unchanged(), 30)
      await record(3, updated(edited, { bodyHash: 'another body' }), 0)
      await record(4, failed('slow down', { health: 'limited', status: 429 }), 7)
      await record(5, failed('no route'))
      await record(6, failed('gone for good', { health: 'gone', status: 410 }), 8)

      const none = { added: 0, merged: 0, updated: 0, repaired: false }
      expect((await at.store.polls(['a'])).get('a')).toEqual([
        { ...none, at: NOON + 6 * MINUTE, outcome: 'gone', status: 410, durationMs: 8, message: 'gone for good' },
        { ...none, at: NOON + 5 * MINUTE, outcome: 'failing', message: 'no route' },
        { ...none, at: NOON + 4 * MINUTE, outcome: 'limited', status: 429, durationMs: 7, message: 'slow down' },
        { ...none, at: NOON + 3 * MINUTE, outcome: 'changed', status: 200, durationMs: 0, updated: 1 },
        { ...none, at: NOON + 2 * MINUTE, outcome: 'unchanged', status: 304, durationMs: 30 },
        {
          ...{ at: NOON + MINUTE, outcome: 'new', status: 200, durationMs: 120, added: 1, merged: 1, updated: 0 },
          ...{ message: 'closed a tag', repaired: true },
        },
      ])
    })

    it('is that of the sources asked for, and of none that was not polled', async () => {
      await using at = await bench(open)
      const sources = ['a', 'b', 'c'].map((id) => source(id))
      await at.store.syncSources(sources, NOON)
      for (const one of sources.slice(0, 2)) await at.poll(one, [])

      expect([...(await at.store.polls(['b', 'c', 'b', 'nowhere'])).keys()]).toEqual(['b'])
      expect((await at.store.polls(['b', 'b'])).get('b')).toHaveLength(1)
      expect([...(await at.store.polls(['b', 'a'])).keys()]).toEqual(['b', 'a'])
      expect((await at.store.polls([])).size).toBe(0)
    })

    it('is bounded: a new poll takes the place of the oldest', async () => {
      await using at = await bench(open)
      const a = source('a')
      await at.store.syncSources([a], NOON)
      const times = Array.from({ length: 131 }, (_, i) => NOON + i * MINUTE)
      for (const now of times) await at.record(await at.claim('a', now), a, unchanged(), now)

      const kept = (await at.store.polls(['a'])).get('a')?.map((poll) => poll.at)
      expect(kept).toEqual(times.slice(-60).toReversed())
    })

    it('has no poll whose lease was lost or that was given back', async () => {
      await using at = await bench(open)
      const a = source('a')
      await at.store.syncSources([a], NOON)
      const lost = await at.claim('a')
      const held = await at.claim('a', NOON + MINUTE)
      await at.record(lost, a, unchanged(), NOON + MINUTE)
      await at.store.release(held)

      expect((await at.store.polls(['a'])).size).toBe(0)
    })

    it('goes with what was known of the old document where the source gets another URL, and begins anew', async () => {
      await using at = await bench(open)
      await at.store.syncSources([source('a')], NOON)
      await at.poll(source('a'), [])
      const other = source('a', { url: 'https://a.example/other' })
      await at.store.syncSources([other], NOON)
      expect((await at.store.polls(['a'])).size).toBe(0)
      await at.poll(other, [], NOON + MINUTE)

      expect((await at.store.polls(['a'])).get('a')).toMatchObject([{ at: NOON + MINUTE }])
    })
  })
}
