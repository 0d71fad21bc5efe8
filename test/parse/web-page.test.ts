import { describe, expect, it } from 'vitest'
import { describePage, type OfferedFeed, pageMessage, type WebPage } from '../../src/parse/web-page.ts'

const URL_OF_PAGE = 'https://www.journal.example/fr/accueil'
const PROSE = '<p>Les nouvelles du jour, racontées par notre rédaction, avec des images et des cartes.</p>'.repeat(40)

function page(head: string, body: string = PROSE): string {
  return `<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`
}

const feedsOf = (html: string, url: string | undefined = URL_OF_PAGE) => describePage(html, url).feeds
const urlsOf = (html: string, url?: string) => feedsOf(html, url).map((feed) => feed.url)

describe('the feeds that a page offers', () => {
  it.each<[string, string, OfferedFeed[]]>([
    [
      'RSS and Atom, with their titles',
      '<link rel="alternate" type="application/rss+xml" title="À la une" href="https://a.example/rss">' +
        '<link rel="alternate" type="application/atom+xml" href="https://a.example/atom">',
      [
        { url: 'https://a.example/rss', title: 'À la une', type: 'application/rss+xml' },
        { url: 'https://a.example/atom', type: 'application/atom+xml' },
      ],
    ],
    [
      'JSON Feed',
      '<link rel=alternate type=application/feed+json href=/feed.json>',
      [{ url: 'https://www.journal.example/feed.json', type: 'application/feed+json' }],
    ],
    [
      'JSON that says that it is a feed',
      '<link rel="alternate" type="application/json" title="JSON Feed" href="/a.json">' +
        '<link rel="alternate" type="application/json" href="/feed.json">' +
        '<link rel="alternate" type="application/json" title="JSON" href="/wp-json/pages/2">',
      [
        { url: 'https://www.journal.example/a.json', title: 'JSON Feed', type: 'application/json' },
        { url: 'https://www.journal.example/feed.json', type: 'application/json' },
      ],
    ],
    [
      'text/xml, in any letters and with parameters',
      '<LINK REL="Alternate" TYPE="Text/XML; charset=utf-8" HREF="rss.php">',
      [{ url: 'https://www.journal.example/fr/rss.php', type: 'text/xml' }],
    ],
    [
      'among other relations, with entities in it',
      '<link href="?format=rss&amp;lang=fr" title="L&#8217;actualit&eacute;" rel="home alternate" type="application/rss+xml"/>',
      [
        {
          url: 'https://www.journal.example/fr/accueil?format=rss&lang=fr',
          title: 'L’actualité',
          type: 'application/rss+xml',
        },
      ],
    ],
    [
      'the feed of comments last',
      '<link rel="alternate" type="application/rss+xml" title="Journal » Flux des commentaires" href="/c">' +
        '<link rel="alternate" type="application/rss+xml" href="/comments/feed/">' +
        '<link rel="alternate" type="application/rss+xml" title="Journal » Flux" href="/feed/">',
      [
        { url: 'https://www.journal.example/feed/', title: 'Journal » Flux', type: 'application/rss+xml' },
        {
          url: 'https://www.journal.example/c',
          title: 'Journal » Flux des commentaires',
          type: 'application/rss+xml',
          comments: true,
        },
        { url: 'https://www.journal.example/comments/feed/', type: 'application/rss+xml', comments: true },
      ],
    ],
    [
      'each once, as it is named first',
      '<link rel="alternate" type="application/rss+xml" title="One" href="/feed">' +
        '<link rel="alternate" type="application/rss+xml" title="Two" href="https://www.journal.example/feed#top">',
      [{ url: 'https://www.journal.example/feed', title: 'One', type: 'application/rss+xml' }],
    ],
    [
      'not what is no feed',
      '<link rel="alternate" hreflang="en" href="/en/feed"><link rel="stylesheet" type="text/xml" href="/a.xml">' +
        '<link rel="alternate" type="application/json+oembed" href="/oembed?feed"><link rel="alternate" type="application/rss+xml">' +
        '<link rel="alternatively" type="application/rss+xml" href="/odd">' +
        '<!-- <link rel="alternate" type="application/rss+xml" href="/commented"> -->' +
        '<script>"<link rel=alternate type=application/rss+xml href=/script>"</script>',
      [],
    ],
    [
      'not what is no web address, nor one that pretends to be another',
      '<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">' +
        '<link rel="alternate" type="application/rss+xml" href="file:///etc/passwd">' +
        '<link rel="alternate" type="application/rss+xml" href="http://[">' +
        '<link rel="alternate" type="application/rss+xml" href="https://www.journal.example@a.example/rss">' +
        `<link rel="alternate" type="application/rss+xml" href="/${'x'.repeat(600)}">`,
      [],
    ],
  ])('%s', (_, head, feeds) => expect(feedsOf(page(head))).toEqual(feeds))

  it('are relative to the base that the page names, else to its URL', () => {
    const link = '<link rel="alternate" type="application/rss+xml" href="rss.xml">'
    expect(urlsOf(page(link))).toEqual(['https://www.journal.example/fr/rss.xml'])
    expect(urlsOf(page(`<base href="/en/">${link}`))).toEqual(['https://www.journal.example/en/rss.xml'])
    expect(urlsOf(page(`<base href="https://a.example/b/"><base href="/no/">${link}`))).toEqual([
      'https://a.example/b/rss.xml',
    ])
    expect(describePage(page(`<base href="https://a.example/b/">${link}`)).feeds).toHaveLength(1)
    expect(describePage(page(link)).feeds).toEqual([])
    expect(describePage(page(link), 'no url').feeds).toEqual([])
  })

  it.each([
    ['/feed', true],
    ['/blog/feed/?lang=fr', true],
    ['/rss', true],
    ['articles.rss', true],
    ['/feed.xml#top', true],
    ['/atom.xml', true],
    ['/rss.xml', true],
    ['/blog/index.xml', true],
    ['/feedback', false],
    ['/sitemap.xml', false],
    ['/rss/about', false],
    ['mailto:me@a.example/feed', false],
  ])('a link to %s may be one where no other is named: %s', (href, found) => {
    const body = `${PROSE}<a href="${href}" title="Flux">RSS</a>`
    expect(feedsOf(page('', body))).toEqual(
      found ? [{ url: new URL(href.replace(/#.*/, ''), URL_OF_PAGE).href, title: 'Flux' }] : [],
    )
    const named = '<link rel="alternate" type="application/rss+xml" href="/named">'
    expect(urlsOf(page(named, body))).toEqual(['https://www.journal.example/named'])
  })

  it('are ten at most', () => {
    const links = Array.from({ length: 30 }, (_, i) => `<link rel=alternate type=application/rss+xml href=/${i}>`)
    expect(urlsOf(page(links.join('')))).toEqual(
      Array.from({ length: 10 }, (_, i) => `https://www.journal.example/${i}`),
    )
  })
})

const KINDS: readonly [string, WebPage['kind'], string | undefined, string, string?][] = [
  ['an ordinary page', 'page', undefined, page('<title>RFI - Actualités</title>')],
  ['one about challenges', 'page', undefined, page('<title>Just a moment: how they work</title>')],
  [
    'one that Cloudflare lets pass',
    'page',
    undefined,
    page('<title>A</title><script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>', 'short'),
  ],
  [
    'one that DataDome lets pass',
    'page',
    undefined,
    page('<title>A</title><link rel=preconnect href="https://geo.captcha-delivery.com">'),
  ],
  ['one with a tool for consent', 'page', undefined, page('<script src="https://sdk.privacy-center.org/x"></script>')],
  [
    'one that scripts fill, with such a tool',
    'page',
    undefined,
    page('<title>App</title><script src="https://cdn.cookielaw.org/otSDKStub.js"></script>', '<div id=root></div>'),
  ],
  [
    'one with a form to log in beside its news',
    'page',
    undefined,
    page('<title>Le Journal</title>', `${PROSE}<form><input type="password"></form>`),
  ],
  ['one with a number for a name', 'page', undefined, page('<title>404 Media</title>')],
  ['one about money', 'page', undefined, page('<title>500 pages et 500 euros</title>')],
  ['one about what was lost', 'page', undefined, page('<title>Le trésor introuvable</title>')],
  ['nothing', 'page', undefined, ''],
  [
    'Cloudflare’s',
    'challenge',
    'Cloudflare',
    page('<title>Just a moment...</title>', '<noscript>Enable JavaScript and cookies to continue</noscript>'),
  ],
  [
    'Cloudflare’s in French',
    'challenge',
    'Cloudflare',
    page('<title>Un instant…</title>', '<p>Vérification</p><script>window._cf_chl_opt = {cvId: "3"}</script>'),
  ],
  [
    'DataDome’s',
    'challenge',
    'DataDome',
    page(
      '<title>journal.example</title>',
      '<p>Activez JS</p><script src="https://ct.captcha-delivery.com/c.js"></script>',
    ),
  ],
  [
    'Imperva’s',
    'challenge',
    'Imperva',
    page(
      '',
      '<iframe src="/_Incapsula_Resource?a=1&incident_id=77-88">Request failed. Incapsula incident ID: 77</iframe>',
    ),
  ],
  [
    'Akamai’s',
    'challenge',
    'Akamai',
    page(
      '<title>Access Denied</title>',
      '<h1>Access Denied</h1>Not for you.<p>Reference&#32;&#35;18&#46;2d35&#46;1557&#46;a4e</p>',
    ),
  ],
  ['HUMAN’s', 'challenge', 'HUMAN', page('<title>Before we continue</title>', '<div id="px-captcha"></div>')],
  ['a nameless one', 'challenge', undefined, page('<title>Check</title>', '<label>I’m not a robot</label>')],
  [
    'a nameless one in French',
    'challenge',
    undefined,
    page('<title>x</title>', '<p>Cochez « Je ne suis pas un robot »'),
  ],
  ['Google’s', 'consent', undefined, page('<title>Before you go on</title>', PROSE), 'https://consent.google.com/ml?x'],
  [
    'Google’s, by where it sends the answer',
    'consent',
    undefined,
    page('<title>Avant de continuer</title>', `${PROSE}<form action="https://consent.google.com/save" method=post>`),
  ],
  ['Yahoo’s', 'consent', undefined, page('<title>Yahoo</title>', PROSE), 'https://consent.yahoo.com/v2/collectConsent'],
  ['what leads to it', 'consent', undefined, page('', 'one moment'), 'https://guce.techcrunch.example/copyConsent'],
  [
    'a wall of Didomi',
    'consent',
    undefined,
    page('<script src="https://sdk.privacy-center.org/loader.js"></script>', '<p>Avec votre accord, des cookies…</p>'),
  ],
  [
    'a wall of OneTrust',
    'consent',
    undefined,
    page('<script src="https://cdn.cookielaw.org/otSDKStub.js"></script>', '<button>Accept all</button>'),
  ],
  ['a login page', 'login', undefined, page('<title>Journal</title>', '<form><input type=password name=p></form>')],
  [
    'one with much beside',
    'login',
    undefined,
    page('<title>Connexion – Journal</title>', `${PROSE}<input type="Password">`),
  ],
  [
    'one by its URL',
    'login',
    undefined,
    page('<title>Journal</title>', `${PROSE}<input type=password>`),
    'https://a.example/wp-login.php?next=x',
  ],
  ['one that asks for the name first', 'login', undefined, page('<title>Sign in to Journal</title>', 'Your e-mail')],
  ['for sale', 'parked', undefined, page('<title>journal.example</title>', 'This domain is for sale.')],
  ['for sale in French', 'parked', undefined, page('<title>x</title>', 'Ce nom de domaine est à vendre !')],
  ['with a parking service', 'parked', undefined, page('', '<script src="https://img.sedoparking.com/a.js"></script>')],
  ['that leads to its lander', 'parked', undefined, page('', '<script>window.location.href="/lander"</script>')],
  ['404', 'error', undefined, page('<title>404 Not Found</title>', '<h1>404 Not Found</h1><hr>nginx')],
  ['404 in French', 'error', undefined, page('<title>Page introuvable - Le Journal</title>')],
  ['404 in English', 'error', undefined, page('<title>Page not found – Journal</title>')],
  ['404 and a name', 'error', undefined, page('<title>404 | Journal</title>')],
  ['a number alone', 'error', undefined, page('<title>503</title>')],
  ['an error by its number', 'error', undefined, page('<title>Le Journal : erreur 500</title>')],
  ['without a title', 'error', undefined, page('', '<h1>Service Unavailable</h1>Try again later.')],
]

describe('what kind of page it is', () => {
  it.each(KINDS)('%s: %s', (_, kind, by, html, url) => {
    const described = describePage(html, url ?? URL_OF_PAGE)
    expect([described.kind, described.by]).toEqual([kind, by])
  })

  it.each([
    ['<title>RFI - Actualit&eacute;s &amp; plus</title>', 'RFI - Actualités & plus'],
    ['<title>\n  Le\n  Journal </title><title>Second</title>', 'Le Journal'],
    ['<title>a\u001b[31mb\u0007\u202e c\u200b</title>', 'a [31mb c'],
    ['<title>&#27;]0;x&#7;</title>', ']0;x'],
    [`<title>${'é'.repeat(300)}</title>`, `${'é'.repeat(99)}…`],
    [`<title>${'😀'.repeat(300)}</title>`, `${'😀'.repeat(49)}…`],
    ['<title></title>', undefined],
    ['<svg><title>Logo</title></svg>', 'Logo'],
  ])('the title of %j', (head, title) => expect(describePage(page(head)).title).toBe(title))
})

describe('the sentence about it', () => {
  const feed = (path: string) => ({ url: `https://a.example/${path}` })

  it.each<[WebPage, string]>([
    [
      { kind: 'page', title: 'RFI - Actualités', feeds: [feed('rss')] },
      'this is a web page (“RFI - Actualités”), not a feed; it offers https://a.example/rss',
    ],
    [{ kind: 'page', feeds: [] }, 'this is a web page, not a feed'],
    [
      { kind: 'page', feeds: [feed('1'), feed('2'), feed('3')] },
      'this is a web page, not a feed; it offers https://a.example/1, https://a.example/2 and https://a.example/3',
    ],
    [
      { kind: 'page', feeds: [1, 2, 3, 4, 5].map((i) => feed(String(i))) },
      'this is a web page, not a feed; it offers https://a.example/1, https://a.example/2, https://a.example/3 and 2 more',
    ],
    [
      { kind: 'challenge', by: 'Cloudflare', title: 'Just a moment...', feeds: [] },
      'a Cloudflare challenge page came instead of the feed: the site wants a browser',
    ],
    [{ kind: 'challenge', feeds: [] }, 'a challenge page came instead of the feed: the site wants a browser'],
    [
      { kind: 'consent', title: 'Avant de continuer', feeds: [] },
      'a page that asks for consent (“Avant de continuer”) came instead of the feed: the site wants somebody to agree first',
    ],
    [{ kind: 'login', feeds: [feed('rss')] }, 'a login page came instead of the feed; it offers https://a.example/rss'],
    [{ kind: 'parked', title: 'x', feeds: [] }, 'a parked domain answers instead of the feed (“x”)'],
    [
      { kind: 'error', title: 'Page introuvable', feeds: [feed('a'), feed('b')] },
      'an error page (“Page introuvable”) came instead of the feed; it offers https://a.example/a and https://a.example/b',
    ],
  ])('%j', (described, message) => expect(pageMessage(described)).toBe(message))

  it('is one bounded line without control characters, whatever the page says', () => {
    const hostile = `\u001b[2J\u202e\r\n${'é'.repeat(5_000)}`
    const links = Array.from(
      { length: 20 },
      (_, i) => `<link rel=alternate type=application/rss+xml href="/\u001b[31m&#13;&#10;${i}${'y'.repeat(300)}">`,
    )
    const message = pageMessage(describePage(page(`<title>${hostile}</title>${links.join('')}`), URL_OF_PAGE))
    expect(message).toMatch(/and 7 more$/)
    expect(message).not.toMatch(/[\p{C}\n]/u)
    expect(message.length).toBeLessThan(2_000)
  })
})

describe('hostile pages', () => {
  it.each([
    ['deep', '<div>'.repeat(40_000)],
    ['unclosed tags', '<a href="/feed'.repeat(20_000)],
    ['angle brackets', '<'.repeat(200_000)],
    ['attributes', `<link ${'a=b '.repeat(50_000)}>`],
    ['the same attribute', `<link ${'href=/feed '.repeat(20_000)}>`],
    ['links', '<link rel=alternate type=text/xml href=/a>'.repeat(5_000)],
    ['anchors', '<a href=/feed>'.repeat(15_000)],
    ['titles', '<title>'.repeat(30_000)],
    ['titles and spaces', `<title>${' '.repeat(200_000)}`],
    ['entities', '&amp;'.repeat(40_000)],
    ['scripts', '<script></script>'.repeat(12_000)],
    ['half a sign', 'Access Denied Reference #1.'.repeat(7_000)],
    ['half of another', '_Incapsula_Resource?'.repeat(10_000)],
    ['half of a third', 'x.awswaf.com/'.repeat(15_000)],
    ['more than is read', '<p>x</p>'.repeat(2_000_000)],
  ])('%s: end soon', (_, html) => {
    const startedAt = performance.now()
    pageMessage(describePage(html, URL_OF_PAGE))
    expect(performance.now() - startedAt).toBeLessThan(500)
  })

  it('a feed named after the first 200 kB is not seen', () => {
    const link = '<link rel=alternate type=text/xml href=/late>'
    expect(urlsOf(`${' '.repeat(100_000)}${link}`)).toHaveLength(1)
    expect(urlsOf(`${' '.repeat(200_000)}${link}`)).toEqual([])
  })

  it('attributes with the names of an object’s own are only names', () =>
    expect(urlsOf('<link __proto__=x constructor=y rel=alternate type=text/xml href=/a>')).toHaveLength(1))
})
