import type { Channel, PublishedItem } from '../../src/publish/published.ts'

export const CHANNEL: Channel = {
  title: 'The river',
  description: 'All of it',
  lang: 'en',
  pageUrl: 'https://river.example/f/all',
  selfUrl: 'https://river.example/feeds/all?q=a&lang=en',
  publisher: 'River',
}

export function published(id: string, given: Partial<PublishedItem> = {}): PublishedItem {
  return {
    key: 1,
    id,
    uri: `tag:river.example,2026:item/${id}`,
    sourceId: 'paper',
    sources: ['paper'],
    topics: [],
    storyId: id,
    firstSeenAt: Date.parse('2026-11-01T12:00:00Z'),
    changedAt: Date.parse('2026-11-01T12:00:00Z'),
    archived: false,
    labels: [],
    boost: 1,
    hidden: false,
    title: `Title of ${id}`,
    url: `https://paper.example/${id}`,
    summary: 'A summary',
    contentHtml: '<p>All of it</p>',
    authors: [{ name: 'Ann' }],
    categories: [],
    enclosures: [],
    publishedAt: Date.parse('2026-11-01T10:00:00Z'),
    sourceTitle: 'The paper',
    sourceUrl: 'https://paper.example/feed?a=1&b=2',
    origins: [{ id: 'paper', title: 'The paper', url: 'https://paper.example/feed?a=1&b=2' }],
    pageUrl: `https://river.example/items/${id}`,
    ...given,
  }
}

export const NICE: readonly PublishedItem[] = [
  published('nice', {
    topics: ['chips'],
    categories: ['Tech', 'Économie'],
    authors: [{ name: 'Ann', url: 'https://ann.example/' }, { name: 'Bob' }],
    enclosures: [{ url: 'https://paper.example/1.mp3', type: 'audio/mpeg', length: 1_234 }],
    image: 'https://paper.example/1.png',
    lang: 'fr',
    updatedAt: Date.parse('2026-11-01T11:00:00Z'),
    title: 'Œuvre 🦉 & “quotes”',
  }),
  published('plain'),
]

