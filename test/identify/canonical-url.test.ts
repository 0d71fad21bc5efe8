import { describe, expect, it } from 'vitest'
import { canonicalUrl } from '../../src/identify/canonical-url.ts'

const KEY = 'a.example/2026/story-1'

/** All of them lead to one article. */
const ALIKE = [
  // Scheme, host, port
  'https://a.example/2026/story-1',
  'http://a.example/2026/story-1',
  'HTTPS://A.EXAMPLE/2026/story-1',
  'https://www.a.example/2026/story-1',
  'https://a.example./2026/story-1',
  'https://a.example:443/2026/story-1',
  'http://a.example:80/2026/story-1',
  'https://user:secret@a.example/2026/story-1',
  // Path
  'https://a.example/2026/story-1/',
  'https://a.example//2026///story-1',
  'https://a.example/2026/x/../story-1',
  'https://a.example/2026/./story-1',
  'https://a.example/2026/%73tory%2D1',
  'https://a.example/2026/story-1;jsessionid=0123ABCD',
  // Fragments
  'https://a.example/2026/story-1#',
  'https://a.example/2026/story-1#comments',
  'https://a.example/2026/story-1#0',
  'https://a.example/2026/story-1#xtor=RSS-3-[lestitres]',
  'https://a.example/2026/story-1#xtor=RSS-1481423633',
  'https://a.example/2026/story-1#tk.rss_all',
  'https://a.example/2026/story-1#ref=rss',
  'https://a.example/2026/story-1#.VtCANeSNFaQ',
  'https://a.example/2026/story-1#:~:text=12',
  // Tracking parameters
  'https://a.example/2026/story-1?',
  'https://a.example/2026/story-1?&',
  'https://a.example/2026/story-1?utm_source=rss',
  'https://a.example/2026/story-1/?utm_source=rss&utm_medium=feed&utm_campaign=x#comments',
  'https://a.example/2026/story-1?UTM_Source=rss',
  'https://a.example/2026/story-1?utm_whatever=1',
  'https://a.example/2026/story-1?at_medium=RSS&at_campaign=titres',
  'https://a.example/2026/story-1?xtor=RSS-1',
  'https://a.example/2026/story-1?fbclid=x&gclid=y&msclkid=z&dclid=1&yclid=2',
  'https://a.example/2026/story-1?traffic_source=rss',
  'https://a.example/2026/story-1?mod=rss_tech',
  'https://a.example/2026/story-1?partner=rss&emc=rss',
  'https://a.example/2026/story-1?tk.rss_all',
  'https://a.example/2026/story-1?wt_mc=rss.ho.beitrag.rdf',
  'https://a.example/2026/story-1?CMP=twt_gu',
  'https://a.example/2026/story-1?smid=tw-share',
  'https://a.example/2026/story-1?mc_cid=1&mc_eid=2',
  'https://a.example/2026/story-1?rss=1',
  'https://a.example/2026/story-1?rss',
  'https://a.example/2026/story-1?source=rss----3a8144eabfe3--software',
  'https://a.example/2026/story-1?ref=RSS&src=rss&_location=rss',
  'https://a.example/2026/story-1?ref=letter.example',
  'https://a.example/2026/story-1?PHPSESSID=0123abcd',
  // Escaped once too often
  'https://a.example/2026/story-1?amp;utm_source=rss',
  'https://a.example/2026/story-1?utm_source=rss&amp;utm_medium=feed',
  'https://a.example/2026/story-1?utm_source=rss&amp;amp;utm_medium=feed',
  'https://a.example/2026/story-1?utm_source=rss&#038;utm_medium=feed',
]

