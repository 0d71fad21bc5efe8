import { describe, expect, it } from 'vitest'
import { domainOf } from '../../src/schedule/domain.ts'

describe('the domain of a URL', () => {
  it.each([
    ['https://example.com/feed', 'example.com'],
    ['https://feeds.news.example.com/rss', 'example.com'],
    ['https://www.example.co.uk/', 'example.co.uk'],
    ['https://a.b.example.com.au:8443/', 'example.com.au'],
    ['https://WWW.Example.COM./', 'example.com'],
    ['https://www.müller.example/', 'xn--mller-kva.example'],
    // Suffixes of hosters: each customer stands for himself.
    ['https://ann.blogspot.com/feeds/posts/default', 'ann.blogspot.com'],
    ['https://www.ann.blogspot.com/', 'ann.blogspot.com'],
    ['https://bob.github.io/feed.xml', 'bob.github.io'],
    ['https://github.io/', 'github.io'],
    // Hosts without a registrable domain, each with its port.
    ['http://localhost:8080/feed', 'localhost:8080'],
    ['http://localhost/feed', 'localhost'],
    ['http://feeds/rss', 'feeds'],
    ['http://127.0.0.1:3000/', '127.0.0.1:3000'],
    ['http://2130706433/', '127.0.0.1'],
    ['http://[::1]:3000/', '[::1]:3000'],
    ['http://[2001:db8::1]/', '[2001:db8::1]'],
    ['https://co.uk/', 'co.uk'],
    ['file:///srv/archive/feed.xml', 'file:'],
  ])('%s is %s', (url, domain) => expect(domainOf(url)).toBe(domain))

  it('is one for all hosts of a publisher, and not one for two bloggers', () => {
    expect(domainOf('https://rss.example.org/a')).toBe(domainOf('https://www.example.org/b'))
    expect(domainOf('https://ann.blogspot.com/')).not.toBe(domainOf('https://bob.blogspot.com/'))
  })

  it('of what is no URL is an error', () => expect(() => domainOf('example.com')).toThrow(TypeError))
})
