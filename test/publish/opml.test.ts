import { expect, it } from 'vitest'
import type { Source } from '../../src/model/source.ts'
import { readOpml } from '../../src/parse/opml.ts'
import { publishOpml } from '../../src/publish/opml.ts'
import { readStrictly } from './xml.ts'

const SOURCE: Source = {
  id: 'a',
  url: 'https://a.example/feed?x=1&y=%222%22',
  title: 'A & B <c> "d" \'e\' 🦉',
  lang: 'fr',
  tags: ['tech', 'Économie'],
  intervalMs: 1,
  priority: 50,
  enabled: true,
  archive: false,
  headers: { Authorization: 'secret' },
}
const OTHER = { ...SOURCE, id: 'b', url: 'http://b.example/', title: ']]> b', tags: [] }
const read = (document: string) => readOpml(Buffer.from(document))
/** The sources that an import of a document would write. */
const sourcesOf = (document: string): Source[] =>
  read(document).outlines.map((outline, i) => ({ ...SOURCE, lang: undefined, id: `s-${i}`, ...outline }) as Source)

it('lists the sources so that they can be read again, without secrets and files', () => {
  const document = publishOpml('The & river', [SOURCE, { ...SOURCE, url: 'file:///old.xml' }, OTHER])

  readStrictly(document)
  expect(read(document)).toEqual({
    outlines: [SOURCE, OTHER].map(({ url, title, lang, tags }) => ({ url, title, lang, tags })),
    listed: 2,
    problems: [],
  })
  expect(document).not.toMatch(/secret|file:/)
})

it('puts each source into a folder by its first tag, for readers that know no other', () => {
  const document = publishOpml('Folders', [
    { ...SOURCE, id: '1', title: 'One', url: 'https://1.example/', tags: ['x', 'y'] },
    OTHER,
    { ...SOURCE, id: '2', title: 'Two', url: 'https://2.example/', tags: ['y'] },
    { ...SOURCE, id: '3', title: 'Three', url: 'https://3.example/', tags: ['x'] },
  ])

  const lines = document.split('\n').map((line) => /^( *).*? text="(.*?)"/.exec(line)?.slice(1) ?? [])
  expect(lines.filter(({ length }) => length > 0).map(([indent = '', text]) => [indent.length / 2, text])).toEqual([
    ...[
      [2, 'x'],
      [3, 'One'],
      [3, 'Three'],
      [2, ']]&gt; b'],
      [2, 'y'],
      [3, 'Two'],
    ],
  ])
  expect(read(document).outlines.map(({ tags }) => tags)).toEqual([['x', 'y'], ['x'], [], ['y']])
})

it.each([
  ['white space', '  a\tb\nc\r\nd  '],
  ['escaped text', 'AT&amp;amp;T &eacute; &lt;b&gt; &#38;'],
  ['signs of markup', `<![CDATA[ ]]> <!-- --> "'&`],
  ['nothing but spaces', '   '],
  ['what XML cannot hold', '\u0000\u0001\ufffe\ud800'],
  ['emoji and right to left', '🇫🇷 عربي \u202e\u2028 é́'],
  ['commas and slashes', '/a/b, c,,d/'],
  ['brackets', '["a"]'],
])('survives being read and written again to the byte: %s', (_, text) => {
  const sources = [
    { ...SOURCE, id: '1', url: 'https://1.example/', title: text, tags: [text, 'plain', text] },
    { ...SOURCE, id: '2', url: 'https://2.example/', title: `${text}!`, tags: ['plain', `${text}?`] },
    { ...SOURCE, id: '3', url: 'https://3.example/?a=%20&b=%2C&amp;c', title: 'x', tags: ['plain'], lang: 'fr-ca' },
    { ...OTHER, id: '4', title: text },
  ]
  const once = publishOpml('River', sources)

  readStrictly(once)
  expect(publishOpml('River', sourcesOf(once))).toBe(once)
  expect(read(once).problems).toEqual([])
})

it('is well-formed whatever a title holds', () => {
  const document = publishOpml('a\u0000\ud800', [{ ...SOURCE, title: 'T\u0000\ud800itle', tags: ['\u0001'] }])

  readStrictly(document)
  expect(read(document).outlines).toMatchObject([{ title: 'Title', tags: [] }])
})

it('of no sources is an OPML all the same', () => {
  const document = publishOpml('Empty', [])

  readStrictly(document)
  expect(read(document).outlines).toEqual([])
})
