import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDigester, type Digester } from '../../src/digest/digester.ts'
import { createFetcher } from '../../src/fetch/fetch.ts'
import { ingest } from '../../src/ingest.ts'
import type { Lease } from '../../src/model/source.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/store.ts'
import { articles, rss } from '../support/feeds.ts'
import { startOrigin } from '../support/origin.ts'
import { tempFolder } from '../support/temp-folder.ts'

const NOW = Date.UTC(2026, 10, 1)
const MINUTE = 60_000

const folder = tempFolder()
const origin = await startOrigin()
origin.serve('/a', { body: rss(articles(3, '2026-10-31T12:00:00Z')) })
const SOURCE = { id: 'a', url: `${origin.url}/a`, title: 'A', tags: [], priority: 50, enabled: true, archive: false }
const source = { ...SOURCE, headers: {}, domain: 'a.example' }
const fetcher = createFetcher({ userAgent: 'test', timeoutMs: 5_000, maxBytes: 1e6 })
let store: Store
let digester: Digester
let undone: string[] = []

beforeEach(async () => {
  store = await openStore({ dataDir: folder.path, tagAuthority: 'a.example', now: NOW })
  await store.syncSources([source], NOW)
  digester = createDigester({ rules: { topics: [], filters: [] } })
  undone = []
})
afterEach(async () => {
  await digester.close()
  await store.close()
})
afterAll(async () => {
  await fetcher.close()
  await origin[Symbol.asyncDispose]()
  folder[Symbol.dispose]()
})

async function claim(now: number, leaseUntil: number): Promise<Lease> {
  const budget = { spacingMs: 0, burstMs: 0, exempt: ['a.example'] }
  const [lease] = await store.claimDue({ now, limit: 1, leaseUntil, budget })
  if (lease === undefined) throw new Error('nothing is due')
  return lease
}

const poll = (lease: Lease, signal?: AbortSignal) =>
  ingest(
    lease,
    source,
    {
      ...{ fetcher, digester, store, exemptDomains: [], rules: { topics: [], filters: [] }, now: () => NOW },
      policy: { floorMs: MINUTE, ceilingMs: 60 * MINUTE },
      onFault: (_, why) => undone.push(`fault: ${why}`),
      onUndone: (_, why) => undone.push(why),
    },
    signal,
  )

/** What the store knows of the source: a poll that came to nothing leaves no trace, and the source is due. */
async function expectUntouched(): Promise<void> {
  expect(await store.sources()).toMatchObject([{ health: 'waiting', failures: 0 }])
  await store.release(await claim(NOW, NOW + MINUTE))
}

describe('a poll whose document nobody read', () => {
  it('is given back, and told', async () => {
    expect(await poll(await claim(NOW, NOW + 15_000))).toBeUndefined()
    expect(undone).toEqual(['too many documents are waiting to be read'])
    await expectUntouched()
  })

  it('is given back without a word where all is broken off', async () => {
    const stopping = new AbortController()
    const pending = claim(NOW, NOW + MINUTE).then((lease) => poll(lease, stopping.signal))
    // The first document has to wait until a process is there to read it.
    while (digester.processes().length === 0) await new Promise(setImmediate)
    stopping.abort()
    await digester.close()

    expect(await pending).toBeUndefined()
    expect(undone).toEqual([])
    await expectUntouched()
  })
})

it('a poll that took longer than its lease is told, and writes nothing', async () => {
  const old = await claim(NOW, NOW + MINUTE)
  const young = await claim(NOW + 2 * MINUTE, NOW + 3 * MINUTE)

  expect(await poll(old)).toBeUndefined()
  expect(undone).toEqual(['the poll took so long that another one has begun'])
  expect(await poll(young)).toMatchObject({ result: 'updated', added: 3 })
})
