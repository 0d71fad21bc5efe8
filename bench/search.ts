/**
 * What searching costs, and what the worst query does. The first table sets the first page of a search beside the same FTS5
 * statement written by hand on better-sqlite3, in turns in one run: the best of three for each search, so that the
 * percentiles are those of searches. The second one lists queries that a stranger might send to make us work.
 */

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { TributaryError } from '../src/errors.ts'
import type { Query } from '../src/model/query.ts'
import { parseQuery } from '../src/query/parse-query.ts'
import { resolve } from '../src/query/resolve.ts'
import { MAX_DAYS, readTrial, rehearse } from '../src/rehearse/rehearse.ts'
import { openStore } from '../src/store/open-store.ts'
import type { Store } from '../src/store/store.ts'
import { type Flags, readFlags } from './flags.ts'
import { benchFolder } from './folders.ts'
import { fill, NOW, WORDS } from './made-items.ts'
import { median, quantile, ratioOf } from './medians.ts'
import { say } from './progress.ts'
import { type Row, report } from './results.ts'

const LIMIT = 50
const WARMING = 100

const word = (rank: number) => WORDS[rank] ?? ''

/** Searches by words of several frequencies, and what FTS5 is asked by hand for the same. */
const SEARCHES: readonly (readonly [name: string, (i: number) => readonly [query: string, fts5: string]])[] = [
  ['two words', (i) => [`${word(100 + i)} ${word(300 + i)}`, `"${word(100 + i)}" AND "${word(300 + i)}"`]],
  ['two frequent words', (i) => [`${word(i % 70)} ${word(80 + i)}`, `"${word(i % 70)}" AND "${word(80 + i)}"`]],
  ['a phrase', (i) => [`"${word(i % 30)} ${word(60 + i)}"`, `"${word(i % 30)} ${word(60 + i)}"`]],
  ['a prefix', (i) => [`${word(100 + i).slice(0, 3)}*`, `"${word(100 + i).slice(0, 3)}"*`]],
  ['a field', (i) => [`title:${word(100 + i)}`, `title : "${word(100 + i)}"`]],
  [
    'a boolean',
    (i) => [
      `(${word(100 + i)} OR ${word(200 + i)}) -${word(i % 50)}`,
      `("${word(100 + i)}" OR "${word(200 + i)}") NOT "${word(i % 50)}"`,
    ],
  ],
]

const repeated = (count: number, part: (i: number) => string, between = ' ') =>
  Array.from({ length: count }, (_, i) => part(i)).join(between)

/** Queries that find nothing, or only after everything was looked at. */
const NASTY: readonly (readonly [name: string, query: string])[] = [
  ['a word and not that word', 'the -the'],
  ['12 words, each without itself', repeated(12, (i) => `(${word(i)} -${word(i)})`, ' OR ')],
  ['the same in the title', repeated(12, (i) => `(title:${word(i)} -title:${word(i)})`, ' OR ')],
  ['a phrase of 24 times one word', `"${repeated(24, () => 'the')}"`],
  ['a phrase of 24 words', `"${repeated(24, word)}"`],
  ['two NEARs of 5 words', `${repeated(2, () => `NEAR(${repeated(5, word)}, 0)`)} -the`],
  ['8 prefixes of two letters', `${repeated(8, (i) => `${word(70 + 9 * i).slice(0, 2)}*`)} -the`],
  ['8 prefixes of four letters', `${repeated(8, (i) => `${word(100 + 9 * i).slice(0, 4)}*`, ' OR ')}`],
  ['nothing but negations', repeated(20, (i) => `-${word(i)}`)],
  ['words and facts, mixed', repeated(8, (i) => `(${word(i)} site:nowhere.example)`, ' OR ')],
  ['words or facts, negated', repeated(8, (i) => `-(${word(i)} OR lang:fr)`)],
  ['a language that nobody writes', 'lang:xx'],
  ['a site that nobody has', 'site:nowhere.example'],
  ['no words, a word of the URL', 'url:example -url:example'],
  ['has:video', 'has:video'],
  ['has:audio and a word', 'has:audio has:video the'],
  ['dates, negated', '-date:2020..'],
  ['many sources', 'sources:>9'],
  ['sources and stories', 'sources:>9 OR (story:x -source:a)'],
  ['a source and a frequent word', 'source:source-1 the lang:xx'],
  ['10 sources, negated', repeated(10, (i) => `-source:source-${i}`)],
  ['6 sources, in turns', repeated(6, (i) => `(source:source-${i} -source:source-${i})`, ' OR ')],
  ['a regular expression', '/zzyzx/i'],
  ['one without a letter that it needs', '/[0-9]{9}/'],
  ['one whose states are many', '/\\b[aeiou].{90}[0-9]\\b/i'],
  ['four of them', repeated(4, (i) => `-/[aeiou].{${30 + i}}[a-z]/`)],
  ['of URLs', 'url:/[0-9]{9}$/'],
  ['of tags', 'tag:/[0-9]{9}$/'],
  ['one beside a frequent word', 'the /[0-9]{9}/'],
  ['everything', ''],
]

async function main(flags: Flags): Promise<Row[]> {
  const folder = flags.text('folder') ?? benchFolder()
  mkdirSync(folder, { recursive: true })
  const store = await openStore({ dataDir: folder, tagAuthority: 'river.example', now: NOW })
  try {
    const { items: there } = await store.counts()
    if (there === 0) {
      say(`making ${flags.number('items')} items`)
      await fill(store, flags.number('items'))
    }
    const rows = await besideHand(store, join(folder, 'tributary.db'), flags)
    return [...rows, await nasty(store), await tried(store)]
  } finally {
    await store.close()
  }
}

