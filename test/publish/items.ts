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
}

export function hostile(): PublishedItem[] {
  return Object.values(HOSTILE).map((given, i) => {
    const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
    const item: Record<string, unknown> = { ...published(`h${i}`), ...present }
    for (const [name, value] of Object.entries(given)) if (value === undefined) delete item[name]
    return item as unknown as PublishedItem
  })
}