/** What came in somehow and must spoil nothing for the others; by the reason that it is here. */
export const HOSTILE: Readonly<Record<string, Partial<PublishedItem>>> = {
  'control characters': {
    title: 'a\u0000b\u0008c\u001fd\ufffee',
    summary: '\u0001',
    contentHtml: '<p>\u000b</p>',
    authors: [{ name: 'A\u0002nn' }],
    categories: ['c\u0003at'],
    sourceTitle: 'p\u0004aper',
  },
  'lone surrogates': {
    title: 'a\ud800b',
    summary: '\udc00',
    contentHtml: '<p>\ud83e</p>',
    authors: [{ name: '\udfffA' }],
  },
  'ends of CDATA': {
    title: ']]> and ]]> again ]]]]>>',
    summary: ']]>]]>',
    contentHtml: '<pre>a ]]> b ]]> c</pre>',
    categories: [']]>'],
    authors: [{ name: ']]> Ann' }],
  },
  'markup where text belongs': {
    title: 'Use <b> & <script>alert(1)</script> </entry></item>',
    summary: '</entry></item><x>',
    contentHtml: '<p>&lt;/entry&gt;</p>',
    categories: ['<c>', 'R&D "quoted"', "l'IA"],
    authors: [{ name: '<Ann> & "Bob"' }],
    sourceTitle: '</source>',
  },
  'entities in plain text': { title: 'Write &lt; or &#8217; or &amp;amp; or AT&T', summary: '&lt;&nbsp;' },
  'no link': { url: undefined as never },
  'an empty link': { url: '', sourceUrl: 'https://paper.example/feed' },
  'what is no link': { url: 'not a link', authors: [{ name: 'Ann', url: 'nor this' }], enclosures: [{ url: '::' }] },
  'no updates': { updatedAt: undefined as never },
  'no words': { title: '', summary: '', contentHtml: '', authors: [{ name: '' }], sourceTitle: '', categories: [''] },
  'a file as its source': { sourceUrl: undefined as never },
  'a huge text': { contentHtml: `<p>${'long text '.repeat(200_000)}</p>`, summary: 'x'.repeat(100_000) },
  'enclosures without type or length': {
    enclosures: [{ url: 'https://paper.example/1?a=1&b=2' }, { url: 'https://paper.example/2', type: 'a/"<&>' }],
  },
  'quotes in URLs': {
    url: `https://paper.example/?q="'<>&amp;x=1#"'<>`,
    sourceUrl: `https://paper.example/"'?a="&b='`,
    authors: [{ name: 'Ann', url: `https://ann.example/"'<>` }],
    enclosures: [{ url: `https://paper.example/"'<>` }],
  },
  'right-to-left marks': { title: '\u202eevil\u202c \u200fעברית\u200e', authors: [{ name: '\u2067Ann\u2069' }] },
  'directions left open': {
    title: '\u202eevil \u2067and more',
    summary: '\u2069\u202c\u202a',
    contentHtml: '<p>\u202eturned <b>round\u2066</b> and back\u202c\u202c</p>',
    authors: [{ name: '\u2068Ann' }],
    categories: ['\u202bc'],
    sourceTitle: '\u202dThe paper',
  },
  'what was decoded wrongly': {
    title: 'l\u0092IA\u0085 and \ufffd',
    summary: '\u0080',
    contentHtml: '<p title="\u0099">a\ufffd&#128;&#1;&#xfffe;</p>',
    authors: [{ name: 'Ann\u009f' }],
  },
  'lines in a title': { title: '\n  one\r\n\ttwo  ', authors: [{ name: 'Ann\nBob' }], categories: ['a\nb'] },
  'HTML where names belong': {
    authors: [{ name: 'Ann</b>' }, { name: '<i>Bob</i> <bob@paper.example>' }, { name: '<ann@paper.example>' }],
    categories: ['<b>c</b>', '</p>'],
    sourceTitle: '<a href="x">The paper</a>',
  },
  'levels of escaping': {
    title: '&amp; &amp;amp; &#x26; &lt;b&gt;',
    authors: [{ name: 'A &amp; B &amp;amp; C' }],
    categories: ['R&amp;D', '&amp;amp;', '&lt;'],
    sourceTitle: 'News &amp; more',
  },
  'HTML that its own parser reads otherwise': {
    contentHtml: `<table>before<tr><td>in</table><a href="https://a.example/">out<a href="https://b.example/">in</a></a>
      <h2>one<h3>two</h2><p>a<div>b</p>c</div></li><b><p>x</b>y</p><pre>\n\nline</pre><ul><li>a<li>b</ul><dd>x
      <ruby>漢<rt>kan</ruby><tr><td>cell</td></tr><img src="https://a.example/1.png" src="x" /><br></br>&nbsp;&notit; &`,
  },
  'HTML that validators call a risk': {
    contentHtml: `<video controls src="https://a.example/a b.mp4" poster="/p.png"></video><bdo dir="rtl">x</bdo>
      <a href="https://a.example/"><audio controls><source src="https://a.example/x.mp3"></audio></a>
      <audio controls><source src="https://a.example/"></audio><a href="javascript:x">y</a>`,
  },
  'relative links': {
    contentHtml:
      '<a href="/x">a</a><img src="y.png" alt=""><a href="#z">b</a><a href="https://a.example/{b}|[c]">c</a>',
    image: '/1.png',
  },
  'a date before there were feeds': { publishedAt: 1_000, updatedAt: 2_000, firstSeenAt: 0, changedAt: 0 },
  'links that URIs do not allow': {
    url: 'https://me:secret@paper.example/a|b[c]{d}^`\\é?q=100%&x=[1]|%zz#a#b',
    sourceUrl: 'https://me:secret@paper.example/%E9?a=%7e',
    origins: [{ id: 'paper', title: 'The paper' }, { title: '<b>x</b>', url: 'https://o.example/[1]' }, { title: '' }],
    image: 'https://paper.example/é"1.png',
  },
  'an address for a host': { url: 'http://[::1]:8080/[x]', enclosures: [{ url: 'http://[::1]/1.mp3' }] },
  'enclosures that RSS cannot hold': {
    enclosures: [
      { url: 'https://my_host.example/1.mp3', length: 5 },
      { url: 'http://localhost/2.mp4', type: 'Video/MP4 ; codecs="x"', length: -1 },
      { url: 'javascript:alert(1)' },
      { url: 'https://paper.example/3.PDF', length: 0 },
      { url: 'https://paper.example/4.mp3', type: 'audio/mpeg', length: 1.5 },
    ],
  },
  'languages that are none': { lang: 'x-klingon' },
  'a language that nobody knows': { lang: 'qqx-zz' },
  'a language in an old spelling': { lang: 'iw-il' },
  'others that carry it': {
    sources: ['paper', 'other', 'file'],
    topics: ['ai', 'R&D'],
    categories: ['AI', 'Tech', 'tech'],
    origins: [
      { id: 'paper', title: 'The paper', url: 'https://paper.example/feed' },
      { id: 'other', title: 'An "other" & more', url: 'https://other.example/?a=1&b=2' },
      { id: 'file', title: 'A file' },
    ],
  },
  'a story of several': {
    also: [published('also', { title: '</b> & ]]>', url: 'https://other.example/[1]', sourceTitle: '<i>x</i>' })],
  },
}

export function hostile(): PublishedItem[] {
  return Object.values(HOSTILE).map((given, i) => {
    const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
    const item: Record<string, unknown> = { ...published(`h${i}`), ...present }
    for (const [name, value] of Object.entries(given)) if (value === undefined) delete item[name]
    return item as unknown as PublishedItem
  })
}