async function besideHand(store: Store, file: string, flags: Flags): Promise<Row[]> {
  const db = new Database(file, { readonly: true })
  const byHand = db.prepare(`
    SELECT i.key, i.id, i.uri, i.source_id, i.story_id, i.archived, i.first_seen_at, i.changed_at, i.updated_at, i.lang,
      i.url, i.image, i.title, i.authors, i.categories, i.enclosures, i.summary, i.content_html, i.extras,
      i.labels, i.boost, i.hidden,
      (SELECT group_concat(topic) FROM item_topics WHERE item_key = i.key) AS topics,
      (SELECT group_concat(source_id) FROM sightings WHERE item_key = i.key) AS sources
    FROM items_fts JOIN items i ON i.key = items_fts.rowid
    WHERE items_fts MATCH ? AND i.hidden = 0 ORDER BY items_fts.rowid DESC LIMIT ${LIMIT}`)
  const rows: Row[] = []
  for (const [name, made] of SEARCHES) {
    const runs: { ours: number[]; theirs: number[] }[] = []
    for (let run = 0; run < flags.runs; run += 1) {
      const [ours, theirs]: [number[], number[]] = [[], []]
      for (let i = run === 0 ? -WARMING : 0; i < flags.number('searches'); i += 1) {
        const [written, expression] = made(Math.abs(i))
        const runOurs = async () => store.items({ where: parseQuery(written), limit: LIMIT })
        const runTheirs = async () => byHand.all(expression)
        // The first one of a pair warms the cache for the other.
        const pair = [[runOurs, ours] as const, [runTheirs, theirs] as const]
        for (const [search, all] of i % 2 === 0 ? pair : pair.toReversed()) {
          const took: number[] = []
          for (let again = 0; again < 3; again += 1) took.push(await milliseconds(search))
          if (i >= 0) all.push(Math.min(...took))
        }
      }
      runs.push({ ours, theirs })
    }
    for (const [figure, share] of [
      ['p50', 0.5],
      ['p99', 0.99],
    ] as const) {
      const [ours, theirs] = [
        runs.map((run) => quantile(run.ours, share)),
        runs.map((run) => quantile(run.theirs, share)),
      ]
      const yardstick = { name: 'FTS5 by hand', value: median(theirs) }
      rows.push({ what: `${name}: ${figure}`, unit: 'ms', ours: median(ours), yardstick, ratio: ratioOf(ours, theirs) })
    }
    say(`searched for ${name}`)
  }
  db.close()
  return rows
}

async function nasty(store: Store): Promise<Row> {
  say('made to be slow                          ms   found   looked back')
  let slowest = 0
  for (const sort of ['date', 'relevance'] as const)
    for (const [name, written] of NASTY) {
      const where: Query = resolve(parseQuery(written), NOW)
      let page = await store.items({ where, limit: LIMIT, sort })
      const ms = await milliseconds(async () => {
        page = await store.items({ where, limit: LIMIT, sort })
      })
      slowest = Math.max(slowest, ms)
      const { items, lookedBackTo } = page
      const back = lookedBackTo === undefined ? 'to the first' : `${Math.round((NOW - lookedBackTo) / 86_400_000)} days`
      if (sort === 'date' || ms > 100)
        say(
          `${`${name}${sort === 'date' ? '' : ', best'}`.padEnd(36)}${ms.toFixed(1).padStart(8)}${`${items.length}`.padStart(8)}   ${back}`,
        )
    }
  return { what: `the slowest of ${2 * NASTY.length} searches that are made to be slow`, unit: 'ms', ours: slowest }
}

/** The same queries tried as rules: in the place of that of a feed, over all the years that a stranger may ask for. */
async function tried(store: Store): Promise<Row> {
  say('tried as the rule of a feed                ms   looked back')
  const feed = { name: 'f', title: 'F', description: '', limit: 50, where: parseQuery(`${word(5)} -${word(6)}`) }
  let slowest = 0
  const tried = [
    ...NASTY,
    ['16 negations', repeated(16, (i) => `-${word(i)}`)],
    ['a phrase of 16 words', `"${repeated(16, word)}"`],
  ] as const
  for (const [name, query] of tried) {
    if (query === '' || isRefused(query)) continue
    const trial = readTrial({ query, feed: 'f', days: MAX_DAYS }, { feeds: [feed], topics: [] }, NOW)
    let rehearsal = await rehearse(trial, store)
    const ms = await milliseconds(async () => {
      rehearsal = await rehearse(trial, store)
    })
    slowest = Math.max(slowest, ms)
    const { lookedBackTo } = rehearsal
    const back = lookedBackTo === undefined ? 'to the first' : `${Math.round((NOW - lookedBackTo) / 86_400_000)} days`
    if (ms > 100) say(`${name.padEnd(36)}${ms.toFixed(1).padStart(8)}   ${back}`)
  }
  return { what: 'the slowest of them tried as the rule of a feed', unit: 'ms', ours: slowest }
}

/** It has more words than a stranger may try. */
function isRefused(query: string): boolean {
  try {
    readTrial({ query }, { feeds: [], topics: [] }, NOW)
    return false
  } catch (problem) {
    if (problem instanceof TributaryError) return true
    throw problem
  }
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const flags = readFlags({
  usage: 'node bench/search.ts',
  about:
    'The first page of searches in a store of made-up items, beside the same statement written by hand for FTS5, by turns;\n' +
    'then queries that a stranger might send to make us work (on the standard error), and the slowest of them.',
  numbers: {
    items: { help: 'items in the store', small: 10_000, full: 300_000 },
    searches: { help: 'searches of each kind in a run', small: 60, full: 300 },
  },
  texts: { folder: '<folder>: where the store is kept for the next time' },
})
report('search', flags, await main(flags))
