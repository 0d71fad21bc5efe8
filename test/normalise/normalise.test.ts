import { describe, expect, it } from 'vitest'
import { DOCUMENT, html, NOW, normalise, normaliseOne, text } from './entry.ts'

const DAY = 86_400_000

describe('a link', () => {
  it.each([
    ['https://a.example/1', 'https://a.example/1'],
    ['HTTPS://A.Example:443/1', 'https://a.example/1'],
    [' \n/1?a=b#c ', 'https://source.example/1?a=b#c'],
    ['1', 'https://source.example/feeds/1'],
    ['//b.example/1', 'https://b.example/1'],
    ['https://a.example/é à', 'https://a.example/%C3%A9%20%C3%A0'],
    ['https://user:secret@a.example/1', 'https://a.example/1'],
    ['https://élysée.example/', 'https://xn--lyse-9oad.example/'],
    ['javascript:alert(1)', undefined],
    ['java\nscript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['mailto:a@a.example', undefined],
    ['ftp://a.example/1', undefined],
    ['http://[', undefined],
    ['', undefined],
    [`https://a.example/${'x'.repeat(2_000)}`, undefined],
  ])('“%s” is %s', (link, url) => expect(normaliseOne({ title: text('t'), link }).article.url).toBe(url))

  it.each([
    [undefined, undefined, 'https://source.example/feeds/1'],
    ['/fr/', undefined, 'https://source.example/fr/1'],
    ['https://b.example/x/', undefined, 'https://b.example/x/1'],
    ['https://b.example/x/', 'y/', 'https://b.example/x/y/1'],
    [undefined, 'https://c.example', 'https://c.example/1'],
    ['javascript:alert(1)', 'data:x', 'https://source.example/feeds/1'],
    ['http://[', '', 'https://source.example/feeds/1'],
  ])('of an entry, with xml:base %s of the feed and %s of the entry', (ofFeed, ofEntry, url) => {
    const entry = ofEntry === undefined ? {} : { base: ofEntry }
    const feed = ofFeed === undefined ? {} : { base: ofFeed }
    const { article } = normaliseOne(
      {
        link: '1',
        content: html('<a href="1">a</a><img src="1">'),
        image: '1',
        enclosures: [{ url: '1' }],
        authors: [{ name: 'Ann', url: '1' }],
        ...entry,
      },
      feed,
    )
    expect([article.url, article.image, article.enclosures[0]?.url, article.authors[0]?.url]).toEqual(
      Array.from({ length: 4 }, () => url),
    )
    expect(article.contentHtml).toContain(`href="${url}"`)
    expect(article.contentHtml).toContain(`src="${url}"`)
  })

  it('of a text with a base of its own is relative to that', () =>
    expect(normaliseOne({ content: html('<a href="1">a</a>', 'deep/'), base: '/x/' }).article.contentHtml).toContain(
      'href="https://source.example/x/deep/1"',
    ))

  it('of the feed is relative to its base', () => {
    expect(normalise([], { link: '/', title: text(' The\nfeed ') })).toEqual({
      title: 'The feed',
      siteUrl: 'https://source.example/',
      entries: [],
      retracted: [],
    })
    expect(normalise([], { link: 'javascript:1', title: text(' ') })).toEqual({ entries: [], retracted: [] })
  })

  it('in an archive on disk leads nowhere unless it is absolute', () => {
    const options = { documentUrl: 'file:///archive/feed.xml' }
    expect(normaliseOne({ link: '/etc/passwd', title: text('t') }, {}, options).article).not.toHaveProperty('url')
    expect(normaliseOne({ link: 'https://a.example/1' }, {}, options).article.url).toBe('https://a.example/1')
  })
})

describe('a title', () => {
  it.each([
    ['plain', text('  Le prix\n\tdu  lait '), 'Le prix du lait'],
    ['text that looks like markup', text('Use <b> &amp; <i>'), 'Use <b> &amp; <i>'],
    ['markup', html('<b>Le</b> prix<br>du&nbsp;lait'), 'Le prix du lait'],
    ['entities', html('AT&amp;T &eacute;t&#233; &#x1F600; &hellip;'), 'AT&T été 😀 …'],
    ['script', html('A<script>alert(1)</script> title'), 'A title'],
    ['a lone less-than sign', html('1 < 2 & 3'), '1 < 2 & 3'],
    ['controls and direction overrides', text('A\u202eB\x00C\ufeff'), 'ABC'],
  ])('%s', (_, title, expected) => expect(normaliseOne({ title, guid: 'g' }).article.title).toBe(expected))

  it('that is absent or empty comes from the text, the link or the guid', () => {
    const link = 'https://a.example/1'
    const content = html('<p>Words of the article.</p>')
    expect(normaliseOne({ content, link }).article.title).toBe('Words of the article.')
    expect(normaliseOne({ title: html('<b> </b>'), content }).article.title).toBe('Words of the article.')
    expect(normaliseOne({ title: text(' '), link, guid: 'g' }).article.title).toBe(link)
    expect(normaliseOne({ guid: ' g\n1 ' }).article.title).toBe('g 1')
    expect(normaliseOne({ content: html(`<p>${'word '.repeat(50)}</p>`) }).article.title).toMatch(/^(word ){17}word…$/)
  })

  it('is cut between words, and never within a character', () => {
    const { title } = normaliseOne({ title: text('word '.repeat(200)) }).article
    expect(title.length).toBeLessThanOrEqual(400)
    expect(title).toMatch(/word…$/)
    const { title: smileys } = normaliseOne({ title: text(`x${'😀'.repeat(400)}`) }).article
    expect(smileys.isWellFormed()).toBe(true)
  })
})

describe('an entry', () => {
  it('that says nothing is left out, and costs that entry only', () => {
    const empty = [{}, { title: text(' ') }, { content: html('<p></p><img src="data:x">') }, { link: 'javascript:1' }]
    expect(normalise([...empty, { title: text('Something') }]).entries.map(({ article }) => article.title)).toEqual([
      'Something',
    ])
  })

  it('has its content, its summary, and the text of both', () => {
    const both = normaliseOne({ summary: html('<p>Short</p>'), content: html('<p>Long</p><p>text</p>') })
    expect(both.article).toMatchObject({ summary: 'Short', contentHtml: '<p>Long</p><p>text</p>' })
    expect(both.text).toBe('Short Long text')
    const only = normaliseOne({ summary: html('<p>Short &lt; long</p>') })
    expect(only.article).toMatchObject({ summary: 'Short < long', contentHtml: '<p>Short &lt; long</p>' })
    expect(only.text).toBe('Short < long')
    expect(normaliseOne({ title: text('t') })).toMatchObject({ article: { summary: '', contentHtml: '' }, text: '' })
    expect(normaliseOne({ summary: html(' '), content: html('<p>Long</p>') }).article.summary).toBe('Long')
  })

  it('in plain text keeps its paragraphs and no markup', () =>
    expect(normaliseOne({ content: text('One <b>\nline\n\n \nTwo & "three"') }).article.contentHtml).toBe(
      '<p>One &lt;b&gt; line</p>\n<p>Two &amp; &quot;three&quot;</p>',
    ))

  it('keeps its guid as it is, but for white space', () => {
    expect(normaliseOne({ guid: '  tag:a,2026:1\n' }).guid).toBe('tag:a,2026:1')
    expect(normaliseOne({ guid: ' ', title: text('t') })).not.toHaveProperty('guid')
  })
})

describe('a date', () => {
  it.each([
    ['past', NOW - DAY, NOW - DAY],
    ['in the future is the poll’s', NOW + DAY, NOW],
    ['in 2999 too', Date.UTC(2999, 0), NOW],
    ['the epoch is none', 0, undefined],
    ['in 1970 either', Date.UTC(1970, 11, 31), undefined],
    ['the year 1 is none', -62_135_596_800_000, undefined],
    ['before computers had feeds', Date.UTC(1985, 0), Date.UTC(1985, 0)],
    ['absent', undefined, undefined],
  ])('%s', (_, published, expected) =>
    expect(normaliseOne({ guid: 'g', ...(published === undefined ? {} : { published }) }).article.publishedAt).toBe(
      expected,
    ),
  )

  it('of the update stands in for one that is absent or impossible', () => {
    const updated = NOW - DAY
    const dates = { publishedAt: updated, updatedAt: updated }
    expect(normaliseOne({ guid: 'g', updated }).article).toMatchObject(dates)
    expect(normaliseOne({ guid: 'g', updated, published: 0 }).article).toMatchObject(dates)
    expect(normaliseOne({ guid: 'g', updated: NOW + 1, published: 0 }).article.updatedAt).toBe(NOW)
  })
})

describe('a language', () => {
  it.each([
    ['fr', undefined, undefined, 'fr'],
    ['fr-CA', 'en', 'de', 'fr-ca'],
    ['PT_br', undefined, undefined, 'pt-br'],
    [undefined, 'zh-Hant-TW', 'de', 'zh-hant-tw'],
    ['', ' en ', 'de', 'en'],
    ['French', 'x', 'de', 'fr'],
    ['<b>', undefined, undefined, undefined],
    [undefined, undefined, undefined, undefined],
  ])('of the entry %s, of the feed %s, of the source %s is %s', (entry, feed, source, expected) => {
    const lang = (tag: string | undefined) => (tag === undefined ? {} : { lang: tag })
    expect(normaliseOne({ guid: 'g', ...lang(entry) }, lang(feed), lang(source)).article.lang).toBe(expected)
  })
})

describe('what goes with an entry', () => {
  it('enclosures: absolute, once, with a media type that is one', () => {
    const url = 'https://source.example/a.mp3'
    expect(
      normaliseOne({
        guid: 'g',
        enclosures: [
          { url: '/b.mp3', type: ' Audio/MPEG ', length: 12 },
          { url: '/b.mp3', type: 'audio/mpeg', length: 13 },
          { url: '/a.mp3', type: 'nonsense"><script>' },
          { url: 'javascript:1', type: 'audio/mpeg' },
          { url: '' },
        ],
      }).article.enclosures,
    ).toEqual([{ url: 'https://source.example/b.mp3', type: 'audio/mpeg', length: 13 }, { url }])
  })

  it('authors and categories: plain, once, none empty', () => {
    const { article } = normaliseOne({
      guid: 'g',
      authors: [{ name: ' <b>Ann</b> ' }, { name: 'Ann', url: '/ann' }, { name: '' }, { name: 'Bo', url: 'mailto:b' }],
      categories: ['AI', ' AI ', 'R&amp;D', '<i></i>'],
    })
    expect(article.authors).toEqual([{ name: 'Ann', url: 'https://source.example/ann' }, { name: 'Bo' }])
    expect(article.categories).toEqual(['AI', 'R&D'])
  })

  it('all of it bounded', () => {
    const long = 'word '.repeat(200_000)
    const longName = 'word '.repeat(1_000)
    const many = Array.from({ length: 50 }, (_, i) => `${i}`)
    const { article, text: all } = normaliseOne({
      title: text(long),
      summary: text(long),
      content: text(long),
      authors: many.map((n) => ({ name: n + longName })),
      categories: many.map((n) => n + longName),
      enclosures: many.map((url) => ({ url })),
    })
    expect(article.title.length).toBeLessThanOrEqual(400)
    expect(article.summary.length).toBeLessThanOrEqual(500)
    expect(article.contentHtml.length).toBeLessThan(450_000)
    expect(all.length).toBeLessThan(450_000)
    expect([article.authors.length, article.categories.length, article.enclosures.length]).toEqual([20, 20, 20])
    expect(Math.max(...article.categories.map(({ length }) => length))).toBeLessThanOrEqual(121)
    expect(normalise(Array.from({ length: 3_000 }, (_, i) => ({ guid: `${i}` }))).entries).toHaveLength(2_000)
  })

  it('the document’s address is its base, wherever it was asked for', () =>
    expect(normaliseOne({ link: 'x' }).article.url).toBe(new URL('x', DOCUMENT).href))
})

describe('a document with more entries than are read', () => {
  it('is read from its newest on, wherever they stand', () => {
    const dated = Array.from({ length: 2_500 }, (_, i) => ({
      guid: String(i),
      published: Date.UTC(2020, 0, 1) + i * DAY,
    }))
    const { entries } = normalise(dated)
    expect(entries).toHaveLength(2_000)
    expect(entries[0]?.guid).toBe('2499')
  })
})

describe('a title about tags', () => {
  it.each([
    ['The <script> tag explained', 'The tag explained'],
    ['Using <template> and <form> today', 'Using and today'],
    ['Before <script>alert(1)</script> after', 'Before after'],
    ['<b>Bold</b> <STYLE>x{}</STYLE>move', 'Bold move'],
  ])('“%s” is not cut at them', (written, shown) => {
    expect(normaliseOne({ title: html(written) }).article.title).toBe(shown)
  })
})

describe('what only looks like markup', () => {
  it.each([
    ['List&lt;String&gt; in Java', 'List<String> in Java'],
    ['&lt;/example&gt;', '</example>'],
    ['Un &lt;b&gt;vrai&lt;/b&gt; &lt;i&gt;titre&lt;/i&gt;', 'Un vrai titre'],
  ])('in a title: %s', (written, title) => {
    const decoded = written.replaceAll('&lt;', '<').replaceAll('&gt;', '>')
    expect(normaliseOne({ title: html(decoded) }).article.title).toBe(title)
  })
})

describe('a relative link', () => {
  it('of RSS is relative to its site, of Atom to its document', () => {
    const entries = [{ title: text('a'), link: '/1' }]
    const link = (format: 'rss' | 'atom') =>
      normalise(entries, { format, link: 'https://site.example/' }).entries[0]?.article.url
    expect(link('rss')).toBe('https://site.example/1')
    expect(link('atom')).toBe('https://source.example/1')
  })
})

it('a deletion is of its moment, and of now where it has none or one to come', () => {
  const retracted = [{ guid: ' urn:a\n', when: NOW - DAY }, { guid: 'b' }, { guid: 'c', when: NOW + DAY }]
  expect(normalise([], { retracted }).retracted).toEqual([
    { guid: 'urn:a', when: NOW - DAY },
    { guid: 'b', when: NOW },
    { guid: 'c', when: NOW },
  ])
})
