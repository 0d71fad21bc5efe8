import { describe, expect, it } from 'vitest'
import { explain, type Known, type Standing } from '../../src/explain/explain.ts'
import { SENTENCES } from '../../src/explain/sentences.ts'
import type { Topic } from '../../src/model/feed.ts'
import type { Item } from '../../src/model/item.ts'
import { parseQuery } from '../../src/query/parse-query.ts'

const NOW = Date.parse('2026-11-10T12:00:00Z')
const TEXT = 'Les usines de semi-conducteurs, et l’économie.'
const ITEM: Item = {
  key: 1,
  id: 'x',
  uri: 'tag:river.example,2026:item/x',
  sourceId: 'a',
  sources: ['a', 'b'],
  topics: ['old', 'chips'],
  storyId: 'x',
  firstSeenAt: NOW,
  changedAt: NOW,
  archived: false,
  labels: [],
  boost: 1,
  hidden: false,
  title: 'Une Économie de puces',
  summary: TEXT,
  contentHtml: `<p>${TEXT}</p>`,
  authors: [],
  categories: [],
  enclosures: [],
  publishedAt: Date.parse('2026-11-01T12:00:00Z'),
}

function explained(given: Partial<Known>) {
  return explain({
    item: ITEM,
    text: TEXT,
    provenance: { sightings: [], urls: [] },
    outlets: 2,
    filters: [],
    story: { id: 'x', others: [], byHand: false },
    topics: [],
    standings: [],
    edits: [],
    now: NOW,
    ...given,
  })
}

const topic = (id: string, written: string): Topic => ({ id, title: id, query: parseQuery(written), written })

function standing(written: string, given: Partial<Standing> = {}): Standing {
  const feed = { name: 'f', title: 'F', description: '', where: parseQuery(written), limit: 10 }
  return { feed, found: false, pinned: false, newer: 0, more: false, ...given }
}

function verdict(written: string, given: Partial<Standing> = {}) {
  const [feed] = explained({ standings: [standing(written, given)] }).feeds
  if (feed === undefined) throw new Error('no verdict')
  return feed
}

describe('the topics of an item', () => {
  it('are explained by the words that match, as they are written', () => {
    const [economy] = explained({ topics: [topic('economy', 'economie -casino')] }).topics
    expect(economy).toEqual({
      id: 'economy',
      title: 'economy',
      recorded: false,
      matches: true,
      because: [
        {
          part: 'economie',
          words: [
            { field: 'title', start: 4, end: 12, text: 'Économie' },
            { field: 'text', start: TEXT.indexOf('économie'), end: TEXT.indexOf('économie') + 8, text: 'économie' },
          ],
        },
        { part: '-casino', words: [] },
      ],
    })
  })

  it('are those that it has and those that match now, and say which is which', () => {
    const topics = [topic('chips', 'semi*'), topic('bells', 'cloches'), topic('old', 'fonderie')]
    const verdicts = explained({ topics }).topics
    expect(verdicts.map(({ id, recorded, matches }) => [id, recorded, matches])).toEqual([
      ['chips', true, true],
      ['old', true, false],
    ])
    expect(SENTENCES.en.topic(verdicts[0] ?? never())).toBe('matches: semi* (“semi” in the text)')
    expect(SENTENCES.en.topic(verdicts[1] ?? never())).toContain('does not match any more')
    expect(explained({ topics: [] }).topics.map(({ id }) => id)).toEqual(['old', 'chips'])
  })

  it('are matched by the source that leads alone, as when it came', () => {
    const topics = [topic('led', 'source:a'), topic('other', 'source:b')]
    expect(explained({ topics }).topics.filter(({ matches }) => matches)).toMatchObject([{ id: 'led' }])
  })
})

describe('a feed', () => {
  it('carries what it finds, up to its limit', () => {
    const carried = verdict('topic:chips source:b', { found: true, newer: 9 })
    expect(carried).toMatchObject({ carried: true, because: [{ part: 'topic:chips' }, { part: 'source:b' }] })
    expect(carried).not.toHaveProperty('missing')

    const pushedOut = verdict('topic:chips', { found: true, newer: 10 })
    expect(pushedOut).toMatchObject({ carried: false, missing: { kind: 'limit', newer: 10, limit: 10, more: false } })
    expect(SENTENCES.en.feed(pushedOut)).toContain('but 10 newer ones stand before it, and the feed holds 10')
    expect(verdict('', { found: true, newer: 5, more: true }).carried).toBe(false)
    expect(SENTENCES.en.feed(verdict('', { found: true, newer: 1_000, more: true }))).toContain('at least 1000')
  })

  it('carries what it pins, whatever else it holds', () => {
    const pinned = standing('date:<1d', { pinned: true })
    const [feed] = explained({ standings: [{ ...pinned, feed: { ...pinned.feed, pin: parseQuery('puces') } }] }).feeds
    expect(feed).toMatchObject({ carried: true, pinned: true, because: [{ part: 'puces' }] })
  })

  it.each([
    ['economie lang:en topic:nothing', 'lang:en'],
    ['topic:chips date:<3d', 'date:<3d'],
    ['(casino OR cloches)', 'casino OR cloches'],
    ['economie -puces', '-puces'],
    ['sources:>2', 'sources:>=3'],
  ])('does not carry what %s does not match, for %s', (written, part) => {
    const feed = verdict(written)
    expect(feed).toMatchObject({ carried: false, missing: { kind: 'query', part } })
    expect(SENTENCES.en.feed(feed)).toContain(`${part} does not match`)
  })

  it('names the word that should not be there', () => {
    expect(SENTENCES.en.feed(verdict('economie -puces'))).toContain('-puces does not match (“puces” in the title)')
    expect(verdict('economie -puces').because).toEqual([
      { part: 'puces', words: [{ field: 'title', start: 16, end: 21, text: 'puces' }] },
    ])
  })
})

function never(): never {
  throw new Error('nothing is there')
}
