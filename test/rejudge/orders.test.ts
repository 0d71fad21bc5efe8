import { describe, expect, it } from 'vitest'
import { labelled, verdictOf } from '../../src/classify/classify.ts'
import { outletsOf } from '../../src/explain/explain-item.ts'
import type { Filter } from '../../src/model/rules.ts'
import type { Instant, Source } from '../../src/model/source.ts'
import { parseQuery } from '../../src/query/parse-query.ts'
import { asItCame } from '../../src/rejudge/as-it-came.ts'
import { rejudge } from '../../src/rejudge/rejudge.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/store.ts'
import { ALL, type Bench, bench, candidates, DAY, NOON, source, updated, type Written } from '../store/bench.ts'

const A = source('a', { priority: 90 })
const B = source('b')
const URL = 'https://x.example/1'
const NEWS = { title: 'News of chips', guid: '1', url: URL }
const DEAL = { title: 'A deal on chips', guid: '1', url: URL }
const FROM_B = { title: 'News by B', guid: '1', url: URL }

const hide = (given: Partial<Filter>): Filter => ({ name: 'f', outcome: { kind: 'hide' }, ...given })
const NO_DEALS = hide({ exclude: parseQuery('deal') })
const YOUNG = hide({ name: 'age', maxAgeMs: 7 * DAY })

/** Polls as the service does: by rules as they are at the poll, and as they were for what had come before. */
async function poll(at: Bench, from: Source, written: readonly Written[], filters: readonly Filter[], now = NOON) {
  const rules = { topics: [], filters }
  const judged = candidates(from, written).map((one) =>
    labelled({ ...one, ...verdictOf(rules, one.article, one.words, from.id, now) }),
  )
  await at.record(await at.claim(from.id, now), from, updated(await asItCame(judged, from.id, rules, at.store)), now)
}

async function apply(store: Store, filters: readonly Filter[], now: Instant = NOON, sources = [A, B]) {
  await rejudge(store, { topics: [], filters, sources }, { now: () => now })
}

const titles = async (at: Bench, hidden?: true) =>
  (await at.store.items({ where: ALL, limit: 99, ...(hidden ? { hidden } : {}) })).items.map(({ title }) => title)

async function opened(): Promise<Bench> {
  const at = await bench(openStore)
  await at.store.syncSources([A, B], NOON)
  return at
}

const dueAt = async (at: Bench, id: string) => (await at.store.sources()).find((one) => one.id === id)?.nextCheckAt ?? 0

describe('words that a filter hides', () => {
  it('do not replace those that are published, and whoever has those is asked for them', async () => {
    await using at = await opened()
    const filters = [hide({ source: 'a', exclude: parseQuery('deal') })]
    await poll(at, A, [NEWS], filters)
    await poll(at, B, [FROM_B], filters)
    await poll(at, A, [DEAL], filters)
    expect(await titles(at)).toEqual([NEWS.title])
    expect(await dueAt(at, 'b')).toBeLessThanOrEqual(NOON)
    await poll(at, B, [FROM_B], filters)
    expect(await titles(at)).toEqual([FROM_B.title])

    // Nobody is asked again for what is not there any more.
    await poll(at, B, [], filters)
    await poll(at, A, [{ ...DEAL, title: 'Another deal' }], filters)
    const due = await dueAt(at, 'b')
    await poll(at, A, [{ ...DEAL, title: 'One more deal' }], filters)
    expect(await dueAt(at, 'b')).toBe(due)
    expect(due).toBeGreaterThan(NOON)
  })

  it('do not come under another guid of the same source', async () => {
    await using at = await opened()
    await poll(at, A, [NEWS], [NO_DEALS])
    await poll(at, A, [{ ...DEAL, guid: '2' }], [NO_DEALS])
    expect(await titles(at)).toEqual([NEWS.title])
    const due = await dueAt(at, 'a')
    await poll(at, A, [{ ...DEAL, guid: '2' }], [NO_DEALS])
    expect(due).toBeGreaterThan(NOON)
    expect(await dueAt(at, 'a')).toBe(due)
  })

  it('give way to those of another source, once that is read again', async () => {
    await using at = await opened()
    await poll(at, A, [DEAL], [])
    await poll(at, B, [FROM_B], [])
    await apply(at.store, [NO_DEALS])
    expect(await dueAt(at, 'b')).toBeLessThanOrEqual(NOON)
    await poll(at, B, [FROM_B], [NO_DEALS])
    expect(await titles(at)).toEqual([FROM_B.title])
  })

  it('stay hidden when the source is gone, and its filters with it', async () => {
    await using at = await opened()
    await poll(at, A, [DEAL], [hide({ source: 'a', exclude: parseQuery('deal') })])
    await apply(at.store, [], NOON, [B])
    expect([await titles(at), await titles(at, true)]).toEqual([[], [DEAL.title]])
    await apply(at.store, [NO_DEALS], NOON, [A])
    await apply(at.store, [], NOON, [A])
    expect(await titles(at)).toEqual([DEAL.title])
  })
})

