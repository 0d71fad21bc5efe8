import { join } from 'node:path'
import Database from 'better-sqlite3'
import { canonicalUrl } from '../../src/identify/canonical-url.ts'
import { normaliseFeed } from '../../src/normalise/normalise.ts'
import { parseFeed } from '../../src/parse/parse.ts'
import type { Snapshot } from './snapshots.ts'

/** All that a history has of one guid. */
export interface Told {
  readonly guid: string
  readonly titles: Set<string>
  readonly links: Set<string>
}

/** What the documents have, guid by guid (or link by link), told without identify/ and the store. */
export async function union(snapshots: readonly Snapshot[]): Promise<Map<string, Told>> {
  const all = new Map<string, Told>()
  for (const { body } of snapshots) {
    const parsed = await parseFeed(body, undefined, 'https://recorded.invalid/feed').catch(() => undefined)
    // Empty, or no feed at all: now and then a server had nothing else.
    if (parsed === undefined) continue
    const { entries } = normaliseFeed(parsed, {
      documentUrl: 'https://recorded.invalid/feed',
      now: Date.UTC(2100, 0, 1),
    })
    for (const { guid, article } of entries) {
      const name = guid ?? article.url ?? article.title
      const told = all.get(name) ?? { guid: name, titles: new Set(), links: new Set() }
      told.titles.add(article.title)
      if (article.url !== undefined) told.links.add(article.url)
      all.set(name, told)
    }
  }
  return all
}

export interface Audit {
  readonly guids: number
  readonly items: number
  readonly revisions: number
  /** Guids of which nothing is there. */
  readonly lost: readonly Told[]
  /** Links or texts that two items have, each with the titles of both. */
  readonly doubled: readonly string[]
  /** Guids that are several items, by their titles. */
  readonly split: readonly string[]
  /** Several guids that are one item, by its title. */
  readonly merged: readonly string[]
}

/** Holds the union against the database of the service that polled. */
export function audit(folder: string, told: ReadonlyMap<string, Told>): Audit {
  const db = new Database(join(folder, 'data/tributary.db'), { readonly: true })
  try {
    const count = (table: string) => db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0
    const guidKeys = db.prepare<[], [string, number]>('SELECT guid_key, item_key FROM sightings').raw().all()
    const byGuid = new Map(guidKeys)
    const titleOf = db.prepare<[number], string>('SELECT title FROM items WHERE key = ?').pluck()
    const keyOfUrl = db.prepare<[string], number>('SELECT item_key FROM item_urls WHERE url_key = ?').pluck()
    const allOf = ({ guid, links }: Told) => [
      ...new Set(
        [byGuid.get(`guid:${guid}`), ...[...links].map((link) => keyOfUrl.get(canonicalUrl(link) ?? ''))].flatMap(
          (key) => key ?? [],
        ),
      ),
    ]
    const found = (one: Told) => allOf(one)[0]
    const guidsOf = Map.groupBy(told.values(), (one) => found(one))
    // Two items with one address, or with one title, text and date.
    const doubled = db
      .prepare<[], [string, string]>(`
        SELECT a.title, b.title FROM items a JOIN items b ON a.key < b.key AND a.url = b.url
        UNION SELECT a.title, b.title FROM items a JOIN items b ON a.key < b.key AND a.title = b.title
          AND a.summary = b.summary AND a.key / 1000000 = b.key / 1000000`)
      .raw()
      .all()
    return {
      guids: told.size,
      items: count('items'),
      revisions: count('revisions'),
      lost: guidsOf.get(undefined) ?? [],
      doubled: doubled.map(([one, other]) => `${one} | ${other}`),
      split: [...told.values()].flatMap((one) => {
        const keys = allOf(one)
        return keys.length < 2 ? [] : [`${one.guid}: ${keys.map((key) => titleOf.get(key)).join(' | ')}`]
      }),
      merged: [...guidsOf].flatMap(([key, guids]) =>
        key === undefined || guids.length < 2
          ? []
          : [
              `${titleOf.get(key)}: ${guids.map(({ guid, titles }) => `${guid} (${[...titles].join(' / ')})`).join(', ')}`,
            ],
      ),
    }
  } finally {
    db.close()
  }
}
