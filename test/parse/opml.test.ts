import { describe, expect, it } from 'vitest'
import { readOpml } from '../../src/parse/opml.ts'

const read = (body: string, attributes = 'version="2.0"') =>
  readOpml(Buffer.from(`<?xml version="1.0" encoding="UTF-8"?><opml ${attributes}><head/><body>${body}</body></opml>`))
/** One feed whose outline has these attributes. */
const feed = (attributes: string) => read(`<outline ${attributes} xmlUrl="https://x.example/feed"/>`).outlines[0]

describe('OPML as readers export it', () => {
  it('Feedly: a feed in two categories is listed in both, and is one', () => {
    const { outlines, listed, problems } = read(`
      <outline text="Tech" title="Tech">
        <outline type="rss" text="One" title="One" xmlUrl="https://one.example/rss" htmlUrl="https://one.example"/>
        <outline type="rss" text="Two" title="Two" xmlUrl="https://two.example/rss" htmlUrl="https://two.example"/>
      </outline>
      <outline text="Chips" title="Chips">
        <outline type="rss" text="One" title="One" xmlUrl="https://one.example/rss" htmlUrl="https://one.example"/>
      </outline>`)

    expect(outlines).toEqual([
      { url: 'https://one.example/rss', title: 'One', tags: ['Tech', 'Chips'] },
      { url: 'https://two.example/rss', title: 'Two', tags: ['Tech'] },
    ])
    expect(listed).toBe(3)
    expect(problems).toEqual(['joined feed 3, “Chips › One” with “One” before it: both are https://one.example/rss'])
  })

  it('Inoreader: names that are escaped twice', () => {
    expect(
      read(
        '<outline text="R&amp;amp;D" title="R&amp;amp;D"><outline text="L&amp;#039;Usine &amp;eacute;" title="L&amp;#039;Usine &amp;eacute;" type="rss" xmlUrl="https://x.example/?a=1&amp;amp;b=2"/></outline>',
      ).outlines,
    ).toEqual([{ url: 'https://x.example/?a=1&b=2', title: "L'Usine é", tags: ['R&D'] }])
  })

  it('NetNewsWire: folders, and a version that says nothing', () => {
    expect(
      read(
        `<outline text="Blogs" title="Blogs">
        <outline text="Blog" title="Blog" description="" type="rss" version="RSS" htmlUrl="https://b.example/" xmlUrl="https://b.example/feed.json"/>
      </outline>`,
        'version="1.1"',
      ).outlines,
    ).toEqual([{ url: 'https://b.example/feed.json', title: 'Blog', tags: ['Blogs'] }])
  })

  it('FreshRSS: attributes of its own, and pages that are no feeds', () => {
    const { outlines, problems } = read(
      `<outline text="Presse">
        <outline text="Feed" type="rss" xmlUrl="https://f.example/" frss:priority="important" frss:cssFullContent=".a"/>
        <outline text="JSON" type="JSONFeed" xmlUrl="https://j.example/"/>
        <outline text="Page" type="HTML+XPath" xmlUrl="https://p.example/" frss:xPathItem="//div"/>
      </outline>`,
      'xmlns:frss="https://freshrss.org/opml" version="2.0"',
    )

    expect(outlines.map(({ title, tags }) => [title, tags])).toEqual([
      ['Feed', ['Presse']],
      ['JSON', ['Presse']],
    ])
    expect(problems).toEqual([
      'left out feed 3, “Presse › Page”: its type is “html+xpath”: a page or data, which is no feed',
    ])
  })

  it('Miniflux: folders with text alone, feeds without a type', () => {
    expect(
      read(
        '<outline text="All"><outline title="https://m.example/feed" text="https://m.example/feed" xmlUrl="https://m.example/feed" htmlUrl="https://m.example/"></outline></outline>',
      ).outlines,
    ).toEqual([{ url: 'https://m.example/feed', title: 'https://m.example/feed', tags: ['All'] }])
  })

  it('CommaFeed: folders in folders', () => {
    expect(
      read(
        '<outline text="A" title="A"><outline text="B" title="B"><outline text="F" title="F" type="rss" xmlUrl="http://f.example/" htmlUrl="http://f.example/"/></outline><outline text="G" title="G" type="rss" xmlUrl="http://g.example/"/></outline><outline text="H" type="rss" xmlUrl="http://h.example/"/>',
        'version="1.0"',
      ).outlines.map(({ title, tags }) => [title, tags]),
    ).toEqual([
      ['F', ['A', 'B']],
      ['G', ['A']],
      ['H', []],
    ])
  })

  it('Thunderbird and Flym: a folder for each feed, folders that say they are RSS', () => {
    expect(
      read(
        '<outline title="Art"><outline title="Zone"><outline type="rss" title="Zone" text="Zone" version="RSS" fz:quickMode="false" xmlUrl="https://z.example/rss"/></outline></outline><outline type="rss" title="tech"><outline type="rss" title="T" xmlUrl="http://t.example/"/></outline>',
        'version="1.0" xmlns:fz="urn:forumzilla:"',
      ),
    ).toEqual({
      outlines: [
        { url: 'https://z.example/rss', title: 'Zone', tags: ['Art', 'Zone'] },
        { url: 'http://t.example/', title: 'T', tags: ['tech'] },
      ],
      listed: 2,
      problems: [],
    })
  })
})

