/** The yardstick: what one would write in an hour. Every document is fetched and parsed at each round, 20 at a time. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import RssParser from 'rss-parser'
import { contest } from './contestant.ts'

contest(async ({ urls, folder }) => {
  const db = new Database(join(folder, 'naive.db'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.exec(
    'CREATE TABLE items (guid TEXT PRIMARY KEY, source TEXT, title TEXT, link TEXT, date TEXT, author TEXT, content TEXT)',
  )
  const insert = db.prepare('INSERT OR IGNORE INTO items VALUES (?, ?, ?, ?, ?, ?, ?)')
  const count = db.prepare<[], number>('SELECT count(*) FROM items').pluck()
  const parser = new RssParser<object, { readonly id?: string }>()
  const save = db.transaction((url: string, items: readonly (RssParser.Item & { readonly id?: string })[]) => {
    for (const item of items) {
      const guid = `${url} ${item.guid ?? item.id ?? item.link}`
      insert.run(guid, url, item.title, item.link, item.isoDate, item.creator, item.content)
    }
  })

  async function poll(url: string): Promise<void> {
    const response = await fetch(url)
    const feed = await parser.parseString(await response.text())
    save(url, feed.items)
  }

  return async () => {
    const waiting = [...urls]
    const work = async () => {
      for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) await poll(url)
    }
    await Promise.all(Array.from({ length: 20 }, work))
    return count.get() ?? 0
  }
})
