import { decodeHTML } from 'entities'
import { describe, expect, it } from 'vitest'
import type { ParsedText } from '../../src/model/parsed-feed.ts'
import { parseFeed } from '../../src/parse/parse.ts'
import { link } from '../../src/publish/links.ts'
import { publish } from '../../src/publish/publish.ts'
import { type Format, lastChange, type PublishedItem, updatedAt } from '../../src/publish/published.ts'
import { CHANNEL, HOSTILE, hostile, NICE, published } from './items.ts'
import { type Element, named, readStrictly } from './xml.ts'

const FORMATS: readonly Format[] = ['rss', 'atom', 'json']
const EARLIEST = Date.UTC(1990, 0, 1)
/** Names that would be markup, as they are written. */
const PLAIN_NAMES: Readonly<Record<string, string>> = {
  'Ann</b>': 'Ann< /b>',
  '<i>Bob</i> <bob@paper.example>': '<i>Bob< /i>',
  '<ann@paper.example>': 'ann@paper.example',
}
const ATOM = 'http://www.w3.org/2005/Atom'

describe.each(FORMATS)('%s', (format) => {
  const cases: [string, readonly PublishedItem[]][] = [
    ['nice items', NICE],
    ['hostile items', hostile()],
    ['no items', []],
    ...Object.keys(HOSTILE).map((why, i): [string, PublishedItem[]] => [why, hostile().slice(i, i + 1)]),
  ]
  it.each(cases)('is well-formed, whole, and reads back the same: %s', async (_, items) => {
    const document = publish(format, CHANNEL, items)
    if (format === 'json') JSON.parse(document)
    else readStrictly(document)
    const parsed = await parseFeed(Buffer.from(document))
    const { entries, repairs, title } = parsed

    expect(read(title)).toBe(CHANNEL.title)
    expect(repairs).toEqual([])
    expect(entries.map(({ guid }) => guid)).toEqual(items.map(({ uri }) => uri))
    for (const [i, item] of items.entries()) {
      const entry = entries[i]
      expect(entry?.link).toBe(link(item.url) ?? item.pageUrl)
      expect(shown(read(entry?.title))).toBe(shown(item.title) || entry?.link)
      expect(entry?.published).toBe(format === 'json' ? item.publishedAt : Math.max(item.publishedAt, EARLIEST))
      if (format !== 'rss' && item.publishedAt > EARLIEST) expect(entry?.updated).toBe(updatedAt(item))
      expect(entry?.authors.map(({ name }) => shown(name))).toEqual(namesOf(item))
    }
  })

  it('gives the same bytes for the same input', () => {
    for (const items of [NICE, hostile(), []])
      expect(publish(format, { ...CHANNEL }, items)).toBe(publish(format, CHANNEL, structuredClone(items)))
  })

  it('stands a hostile channel', async () => {
    const title = ']]> <b>\u0000 & "\ud800 </feed>'
    const document = publish(format, { ...CHANNEL, title, description: title, publisher: title }, NICE)
    if (format !== 'json') readStrictly(document)
    expect((await parseFeed(Buffer.from(document))).entries).toHaveLength(NICE.length)
  })
})

describe('Atom (RFC 4287)', () => {
  const feed = readStrictly(publish('atom', CHANNEL, [...NICE, ...hostile()]))

  it('has in each of its elements what it must have, once', () => {
    for (const element of [feed, ...named(feed, 'entry')]) {
      for (const name of ['id', 'title', 'updated'])
        expect([name, named(element, name).length, element.uri]).toEqual([name, 1, ATOM])
      expect(named(element, 'author').length).toBeGreaterThan(0)
      for (const author of named(element, 'author')) expect(textOf(author, 'name')).not.toBe('')
      expect(textOf(element, 'id')).not.toBe('')
      expect(textOf(element, 'updated')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)
      for (const category of named(element, 'category')) expect(category.attributes.term).toMatch(/./)
    }
    expect(feed.attributes['xml:lang']).toBe('en')
    expect(textOf(feed, 'updated')).toBe(new Date(lastChange([...NICE, ...hostile()])).toISOString())
  })

  it('has one alternate link, absolute, and links to itself', () => {
    const links = (element: Element, rel: string) =>
      named(element, 'link').filter(({ attributes }) => (attributes.rel ?? 'alternate') === rel)
    for (const element of [feed, ...named(feed, 'entry')]) {
      expect(links(element, 'alternate')).toHaveLength(1)
      for (const { attributes } of named(element, 'link')) expect(URL.canParse(attributes.href ?? '')).toBe(true)
    }
    expect(links(feed, 'self').map(({ attributes }) => attributes.href)).toEqual([CHANNEL.selfUrl])
  })

  it('says where each entry came from, and what is attached to it', () => {
    const [nice] = named(feed, 'entry')
    const [source] = nice === undefined ? [] : named(nice, 'source')
    expect(source === undefined ? [] : [textOf(source, 'id'), textOf(source, 'title')]).toEqual([
      'https://paper.example/feed?a=1&b=2',
      'The paper',
    ])
    expect(nice?.children.filter(({ attributes }) => attributes.rel === 'enclosure')).toMatchObject([
      { attributes: { href: 'https://paper.example/1.mp3', type: 'audio/mpeg', length: '1234' } },
    ])
  })
})