describe('an outline', () => {
  it.each([
    ['title and text', 'title="Title" text="Text"', 'Title'],
    ['a title alone', 'title="Title"', 'Title'],
    ['a text alone', 'text="Text"', 'Text'],
    ['an empty title', 'title="  " text="Text"', 'Text'],
    ['neither', 'type="rss"', 'https://x.example/feed'],
    ['lines in its title', 'text="A&#10;  long&#9;title"', 'A long title'],
    ['an ampersand that is no reference', 'text="Q&amp;A, AT&amp;T; R&amp;lt"', 'Q&A, AT&T; R&lt'],
    ['names in capitals', 'TEXT="Text" TYPE="RSS"', 'Text'],
  ])('with %s has a name', (_, attributes, title) => {
    expect(feed(attributes)).toEqual({ url: 'https://x.example/feed', title, tags: [] })
  })

  it('has its language and its categories', () => {
    expect(feed('text="x" language="fr_CA" category="a, b ,,/Boston/Weather,a"')).toMatchObject({
      lang: 'fr-CA',
      tags: ['a', 'b', 'Boston', 'Weather'],
    })
    expect(feed('text="x" language="unknown"')).not.toHaveProperty('lang')
  })

  it.each([
    ['XMLURL="https://x.example/a"', 'https://x.example/a'],
    ['xmlurl=" https://x.example/a "', 'https://x.example/a'],
    ['type="rss" url="https://x.example/a"', 'https://x.example/a'],
    ['xmlUrl="feed://x.example/a"', 'http://x.example/a'],
    ['xmlUrl="feed:https://x.example/a"', 'https://x.example/a'],
    ['xmlUrl="HTTPS://X.example/à b"', 'https://x.example/%C3%A0%20b'],
  ])('has its URL in %s', (attributes, url) => {
    expect(read(`<outline text="x" ${attributes}/>`).outlines).toEqual([{ url, title: 'x', tags: [] }])
  })

  it.each([
    ['xmlUrl="javascript:alert(1)"', '“javascript:alert(1)” is no http or https URL'],
    ['xmlUrl="/feed.xml"', '“/feed.xml” is no http or https URL'],
    ['xmlUrl="http://"', '“http://” is no http or https URL'],
    ['xmlUrl="http://[1/"', '“http://[1/” is no http or https URL'],
    ['xmlUrl="file:///etc/passwd"', '“file:///etc/passwd” is no http or https URL'],
    [
      'xmlUrl="https://me:word@x.example/"',
      'its URL has a user name or password in it; add it by hand, with an Authorization header',
    ],
    ['type="rss" xmlUrl=" "', 'it has no xmlUrl'],
    ['type="include" url="https://x.example/more.opml"', 'it includes another file; import that one by itself'],
    [
      'type="JSON+DotNotation" xmlUrl="https://x.example/api"',
      'its type is “json+dotnotation”: a page or data, which is no feed',
    ],
    [
      'type="link" url="https://x.example/page"',
      'it is a link to https://x.example/page and names no feed; “add” looks for one there',
    ],
    ['htmlUrl="https://x.example/"', 'it is a link to https://x.example/ and names no feed; “add” looks for one there'],
  ])('that cannot be polled is told with its place: %s', (attributes, why) => {
    const { outlines, listed, problems } = read(
      `<outline text="Good" xmlUrl="https://x.example/"/><outline text="F"><outline text="Bad" ${attributes}/></outline>`,
    )
    expect(outlines.map(({ title }) => title)).toEqual(['Good'])
    expect(listed).toBe(2)
    expect(problems).toEqual([`left out feed 2, “F › Bad”: ${why}`])
    expect(problems.join()).not.toContain('word@')
  })

  it('may be a feed and a folder at once, or a line of text', () => {
    expect(
      read(
        '<outline text="A" xmlUrl="https://a.example/"><outline text="B" xmlUrl="https://b.example/"/></outline><outline text="A note"/>',
      ),
    ).toMatchObject({
      outlines: [
        { title: 'A', tags: [] },
        { title: 'B', tags: ['A'] },
      ],
      problems: [],
    })
  })
})

