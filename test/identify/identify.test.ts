import { describe, expect, it } from 'vitest'
import { identify } from '../../src/identify/identify.ts'
import type { Article, Entry, Identity } from '../../src/model/item.ts'

const ARTICLE: Article = {
  title: 'Title',
  summary: 'Summary',
  contentHtml: '<p>Text</p>',
  authors: [],
  categories: [],
  enclosures: [],
}

function entry(article: Partial<Article> = {}, guid?: string): Entry {
  return { article: { ...ARTICLE, ...article }, text: 'Text', ...(guid === undefined ? {} : { guid }) }
}

function only(one: Entry, sourceId = 'source'): Identity {
  const [identity] = identify(sourceId, [one])
  if (identity === undefined) throw new Error('no identity')
  return identity
}

const URL_1 = 'https://a.example/1'
const URL_2 = 'https://a.example/2'

describe('an entry', () => {
  it('with guid and link has both as keys', () =>
    expect(only(entry({ url: `${URL_1}?utm_source=rss` }, 'g1'))).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{20}$/),
      guidKey: 'guid:g1',
      urlKey: 'a.example/1',
    }))

  it('without a guid is known by its link', () =>
    expect(only(entry({ url: URL_1 }))).toMatchObject({ guidKey: 'url:a.example/1', urlKey: 'a.example/1' }))

  it('without a link has no key of it, nor with one to a front page', () => {
    expect(only(entry({}, 'g1'))).not.toHaveProperty('urlKey')
    expect(only(entry({ url: 'https://a.example/?utm_source=rss' }, 'g1'))).not.toHaveProperty('urlKey')
  })

  it('without either is known by what it says', () => {
    const guidKey = expect.stringMatching(/^text:[0-9a-f]{64}$/)
    expect(only(entry())).toMatchObject({ guidKey })
    expect(only(entry()).guidKey).toBe(only(entry({ publishedAt: 1 })).guidKey)
    expect(only(entry()).guidKey).not.toBe(only(entry({ title: 'Other' })).guidKey)
    expect(only(entry()).guidKey).not.toBe(only({ ...entry(), text: 'Other' }).guidKey)
    expect(only(entry({ url: 'https://a.example/' }))).toMatchObject({ guidKey })
  })

  it('keeps its keys when the publisher edits title, text and date', () => {
    const edited = { title: 'New', contentHtml: '<p>New</p>', summary: 'New', publishedAt: 7 }
    for (const [article, guid] of [[{ url: URL_1 }, 'g1'], [{ url: URL_1 }], [{}, 'g1']] as const) {
      const { contentHash: before, textKey: _t, substance: _s, spare: _x, ...keys } = only(entry(article, guid))
      const {
        contentHash: after,
        textKey: _u,
        substance: _r,
        spare: _y,
        ...same
      } = only({ ...entry({ ...article, ...edited }, guid), text: 'New' })
      expect(same).toEqual(keys)
      expect(after).not.toBe(before)
    }
  })

  it('has an id of its source, so that nobody takes another’s by its guid', () => {
    expect(only(entry({}, 'g1'), 'a').id).not.toBe(only(entry({}, 'g1'), 'b').id)
    expect(only(entry({}, 'g1'), 'a').id).toBe(only(entry({}, 'g1'), 'a').id)
    expect(only(entry({}, 'b:g'), 'a').id).not.toBe(only(entry({}, 'g'), 'a:b').id)
  })

  it('with a guid as long as an article has a short key', () => {
    const [one, other] = [only(entry({}, `${'x'.repeat(5_000)}1`)), only(entry({}, `${'x'.repeat(5_000)}2`))]
    expect(one.guidKey).toMatch(/^hash:[0-9a-f]{64}$/)
    expect(one.guidKey).not.toBe(other.guidKey)
  })

  it.each([
    ['guid:x', 'x'],
    ['https://a.example/1', 'url:a.example/1'],
  ])('with the guid %s is not taken for one with %s', (one, other) =>
    expect(only(entry({}, one)).guidKey).not.toBe(only(entry({}, other)).guidKey),
  )
})

