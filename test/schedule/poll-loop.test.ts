import { afterEach, describe, expect, it, vi } from 'vitest'
import type { PollReport } from '../../src/model/poll.ts'
import type { Lease } from '../../src/model/source.ts'
import { PollLoop, type PollLoopParts } from '../../src/schedule/poll-loop.ts'

/** Sources that are due, polls that end when the test says so, and what has come of them. */
class Bench {
  readonly due: string[] = []
  readonly running = new Map<string, PromiseWithResolvers<PollReport | undefined>>()
  readonly reports: string[] = []
  readonly errors: unknown[] = []
  readonly limits: number[] = []
  mostAtOnce = 0
  claim = async (limit: number): Promise<readonly Lease[]> => {
    this.limits.push(limit)
    return this.due.splice(0, limit).map(lease)
  }
  readonly loop: PollLoop

  constructor(concurrency: number, pace: Pick<PollLoopParts, 'pace'> = {}) {
    this.loop = new PollLoop({
      ...pace,
      concurrency,
      claim: (limit) => this.claim(limit),
      poll: ({ sourceId }, signal) => this.#poll(sourceId, signal),
      onReport: ({ sourceId }) => void this.reports.push(sourceId),
      onError: (problem) => void this.errors.push(problem),
    })
  }

  end(id: string): void {
    this.running.get(id)?.resolve(report(id))
  }

  #poll(id: string, signal: AbortSignal): Promise<PollReport | undefined> {
    const ending = Promise.withResolvers<PollReport | undefined>()
    this.running.set(id, ending)
    this.mostAtOnce = Math.max(this.mostAtOnce, this.running.size)
    // Given back undone.
    if (signal.aborted) ending.resolve(undefined)
    signal.addEventListener('abort', () => ending.resolve(undefined))
    return ending.promise.finally(() => this.running.delete(id))
  }
}

function lease(sourceId: string): Lease {
  return {
    sourceId,
    token: 't',
    domain: 'example',
    until: 0,
    state: {
      health: 'waiting',
      failures: 0,
      nextCheckAt: 0,
      validators: {},
      address: 'https://example/',
      rhythm: { publications: [], hints: {} },
      habits: {},
    },
  }
}

function report(sourceId: string): PollReport {
  return { sourceId, result: 'unchanged', health: 'ok', entries: 0, added: 0, updated: 0, merged: 0, durationMs: 0 }
}

