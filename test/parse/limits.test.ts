import { describe, expect, it } from 'vitest'
import type { ParsedFeed } from '../../src/model/parsed-feed.ts'
import { parseFeed } from '../../src/parse/parse.ts'

/** Documents that are cheap to write and could be dear to read; each has to end within a second. */
const RUN = 20_000
/** Enough for a quadratic reader to be caught, few enough for a busy machine. */
const DEEP = 6_000
const DEAR: readonly (readonly [string, string])[] = [
  ['escaped tags that never end, in a description', `<description>${'&lt;div'.repeat(RUN)}</description>`],
  ['the same in content:encoded', `<content:encoded>${'&lt;div'.repeat(RUN)}</content:encoded>`],
  ['the same in a title', `<title>${'&lt;div'.repeat(RUN)}</title>`],
  ['the same in an element that nobody reads', `<content>${'&lt;div'.repeat(RUN)}</content>`],
  ['bare markup, deeply nested', `<description>${'<b>'.repeat(DEEP)}x${'</b>'.repeat(DEEP)}</description>`],
  ['bare markup, never closed', `<description>${'<b>'.repeat(DEEP)}x</description>`],
  [
    'elements within elements, each with a namespace of its own',
    Array.from({ length: DEEP }, (_, n) => `<x xmlns:n${n}="urn:${n}">`).join('') + '</x>'.repeat(DEEP),
  ],
  ['ampersands', `<description>${'&'.repeat(RUN)}</description>`],
  ['entities that never end', `<description>${'&eacute'.repeat(RUN)}</description>`],
  ['less-than signs', `<description>${'<'.repeat(RUN)}</description>`],
  ['white space', `<pubDate>${' '.repeat(RUN)}x</pubDate><author>${'a@'.repeat(RUN)}</author>`],
]