describe('what different entries of a document share', () => {
  it('a link: is no key of any, their guids are', () => {
    const identities = identify('source', [
      entry({ url: URL_1, title: 'A' }, 'g1'),
      entry({ url: `${URL_1}?utm_source=rss`, title: 'B' }, 'g2'),
      entry({ url: URL_2 }, 'g3'),
    ])
    expect(identities.map(({ guidKey }) => guidKey)).toEqual(['guid:g1', 'guid:g2', 'guid:g3'])
    expect(identities.map(({ urlKey }) => urlKey)).toEqual([undefined, undefined, 'a.example/2'])
  })

  it('a link, with no guids: their titles tell them apart', () => {
    const [one, other] = identify('source', [entry({ url: URL_1, title: 'A' }), entry({ url: URL_1, title: 'B' })])
    expect(one?.guidKey).not.toBe(other?.guidKey)
    expect(one).not.toHaveProperty('urlKey')
  })

  it('a guid: counts together with the link', () => {
    const identities = identify('source', [entry({ url: URL_1 }, 'g'), entry({ url: URL_2 }, 'g'), entry({}, 'own')])
    expect(identities.map(({ guidKey }) => guidKey)).toEqual([
      'shared:g:a.example/1',
      'shared:g:a.example/2',
      'guid:own',
    ])
  })

  it('a guid, with no links: together with the title', () => {
    const [one, other] = identify('source', [entry({ title: 'A' }, 'g'), entry({ title: 'B' }, 'g')])
    expect([one?.guidKey, other?.guidKey]).toEqual(['shared:g:A', 'shared:g:B'])
  })

  it('guid and link: titles tell them apart', () => {
    const identities = identify('source', [
      entry({ url: URL_1, title: 'A' }, 'g'),
      entry({ url: URL_1, title: 'B' }, 'g'),
      entry({ url: URL_2, title: 'C' }, 'g'),
    ])
    expect(new Set(identities.map(({ guidKey }) => guidKey)).size).toBe(3)
  })

  it('everything: it is one article, listed twice', () => {
    const [one, other] = identify('source', [entry({ url: URL_1 }, 'g'), entry({ url: URL_1 }, 'g')])
    expect(one).toEqual(other)
    expect(one).toMatchObject({ guidKey: 'guid:g', urlKey: 'a.example/1' })
  })
})

describe('the hash of the content', () => {
  const hash = (article: Partial<Article>) => only(entry(article, 'g')).contentHash
  const before = hash({ url: `${URL_1}?utm_source=rss`, publishedAt: 1, updatedAt: 1 })

  it.each([
    ['the date', { url: URL_1, publishedAt: 2, updatedAt: 3 }],
    ['the absence of one', { url: URL_1 }],
    ['how the reader comes', { url: `${URL_1}?utm_source=other#xtor=RSS-1` }],
  ])('ignores %s', (_, article) => expect(hash(article)).toBe(before))

  it.each([
    ['title', { title: 'Other' }],
    ['summary', { summary: 'Other' }],
    ['content', { contentHtml: '<p>Text!</p>' }],
    ['link', { url: URL_2 }],
    ['author', { authors: [{ name: 'Ann' }] }],
    ['category', { categories: ['AI'] }],
    ['enclosure', { enclosures: [{ url: 'https://a.example/a.mp3' }] }],
    ['image', { image: 'https://a.example/a.png' }],
    ['language', { lang: 'fr' }],
  ])('tells another %s', (_, article) => expect(hash({ url: URL_1, ...article })).not.toBe(before))

  it('does not depend on the source, nor on the guid', () =>
    expect(only(entry({ url: URL_1 }, 'other'), 'other').contentHash).toBe(before))
})
