import { describe, expect, it } from 'vitest'
import type { DomainBudget, PolledSource } from '../../src/store/store.ts'
import { AMPLE, type Bench, bench, DAY, due, failed, HOUR, MINUTE, NOON, type OpenStore, source } from './bench.ts'

/** One request a minute, and two in advance. */
const BUDGET: DomainBudget = { spacingMs: MINUTE, burstMs: 2 * MINUTE, exempt: [] }

export function domainsContract(open: OpenStore): void {
  describe('the budget of a domain', () => {
    it('is spent by a burst, and comes back bit by bit', async () => {
      await using at = await bench(open)
      await many(at)
      const got = (now: number) => due(at, now, { budget: BUDGET, leaseUntil: NOON + DAY })

      expect(await got(NOON)).toEqual(['s0', 's1', 's2'])
      expect(await got(NOON + MINUTE - 1)).toEqual([])
      expect(await got(NOON + MINUTE)).toEqual(['s3'])
      expect(await got(NOON + MINUTE)).toEqual([])
      // What is not asked for adds up, to a burst and no further.
      expect(await got(NOON + HOUR)).toEqual(['s4', 's5', 's6'])
      expect(await got(NOON + HOUR)).toEqual([])
    })

    it('is one request at a time where there is no burst', async () => {
      await using at = await bench(open)
      await many(at)
      const budget = { ...BUDGET, burstMs: 0 }
      const got: number[] = []
      for (let second = 0; second <= 300; second += 20)
        if ((await due(at, NOON + second * 1_000, { budget })).length > 0) got.push(second)

      expect(got).toEqual([0, 60, 120, 180, 240, 300])
    })

    it('is what it says, also where the spacing is no whole number of milliseconds', async () => {
      await using at = await bench(open)
      await many(at, 30)
      const budget = { spacingMs: HOUR / 7, burstMs: MINUTE, exempt: [] }
      let polls = 0
      for (let now = NOON; now < NOON + 3 * HOUR; now += MINUTE) polls += (await due(at, now, { budget })).length

      expect(polls).toBe(21)
    })

    it('is the domain’s own: whoever waits for it holds up nobody else', async () => {
      await using at = await bench(open)
      await at.store.syncSources([...wide(5), ...['x', 'y', 'z'].map((id) => source(id))], NOON)

      expect(await due(at, NOON, { budget: BUDGET, limit: 5 })).toEqual(['s0', 's1', 's2', 'x', 'y'])
      expect(await due(at, NOON, { budget: BUDGET, limit: 5 })).toEqual(['z'])
    })

    it('is the same for all connections, and after a restart', async () => {
      await using at = await bench(open)
      await many(at)
      const other = await at.connect()
      const request = { now: NOON, limit: 2, leaseUntil: NOON + MINUTE, budget: BUDGET }
      const leases = [...(await at.store.claimDue(request)), ...(await other.claimDue(request))]
      expect(leases.map(({ sourceId }) => sourceId)).toEqual(['s0', 's1', 's2'])
      await other.close()
      await at.reopen()
      await at.store.syncSources(wide(9), NOON)

      expect(await due(at, NOON + MINUTE - 1, { budget: BUDGET })).toEqual([])
      expect(await due(at, NOON + MINUTE, { budget: BUDGET })).toHaveLength(1)
    })

    it('is spent by a poll that was given back, too', async () => {
      await using at = await bench(open)
      await many(at)
      const budget = { ...BUDGET, burstMs: 0 }
      const [lease] = await at.store.claimDue({ now: NOON, limit: 9, leaseUntil: NOON + MINUTE, budget })
      if (lease === undefined) throw new Error('one was to be had')
      await at.store.release(lease)

      expect(await due(at, NOON + MINUTE - 1, { budget })).toEqual([])
    })

    it('is not looked at, and not spent, where the domain is exempt', async () => {
      await using at = await bench(open)
      await many(at)
      const exempt = { ...BUDGET, burstMs: 0, exempt: ['else.example', 'many.example'] }
      expect(await due(at, NOON, { budget: exempt, limit: 2 })).toEqual(['s0', 's1'])

      expect(await due(at, NOON, { budget: { ...exempt, exempt: [] } })).toEqual(['s2'])
      expect(await due(at, NOON, { budget: { ...exempt, exempt: ['else.example'] } })).toEqual([])
      expect(await due(at, NOON, { budget: exempt })).toHaveLength(6)
    })

    it('goes with the lease, and is spent once for each of one host in turn', async () => {
      await using at = await bench(open)
      const sources = ['a', 'b', 'c'].map((id) =>
        source(id, { url: `https://one.example/${id}`, domain: 'one.example' }),
      )
      await at.store.syncSources(sources, NOON)
      for (const id of ['a', 'b', 'c']) {
        const request = { now: NOON, limit: 9, leaseUntil: NOON + MINUTE, budget: { ...BUDGET, burstMs: MINUTE } }
        const leases = await at.store.claimDue(request)
        expect(leases.map(({ sourceId, domain }) => [sourceId, domain])).toEqual(
          id === 'c' ? [] : [[id, 'one.example']],
        )
        for (const lease of leases) await at.record(lease, source(id, { url: `https://one.example/${id}` }), FAILED)
      }
    })
  })

  describe('a hold', () => {
    it('keeps everybody from the domain until it ends, and from no other', async () => {
      await using at = await bench(open)
      await held(at, NOON + HOUR)

      expect(await due(at, NOON + HOUR - 1)).toEqual(['x'])
      expect(await due(at, NOON + HOUR)).toEqual(['s1', 's2', 's0'])
    })

    it('outlives a restart, a source that is taken out, and a shorter hold', async () => {
      await using at = await bench(open)
      const sources = await held(at, NOON + DAY)
      await hold(at, 'x', NOON + HOUR, 'many.example')
      await at.reopen()
      await at.store.syncSources(sources.slice(1), NOON + 2 * HOUR)

      expect(await due(at, NOON + DAY - 1)).toEqual(['x'])
      expect(await due(at, NOON + DAY)).toEqual(['s1', 's2'])
    })

    it('gives way to a longer one', async () => {
      await using at = await bench(open)
      await held(at, NOON + HOUR)
      await hold(at, 'x', NOON + DAY, 'many.example')

      expect(await due(at, NOON + DAY - 1)).toEqual(['x'])
      expect(await due(at, NOON + DAY)).toHaveLength(3)
    })

    it('is not looked at where the domain is exempt', async () => {
      await using at = await bench(open)
      await held(at, NOON + HOUR)

      expect(await due(at, NOON, { budget: { ...AMPLE, exempt: ['many.example'] } })).toEqual(['s1', 's2', 'x'])
    })

    it('does not come from a lost lease', async () => {
      await using at = await bench(open)
      const sources = await many(at, 2)
      const lost = await at.claim('s0')
      await at.claim('s0', NOON + MINUTE)
      const recorded = await at.record(lost, sourceOf(sources, 's0'), FAILED, NOON, { holdUntil: NOON + DAY })

      expect(recorded).toEqual({ kind: 'leaseLost' })
      expect(await due(at, NOON + MINUTE)).toEqual(['s1'])
    })
  })

  describe('a clock that was wrong', () => {
    const FUTURE = NOON + 900 * DAY

    it('delays no check that it set', async () => {
      await using at = await bench(open)
      const a = source('a')
      await at.store.syncSources([a], NOON)
      await at.record(await at.claim('a', FUTURE), a, FAILED, FUTURE)
      await at.store.syncSources([a, source('b')], FUTURE)
      await at.store.makeDue(['b'], FUTURE)

      expect((await due(at, NOON + HOUR)).toSorted()).toEqual(['a', 'b'])
    })

    it('by a few days delays nothing either: all is polled at once when it is right again', async () => {
      await using at = await bench(open)
      const fast = NOON + 6 * DAY
      const sources = [...wide(3), source('x')]
      await at.store.syncSources(sources, NOON)
      await hold(at, 's0', fast + DAY, 'many.example', fast)
      await hold(at, 'x', fast, 'x.example', fast)
      await at.store.syncSources([...sources, source('new')], fast)
      expect((await at.store.sources()).find(({ id }) => id === 'new')?.nextCheckAt).toBe(fast)

      expect((await due(at, NOON + HOUR)).toSorted()).toEqual(['new', 's0', 's1', 's2', 'x'])
      expect(await due(at, NOON + HOUR)).toEqual([])
    })

    it('holds no domain when the time comes that it set', async () => {
      await using at = await bench(open)
      const sources = await held(at, NOON + 7 * DAY)
      for (const now of [NOON + HOUR, NOON + 6 * DAY + HOUR]) {
        await at.store.syncSources(sources, now)
        expect(await due(at, now)).toContain('s1')
      }
    })

    it('may be an hour behind another one', async () => {
      await using at = await bench(open)
      const a = source('a')
      await at.store.syncSources([a], NOON)
      await at.record(await at.claim('a'), a, FAILED, NOON, { nextCheckAt: NOON + DAY })

      expect(await due(at, NOON - HOUR)).toEqual([])
      expect(await due(at, NOON - HOUR - 1)).toEqual(['a'])
    })

    it('spends no budget for a few hours', async () => {
      await using at = await bench(open)
      await many(at)
      expect(await due(at, NOON + 3 * HOUR, { budget: BUDGET, leaseUntil: NOON })).toHaveLength(3)

      expect(await due(at, NOON, { budget: BUDGET })).toHaveLength(3)
    })

    it('set right by less than a minute gives no second burst', async () => {
      await using at = await bench(open)
      await many(at)
      expect(await due(at, NOON + 50_000, { budget: BUDGET })).toHaveLength(3)

      expect(await due(at, NOON, { budget: BUDGET })).toEqual([])
    })

    it('is not the reason why a source is seldom polled', async () => {
      await using at = await bench(open)
      const a = source('a')
      await at.store.syncSources([a], NOON)
      await at.record(await at.claim('a'), a, FAILED, NOON, { nextCheckAt: NOON + 30 * DAY })

      expect(await due(at, NOON + HOUR)).toEqual([])
      expect(await due(at, NOON + 30 * DAY - 1)).toEqual([])
      expect(await due(at, NOON + 30 * DAY)).toEqual(['a'])
    })

    it('holds no domain until then, and keeps no hold that is set afterwards from ending', async () => {
      await using at = await bench(open)
      const sources = await held(at, FUTURE)
      expect(await due(at, NOON, { limit: 1 })).toEqual(['s1'])

      await at.store.syncSources(sources, NOON + HOUR)
      await hold(at, 's2', NOON + 2 * HOUR, 'many.example')
      expect(await due(at, NOON + 2 * HOUR - 1)).toEqual(['x'])
      expect(await due(at, NOON + 2 * HOUR)).not.toEqual([])
    })

    it('keeps the longest hold there is', async () => {
      await using at = await bench(open)
      await held(at, NOON + DAY)

      expect(await due(at, NOON)).toEqual(['x'])
    })

    it('spends no budget for long', async () => {
      await using at = await bench(open)
      await many(at)
      expect(await due(at, FUTURE, { budget: BUDGET, leaseUntil: FUTURE })).toHaveLength(3)

      expect(await due(at, NOON, { budget: BUDGET })).toEqual(['s0', 's1', 's2'])
      expect(await due(at, NOON, { budget: BUDGET })).toEqual([])
    })

    it('keeps no lease, and its poll is lost; a lease a little longer than ours stands', async () => {
      await using at = await bench(open)
      const [a, b] = [source('a'), source('b')]
      await at.store.syncSources([a, b], NOON)
      const [lost] = await at.store.claimDue({ now: NOON, limit: 1, leaseUntil: FUTURE, budget: AMPLE })
      if (lost === undefined) throw new Error('one was to be had')
      await due(at, NOON, { sourceIds: ['b'], leaseUntil: NOON + HOUR })

      expect(await due(at, NOON)).toEqual(['a'])
      expect(await at.record(lost, a, FAILED)).toEqual({ kind: 'leaseLost' })
    })
  })
}

