import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, vi } from 'vitest'
import { MIGRATIONS } from '../../src/store/sqlite/migrations.ts'
import { openDatabase } from '../../src/store/sqlite/open-database.ts'
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { AMPLE, bench, candidates, DAY, failed, HOUR, MINUTE, NOON, source, updated } from './bench.ts'
import { storeContract } from './contract.ts'

storeContract('the SQLite store', openSqliteStore)

describe('a document that is known', () => {
  it('costs as many statements as one with a single article, and writes no article', async () => {
    const one = await statementsOf(1)
    const many = await statementsOf(30)
    expect(many).toHaveLength(one.length)
    expect(many.filter((sql) => /^(INSERT|UPDATE|DELETE).*(items|sightings|item_urls)/s.test(sql))).toEqual([])
  })

  /** What it takes to record so many articles a second time. */
  async function statementsOf(count: number): Promise<string[]> {
    const statements: string[] = []
    await using at = await bench((options) =>
      openSqliteStore({ ...options, onStatement: (sql) => statements.push(sql.trim()) }),
    )
    const a = source('a')
    await at.store.syncSources([a], NOON)
    const articles = Array.from({ length: count }, (_, i) => ({
      ...{ title: `Number ${i}`, guid: `${i}`, url: `https://a.example/${i}` },
    }))
    await at.poll(a, articles)
    const lease = await at.claim('a', NOON + HOUR)
    statements.length = 0
    await at.record(lease, a, updated(candidates(a, articles)), NOON + HOUR)
    return [...statements]
  }
})

describe('the log of the database', () => {
  const longArticles = (count: number) =>
    Array.from({ length: count }, (_, i) => ({
      ...{ title: `Number ${i}`, guid: `${i}`, contentHtml: `<p>${'long '.repeat(8_000)}</p>` },
    }))

  it('is written back once much is in it, beside everything else, and begins anew', async () => {
    await using at = await bench(openSqliteStore)
    const a = source('a')
    await at.store.syncSources([a], NOON)
    const articles = longArticles(600)
    const size = (name: string) => statSync(join(at.folder, name)).size
    await at.poll(a, articles)
    const [before, log] = [size('tributary.db'), size('tributary.db-wal')]
    expect(before).toBeLessThan(1_000_000)
    expect(log).toBeGreaterThan(16_000_000)
    await vi.waitUntil(() => size('tributary.db') > 10_000_000)
    // Where all of it was written back, the next one writes over it.
    for (let n = 1; n < 5; n += 1) {
      const more = articles.slice(0, 60).map((one) => ({ ...one, guid: `${one.guid} at ${n}` }))
      await at.poll(a, more, NOON + n * HOUR)
    }
    expect(size('tributary.db-wal')).toBeLessThan(log + 5_000_000)
  })

  it('is whole when the store is closed meanwhile, by two at once', async () => {
    await using at = await bench(openSqliteStore)
    const a = source('a')
    await at.store.syncSources([a], NOON)
    await at.poll(a, longArticles(600))
    await new Promise(setImmediate)
    await Promise.all([at.store.close(), at.store.close()])
    expect(existsSync(join(at.folder, 'tributary.db-wal'))).toBe(false)
  })
})