describe('RSS 2.0', () => {
  const [channel] = named(readStrictly(publish('rss', CHANNEL, [...NICE, ...hostile()])), 'channel')
  const items = channel === undefined ? [] : named(channel, 'item')

  it('has an id of its own that is no permalink, a link and a date for each item', () => {
    expect(items).toHaveLength(NICE.length + Object.keys(HOSTILE).length)
    for (const item of items) {
      expect(named(item, 'guid')).toMatchObject([{ attributes: { isPermaLink: 'false' } }])
      expect(URL.canParse(textOf(item, 'link'))).toBe(true)
      expect(textOf(item, 'pubDate')).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/)
      // An item has a title or a description.
      expect(textOf(item, 'title') + textOf(item, 'description') + textOf(item, 'encoded')).not.toBe('')
    }
  })

  it('has whole enclosures and creators, and names the source', () => {
    const enclosures = items.flatMap((item) => named(item, 'enclosure').map(({ attributes }) => attributes))
    expect(enclosures.length).toBeGreaterThan(2)
    for (const { url = '', type = '', length = '' } of enclosures)
      expect(`${url} ${type} ${length}`).toMatch(/^https:\S+ [\w-]+\/[\w-]+ \d+$/)
    expect(items[0] === undefined ? [] : named(items[0], 'creator').map(({ text }) => text)).toEqual(['Ann', 'Bob'])
    expect(items[0] === undefined ? [] : named(items[0], 'source')).toMatchObject([
      { text: 'The paper', attributes: { url: 'https://paper.example/feed?a=1&b=2' } },
    ])
  })
})

describe('JSON Feed 1.1', () => {
  it('has the fields of 1.1 and none of 1.0', () => {
    const feed = JSON.parse(publish('json', CHANNEL, NICE)) as { items: Record<string, unknown>[] }
    expect(feed).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      title: CHANNEL.title,
      home_page_url: CHANNEL.pageUrl,
      feed_url: CHANNEL.selfUrl,
      language: 'en',
      authors: [{ name: 'River' }],
    })
    expect(feed).not.toHaveProperty('author')
    expect(feed.items[0]).not.toHaveProperty('author')
    expect(feed.items[0]).toMatchObject({
      id: 'tag:river.example,2026:item/nice',
      url: 'https://paper.example/nice',
      title: 'Œuvre 🦉 & “quotes”',
      summary: 'A summary',
      content_html: '<p>All of it</p>',
      date_published: '2026-11-01T10:00:00.000Z',
      date_modified: '2026-11-01T11:00:00.000Z',
      authors: [{ name: 'Ann', url: 'https://ann.example/' }, { name: 'Bob' }],
      tags: ['Tech', 'Économie', 'chips'],
      image: 'https://paper.example/1.png',
      language: 'fr',
      attachments: [{ url: 'https://paper.example/1.mp3', mime_type: 'audio/mpeg', size_in_bytes: 1_234 }],
      _tributary: { source: 'paper', sources: ['paper'], topics: ['chips'], story: 'nice' },
    })
  })
})

describe('when an item last changed', () => {
  it('is its own date, or that of the last edit that says something else', () => {
    const [seen, at] = [100, 50]
    const change = (given: Partial<PublishedItem>) =>
      updatedAt(published('x', { firstSeenAt: seen, changedAt: seen, publishedAt: at, ...given }))
    expect([change({}), change({ updatedAt: 70 }), change({ changedAt: 200 })]).toEqual([50, 70, 50])
    expect(lastChange([])).toBe(0)
  })
})

function textOf(element: Element, name: string): string {
  return named(element, name)[0]?.text ?? ''
}

/** A title as a reader shows it. */
function read(text: ParsedText | undefined): string | undefined {
  return text?.type === 'html' ? decodeHTML(text.value) : text?.value
}

/** A text as a reader gets to see it: on a line, without what is no text and what cannot be seen. */
function shown(text = ''): string {
  return text
    .replace(/(?!\s)[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u{fffd}\u202a-\u202e\u2066-\u2069]|\u0085/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
}

function namesOf({ authors, sourceId, sourceTitle }: PublishedItem): string[] {
  const names = authors.map(({ name }) => shown(name)).filter((name) => name !== '')
  return (names.length > 0 ? names : [shown(sourceTitle) || sourceId]).map((name) => PLAIN_NAMES[name] ?? name)
}
