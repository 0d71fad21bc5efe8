import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { parseQuery } from '../../src/query/parse-query.ts'
import { MIGRATIONS } from '../../src/store/sqlite/migrations.ts'
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts'
import type { Store } from '../../src/store/store.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { AMPLE, candidates, DAY, MINUTE, NO_RHYTHM, NOON, source, unchanged, updated } from './bench.ts'

describe('a database of the first schema', () => {
  it('keeps its sources, with the URL as the address and the host as the domain', async () => {
    using folder = tempFolder()
    await using store = await opened(folder.path)

    const common = { enabled: true, rhythm: NO_RHYTHM, habits: {} }
    expect(await store.sources()).toEqual([
      {
        ...common,
        ...{ id: 'a', url: 'https://a.example/feed', address: 'https://a.example/feed', items: 1 },
        ...{ health: 'failing', httpStatus: 500, message: 'broken', failures: 2, nextCheckAt: NOON },
        ...{ checkedAt: NOON - MINUTE, succeededAt: NOON - DAY, changedAt: NOON - 2 * DAY },
        validators: { etag: '"1"', lastModified: 'yesterday' },
        ...{ bodyHash: 'a body', feedTitle: 'A feed', siteUrl: 'https://a.example/' },
        // Seen at the last poll, and how long before that nobody wrote down.
        move: { to: 'https://new.example/feed', since: NOON - MINUTE },
      },
      {
        ...common,
        ...{ id: 'b', url: 'https://b.example:81/feed', address: 'https://b.example:81/feed', items: 0 },
        ...{ health: 'waiting', failures: 0, nextCheckAt: NOON, validators: {} },
      },
    ])
    expect((await claim(store)).map(({ domain }) => domain)).toEqual(['a.example', 'b.example:81'])
  })

  it('keeps its items, and takes new ones', async () => {
    using folder = tempFolder()
    await using store = await opened(folder.path)
    const a = source('a')
    const before = (await store.items({ where: { kind: 'all' }, limit: 9 })).items
    expect(before).toMatchObject([{ id: 'one', title: 'One', sources: ['a'], publishedAt: NOON }])
    expect(before[0]).not.toHaveProperty('extras')

    const [lease] = await claim(store)
    if (lease === undefined) throw new Error('a was to be had')
    const result = updated(candidates(a, [{ title: 'Two', guid: '2', extras: { duration: 1 } }]))
    await store.record({ lease, source: a, result, now: NOON, nextCheckAt: NOON, rhythm: NO_RHYTHM })
    const after = (await store.items({ where: { kind: 'all' }, limit: 9 })).items
    expect(after).toMatchObject([{ title: 'Two', extras: { duration: 1 } }, before[0] ?? {}])
  })

  it('takes the domains at the next sync and loses nothing by it', async () => {
    using folder = tempFolder()
    await using store = await opened(folder.path)
    const before = await store.sources()
    const b = source('b', { url: 'https://b.example:81/feed', domain: 'b.example' })
    await store.syncSources([source('a'), b], NOON)

    expect(await store.sources()).toEqual(before)
    const [, lease] = await claim(store)
    if (lease === undefined) throw new Error('b was to be had')
    expect(lease).toMatchObject({ domain: 'b.example' })
    const recorded = await store.record({
      ...{ lease, source: b, result: unchanged(), now: NOON, nextCheckAt: NOON, rhythm: NO_RHYTHM },
      address: { url: 'https://b.example/', domain: 'b.example' },
    })
    expect(recorded).toMatchObject({ kind: 'recorded' })
  })
})

