import { describe, expect, it } from 'vitest'
import type { Hiding } from '../../src/model/rules.ts'
import {
  type Bench,
  bench,
  candidates,
  DAY,
  HOUR,
  NOON,
  type OpenStore,
  source,
  titles,
  updated,
  type Written,
} from './bench.ts'

const [A, B] = [source('a', { priority: 90 }), source('b')]
const article = (n: number, given: Partial<Written> = {}): Written => ({
  title: `Article ${n} of many`,
  guid: `g${n}`,
  url: `https://x.example/${n}`,
  text: `What the ${n}th of them says`,
  publishedAt: NOON - n * DAY,
  ...given,
})
const PASSED = { count: 5, dates: [] }

export function listingsContract(open: OpenStore): void {
  describe('what a document listed', () => {
    async function opened(): Promise<Bench> {
      const at = await bench(open)
      await at.store.syncSources([A, B], NOON)
      return at
    }

    async function whole(at: Bench, written: readonly Written[], now: number, from = A) {
      const read = updated(candidates(from, written), { listing: `read at ${now}` })
      return at.record(await at.claim(from.id, now), from, read, now)
    }

    async function part(at: Bench, written: readonly Written[], now: number) {
      const read = updated(candidates(A, written), { bodyHash: 'another', listing: 'in part', passed: PASSED })
      return at.record(await at.claim('a', now), A, read, now)
    }

    it('is kept with the document, and not beyond it', async () => {
      await using at = await opened()
      expect(await at.store.listing('a')).toBeUndefined()
      await whole(at, [article(1)], NOON)
      expect(await at.store.listing('a')).toBe(`read at ${NOON}`)
      expect(await part(at, [article(2)], NOON + HOUR)).toMatchObject({ kind: 'recorded', added: 1 })
      expect(await at.store.listing('a')).toBe('in part')
      await at.record(await at.claim('a'), A, updated(candidates(A, [article(1)]), { bodyHash: 'a third' }))
      expect(await at.store.listing('a')).toBeUndefined()
    })

    it('goes with a document that is to be fetched anew, and with its source', async () => {
      await using at = await opened()
      await whole(at, [article(1)], NOON)
      await at.store.syncSources([{ ...A, url: 'https://a.example/other' }, B], NOON)
      expect(await at.store.listing('a')).toBeUndefined()
    })

    it('goes where an entry is to be looked at again, and what was read with it is read whole', async () => {
      await using at = await opened()
      await whole(at, [article(1)], NOON, B)
      await whole(at, [article(1)], NOON)
      const lease = await at.claim('b', NOON + HOUR)
      // The text that leads is hidden by now: whoever has the article as well may have to lead.
      const hiding: Hiding = { filter: 'f', failed: 'minWords', wanted: '9' }
      const hidden = candidates(A, [article(1, { title: 'Hidden', text: 'Other words' })]).map((one) => ({
        ...one,
        hiding,
      }))
      await at.record(
        await at.claim('a', NOON + HOUR),
        A,
        updated(hidden, { bodyHash: 'h', listing: 'l' }),
        NOON + HOUR,
      )
      expect(await at.store.listing('a')).toBeUndefined()
      expect(await at.store.listing('b')).toBeUndefined()
      const read = updated(candidates(B, [article(2)]), { bodyHash: 'n', listing: 'n', passed: PASSED })
      expect(await at.record(lease, B, read, NOON + HOUR)).toEqual({ kind: 'unclear' })
      expect(titles(await at.find())).toEqual(['Article 1 of many'])
      expect(await at.record(lease, B, updated(candidates(B, [article(2)])), NOON + HOUR)).toMatchObject({ added: 1 })
    })

    it.each<[string, Written, boolean]>([
      ['is another article', article(9), true],
      ['is an edit of one', article(2, { title: 'Article 2 of many, edited' }), true],
      ['is one under another guid', article(2, { guid: 'new' }), false],
      ['says what another one says', { ...article(2), guid: 'new', url: 'https://x.example/new' }, false],
      ['has the link of another one', article(9, { url: 'https://x.example/3' }), false],
      ['contradicts its guid in all', article(9, { guid: 'g2' }), false],
      ['has the guid of one and the link of another', article(3, { guid: 'g2' }), false],
    ])('is enough to tell what an entry is that %s: %#', async (_, written, isEnough) => {
      await using at = await opened()
      await whole(
        at,
        [1, 2, 3, 4, 5].map((n) => article(n)),
        NOON,
      )
      const before = titles(await at.find())
      expect((await part(at, [written], NOON + HOUR)).kind).toBe(isEnough ? 'recorded' : 'unclear')
      if (!isEnough) expect(titles(await at.find())).toEqual(before)
    })

    it('is not where an article has come under two guids', async () => {
      await using at = await opened()
      await whole(at, [article(1), article(2)], NOON)
      await whole(at, [article(1), article(2, { guid: 'other' })], NOON + HOUR)
      expect(await part(at, [article(2, { title: 'Edited' })], NOON + 2 * HOUR)).toEqual({ kind: 'unclear' })
    })
  })
}