/** Lets everything happen that waits for nothing but its turn. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

const names = (count: number) => Array.from({ length: count }, (_, i) => `s${i}`)

describe('a round', () => {
  it('settles at once where nothing is due', async () => {
    const bench = new Bench(4)
    await bench.loop.wake()
    expect(bench.limits).toEqual([4])
  })

  it('polls all that is due, never more at a time than allowed', async () => {
    const bench = new Bench(4)
    bench.due.push(...names(10))
    const round = bench.loop.wake()
    for (const name of names(10)) {
      await settle()
      bench.end(name)
    }
    await round
    expect(bench.reports).toEqual(names(10))
    expect(bench.mostAtOnce).toBe(4)
    expect(Math.max(...bench.limits)).toBe(4)
  })

  it('a slow source holds up nobody else', async () => {
    const bench = new Bench(2)
    bench.due.push(...names(6))
    const round = bench.loop.wake()
    for (const name of names(6).slice(1)) {
      await settle()
      bench.end(name)
    }
    await settle()
    expect(bench.reports).toEqual(names(6).slice(1))
    bench.end('s0')
    await round
    expect(bench.reports.at(-1)).toBe('s0')
  })

  it('fills each place that becomes free, however many hosts hang', async () => {
    const bench = new Bench(8)
    bench.due.push(...names(12))
    const round = bench.loop.wake()
    await settle()
    // All but one hang; everybody else gets through that one place.
    for (const name of ['s7', 's8', 's9', 's10', 's11']) {
      bench.end(name)
      await settle()
    }
    expect(bench.reports).toEqual(['s7', 's8', 's9', 's10', 's11'])
    for (const name of names(12)) bench.end(name)
    await round
    expect(bench.reports).toHaveLength(12)
  })
})

describe('waking', () => {
  it('while a round runs starts no second one, but what has become due is polled', async () => {
    const bench = new Bench(4)
    bench.due.push('slow')
    const round = bench.loop.wake()
    await settle()
    bench.due.push('new')
    expect(bench.loop.wake()).toBe(round)
    await settle()
    expect([...bench.running.keys()]).toEqual(['slow', 'new'])
    bench.end('new')
    bench.end('slow')
    await round
    expect(bench.reports).toEqual(['new', 'slow'])
  })

  it('a hundred times claims no source twice', async () => {
    const bench = new Bench(4)
    bench.due.push(...names(3))
    const rounds = Array.from({ length: 100 }, () => bench.loop.wake())
    await settle()
    for (const name of names(3)) bench.end(name)
    await Promise.all(rounds)
    expect(bench.reports).toEqual(names(3))
    expect(bench.limits.length).toBeLessThan(10)
  })

  it.each(Array.from({ length: 12 }, (_, turns) => turns))(
    'is not lost %i turns after a round found nothing',
    async (turns) => {
      const bench = new Bench(1)
      const nothing = Promise.withResolvers<readonly Lease[]>()
      const { claim } = bench
      bench.claim = () => nothing.promise
      void bench.loop.wake()
      bench.claim = claim
      nothing.resolve([])
      for (let turn = 0; turn < turns; turn += 1) await undefined
      bench.due.push('new')
      const round = bench.loop.wake()
      await settle()
      bench.end('new')
      await round
      expect(bench.reports).toEqual(['new'])
    },
  )

  it('after a round begins the next', async () => {
    const bench = new Bench(1)
    await bench.loop.wake()
    bench.due.push('new')
    const round = bench.loop.wake()
    await settle()
    bench.end('new')
    await round
    expect(bench.reports).toEqual(['new'])
  })
})

describe('trouble', () => {
  it('with one poll is told and stops no other', async () => {
    const bench = new Bench(2)
    bench.due.push(...names(4))
    const round = bench.loop.wake()
    await settle()
    bench.running.get('s0')?.reject(new Error('s0'))
    for (const name of names(4).slice(1)) {
      await settle()
      bench.end(name)
    }
    await round
    expect(bench.errors).toEqual([new Error('s0')])
    expect(bench.reports).toEqual(['s1', 's2', 's3'])
  })

  it('with the claim is told, ends the round, and the next one tries again', async () => {
    const bench = new Bench(2)
    const { claim } = bench
    bench.claim = () => Promise.reject(new Error('locked'))
    await bench.loop.wake()
    expect(bench.errors).toEqual([new Error('locked')])
    bench.claim = claim
    bench.due.push('s0')
    const round = bench.loop.wake()
    await settle()
    bench.end('s0')
    await round
    expect(bench.reports).toEqual(['s0'])
  })

  it('with the claim does not turn in circles while a poll is under way', async () => {
    const bench = new Bench(4)
    bench.due.push('slow')
    const round = bench.loop.wake()
    await settle()
    bench.claim = () => Promise.reject(new Error('locked'))
    void bench.loop.wake()
    await settle()
    expect(bench.errors).toHaveLength(1)
    bench.end('slow')
    await round
    expect(bench.reports).toEqual(['slow'])
  })
})

describe('stopping', () => {
  it('ends the polls under way, which are given back, and starts no more', async () => {
    const bench = new Bench(2)
    bench.due.push(...names(5))
    const round = bench.loop.wake()
    await settle()
    await bench.loop.stop()
    await round
    expect([bench.reports, bench.errors, bench.running.size]).toEqual([[], [], 0])
    expect(bench.due).toEqual(['s2', 's3', 's4'])
    await bench.loop.wake()
    expect(bench.due).toHaveLength(3)
  })

  it('gives back what was being claimed just then', async () => {
    const bench = new Bench(2)
    const claimed = Promise.withResolvers<readonly Lease[]>()
    bench.claim = () => claimed.promise
    void bench.loop.wake()
    const stopped = bench.loop.stop()
    claimed.resolve([lease('s0')])
    await stopped
    expect([bench.mostAtOnce, bench.running.size, bench.reports.length]).toEqual([1, 0, 0])
  })

  it('settles at once where nothing runs, and twice', async () => {
    const bench = new Bench(2)
    await bench.loop.stop()
    await bench.loop.stop()
    expect(bench.limits).toEqual([])
  })
})

describe('with a pace', () => {
  afterEach(() => void vi.useRealTimers())

  /** A loop that may begin so many polls a second, on a clock that the test moves. */
  function paced(concurrency: number, perSecond: number): Bench {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    return new Bench(concurrency, { pace: { perSecond, now: () => Date.now() } })
  }

  async function pass(ms: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(ms)
    await settle()
  }

  async function endAll(bench: Bench): Promise<void> {
    for (const id of [...bench.running.keys()]) bench.end(id)
    await settle()
  }

  it('begins a burst at once, and the rest one by one', async () => {
    const bench = paced(4, 2)
    bench.due.push(...names(10))
    const round = bench.loop.wake()
    await settle()
    expect(bench.running.size).toBe(4)
    await endAll(bench)
    expect([bench.running.size, bench.reports.length]).toEqual([0, 4])
    await pass(499)
    expect(bench.running.size).toBe(0)
    await pass(1)
    expect(bench.running.size).toBe(1)
    for (let i = 0; i < 6; i += 1) {
      await endAll(bench)
      await pass(500)
    }
    await round
    expect(bench.reports).toEqual(names(10))
  })

  it('begins no more polls in any minute than it should, however fast they are', async () => {
    const bench = paced(8, 1)
    bench.due.push(...names(500))
    void bench.loop.wake()
    let before = 0
    for (let minute = 0; minute < 5; minute += 1) {
      for (let second = 0; second < 60; second += 1) {
        await endAll(bench)
        await pass(1_000)
      }
      const begun = 500 - bench.due.length
      expect(begun - before).toBeLessThanOrEqual(60 + (minute === 0 ? 8 : 1))
      expect(begun - before).toBeGreaterThanOrEqual(59)
      before = begun
    }
    await endAll(bench)
    await bench.loop.stop()
  })

  it('is not made faster by waking', async () => {
    const bench = paced(2, 1)
    bench.due.push(...names(10))
    void bench.loop.wake()
    for (let i = 0; i < 20; i += 1) {
      void bench.loop.wake()
      await endAll(bench)
    }
    expect(10 - bench.due.length).toBe(2)
    await bench.loop.stop()
  })

  it('is not outrun after a long sleep', async () => {
    const bench = paced(4, 1)
    await bench.loop.wake()
    vi.setSystemTime(Date.now() + 12 * 3_600_000)
    bench.due.push(...names(100))
    void bench.loop.wake()
    await settle()
    await endAll(bench)
    await pass(3_000)
    await endAll(bench)
    expect(100 - bench.due.length).toBeLessThanOrEqual(7)
    await bench.loop.stop()
  })

  it('settles a moment after the last poll, where nothing more is due', async () => {
    const bench = paced(1, 10)
    bench.due.push('s0')
    const round = bench.loop.wake()
    await settle()
    await endAll(bench)
    await pass(100)
    await round
    expect(vi.getTimerCount()).toBe(0)
  })

  it('stops at once while it waits, and leaves no timer behind', async () => {
    const bench = paced(2, 0.001)
    bench.due.push(...names(5))
    const round = bench.loop.wake()
    await settle()
    await endAll(bench)
    expect(vi.getTimerCount()).toBe(1)
    await bench.loop.stop()
    await round
    expect([vi.getTimerCount(), bench.due.length]).toEqual([0, 3])
  })
})