describe('a database of the second schema', () => {
  it('has its items found by the words that they were recorded with, by their URL, and by what they have', async () => {
    using folder = tempFolder()
    mkdirSync(folder.path, { recursive: true })
    const db = new Database(join(folder.path, 'tributary.db'))
    for (const step of MIGRATIONS.slice(0, 2)) db.exec(step)
    db.pragma('user_version = 2')
    const insert = db.prepare(
      `INSERT INTO items VALUES (:key, :id, 'tag:' || :id, 'a', 50, :id, NULL, 0, 0, 0, NULL, 'fr', 'a.example', :url,
        :image, :id, '[]', '[]', :enclosures, '', '', NULL)`,
    )
    const words = db.prepare('INSERT INTO items_fts (rowid, title, text, author, tag) VALUES (?, ?, ?, ?, ?)')
    const audio = JSON.stringify([{ url: 'https://a.example/1', type: 'audio/mpeg' }])
    insert.run({ key: 1, id: 'one', url: 'https://a.example/Un-Titre', image: null, enclosures: audio })
    words.run(1, ' le chip ', ' une 半 導 体 chip usine ', ' zoe martin ', '')
    insert.run({ key: 2, id: 'two', url: null, image: 'https://a.example/2', enclosures: '[]' })
    words.run(2, '', ' usine ', '', ' semi conducteurs ')
    insert.run({ key: 3, id: 'three', url: null, image: null, enclosures: '[]' })
    db.close()
    await using store = await held(folder.path)

    const found = async (q: string) =>
      (await store.items({ where: parseQuery(q), limit: 9 })).items.map(({ id }) => id).join(' ')
    expect(await found('')).toBe('three two one')
    expect(await found('usine')).toBe('two one')
    expect(await found('text:"体 chip usine" title:"le chip" author:zoe')).toBe('one')
    expect(await found('"chip le"')).toBe('')
    expect(await found('tag:"semi cond"')).toBe('')
    expect(await found('tag:semi-cond* OR ch*')).toBe('two one')
    expect(await found('url:un-titre')).toBe('one')
    expect(await found('titre')).toBe('')
    expect(await found('has:audio')).toBe('one')
    expect(await found('has:image')).toBe('two')
    expect(await found('-has:image -has:audio')).toBe('three')
  })
})

/** A store on a database that the first step alone has made, with rows in it. */
async function opened(folder: string): Promise<Store & AsyncDisposable> {
  mkdirSync(folder, { recursive: true })
  const db = new Database(join(folder, 'tributary.db'))
  db.exec(MIGRATIONS[0] ?? '')
  db.pragma('user_version = 1')
  db.prepare(
    `INSERT INTO sources VALUES ('a', 'https://a.example/feed', 'a.example', 1, 'failing', 500, 'broken', 2,
      :checked, :succeeded, :changed, :now, '"1"', 'yesterday', 'a body', 'https://new.example/feed', 'A feed',
      'https://a.example/', NULL, NULL)`,
  ).run({ now: NOON, checked: NOON - MINUTE, succeeded: NOON - DAY, changed: NOON - 2 * DAY })
  db.prepare(
    `INSERT INTO sources (id, url, host, enabled, next_check_at)
     VALUES ('b', 'https://b.example:81/feed', 'b.example:81', 1, ?)`,
  ).run(NOON)
  db.prepare(
    `INSERT INTO items VALUES (:key, 'one', 'tag:river.example,2026:item/one', 'a', 50, 'one', NULL, 0, :now, :now,
      NULL, 'fr', 'a.example', 'https://a.example/1', NULL, 'One', '[]', '[]', '[]', 'text', '<p>text</p>')`,
  ).run({ key: NOON * 1_000, now: NOON })
  db.prepare("INSERT INTO sightings VALUES ('a', '1', :key, 'hash', 50, :now, :now)").run({
    key: NOON * 1_000,
    now: NOON,
  })
  db.close()
  return held(folder)
}

async function held(folder: string): Promise<Store & AsyncDisposable> {
  const store = await openSqliteStore({ dataDir: folder, tagAuthority: 'river.example', now: NOON })
  return { ...store, [Symbol.asyncDispose]: () => store.close() }
}

function claim(store: Store) {
  return store.claimDue({ now: NOON, limit: 9, leaseUntil: NOON + MINUTE, budget: AMPLE })
}
