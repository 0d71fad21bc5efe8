import { describe, expect, it } from 'vitest'
import type { Rules } from '../../src/model/rules.ts'
import { parseQuery } from '../../src/query/parse-query.ts'
import { type RejudgeOptions, rejudge } from '../../src/rejudge/rejudge.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/store.ts'
import { type Bench, bench, candidates, DAY, HOUR, NOON, source, updated } from '../store/bench.ts'

const A = source('a', { priority: 90 })
const B = source('b')
const NONE: Rules = { topics: [], filters: [] }

/** As the service does. */
const apply = (store: Store, rules: Rules, options: Partial<RejudgeOptions> = {}) =>
  rejudge(store, { ...rules, sources: [A, B] }, { now: () => NOON, ...options })

const topic = (id: string, written: string) => ({ id, title: id, written, query: parseQuery(written) })
const hide = (written: string, from?: string) => ({
  name: written,
  ...(from === undefined ? {} : { source: from }),
  exclude: parseQuery(written),
  outcome: { kind: 'hide' } as const,
})
const tag = (label: string, written: string) => ({
  name: label,
  include: parseQuery(written),
  outcome: { kind: 'tag', label } as const,
})

/** 60 articles of the first source, the newest first, every third on chips; the second carries the first six of them. */
async function filled(rules: Rules): Promise<Bench> {
  const at = await bench(openStore)
  await at.store.syncSources([A, B], NOON)
  const written = Array.from({ length: 60 }, (_, i) => ({
    title: `Article ${i}${i % 3 === 0 ? ' on chips' : ''}`,
    guid: `${i}`,
    url: `https://x.example/${i}`,
    contentHtml: `<p>Word${i} of the text</p>`,
    text: `Word${i} of the text`,
    categories: ['News'],
    publishedAt: NOON - i * HOUR,
  }))
  await at.record(await at.claim('a'), A, updated(candidates(A, written, rules)))
  await at.record(await at.claim('b'), B, updated(candidates(B, written.slice(0, 6), rules)))
  return at
}

const count = async (at: Bench, q: string) => (await at.find(parseQuery(q))).length
const hidden = async (at: Bench) =>
  (await at.store.items({ where: { kind: 'all' }, limit: 100, hidden: true })).items.map(({ title }) => title)

describe('changed rules', () => {
  it('are applied to what we hold, as if it came with them', async () => {
    const rules = {
      topics: [topic('chips', 'chips'), topic('text', 'word7 OR word8')],
      filters: [hide('"article 1"'), hide('chips', 'b'), tag('rare', 'chips text:word9')],
    }
    await using at = await filled(NONE)
    await using fresh = await filled(rules)
    const before = await at.store.version()

    expect(await apply(at.store, rules)).toMatchObject({ looked: 60, changed: 23 })
    expect(await at.store.version()).toBeGreaterThan(before)
    expect([await count(at, 'topic:chips'), await count(at, 'topic:text'), await hidden(at)]).toEqual([
      ...[20, 2, ['Article 1']],
    ])
    expect(await at.find(parseQuery('tag:rare'))).toMatchObject([{ title: 'Article 9 on chips', labels: ['rare'] }])
    const provenance = async (from: Bench) =>
      Promise.all((await from.find()).map(({ id }) => from.store.provenance(id)))
    expect(await at.find()).toEqual(await fresh.find())
    expect(await provenance(at)).toEqual(await provenance(fresh))
    expect(await count(at, 'word30')).toBe(1)
  })

  it('take back what they gave', async () => {
    const rules = {
      topics: [topic('chips', 'chips')],
      filters: [hide('"article 1"'), tag('News', 'chips'), tag('rare', 'chips')],
    }
    await using at = await filled(rules)
    await using plain = await filled(NONE)

    await apply(at.store, NONE)
    expect(await at.find()).toEqual(await plain.find())
    expect([await count(at, 'tag:rare'), await count(at, 'tag:news')]).toEqual([0, 60])
  })

  it('are applied once, whatever their titles', async () => {
    const rules = { topics: [topic('chips', 'chips')], filters: [] }
    await using at = await filled(rules)

    expect(await apply(at.store, rules)).toMatchObject({ looked: 60, changed: 0 })
    const version = await at.store.version()
    expect(await apply(at.store, rules)).toBeUndefined()
    const [chips] = rules.topics
    expect(
      await apply(at.store, { ...rules, topics: chips === undefined ? [] : [{ ...chips, title: 'Other' }] }),
    ).toBeUndefined()
    expect(await at.store.version()).toBe(version)
  })

  it('go on where they were broken off, in another process too', async () => {
    await using at = await filled(NONE)
    const rules = { topics: [topic('chips', 'chips')], filters: [] }
    const stop = new AbortController()
    const seen: number[] = []
    const onProgress = ({ looked }: { looked: number }) => {
      seen.push(looked)
      stop.abort()
    }

    // A batch ends sooner on a busy machine.
    const { looked = Number.NaN, changed } = (await apply(at.store, rules, { signal: stop.signal, onProgress })) ?? {}
    expect(looked).toBeLessThanOrEqual(25)
    expect(await count(at, 'topic:chips')).toBe(changed)
    const reopened = await at.reopen()
    expect(await apply(reopened, rules, { onProgress })).toMatchObject({ looked: 60 })
    expect(seen).toEqual([looked, ...seen.slice(1, -1).filter((one) => one > looked), 60])
    expect(await count(at, 'topic:chips')).toBe(20)
  })

  it('begin anew when they change once more on the way', async () => {
    await using at = await filled(NONE)
    const stop = new AbortController()
    await apply(
      at.store,
      { topics: [topic('chips', 'chips')], filters: [] },
      { signal: stop.signal, onProgress: () => stop.abort() },
    )

    const given = await count(at, 'topic:chips')
    expect(given).toBeGreaterThan(0)
    expect(await apply(at.store, NONE)).toMatchObject({ looked: 60, changed: given })
    expect(await count(at, 'topic:chips')).toBe(0)
  })

  it('count age and relative dates from when an article came', async () => {
    await using at = await filled(NONE)
    const young = { name: 'young', maxAgeMs: DAY, outcome: { kind: 'hide' } as const }
    await apply(at.store, { topics: [topic('fresh', 'date:<12h')], filters: [young] })

    expect(await hidden(at)).toHaveLength(35)
    expect((await at.find(parseQuery('topic:fresh'))).length).toBe(13)
  })
})