describe('addresses of one article have one key', () => {
  it.each(ALIKE)('%s', (url) => expect(canonicalUrl(url)).toBe(KEY))

  it.each([
    ['https://a.example/?a=1&b=2', 'https://a.example?b=2&a=1'],
    ['https://a.example/x?id=7&utm_source=rss', 'https://a.example/x?utm_medium=feed&id=7'],
    ['https://a.example/x?a=1&amp;b=2', 'https://a.example/x?a=1&b=2'],
    ['https://a.example/x?q=a+b', 'https://a.example/x?q=a%20b'],
    ['https://a.example/x?u=https://b.example/', 'https://a.example/x?u=https%3a%2f%2fb.example%2F'],
    ['https://a.example/x?q=é', 'https://a.example/x?q=%c3%a9'],
    ['https://a.example/x?q=%e9', 'https://a.example/x?q=%E9'],
    ['https://a.example/x?preview', 'https://a.example/x?preview='],
    ['https://a.example/été', 'https://a.example/%C3%A9t%c3%a9'],
    ['https://élysée.example/1', 'https://xn--lyse-9oad.example/1'],
    ['https://www.ÉLYSÉE.example/1', 'http://xn--lyse-9oad.example/1/'],
    ['https://a.example/~ann', 'https://a.example/%7eann'],
    ['https://[2001:DB8::1]/x', 'http://[2001:db8:0:0:0:0:0:1]/x'],
  ])('%s and %s', (one, other) => {
    expect(canonicalUrl(one)).toBeDefined()
    expect(canonicalUrl(one)).toBe(canonicalUrl(other))
  })
})

describe('addresses of different articles have different keys', () => {
  it.each([
    ['https://a.example/1', 'https://b.example/1'],
    ['https://a.example/1', 'https://fr.a.example/1'],
    ['https://a.example/1', 'https://a.example:8443/1'],
    ['https://a.example/1', 'https://a.example/2'],
    ['https://a.example/Story', 'https://a.example/story'],
    ['https://a.example/a/b', 'https://a.example/a%2Fb'],
    ['https://a.example/a%3Fb', 'https://a.example/a?b'],
    ['https://a.example/?p=1', 'https://a.example/?p=2'],
    ['https://a.example/item?id=1', 'https://a.example/item?id=2'],
    ['https://a.example/index.php?article1/x', 'https://a.example/index.php?article2/x'],
    ['https://a.example/x?page=1', 'https://a.example/x?page=2'],
    ['https://a.example/x?from=1', 'https://a.example/x?from=2'],
    ['https://a.example/x?ref=main', 'https://a.example/x?ref=next'],
    ['https://a.example/x?source=a', 'https://a.example/x?source=b'],
    ['https://a.example/x?q=%E9', 'https://a.example/x?q=%E8'],
    ['https://a.example/x?a=1&a=2', 'https://a.example/x?a=1'],
    ['https://a.example/x?a=b%26c=d', 'https://a.example/x?a=b&c=d'],
    ['https://a.example/x?u=b%2Bc', 'https://a.example/x?u=b+c'],
    ['https://a.example/2026/11/01.html#a080605', 'https://a.example/2026/11/01.html#a030658'],
    ['https://a.example/issues/1#issuecomment-16370787', 'https://a.example/issues/1'],
    ['https://a.example/releases#2026110100', 'https://a.example/releases#2026100100'],
    ['https://a.example/story#comment-12', 'https://a.example/story#comment-13'],
    ['https://a.example/app#!/story/1', 'https://a.example/app#!/story/2'],
    ['https://a.example/#/story/1', 'https://a.example/#/story/2'],
  ])('%s and %s', (one, other) => {
    expect(canonicalUrl(one)).toBeDefined()
    expect(canonicalUrl(one)).not.toBe(canonicalUrl(other))
  })
})

describe('what is no article’s address has no key', () => {
  it.each([
    'https://a.example',
    'https://a.example/',
    'https://www.a.example//',
    'https://a.example/?',
    'https://a.example/#top',
    'https://a.example/?utm_source=rss&amp;utm_medium=feed#xtor=RSS-1',
    'not a URL',
    '',
  ])('%s', (url) => expect(canonicalUrl(url)).toBeUndefined())
})