describe('age', () => {
  const fresh = { ...NEWS, publishedAt: NOON - DAY }
  const stale = { ...DEAL, guid: '2', url: `${URL}/2`, publishedAt: NOON - 30 * DAY }
  const later = NOON + 20 * DAY

  it.each<[string, Filter]>([
    ['maxAge', YOUNG],
    ['a relative date', hide({ include: parseQuery('date:<7d') })],
  ])('by %s is that of when an article came', async (_what, filter) => {
    await using at = await opened()
    await poll(at, A, [fresh, stale], [filter])
    const state = async () => [await titles(at), await titles(at, true)]
    expect(await state()).toEqual([[fresh.title], [stale.title]])
    await poll(at, A, [fresh, stale], [filter], later)
    expect(await state()).toEqual([[fresh.title], [stale.title]])
    const edited = [
      { ...fresh, title: 'News, edited' },
      { ...stale, title: 'Old, edited', publishedAt: later },
    ]
    await poll(at, A, edited, [filter], later)
    expect(await state()).toEqual([['News, edited'], ['Old, edited']])
    await apply(at.store, [filter], later)
    expect(await state()).toEqual([['News, edited'], ['Old, edited']])
  })

  it('is the article’s own where a source has one guid for all', async () => {
    await using at = await opened()
    const reused = { ...fresh, guid: stale.guid }
    for (const written of [stale, reused, { ...reused, title: 'News, edited' }]) await poll(at, A, [written], [YOUNG])
    expect([await titles(at), await titles(at, true)]).toEqual([['News, edited'], [stale.title]])
  })

  it('hides what another filter hid first, when that one does not any more', async () => {
    await using at = await opened()
    await poll(at, A, [stale], [NO_DEALS, YOUNG])
    await poll(at, A, [{ ...stale, title: 'Edited' }], [NO_DEALS, YOUNG])
    expect(await titles(at)).toEqual([])
    await apply(at.store, [NO_DEALS, YOUNG])
    expect(await titles(at)).toEqual([])
  })
})

describe('what is hidden', () => {
  it('counts as none, for sources, languages and outlets', async () => {
    await using at = await opened()
    await poll(at, A, [{ ...DEAL, lang: 'en' }], [NO_DEALS])
    expect((await at.store.sources()).find(({ id }) => id === 'a')?.items).toBe(0)
    expect(await at.store.counts()).toMatchObject({ items: 0, hidden: 1, langs: new Map() })
  })

  it('is no outlet of a story, in the store and in memory', async () => {
    await using at = await opened()
    const told = { title: 'The same long title of an agency', guid: '1' }
    await poll(at, A, [{ ...told, url: 'https://a.example/1' }], [])
    await poll(at, B, [{ ...told, url: 'https://b.example/1' }], [hide({ source: 'b', exclude: parseQuery('agency') })])
    const hidden = (await at.store.items({ where: ALL, limit: 1, hidden: true })).items[0]
    const [item] = await at.find()
    await at.store.joinStories(item?.id ?? '', hidden?.id ?? '')
    expect(await at.find(parseQuery('sources:>=2'))).toEqual([])
    expect(await outletsOf(item ?? { storyId: '' }, at.store)).toBe(1)
  })

  it('changes what was rendered, and its date, with each reason and each change', async () => {
    await using at = await opened()
    const filters = [hide({ exclude: { kind: 'or', of: [parseQuery('deal'), parseQuery('soldes')] } })]
    await poll(at, A, [DEAL], filters)
    await poll(at, B, [DEAL], filters)
    const version = await at.store.version()
    await poll(at, B, [{ ...DEAL, title: 'Soldes' }], filters)
    expect(await at.store.version()).toBeGreaterThan(version)
    expect(await at.store.hiddenAt()).toBe(NOON)
    await apply(at.store, [], NOON + DAY)
    expect(await at.store.hiddenAt()).toBe(NOON + DAY)
  })
})

describe('an edit while rules are applied', () => {
  it('stays as it was recorded', async () => {
    await using at = await opened()
    const tag: Filter = { name: 't', include: parseQuery('chips'), outcome: { kind: 'tag', label: 'x' } }
    await poll(at, A, [{ ...NEWS, categories: ['Old'] }], [])
    const other = await at.connect()
    const meanwhile: Store = {
      ...other,
      async held(page) {
        const held = await other.held(page)
        await poll(at, A, [{ ...NEWS, title: 'Potatoes', categories: ['New'] }], [tag], NOON + 1)
        return held
      },
    }
    await apply(meanwhile, [tag])
    expect(await at.find(parseQuery('potatoes'))).toMatchObject([
      { title: 'Potatoes', categories: ['New'], labels: [] },
    ])
  })
})
