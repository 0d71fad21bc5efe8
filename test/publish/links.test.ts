import { describe, expect, it } from 'vitest'
import { canonicalLink, link } from '../../src/publish/links.ts'
import { mediaTypeOf } from '../../src/publish/media-type.ts'

describe('a link', () => {
  it.each([
    ['https://a.example', 'https://a.example/'],
    ['HTTPS://Ä.example/ü?q=ö#ß', 'https://xn--4ca.example/%C3%BC?q=%C3%B6#%C3%9F'],
    ['https://me:secret@a.example/', 'https://a.example/'],
    ['https://a.example/a|b[c]{d}^`', 'https://a.example/a%7Cb%5Bc%5D%7Bd%7D%5E%60'],
    ['https://a.example/100%?x=%zz&y=%2f', 'https://a.example/100%25?x=%25zz&y=%2f'],
    ['https://a.example/#a#b', 'https://a.example/#a%23b'],
    [`https://a.example/"'<>?&amp;`, `https://a.example/%22'%3C%3E?&amp;`],
  ])('is written as every format takes it: %s', (written, expected) => {
    expect(link(written)).toBe(expected)
    expect(link(expected)).toBe(expected)
  })

  it.each([undefined, '', '/x', 'not a link', 'javascript:alert(1)', 'mailto:a@b.example', 'http://[::1]/'])(
    'is none: %s',
    (written) => expect(link(written)).toBeUndefined(),
  )

  it('has one spelling to be compared by, or none', () => {
    expect(canonicalLink('https://a.example/%7eann?q=e%CC%81%22%2f%252F')).toBe(
      'https://a.example/~ann?q=%C3%A9%22%2F%252F',
    )
    expect(canonicalLink('https://a.example/%E9')).toBeUndefined()
  })
})

describe('the media type of an enclosure', () => {
  it.each([
    ['https://a.example/1', 'Audio/MPEG ', 'audio/mpeg'],
    ['https://a.example/1.mp3?x=1', undefined, 'audio/mpeg'],
    ['https://a.example/1.M4A', 'audio', 'audio/mp4'],
    ['https://a.example/1.pdf', 'a/b; c="d"', 'application/pdf'],
    ['https://a.example/1.xyz', '*/*', 'application/octet-stream'],
    ['https://a.example/constructor.constructor', undefined, 'application/octet-stream'],
  ])('%s, written as %s', (url, written, expected) => expect(mediaTypeOf(url, written)).toBe(expected))
})
