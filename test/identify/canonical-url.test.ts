import { describe, expect, it } from 'vitest'
import { canonicalUrl } from '../../src/identify/canonical-url.ts'
import { trackingBy } from '../../src/identify/tracking-parameters.ts'

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
  // AMP and mobile pages
  'https://a.example/2026/story-1/amp',
  'https://a.example/2026/story-1/amp/',
  'https://a.example/amp/2026/story-1',
  'https://amp.a.example/2026/story-1',
  'https://www.amp.a.example/2026/story-1',
  'https://a.example/2026/story-1?amp=1',
  'https://a.example/2026/story-1?amp',
  'https://a.example/2026/story-1?outputType=amp',
  'https://a-example.cdn.ampproject.org/c/s/a.example/2026/story-1',
  'https://a-example.cdn.ampproject.org/v/s/amp.a.example/2026/story-1?utm_source=x',
  'https://cdn.ampproject.org/c/a.example/2026/story-1',
  'https://www.google.com/amp/s/www.a.example/2026/story-1/amp',
  'https://www.google.co.uk/amp/a.example/2026/story-1',
  'https://m.a.example/2026/story-1',
  'https://mobile.a.example/2026/story-1',
  // Index pages
  'https://a.example/2026/story-1/index.html',
  'https://a.example/2026/story-1/index.php',
  'https://a.example/2026/story-1/Default.aspx',
  // Redirects with their target
  'https://www.google.com/url?sa=t&source=web&url=https%3A%2F%2Fa.example%2F2026%2Fstory-1&usg=x',
  'https://www.google.com/url?q=https://a.example/2026/story-1&sa=D',
  'https://news.google.com/news/url?sa=t&fd=R&url=http://www.a.example/2026/story-1',
  'https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2F2026%2Fstory-1%3Ffbclid%3Dx&h=AT',
  'https://www.facebook.com/l.php?u=https%3A%2F%2Fa.example%2F2026%2Fstory-1',
  'https://out.reddit.com/t3_x?url=https%3A%2F%2Fa.example%2F2026%2Fstory-1&token=x',
  'https://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&url=https%3a%2f%2fa.example%2f2026%2fstory-1&c=1',
  'https://go.skimresources.com/?id=1X2&url=https%3A%2F%2Fa.example%2F2026%2Fstory-1',
  'https://vk.com/away.php?to=https%3A%2F%2Fa.example%2F2026%2Fstory-1',
  'https://b.example/redirect?dest=https%3A%2F%2Fa.example%2F2026%2Fstory-1',
  'https://us.rd.yahoo.example/finance/news/*http://a.example/2026/story-1',
  // One in the other
  'https://www.google.com/url?url=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttps%253A%252F%252Fm.a.example%252F2026%252Fstory-1',
  // Tracking that no list has
  'https://a.example/2026/story-1#at_medium=RSS&at_campaign=titres',
  'https://a.example/2026/story-1?at_medium=RSS&amp;at_campaign=titres',
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
    ['https://mobile.example/1', 'https://example/1'],
    ['https://a.example/amplifiers', 'https://a.example/lifiers'],
    ['https://a.example/amp', 'https://a.example/x'],
    ['https://a.example/search?q=https://b.example/1', 'https://a.example/search?q=https://b.example/2'],
    ['https://a.example/web/2024/https://b.example/1', 'https://a.example/web/2024/https://b.example/2'],
    ['https://news.google.com/articles/CBMiAU_yqLabc', 'https://news.google.com/articles/CBMiAU_yqLabd'],
    ['https://a.example/redirect?url=/1', 'https://a.example/redirect?url=/2'],
    ['https://a.example/url?url=https://b.example/1', 'https://a.example/url?url=https://b.example/2'],
    ['https://m.a.example:8080/1', 'https://a.example/1'],
    ['https://a.example/x?output=json', 'https://a.example/x?output=html'],
  ])('%s and %s', (one, other) => {
    expect(canonicalUrl(one)).toBeDefined()
    expect(canonicalUrl(one)).not.toBe(canonicalUrl(other))
  })
})

describe('names of the configuration', () => {
  it('are taken away too, by their beginnings where they end with a star', () => {
    const tracks = trackingBy(['Campaign', 'x_*'])
    expect(canonicalUrl('https://a.example/1?campaign=2&x_a=1&X_b=2&utm_id=3', tracks)).toBe('a.example/1')
    expect(canonicalUrl('https://a.example/1?campaigns=2', tracks)).toBe('a.example/1?campaigns=2')
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
