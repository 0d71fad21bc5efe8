import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanHtml } from '../../src/normalise/clean-html.ts'
import { wholeHtml } from '../../src/publish/whole-html.ts'
import { htmlProblems } from './checks/texts.ts'

describe('HTML in a document', () => {
  it.each([
    ['a link in a link', '<a href="https://a.example/">a<a href="https://b.example/">b</a></a>'],
    ['text in a table', '<table>a<tr><td>b</td></tr></table>'],
    ['a block in a paragraph', '<p>a<div>b</div>c</p>'],
    ['a cell without a table', '<td>a</td>'],
    ['a heading in a table in a heading', '<h1><table><h1>'],
    ['what nothing closes', '<ul><li><b>a'],
    ['references that are none', '<p>AT&T &notit; &#0; &#x80; &'],
    ['nothing', ''],
    ['a text', 'a & b'],
  ])('is read as it is written: %s', (_, html) => expect(htmlProblems(wholeHtml(html), 'html')).toEqual([]))

  it('stays as it is where it is whole', () => {
    const html = '<p>a <b>b</b></p><pre>\n\nc</pre><img src="https://a.example/1.png" alt="&lt;">'
    expect(wholeHtml(html)).toBe(html)
  })

  it('offers audio and video by a link, once', () => {
    expect(wholeHtml('<p><audio controls src="https://a.example/x/1.mp3"></audio>b</p>')).toBe(
      '<p><audio src="https://a.example/x/1.mp3"></audio><a href="https://a.example/x/1.mp3">▶ 1.mp3</a>b</p>',
    )
    const within = '<a href="https://a.example/"><video src="https://a.example/1.mp4"></video></a>'
    expect(wholeHtml(within)).toBe(within)
  })

  it('loses links that lead nowhere, and letters that are turned round', () => {
    expect(wholeHtml('<a href="/x">a</a><bdo dir="rtl">b</bdo>')).toBe('<a>a</a><bdi dir="rtl">b</bdi>')
  })

  it('is whole whatever the cleaning leaves', () => {
    const piece = fc.constantFrom(
      ...['<a href="https://a.example/">', '</a>', '<p>', '</p>', '<b>', '</b>', '<table>', '</table>', '<tr>', '<td>'],
      ...[
        '</td>',
        '<li>',
        '<ul>',
        '</ul>',
        '<h1>',
        '<h2>',
        '</h2>',
        '<ruby>',
        '<rt>',
        '<i>',
        '</i>',
        '<div>',
        '</div>',
      ],
      ...[
        'text',
        '&',
        '&amp',
        '<pre>',
        '</pre>',
        '\n',
        '<br>',
        '<caption>',
        '<col>',
        '<video controls src=https://a/b>',
      ],
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
        const html = cleanHtml(pieces.join(''), 'https://a.example/')
        expect(htmlProblems(wholeHtml(html), 'html')).toEqual([])
      }),
      { numRuns: 2_000 },
    )
  })
})
