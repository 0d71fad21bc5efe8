import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { optional } from '../../src/model/optional.ts'
import type { ItemPage } from '../../src/model/page.ts'
import type { Query } from '../../src/model/query.ts'
import { parseQuery } from '../../src/query/parse-query.ts'
import { itemReader } from '../../src/store/sqlite/item-reader.ts'
import { openDatabase } from '../../src/store/sqlite/open-database.ts'
import { selectionOf } from '../../src/store/sqlite/query-sql.ts'
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts'
import { type Bench, bench, HOUR, NOON, source, titles } from './bench.ts'

const ITEMS = 30

describe('sorting by relevance', () => {
  it('has titles before texts, several before one, and newer ones first where all is equal', async () => {
    await using at = await bench(openSqliteStore)
    const written: [title: string, text: string][] = [
      ['Something else', 'A text with one chip in many words about quite another thing'],
      ['A chip of a chip', 'The chip, and a chip'],
      ['Nothing', 'No word of it'],
      ['A chip here', 'The text'],
      ['A chip there', 'The text'],
    ]
    await at.store.syncSources([source('a')], NOON)
    await at.poll(
      source('a'),
      written.map(([title, text], i) => ({ title, text, guid: `${i}`, publishedAt: NOON - (9 - i) * HOUR })),
    )
    const sorted = async (q: string, limit = 9) =>
      titles((await at.store.items({ where: parseQuery(q), limit, sort: 'relevance' })).items)

    expect(await sorted('chip')).toEqual(['A chip of a chip', 'A chip there', 'A chip here', 'Something else'])
    expect(await sorted('chip', 2)).toEqual(['A chip of a chip', 'A chip there'])
    expect(await sorted('chip -here')).toEqual(['A chip of a chip', 'A chip there', 'Something else'])
    expect(await sorted('chip title:/t/')).toEqual(['A chip there', 'Something else'])
    expect(await sorted('zzz')).toEqual([])
    // No words, no rank.
    expect(await sorted('source:a', 2)).toEqual(['A chip there', 'A chip here'])
    expect(await at.store.items({ where: parseQuery('chip'), limit: 2, sort: 'relevance' })).not.toHaveProperty('next')
  })
})

/** Each look at an item that has to be timed takes 100 milliseconds: the fourth one is over time. */
async function slowly(at: Bench, where: Query, limit = 9, comparisons = 1e6): Promise<ItemPage[]> {
  const db = openDatabase(at.folder)
  let ms = 0
  const stopwatch = () => {
    ms += 100
    return ms
  }
  const reader = itemReader(db, { comparisons, stopwatch })
  const pages: ItemPage[] = []
  for (let before: number | undefined; pages.length < 100; ) {
    const page = reader.page({ where, limit, ...optional('before', before) })
    pages.push(page)
    before = page.next
    if (before === undefined) break
  }
  db.close()
  return pages
}

describe('a query that takes too long', () => {
  it('says down to when it looked, and goes on from there without a gap', async () => {
    await using at = await filled()
    const pages = await slowly(at, parseQuery('/number [0-9]*7$/'))
    expect(pages.length).toBe(Math.ceil(ITEMS / 4))
    expect(pages.flatMap(({ items }) => titles(items))).toEqual(['number 27', 'number 17', 'number 7'])
    // Four are looked at on each page, the newest is number 29.
    expect(pages[0]?.lookedBackTo).toBeGreaterThan(NOON - 5 * HOUR)
    expect(pages[0]?.lookedBackTo).toBeLessThanOrEqual(NOON - 4 * HOUR)
    expect(pages.at(-1)).not.toHaveProperty('lookedBackTo')
  })

  it('is told from a page that is full', async () => {
    await using at = await filled()
    const [first] = await slowly(at, parseQuery('/number/'), 2)
    expect(titles(first?.items ?? [])).toEqual(['number 29', 'number 28'])
    expect(first).not.toHaveProperty('lookedBackTo')
    expect(first).toHaveProperty('next')
  })

  it.each(['number /7$/', '-/[0-6,8-9]$/ number', 'source:a /7$/', 'sources:>0 /7$/', 'topic:t OR /7$/', '/7$/ -x'])(
    '%s finds the same in the end',
    async (written) => {
      await using at = await filled()
      const pages = await slowly(at, parseQuery(written), 2)
      expect(pages.length).toBeGreaterThan(3)
      expect(pages.flatMap(({ items }) => titles(items))).toEqual(['number 27', 'number 17', 'number 7'])
    },
  )

  it('is not one that asks an index', async () => {
    await using at = await filled()
    for (const written of ['number', 'lang:fr', 'source:a has:image', '-number', 'date:2020..'])
      for (const page of await slowly(at, parseQuery(written))) expect(page, written).not.toHaveProperty('lookedBackTo')
  })
})

describe('a query of many parts', () => {
  it('looks at so many items a page that they and the parts stay within the effort', async () => {
    await using at = await filled()
    const where = parseQuery('-source:b -source:c -title:"number 28" -(has:audio OR x) -lang:en -title:/[0-6,8-9]$/')
    const pages = await slowly(at, where, 9, 200)
    expect(pages.flatMap(({ items }) => titles(items))).toEqual(['number 27', 'number 17', 'number 7'])
    expect(pages.length).toBeGreaterThan(3)
    for (const page of pages.slice(0, -1)) expect(page.next).toBeDefined()
    expect(pages[0]?.lookedBackTo).toBeLessThan(NOON)
    expect(pages.at(-1)).not.toHaveProperty('lookedBackTo')
  })
})

describe('the statement of a query', () => {
  const asked = ['a', '-a', 'a -b', 'url:a', '-url:a', 'source:a', 'topic:a', 'story:a', 'lang:a', '', 'a url:b']
  const besides = [
    '',
    '/a/',
    'sources:>2',
    'has:image',
    'source:b',
    'topic:b',
    'a OR lang:b',
    'date:2024',
    'author:/a/',
  ]

  it.each(asked.flatMap((lead) => besides.map((rest) => `${lead} ${rest}`)))(
    '%s walks an index in the order of keys, or of arrival, and sorts nothing',
    async (written) => {
      await using at = await bench(openSqliteStore)
      const db = new Database(join(at.folder, 'tributary.db'))
      for (const name of ['in_time', 'found_in']) db.function(name, { varargs: true }, () => 1)
      const bounds = { floor: 0n, before: 9n, orderFloor: 0n, orderBefore: 9n }
      for (const received of [false, true]) {
        const { from, where, key, order, parameters } = selectionOf(parseQuery(written), { received })
        const plan = db
          .prepare<unknown[], { detail: string }>(
            `EXPLAIN QUERY PLAN SELECT i.title FROM ${from} CROSS JOIN items i ON i.key = ${key}
             WHERE ${where} ORDER BY ${order} DESC LIMIT 9`,
          )
          .all(...parameters, bounds)
        expect(plan.map(({ detail }) => detail).join('\n')).not.toMatch(/TEMP B-TREE FOR (ORDER|DISTINCT|GROUP)/)
      }
      db.close()
    },
  )
})

/** Thirty items, an hour apart, the last one the newest. */
async function filled(): Promise<Bench> {
  const at = await bench(openSqliteStore)
  await at.store.syncSources([source('a')], NOON)
  const articles = Array.from({ length: ITEMS }, (_, i) => ({
    title: `number ${i}`,
    guid: `${i}`,
    lang: 'fr',
    publishedAt: NOON - (ITEMS - i) * HOUR,
  }))
  await at.poll(source('a'), articles)
  return at
}