describe('the SQLite file', () => {
  it('of a newer schema is refused and left as it is', async () => {
    using folder = tempFolder()
    const store = await open(folder.path)
    await store.close()
    const file = join(folder.path, 'tributary.db')
    const db = new Database(file)
    db.pragma(`user_version = ${MIGRATIONS.length + 1}`)
    db.close()
    const before = fingerprint(folder.path)

    await expect(open(folder.path)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/newer Tributary .*TRIBUTARY_DATA/),
    })
    expect(fingerprint(folder.path)).toEqual(before)
  })

  it('that is no database is refused and left as it is', async () => {
    using folder = tempFolder()
    writeFileSync(join(folder.path, 'tributary.db'), 'These are my notes.\n'.repeat(100))
    const before = fingerprint(folder.path)

    await expect(open(folder.path)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('it is not an SQLite database'),
    })
    expect(fingerprint(folder.path)).toEqual(before)
  })

  it('that is damaged is told in words', async () => {
    using folder = tempFolder()
    const store = await open(folder.path)
    await store.close()
    const file = join(folder.path, 'tributary.db')
    const bytes = readFileSync(file)
    writeFileSync(file, bytes.fill(0xff, 4_096))

    const opening = open(folder.path).then((opened) => opened.items({ where: { kind: 'all' }, limit: 1 }))
    await expect(opening).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('damaged') })
  })

  it.each([
    // Permissions would not stop root, in whose name containers run.
    [
      'a folder',
      (path: string) => mkdirSync(join(path, 'data', 'tributary.db'), { recursive: true }),
      'cannot be opened',
    ],
    ['in a folder that is a file', (path: string) => writeFileSync(join(path, 'data'), ''), 'its folder is a file'],
  ])('that is %s is told in words', async (_, make, why) => {
    using folder = tempFolder()
    make(folder.path)

    await expect(open(join(folder.path, 'data'))).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(why),
    })
  })

  it('is made with its folder, in the settings that survive a crash', () => {
    using folder = tempFolder()
    const db = openDatabase(join(folder.path, 'not', 'there', 'yet'))
    const settings = ['journal_mode', 'synchronous', 'foreign_keys', 'trusted_schema', 'busy_timeout', 'user_version']
    const values = settings.map((name) => db.pragma(name, { simple: true }))
    db.close()

    expect(values).toEqual(['wal', 1, 1, 0, 5_000, MIGRATIONS.length])
  })

  it('is one file again after it was closed', async () => {
    using folder = tempFolder()
    const store = await open(folder.path)
    await store.syncSources([source('a')], NOON)
    await store.close()

    expect(readdirSync(folder.path)).toEqual(['tributary.db'])
  })

  it('keeps no domain of which there is nothing to say for a day', async () => {
    await using at = await bench(openSqliteStore)
    const sources = ['a', 'b', 'c'].map((id) => source(id))
    await at.store.syncSources(sources, NOON)
    const ends = { a: NOON + HOUR, b: NOON + 2 * DAY, c: NOON + 900 * DAY }
    for (const one of sources)
      await at.record(await at.claim(one.id), one, failed('slow down'), NOON, {
        holdUntil: ends[one.id as keyof typeof ends],
      })
    const kept = () => {
      const db = new Database(join(at.folder, 'tributary.db'), { readonly: true })
      const domains = db.prepare('SELECT domain FROM domains ORDER BY domain').pluck().all()
      db.close()
      return domains
    }
    await at.store.syncSources(sources, NOON + DAY)
    expect(kept()).toEqual(['a.example', 'b.example', 'c.example'])
    await at.store.syncSources(sources, NOON + DAY + HOUR + 1)

    expect(kept()).toEqual(['b.example'])
  })

  it('serves two stores at once', async () => {
    await using at = await bench(openSqliteStore)
    const other = await at.connect()
    await at.store.syncSources([source('a'), source('b')], NOON)
    const request = { now: NOON, limit: 1, leaseUntil: NOON + MINUTE, budget: AMPLE }
    const [[mine], [theirs]] = await Promise.all([at.store.claimDue(request), other.claimDue(request)])
    if (mine === undefined || theirs === undefined) throw new Error('each was to get one')

    expect([mine.sourceId, theirs.sourceId]).toEqual(['a', 'b'])
    await other.release(mine)
    await at.poll(source('a'), [{ title: 'Seen by both', guid: '1' }])
    expect((await other.items({ where: { kind: 'all' }, limit: 9 })).items).toEqual(await at.find())
  })
})

function open(dataDir: string) {
  return openSqliteStore({ dataDir, tagAuthority: 'river.example', now: NOON })
}

/** Every file of a folder: its bytes and when it was written. */
function fingerprint(folder: string): [string, string, number][] {
  return readdirSync(folder).map((name) => {
    const file = join(folder, name)
    return [name, createHash('sha256').update(readFileSync(file)).digest('hex'), statSync(file).mtimeMs]
  })
}
