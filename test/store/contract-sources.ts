import { describe, expect, it } from 'vitest'
import {
  AMPLE,
  type Bench,
  bench,
  candidates,
  DAY,
  due,
  failed,
  HOUR,
  INTERVAL,
  MINUTE,
  NO_RHYTHM,
  NOON,
  type OpenStore,
  source,
  titles,
  unchanged,
  updated,
} from './bench.ts'

export function sourcesContract(open: OpenStore): void {
  describe('syncSources', () => {
    it('makes a new source due at once', async () => {
      await using at = await bench(open)
      await at.store.syncSources([source('a')], NOON)

      expect(await at.store.sources()).toEqual([
        {
          id: 'a',
          url: 'https://a.example/feed',
          enabled: true,
          items: 0,
          health: 'waiting',
          failures: 0,
          nextCheckAt: NOON,
          validators: {},
          address: 'https://a.example/feed',
          rhythm: NO_RHYTHM,
          habits: {},
        },
      ])
    })

    it('tells of the sources that are asked for alone', async () => {
      await using at = await bench(open)
      await at.store.syncSources([source('a'), source('b'), source('c')], NOON)
      const told = async (ids?: readonly string[]) => (await at.store.sources(ids)).map(({ id }) => id)

      expect(await told(['c', 'nowhere', 'a'])).toEqual(['a', 'c'])
      expect(await told([])).toEqual([])
      expect(await told()).toEqual(['a', 'b', 'c'])
    })

    it('changes nothing about a source that is as it was', async () => {
      await using at = await bench(open)
      const a = await polled(at)
      const before = await at.store.sources()
      await at.store.syncSources([a], NOON + HOUR)

      expect(await at.store.sources()).toEqual(before)
    })

    it('forgets what it knew of the document when the URL changes, keeps the items, and looks at once', async () => {
      await using at = await bench(open)
      const a = await polled(at)
      const told = {
        rhythm: { publications: [NOON], hints: { ttl: 5 } },
        move: { to: 'https://x.example/', since: NOON },
      }
      await at.record(await at.claim('a'), a, failed('no answer'), NOON, told)
      const moved = { url: 'https://moved.example/feed', domain: 'moved.example' }
      await at.store.syncSources([{ ...a, ...moved }], NOON + MINUTE)

      expect(await at.store.sources()).toEqual([
        {
          id: 'a',
          url: moved.url,
          enabled: true,
          items: 1,
          health: 'waiting',
          failures: 0,
          nextCheckAt: NOON + MINUTE,
          validators: {},
          address: moved.url,
          rhythm: NO_RHYTHM,
          habits: {},
        },
      ])
      expect(await at.claim('a', NOON + MINUTE)).toMatchObject({ domain: moved.domain })
    })

    it('lets a domain change that is found out anew', async () => {
      await using at = await bench(open)
      const a = await polled(at)
      const before = await at.store.sources()
      await at.store.syncSources([{ ...a, domain: 'example' }], NOON + HOUR)

      expect(await at.store.sources()).toEqual(before)
      expect(await at.claim('a')).toMatchObject({ domain: 'example' })
    })

    it('lets no poll of the old URL speak for the new one', async () => {
      await using at = await bench(open)
      const a = source('a')
      await at.store.syncSources([a], NOON)
      const lease = await at.claim('a')
      await at.store.syncSources([{ ...a, url: 'https://moved.example/feed' }], NOON)

      expect(await at.record(lease, a, unchanged({ validators: { etag: 'old' } }))).toEqual({ kind: 'leaseLost' })
      expect((await at.claim('a')).state.validators).toEqual({})
    })

    it('stops polling what is no longer there, or disabled, and keeps its items', async () => {
      await using at = await bench(open)
      const a = await polled(at)
      await at.store.syncSources([source('b', { enabled: false })], NOON + DAY)

      expect(await due(at, NOON + 2 * DAY)).toEqual([])
      expect((await at.store.sources()).map(({ id, enabled, items }) => ({ id, enabled, items }))).toEqual([
        { id: 'a', enabled: false, items: 1 },
        { id: 'b', enabled: false, items: 0 },
      ])
      expect(titles(await at.find())).toEqual(['One'])
      expect((await at.store.counts()).sources).toBe(0)

      await at.store.syncSources([a], NOON + 2 * DAY)
      expect((await at.claim('a', NOON + 2 * DAY)).state.validators).toEqual({ etag: '"1"' })
    })
  })

  describe('claimDue', () => {
    it('gives what has been due the longest first, up to the limit, and each source once', async () => {
      await using at = await bench(open)
      await at.store.syncSources(
        ['a', 'b', 'c', 'd'].map((id) => source(id)),
        NOON,
      )
      await at.store.makeDue(['c'], NOON - HOUR)
      await at.store.makeDue(['b'], NOON - MINUTE)
      await at.store.makeDue(['d'], NOON + 1)

      expect(await due(at, NOON, { limit: 2 })).toEqual(['c', 'b'])
      expect(await due(at, NOON)).toEqual(['a'])
      expect(await due(at, NOON)).toEqual([])
      expect(await due(at, NOON + 1)).toEqual(['d'])
    })

    it('gives never two of one host at a time; ports are hosts of their own, files do not wait', async () => {
      await using at = await bench(open)
      const urls = ['https://x.example/1', 'https://x.example/2', 'https://x.example:81/', 'file:///1', 'file:///2']
      const sources = urls.map((url, i) => source(`s${i}`, { url }))
      await at.store.syncSources(sources, NOON)

      expect(await due(at, NOON)).toEqual(['s0', 's2', 's3', 's4'])
      expect(await due(at, NOON)).toEqual([])
      await at.store.syncSources(sources, NOON)
      expect(await due(at, NOON + MINUTE, { limit: 1 })).toEqual(['s0'])
    })

    it('gives the next of a host once the one before is recorded or given back', async () => {
      await using at = await bench(open)
      const [one, two] = [source('a', { url: 'https://x.example/1' }), source('b', { url: 'https://x.example/2' })]
      await at.store.syncSources([one, two], NOON)
      const lease = await at.claim('a')
      expect(await due(at, NOON)).toEqual([])
      await at.record(lease, one, unchanged())

      const second = await at.claim('b')
      await at.store.release(second)
      expect(await due(at, NOON)).toEqual(['b'])
    })

    it('gives a source again once its lease has run out, and not before', async () => {
      await using at = await bench(open)
      await at.store.syncSources([source('a')], NOON)
      const lease = await at.claim('a')

      expect(lease).toMatchObject({ sourceId: 'a', until: NOON + MINUTE })
      expect(await due(at, NOON + MINUTE - 1)).toEqual([])
      expect(await due(at, NOON + MINUTE)).toEqual(['a'])
    })

    it('keeps to the sources asked for', async () => {
      await using at = await bench(open)
      await at.store.syncSources(
        ['a', 'b', 'c'].map((id) => source(id)),
        NOON,
      )

      expect(await due(at, NOON, { sourceIds: ['b', 'nobody'] })).toEqual(['b'])
      expect(await due(at, NOON, { sourceIds: [] })).toEqual([])
      expect(await due(at, NOON)).toEqual(['a', 'c'])
    })

    it('makes sources due that were not', async () => {
      await using at = await bench(open)
      await polled(at)
      expect(await due(at, NOON + MINUTE)).toEqual([])
      await at.store.makeDue(['a'], NOON + MINUTE)

      expect(await due(at, NOON + MINUTE)).toEqual(['a'])
    })

    it('does not give one source to two connections', async () => {
      await using at = await bench(open)
      await at.store.syncSources(
        Array.from({ length: 40 }, (_, i) => source(`s${i}`)),
        NOON,
      )
      const request = { now: NOON, limit: 7, leaseUntil: NOON + MINUTE, budget: AMPLE }
      const stores = [at.store, await at.connect(), await at.connect()]
      const claims = await Promise.all([...stores, ...stores].map((store) => store.claimDue(request)))
      const ids = claims.flat().map(({ sourceId }) => sourceId)

      expect(new Set(ids).size).toBe(40)
      expect(ids).toHaveLength(40)
    })
  })

  describe('release', () => {
    it('leaves the source as due as it was, and takes a lease back only from whoever holds it', async () => {
      await using at = await bench(open)
      await at.store.syncSources([source('a')], NOON)
      const lost = await at.claim('a')
      const held = await at.claim('a', NOON + MINUTE)
      await at.store.release(lost)
      expect(await due(at, NOON + MINUTE)).toEqual([])
      await at.store.release(held)

      expect(await due(at, NOON + MINUTE)).toEqual(['a'])
    })
  })

  describe('the state of a source', () => {
    it('counts failures in a row, keeps their message, and forgets both at the next success', async () => {
      await using at = await bench(open)
      const a = await polled(at)
      const state = async () => (await at.store.sources())[0]
      await at.record(await at.claim('a'), a, failed('no answer'), NOON + 1)
      await at.record(await at.claim('a'), a, failed('slow down', { health: 'limited', status: 429 }), NOON + 2)
      const failing = { health: 'limited', failures: 2, httpStatus: 429, message: 'slow down', checkedAt: NOON + 2 }
      // What the last good answer taught is still true.
      const known = { succeededAt: NOON, validators: { etag: '"1"' }, bodyHash: 'a body', feedTitle: 'A feed' }
      expect(await state()).toMatchObject({ ...failing, ...known, nextCheckAt: NOON + 2 + INTERVAL })

      await at.record(await at.claim('a'), a, unchanged({ validators: { etag: '"1"' } }), NOON + 3)
      expect(await state()).toMatchObject({ health: 'ok', failures: 0, httpStatus: 304, succeededAt: NOON + 3 })
      expect(await state()).not.toHaveProperty('message')
    })

    it('keeps what is odd about a document while that does not change', async () => {
      await using at = await bench(open)
      const a = source('a')
      await at.store.syncSources([a], NOON)
      await at.record(await at.claim('a'), a, updated([], { message: 'closed a tag' }))
      await at.record(await at.claim('a'), a, unchanged())
      expect((await at.store.sources())[0]).toMatchObject({
        health: 'ok',
        message: 'closed a tag',
        oddity: 'closed a tag',
      })

      await at.record(await at.claim('a'), a, updated([], { bodyHash: 'mended' }))
      expect((await at.store.sources())[0]).not.toHaveProperty('message')
    })

    it('says what is odd about a document beside what was wrong with a poll, and keeps it beyond that', async () => {
      await using at = await bench(open)
      const a = source('a')
      const message = async () => (await at.store.sources())[0]?.message
      await at.store.syncSources([a], NOON)
      await at.record(await at.claim('a'), a, updated([], { message: 'closed a tag' }))
      await at.record(await at.claim('a'), a, failed('no answer'))
      expect(await message()).toBe('no answer; closed a tag')

      await at.record(await at.claim('a'), a, unchanged())
      expect(await message()).toBe('closed a tag')
      await at.record(await at.claim('a'), a, failed('no answer'))
      await at.record(await at.claim('a'), a, updated([], { bodyHash: 'mended' }))
      expect(await message()).toBeUndefined()
    })

    it('says when the document last brought something new', async () => {
      await using at = await bench(open)
      const a = await polled(at)
      await at.poll(a, [{ title: 'One', guid: '1' }], NOON + HOUR)

      expect((await at.store.sources())[0]).toMatchObject({ changedAt: NOON, succeededAt: NOON + HOUR })
    })
  })
}

/** Source `a` after one poll that brought one article. */
async function polled(at: Bench) {
  const a = source('a')
  await at.store.syncSources([a], NOON)
  const told = { validators: { etag: '"1"' }, feedTitle: 'A feed' }
  await at.record(await at.claim('a'), a, updated(candidates(a, [{ title: 'One', guid: '1' }]), told))
  return a
}
