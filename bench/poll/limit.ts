/**
 * The other yardstick: as little as a round can cost. node:http, many at a time, conditional requests, a scanner that knows
 * only this markup, a transaction for 64 feeds. With `fts`: a full-text index, on one thread; else one parse worker.
 */
import { createHash } from 'node:crypto'
import { Agent, get } from 'node:http'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { gunzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { contest } from './contestant.ts'
import { type Scanned, scan } from './scan.ts'

const WITH_FTS = process.argv.includes('fts')
const BATCH = 64

interface Answer {
  readonly status: number
  readonly etag: string
  readonly body: Buffer
}

function request(url: string, agent: Agent, etag: string | undefined): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { 'accept-encoding': 'gzip', ...(etag === undefined ? {} : { 'if-none-match': etag }) }
    get(url, { agent, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, etag: response.headers.etag ?? '', body: Buffer.concat(chunks) }),
      )
    }).on('error', reject)
  })
}

contest(async ({ urls, folder, latency }) => {
  const db = new Database(join(folder, 'limit.db'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.exec('CREATE TABLE items (guid TEXT PRIMARY KEY, title TEXT, link TEXT, date TEXT, content TEXT)')
  if (WITH_FTS) db.exec("CREATE VIRTUAL TABLE words USING fts5 (title, content, content = '', tokenize = 'ascii')")
  const insert = db.prepare('INSERT OR IGNORE INTO items VALUES (?, ?, ?, ?, ?)')
  const index = WITH_FTS ? db.prepare('INSERT INTO words (rowid, title, content) VALUES (?, ?, ?)') : undefined
  const count = db.prepare<[], number>('SELECT count(*) FROM items').pluck()
  const save = db.transaction((batch: readonly (readonly [url: string, items: readonly Scanned[]])[]) => {
    for (const [url, items] of batch)
      for (const { guid, title, link, date, content } of items) {
        const { changes, lastInsertRowid } = insert.run(`${url} ${guid}`, title, link, date, content)
        if (changes > 0) index?.run(lastInsertRowid, title, content)
      }
  })

  const worker = WITH_FTS ? undefined : new Worker(new URL('./limit-worker.ts', import.meta.url))
  const asked = new Map<number, (items: Scanned[]) => void>()
  worker?.on('message', ({ id, items }: { id: number; items: Scanned[] }) => {
    asked.get(id)?.(items)
    asked.delete(id)
  })
  const read = (id: number, body: Buffer): Promise<Scanned[]> | Scanned[] =>
    worker === undefined
      ? scan(gunzipSync(body).toString())
      : new Promise((resolve) => {
          asked.set(id, resolve)
          worker.postMessage({ id, body })
        })

  const flights = latency ? 256 : 64
  // No `maxTotalSockets`: idle sockets would count, and hold up every other host until their servers give them up.
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const etags = new Map<string, string>()
  const hashes = new Map<string, string>()

  return async () => {
    let batch: [string, Scanned[]][] = []
    const waiting = urls.entries()
    const work = async () => {
      for (const [id, url] of waiting) {
        const { status, etag, body } = await request(url, agent, etags.get(url))
        if (status !== 200) continue
        const hash = createHash('sha1').update(body).digest('hex')
        etags.set(url, etag)
        if (hashes.get(url) === hash) continue
        hashes.set(url, hash)
        const items = await read(id, body)
        batch.push([url, items])
        if (batch.length < BATCH) continue
        const full = batch
        batch = []
        save(full)
      }
    }
    await Promise.all(Array.from({ length: flights }, work))
    save(batch)
    batch = []
    return count.get() ?? 0
  }
})