const FAILED = failed('slow down', { health: 'limited', status: 429 })

function wide(count: number): PolledSource[] {
  return Array.from({ length: count }, (_, i) =>
    source(`s${i}`, { url: `https://h${i}.many.example/feed`, domain: 'many.example' }),
  )
}

/** Sources on hosts of their own that are one domain, due in the order of their names. */
async function many(at: Bench, count = 9): Promise<PolledSource[]> {
  const sources = wide(count)
  await at.store.syncSources(sources, NOON)
  return sources
}

/** Three sources of one domain, the first of which has brought a hold over it; and `x`, of another. */
async function held(at: Bench, until: number): Promise<PolledSource[]> {
  const sources = [...wide(3), source('x')]
  await at.store.syncSources(sources, NOON)
  await hold(at, 's0', until, 'many.example')
  return sources
}

/** A poll that ends with a hold; it goes to the domain that the lease names, whatever domain the source has by then. */
async function hold(at: Bench, sourceId: string, holdUntil: number, domain: string, now = NOON): Promise<void> {
  const lease = await at.claim(sourceId, now)
  const polled = sourceOf([...wide(3), source('x')], sourceId)
  await at.record({ ...lease, domain }, polled, FAILED, now, { holdUntil, nextCheckAt: now + 1 })
}

function sourceOf(sources: readonly PolledSource[], id: string): PolledSource {
  const found = sources.find((one) => one.id === id)
  if (found === undefined) throw new Error(`${id} is not there`)
  return found
}
