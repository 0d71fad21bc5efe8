import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { loadConfig } from '../src/config/load-config.ts'
import { createTributary } from '../src/tributary.ts'
import { articles, rss } from './support/feeds.ts'
import { startOrigin } from './support/origin.ts'
import { tempFolder } from './support/temp-folder.ts'

const ENTRY = fileURLToPath(new URL('../src/entry.js', import.meta.url))
/** A host is polled one source at a time, so that several have to be under way. */
const HOSTS = 10
const SOURCES_OF_HOST = 6
const ITEMS = 20
/** The leases of a dead process (twice the timeout, and a minute) have run out by then. */
const LATER = 5 * 60_000

// The request at which it dies: the first, among the first of all hosts, in the middle, towards the end, the last.
it.each([
  ['serve', 1],
  ['serve', 14],
  ['poll', 30],
  ['serve', 47],
  ['poll', 60],
])('“%s” killed at request %i: every article is there once after the next start', async (command, killAt) => {
  using folder = tempFolder()
  await using river = await sources(folder.path)
  const args = command === 'poll' ? ['poll', '--force'] : []
  expect(await river.run(args, killAt)).toBe('SIGKILL')

  // Who starts it again at once gets what no lease of the dead process holds, which may be nothing (1); the rest comes
  // when those run out.
  expect([0, 1]).toContain(await river.run(['poll']))
  expect(await river.pollLater()).toEqual([...river.truth].toSorted())
  expect(river.requests()).toBeLessThan(3 * HOSTS * SOURCES_OF_HOST)
  expect(checkDatabase(river.database)).toEqual({
    integrity: 'ok',
    index: river.truth.length,
    found: river.truth.length,
  })
})

/** Sources on several hosts, their configuration, and what they publish. */
async function sources(folder: string) {
  const stack = new AsyncDisposableStack()
  const truth: string[] = []
  const configured: object[] = []
  let requests = 0
  let onRequest = (): void => {}
  for (let host = 0; host < HOSTS; host += 1) {
    const origin = stack.use(await startOrigin())
    for (let i = 0; i < SOURCES_OF_HOST; i += 1) {
      const id = `s${host}-${i}`
      const published = articles(ITEMS, '2026-11-01T12:00:00Z', id)
      truth.push(...published.map(({ title }) => title))
      configured.push({ id, title: id, url: `${origin.url}/${id}` })
      const body = rss(published)
      // The ETag makes a source whose validators were kept without its items stay empty for ever.
      origin.serve(`/${id}`, () => {
        requests += 1
        onRequest()
        return { body, etag: `"${id}"`, headers: { 'Content-Type': 'application/rss+xml' } }
      })
    }
  }
  const config = join(folder, 'feeds.config.json')
  writeFileSync(config, JSON.stringify({ defaults: { timeout: '1s' }, sources: configured }))
  const env = { TRIBUTARY_CONFIG: config, TRIBUTARY_DATA: join(folder, 'data'), PORT: '0', HOST: '127.0.0.1' }
  return {
    truth,
    database: join(folder, 'data', 'tributary.db'),
    requests: () => requests,
    /** Runs the real program to its end, or until it has asked for so many documents; answers how it ended. */
    async run(args: readonly string[], killAt?: number): Promise<unknown> {
      const child = spawn(process.execPath, [ENTRY, ...args], { cwd: folder, env, stdio: 'ignore' })
      onRequest = () => {
        if (requests === killAt) child.kill('SIGKILL')
      }
      const [code, signal] = await once(child, 'exit')
      onRequest = () => {}
      return signal ?? code
    },
    /** Starts the service some minutes later; the titles that a client pages through over HTTP. */
    async pollLater(): Promise<string[]> {
      const parts = { now: () => Date.now() + LATER, log: pino({ level: 'silent' }) }
      const service = createTributary(loadConfig(env, folder), parts)
      await service.start()
      try {
        await service.poll()
        const titles: string[] = []
        for (let next: string | undefined = `${service.url}/api/items?limit=200`; next !== undefined; ) {
          const page = (await (await fetch(next)).json()) as { items: { title: string }[]; next?: string }
          titles.push(...page.items.map(({ title }) => title))
          next = page.next
        }
        return titles.toSorted()
      } finally {
        await service.stop()
      }
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

/** What SQLite itself says of the file, and whether the full-text index has every item. */
function checkDatabase(file: string): object {
  const db = new Database(file, { readonly: true })
  try {
    const one = (sql: string) => db.prepare<[], unknown>(sql).pluck().get()
    return {
      integrity: db.pragma('integrity_check', { simple: true }),
      index: one("SELECT count(*) FROM items_fts WHERE items_fts MATCH 'title : article'"),
      found: one('SELECT count(DISTINCT item_key) FROM sightings JOIN items ON key = item_key'),
    }
  } finally {
    db.close()
  }
}
