import { type Damage, FIELDS, inElements, inItems, LINK, TEXT, TITLE } from './damage.ts'

const BOTH = [...TITLE, ...TEXT]
const CHANNEL_WIDE = ['guid', 'id', 'pubDate', 'updated', 'published', 'creator', 'category', 'name']

/** Damage to CDATA sections and tags. */
export const MARKUP_DAMAGE: Readonly<Record<string, Damage>> = {
  'CDATA that never ends': inElements(BOTH, ({ open, content, close }) => {
    return `${open}<![CDATA[${bare(content)}${close}`
  }),
  'CDATA whose end is broken': inElements(BOTH, ({ open, content, close }, random) => {
    return `${open}<![CDATA[${bare(content)}${random.pick([']]', ']>', ']] >', ']', '>'])}${close}`
  }),
  'CDATA whose start is broken': inElements(BOTH, ({ open, content, close }, random) => {
    return `${open}${random.pick(['<!CDATA[', '<[CDATA[', '<![CDATA', '![CDATA[', '<! [CDATA['])}${bare(content)}]]>${close}`
  }),
  'end of CDATA within CDATA': inElements(BOTH, ({ open, content, close }) => {
    return `${open}<![CDATA[${bare(content)} if (a[b[0]]> 1) <br> ${bare(content)}]]>${close}`
  }),
  'CDATA within CDATA': inElements(BOTH, ({ open, content, close }, random) => {
    const inner = random.pick(['<![CDATA[x]]> y', '<![CDATA[x', '<![CDATA[<![CDATA[x]]>]]>', '<![CDATA[]]>'])
    return `${open}<![CDATA[${inner}${bare(content)}]]>${close}`
  }),
  'unclosed title': inElements(TITLE, ({ open, content }) => open + content),
  'unclosed link': inElements(LINK, ({ open, content }) => open + content),
  'unclosed text': inElements(TEXT, ({ open, content }) => open + content),
  'unclosed small element': inElements(CHANNEL_WIDE, ({ open, content }) => open + content),
  'unclosed item': inItems((item) => item.replace(/<\/[\w:]+>$/, '')),
  'item within an item': inItems((item) => item.replace(/(<(?:\w+:)?(?:item|entry)\b[^>]*>)/, '$1$1')),
  'two elements unclosed': inItems((item) => item.replace(/<\/(?:\w+:)?(title|id|guid|description|summary)>/g, '')),
  'end tag misspelt': inElements(FIELDS, ({ open, content, close }) => {
    return open + content + close.replace(/(\w)(\w)>$/, '$2$1>').replace('</ln', '</lin')
  }),
  'end tag of another language': inElements(BOTH, ({ open, content }, random) => {
    return `${open}${content}</${random.pick(['titre', 'texte', 'resume', 'x'])}>`
  }),
  'end tags swapped': inItems((item) => {
    return item.replace(/(<\/(?:\w+:)?title>)([\s\S]*?)(<\/(?:\w+:)?(?:description|id|summary|link)>)/, '$3$2$1')
  }),
  'stray end tags in a text': inElements(BOTH, ({ open, content, close }, random) => {
    return `${open}${content}${random.pick(['</b>', '</p></div>', '</foo>', '</a></a>', '</>', '</ >', '</3'])}${close}`
  }),
  'stray end tags between elements': inItems((item, random) => {
    const stray = random.pick(['</title>', '</p>', '</link>', '</description></description>', '</foo>', '</b></i>'])
    return item.replace(/(<\/(?:\w+:)?title>)/, `$1${stray}`)
  }),
  'end tag twice': inElements(FIELDS, ({ open, content, close }) => open + content + close + close),
  'end tag of an item twice': inItems((item) => item.replace(/(<\/[\w:]+>)$/, '$1$1')),
  'start tag in the place of an end tag': inElements(FIELDS, ({ open, content, close }) => {
    return open + content + close.replace('/', '')
  }),
  'tag without its end': inElements(FIELDS, ({ open, content, close }, random) => {
    return random.pick([open.slice(0, -1) + content + close, open + content + close.slice(0, -1)])
  }),
  'tag without its start': inElements(FIELDS, ({ open, content, close }, random) => {
    return random.pick([open.slice(1) + content + close, open + content + close.slice(1)])
  }),
  'space within tags': inElements(FIELDS, ({ open, content, close }, random) => {
    return random.pick([`< ${open.slice(1)}${content}${close}`, `${open}${content}</ ${close.slice(2)}`])
  }),
  'end tags in other case': inItems((item) => item.replace(/<\/([\w:]+)>/g, (close) => close.toUpperCase())),
  'start tags in mixed case': inItems((item) => {
    return item.replace(/<([a-z])([\w:]*)/g, (_, first: string, rest: string) => `<${first.toUpperCase()}${rest}`)
  }),
  'start tag of an item lost': inItems((item) => item.replace(/^<[^>]+>/, '')),
  'empty tags that do not say so': inItems((item) => item.replace(/\/>/g, '>')),
  'HTML as markup': raw(['Un<br>deux<hr>', '<p>a<p>b', '<img src="a.png">', '<ul><li>a<li>b</ul>', '<b>a<i>b</b></i>']),
  'HTML as markup, broken': raw(['<a href=x title="a>b">', '<p class=a b>c</div>', '<td>1<tr>', '<b', '<img src="a']),
  'script as markup': raw([
    '<script>for (i=0;i<n && a<b;i++) { x("<p>") }</script>',
    '<script async>if (a<b)c()</script>',
    '<style>a>b{}</style>',
    '<script>document.write("<scr"+"ipt>")</script>',
  ]),
  'HTML page as markup': raw([
    '<html><head><title>x</title><link rel=stylesheet href=a.css></head><body><p>y</body></html>',
    '<svg viewBox="0 0 1 1"><title>x</title><image href="a.png"/></svg>',
    '<details><summary>x</summary>y</details><video><source src="a.mp4"></video>',
  ]),
}

/** The content without CDATA's own marks, so that it can stand in a section of CDATA. */
function bare(content: string): string {
  return content.replaceAll('<![CDATA[', '').replaceAll(']]>', '')
}

function raw(what: readonly string[]): Damage {
  return inElements(TEXT, ({ open, content, close }, random) => open + content + random.pick(what) + close)
}
