import { describe, expect, it } from 'vitest'
import { htmlWithout, textWithout } from '../../src/publish/without-links.ts'

const isListed = (url: string) => URL.canParse(url) && new URL(url).hostname === 'bad.example'

describe('HTML without what leads to an address', () => {
  it.each([
    [
      'a link',
      '<p>Read <a href="https://bad.example/a?b&amp;c">this <b>now</b></a>.</p>',
      '<p>Read this <b>now</b>.</p>',
    ],
    [
      'a picture',
      '<figure><img src="https://bad.example/1.png" alt="x"><figcaption>A dam</figcaption></figure>',
      '<figure><figcaption>A dam</figcaption></figure>',
    ],
    [
      'a picture in a link of others',
      '<a href="https://x.example/"><img src="https://bad.example/1.png">More</a>',
      '<a href="https://x.example/">More</a>',
    ],
    [
      'a link around a picture of others',
      '<a href="https://bad.example/"><img src="https://x.example/1.png"></a>',
      '<img src="https://x.example/1.png">',
    ],
    ['a film', '<p>a</p><video src="https://bad.example/1.mp4" controls></video>', '<p>a</p>'],
    ['the only recording', '<audio controls=""><source src="https://bad.example/1.mp3"></audio><p>a</p>', '<p>a</p>'],
    [
      'one of two recordings',
      '<audio><source src="https://bad.example/1.mp3"><source src="https://x.example/1.ogg"></audio>',
      '<audio><source src="https://x.example/1.ogg"></audio>',
    ],
    [
      'the picture of a film',
      '<video src="https://x.example/1.mp4" poster="https://bad.example/1.png"></video>',
      '<video src="https://x.example/1.mp4"></video>',
    ],
    [
      'its text',
      '<p>See (https://bad.example/a). "https://bad.example" &amp; HTTPS://BAD.example/b, x</p>',
      '<p>See (). "" &amp; , x</p>',
    ],
    [
      'the words on a picture',
      '<img src="https://x.example/1.png" alt="from https://bad.example/1">',
      '<img src="https://x.example/1.png" alt="from ">',
    ],
    ['a link in quotation marks', '&quot;https://bad.example&quot; said it', '"" said it'],
  ])('loses %s', (_, html, left) => {
    expect(htmlWithout(html, isListed)).toBe(left)
  })

  it('is left as it is written where it leads to none', () => {
    const html = '<p>bad.example <br /><a href="https://bad.example.org/">x<a>&lt;https://x.example'
    expect(htmlWithout(html, isListed)).toBe(html)
  })

  it('takes no long time, whatever stands behind an address', () => {
    const text = `https://bad.example/${')'.repeat(300_000)}x `
    expect(textWithout(text, isListed)).toBe(' ')
    expect(htmlWithout(`${'<b>'.repeat(100)}https://x.example/${')'.repeat(300_000)}x`, isListed)).toContain(')x')
  })
})