describe('a document ends quickly', () => {
  it.each(DEAR)('%s', async (_, element) => {
    const started = performance.now()
    const feed = await parseFeed(rss(element))
    expect(performance.now() - started).toBeLessThan(1_000)
    expect(feed.entries.length).toBeLessThanOrEqual(1)
  })

  it('an Atom entry full of escaped tags', async () => {
    const started = performance.now()
    const content = '&lt;div'.repeat(RUN)
    await parseFeed(
      bytes(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><content>${content}</content></entry></feed>`),
    )
    expect(performance.now() - started).toBeLessThan(1_000)
  })

  it.each(['<', '<!--', '<![CDATA[', '<!DOCTYPE', '<?xml', '<rss', '{', '\0', '&'])('a body of “%s”', async (part) => {
    const started = performance.now()
    await expect(parseFeed(bytes(part.repeat(RUN)))).rejects.toMatchObject({ code: 'invalid' })
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})

/** What an ill-formed document may have again and again, so that a reader that looks ahead each time never ends. */
const MANY = 50_000
const SOON = 2_000
const AGAIN: Readonly<Record<string, (n: number) => string>> = {
  'less-than signs': () => '<<',
  'less-than signs and spaces': () => '< ',
  'tags that never end': () => '<a ',
  'end tags that never end': () => '</a',
  'end tags of nothing': () => '</a>',
  'end tags with much space before what follows': (n) => (n % 20 === 0 ? `</x>${' '.repeat(200)}` : ''),
  'attributes whose quotes never end': () => '<a b="',
  'attributes with one quote within another': () => `<a b="x' `,
  'attributes whose quotes end far away': () => '<a b="c> ',
  'items in attributes': () => '<a b="<item>',
  'comments that never end': () => '<!--',
  'comments within comments': () => '<!-- <!-- x -->',
  'comments with items in them': () => '<!-- <item> ',
  'CDATA that never ends': () => '<![CDATA[',
  'CDATA with ends in it': () => '<![CDATA[a]]>b]]>',
  'CDATA that its element ends': () => '<![CDATA[</description>',
  'CDATA with a broken end': () => '<![CDATA[a]]</description> x',
  'processing instructions': () => '<?',
  declarations: () => '<!D',
  'scripts that never end': () => '<script>',
  'scripts and style sheets': () => '<style><script>',
  'elements of HTML': () => '<p><b>',
  'elements that nobody knows': (n) => `<x${n}>`,
  'elements of modules that nobody knows': (n) => `<rdf:a${n}><title>`,
  'authors in authors': () => '<author>',
  'authors with what they cannot have': () => '<author><guid>x</guid></author>',
  'media groups': () => '<media:group>',
  'items in items': () => '<item><title>',
  'channels in channels': () => '<channel>',
  'roots in the root': () => '<rss >',
  'ends of the root': () => '</rss><item>',
  'references that never end': () => '&#x&aaaaaaaaaaaaaaaa',
  namespaces: (n) => `<x xmlns:n${n}="u${n}">`,
}

describe('an ill-formed document takes a time that is linear in its length', () => {
  it.each(Object.entries(AGAIN))('%s', async (_, part) => {
    const many = Array.from({ length: MANY }, (_, n) => part(n)).join('')
    for (const element of [`<description>${many}</description>`, many]) {
      const started = performance.now()
      const feed = await parseFeed(rss(`<title>R & D</title>${element}`))
      expect(performance.now() - started).toBeLessThan(SOON)
      expect(feed.repairs[0]).toMatch(/^not well-formed/)
    }
  })

  it('though an item has 5 MB', async () => {
    const text = '<p>Un paragraphe & un <b>autre</b>.</p>'.repeat(MANY * 2.5)
    const started = performance.now()
    const feed = await parseFeed(rss(`<title>R & D</title><description><![CDATA[${text}]]></description>`))
    expect(performance.now() - started).toBeLessThan(SOON)
    expect(feed.entries[0]?.summary?.value).toBe(text)
  })

  it('though one attribute has all of it', async () => {
    const quotes = `<guid isPermaLink=${'"'.repeat(MANY)}x>g</guid>`
    const attributes = `<a ${Array.from({ length: MANY }, (_, n) => `a${n}=x`).join(' ')}>`
    const started = performance.now()
    await parseFeed(rss(quotes + attributes))
    expect(performance.now() - started).toBeLessThan(SOON)
  })
})

describe('entities that multiply', () => {
  it('are not expanded', async () => {
    const levels = Array.from({ length: 20 }, (_, n) => `<!ENTITY l${n + 1} "&l${n};&l${n};">`).join('')
    const doctype = `<!DOCTYPE rss [<!ENTITY l0 "ha">${levels}]>`
    const feed = await parseFeed(bytes(`${doctype}<rss version="2.0"><channel><title>&l20;</title></channel></rss>`))
    expect(feed.title?.value).toBe('&l20;')
  })

  it('nor are those that read a file', async () => {
    const doctype = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    const feed = await parseFeed(bytes(`${doctype}<rss version="2.0"><channel><title>&x;</title></channel></rss>`))
    expect(feed.title?.value).toBe('&x;')
  })
})

describe('a document cut off at any byte', () => {
  const whole = rss(
    '<title>Un</title><guid>https://a.example/1</guid><description><![CDATA[<p>é</p>]]></description>',
    2,
  )

  it('gives whole items or an error, never half an item', async () => {
    const known = JSON.stringify((await parseFeed(whole)).entries[0])
    for (let end = 1; end < whole.length; end += 1) {
      const feed: ParsedFeed | undefined = await parseFeed(whole.subarray(0, end)).catch((problem) => {
        expect(problem).toMatchObject({ code: 'invalid' })
        return undefined
      })
      for (const entry of feed?.entries ?? []) expect(JSON.stringify(entry), `cut at ${end}`).toBe(known)
    }
  })
})

describe('a stray byte', () => {
  it('does not turn a document in UTF-8 into another encoding', async () => {
    const title = 'Été à Nîmes, cœur de l’été où l’œuvre brûlée naît, là-bas'
    const [before, after] = [bytes(`<rss version="2.0"><channel><title>${title} `), bytes('</title></channel></rss>')]
    const feed = await parseFeed(Buffer.concat([before, Uint8Array.of(0xf8), after]))
    expect(feed.title?.value).toBe(`${title} ø`)
  })
})

function rss(elements: string, items = 1): Uint8Array {
  return bytes(
    `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>C</title>${`<item>${elements}</item>`.repeat(items)}</channel></rss>`,
  )
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

describe('a header', () => {
  it('is read quickly, however long it is', async () => {
    const started = performance.now()
    await parseFeed(rss('<guid>g</guid>'), `text/xml; charset=${' '.repeat(30_000)}!`)
    expect(performance.now() - started).toBeLessThan(500)
  })
})

describe('what is told of a document that cannot be read', () => {
  it('holds none of its control characters, for it is read on terminals', async () => {
    const body = new TextEncoder().encode('{"a": \u001b]0;owned\u0007}')
    await expect(parseFeed(body)).rejects.toThrow(/^the JSON document cannot be read: [^\p{C}]+$/u)
  })
})

describe('a short document that says it is UTF-8', () => {
  const inside = async (...parts: readonly (string | number)[]) => {
    const title = Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.of(part) : Buffer.from(part))))
    const before = bytes('<?xml version="1.0" encoding="utf-8"?><rss><channel><title>')
    const feed = await parseFeed(Buffer.concat([before, title, bytes('</title></channel></rss>')]))
    return feed.title?.value
  }

  it('stays so with a stray byte and few accents', async () => {
    expect(await inside('Été à Nîmes ', 0x96, ' fin')).toBe('Été à Nîmes – fin')
  })

  it('loses what a script left of a character that it cut by bytes, and no letter of an older encoding', async () => {
    expect(await inside('L’été à Nîmes', 0xc3, '...')).toBe('L’été à Nîmes...')
    expect(await inside('L’été à Nîmes ', 0xe2, 0x80)).toBe('L’été à Nîmes')
    expect(await inside('L’été à Nîmes, caf', 0xe9)).toBe('L’été à Nîmes, café')
  })
})

it('a document that begins with many comments is read at once', async () => {
  const startedAt = performance.now()
  await parseFeed(bytes(`${'<!-- x -->\n'.repeat(90)}<rss><channel><title>t</title></channel></rss>`))
  expect(performance.now() - startedAt).toBeLessThan(200)
})

it('a large document in an older encoding is read in time', async () => {
  const body = Buffer.concat([
    bytes('<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><title>'),
    Buffer.alloc(4_000_000, 0xe9),
    bytes('</title></channel></rss>'),
  ])
  const startedAt = performance.now()
  expect((await parseFeed(body)).charset).toBe('windows-1252')
  expect(performance.now() - startedAt).toBeLessThan(1_000)
})