describe('a document', () => {
  it('that is ill-formed is mended, and says so', () => {
    const { outlines, problems } = read(
      '<outline text="R&D &eacute;" xmlUrl="https://x.example/?a=1&b=2"><outline text="C',
    )

    expect(outlines).toEqual([{ url: 'https://x.example/?a=1&b=2', title: 'R&D é', tags: [] }])
    expect(problems).toEqual([expect.stringMatching(/not well-formed XML/)])
    expect(readOpml(Buffer.from('<opml><body><outline text="A" xmlUrl="https://a.example/"/><outl')).problems).toEqual([
      ...[expect.stringMatching(/not well-formed XML/), 'it is cut off before its end'],
    ])
    expect(
      readOpml(
        Buffer.from(
          '<br>Warning: <b>x</b>\n<?xml version="1.0"?><opml version="1.0"><body><outline text="F"><outline text="A < B" xmlUrl="https://a.example/"></outline><outline text=B xmlUrl=https://b.example/ /></outline><outline text="C" xmlUrl="https://c.example/" text="C"/></opml>',
        ),
      ).outlines.map(({ title, tags }) => [title, tags]),
    ).toEqual([
      ['A < B', ['F']],
      ['B', ['F']],
      ['C', []],
    ])
  })

  it('without a body, in capitals or in another encoding is read', () => {
    const latin1 =
      '<?xml version="1.0" encoding="ISO-8859-1"?><OPML VERSION="1.0"><OUTLINE TEXT="Économie" XMLURL="https://e.example/"/></OPML>'
    const expected = [{ url: 'https://e.example/', title: 'Économie', tags: [] }]
    expect(readOpml(Buffer.from(latin1, 'latin1')).outlines).toEqual(expected)
    expect(readOpml(Buffer.from(`\ufeff${latin1}`, 'utf16le')).outlines).toEqual(expected)
  })

  it.each([
    ['', 'there is no element in it'],
    ['no opml', 'there is no element in it'],
    ['<rss version="2.0"><channel/></rss>', 'its outermost element is <rss>'],
  ])('that is no OPML is refused: %s', (text, why) => {
    expect(() => readOpml(Buffer.from(text))).toThrow(`This is no OPML: ${why}`)
  })

  it('never expands its entities, its own or those of others', () => {
    const bomb = `<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
      <opml version="2.0"><body><outline text="&b;&f;" xmlUrl="https://x.example/"/></body></opml>`
    expect(readOpml(Buffer.from(bomb)).outlines).toEqual([{ url: 'https://x.example/', title: '&b;&f;', tags: [] }])
  })

  it('may be deep, wide and long, and is bounded', () => {
    const nested = (depth: number) =>
      read(
        `${'<outline text="f">'.repeat(depth)}<outline text="x" xmlUrl="https://x.example/"/>${'</outline>'.repeat(depth)}`,
      )
    expect(nested(50).outlines).toHaveLength(1)
    expect(nested(100_000)).toEqual({ outlines: [], listed: 0, problems: ['left out what is in more than 50 folders'] })
    expect(() => read('<outline text="x">'.repeat(100_000))).toThrow('more than 1000 elements without an end tag')
    expect(() => read('<outline text="x"/>'.repeat(300_000))).toThrow('more than 400000 elements')
    expect(() => readOpml(Buffer.alloc(20_000_001, 0x20))).toThrow('more than 20000000 bytes')
    const tags = Array.from({ length: 100 }, (_, i) => `t${i}`)
    const { outlines, problems } = read(
      `<outline text="${'é'.repeat(500)}" category="${tags}" xmlUrl="https://x.example/"/>`,
    )
    expect(outlines[0]).toMatchObject({ title: 'é'.repeat(200), tags: tags.slice(0, 20) })
    expect(problems).toEqual([`left out all but 20 folders and categories of “${'é'.repeat(200)}”`])
  })

  it('is not taken for ours by its attributes alone', () => {
    expect(feed('text=" R&amp;amp;D " tributary:tags="[&quot;x&quot;]"')).toEqual({
      url: 'https://x.example/feed',
      title: 'R&D',
      tags: [],
    })
  })
})
