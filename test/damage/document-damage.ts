import { aroundItems, type Damage, editElement, inItems, type Written } from './damage.ts'
import type { Draft } from './draft.ts'

const WARNING = '<br />\n<b>Warning</b>: mysql_connect(): Too many links in <b>/srv/db.php</b> on line <b>3</b><br />\n'
const NOTICE = 'Notice: Undefined index in /srv/x.php on line 5\n'
const ROOT = /<[a-z:]+(?=[^>]* (xmlns|version))[^>]*>/i
/** Nobody can know it once its declaration is lost. */
const ODD_PREFIX = / xmlns:(rss|c)=/
const DECLARATION = /^<\?xml[^>]*\?>/

/** Damage to what stands before, between and after the items. */
export const DOCUMENT_DAMAGE: Readonly<Record<string, Damage>> = {
  'blank lines before': before(['\n', '\n\n  ', '\r\n\t', ' ']),
  'byte order mark twice': before(['\ufeff\ufeff', '\ufeff \ufeff']),
  'warnings of PHP before': before([WARNING, NOTICE, `<p>${WARNING}</p>\n`]),
  'comments before': before(['<!-- cache -->\n', '<!-- a -- b -->', '<!---->\n\n<!-- x > y -->']),
  'markup after': after(['<script>track("a")</script>', '\n<p>fin', '<!-- 0.1 s -->\n</body></html>', '</rss></feed>']),
  'text after': after(['fin', '&', ' < ', '0\r\n\r\n', '\n<', '<title>x</title>', '<!-- ', '\x01\x02']),
  'warnings of PHP between items': between([WARNING, NOTICE, '<b>Fatal error</b>: <i>x', '<hr><p>']),
  'text between items': between(['\r\n1f40\r\n', 'x & y', ' < ', '\x0c', '&nbsp;', ']]>', '<>', '<![CDATA[x]]>']),
  'comments between items': between([
    '<!-- a -- b -->',
    '<!----->',
    '<!-- x --->',
    '<!-- <b> & -- -->',
    '<!-- <item> -- -->',
  ]),
  'comment that never ends between items': between(['<!-- pub\n', '<!--', '<!-- pub ->\n']),
  'comment that never ends in an item': inItems((item, random) => {
    const ends = [...item.matchAll(/<\/[\w:]+>/g)].map(({ index }) => index)
    const at = random.pick(ends.slice(0, -1))
    return `${item.slice(0, at)}<!-- à revoir ${item.slice(at)}`
  }),
  'stray end tags between items': between(['</title>', '</item></item>', '</entry>', '</p>', '</foo>', '</name >x']),
  'processing instruction that never ends': between(['<?php echo 1\n', '<?', '<?xml version="1.0"\n', '<? a >']),
  'end of the root lost': aroundItems((draft) => ({ ...draft, tail: draft.tail.replace(/<\/(?!channel)[\w:]+>/, '') })),
  'end of the channel lost': aroundItems((draft) => {
    const channel = /<\/(rss:)?channel>/
    return { ...draft, head: draft.head.replace(channel, ''), tail: draft.tail.replace(channel, '') }
  }),
  'everything after the last item lost': aroundItems((draft) => ({ ...draft, tail: '' })),
  'start of the root lost': inHead((head) => (ODD_PREFIX.test(head) ? head : head.replace(ROOT, ''))),
  'start of the root broken': inHead((head) =>
    ODD_PREFIX.test(head) ? head : head.replace(ROOT, (tag) => tag.slice(1)),
  ),
  'start of the channel lost': inHead((head) => head.replace(/<(rss:)?channel>/, '')),
  'start of the channel twice': inHead((head) => head.replace(/<(rss:)?channel>/, '$&$&')),
  'root ends early': betweenItems((draft) => draft.tail.trim()),
  'channel ends early': betweenItems(({ tail }) => /<\/channel>/.exec(tail)?.[0] ?? ''),
  'title of the feed unclosed': inHeadElement(['title'], ({ open, content }) => open + content),
  'text of the feed unclosed': inHeadElement(['description', 'id'], ({ open, content }) => open + content),
  'small element of the feed unclosed': inHeadElement(
    ['author', 'language', 'name'],
    ({ open, content }) => open + content,
  ),
  'picture of the feed unclosed': inHead((head) => head.replace('</image>', '')),
  'CDATA of the feed unclosed': inHeadElement(['title', 'description'], ({ open, content, close }) => {
    return `${open}<![CDATA[${content}${close}`
  }),
  'HTML in the text of the feed': inHeadElement(['title', 'description'], ({ open, content, close }) => {
    return `${open}${content}<p>a<br>b & c${close}`
  }),
  'namespaces undeclared': inHead((head) => head.replace(/ xmlns:(?!rss|c=)\w+=(["']).*?\1/g, '')),
  'namespace without its last quote': inHead((head) => head.replace(/(xmlns[:\w]*=["'][^"']+)["']/, '$1')),
  'XML declaration twice': inHead((head) => head.replace(DECLARATION, '$&\n$&')),
  'XML declaration after the root': inHead(
    (head) => `${head.replace(DECLARATION, '').trimStart()}<?xml version="1.0"?>`,
  ),
  'XML declaration without its end': inHead((head, pick) => head.replace('?>', pick(['', '>', '?', ' ']))),
  'XML declaration garbled': inHead((head, pick) => {
    const encoding = /encoding="(.*?)"/.exec(head)?.[1]
    const start = pick(['xml version=1.0', 'xml version="5"', 'XML', 'xml encoding="x" version=\'1.0"'])
    return head.replace(DECLARATION, `<?${start} encoding="${encoding}"?>`)
  }),
  'DOCTYPE with entities': doctype([
    '<!DOCTYPE x [<!ENTITY nbsp "&#160;"><!ENTITY foo "x > y">]>&foo;',
    '<!DOCTYPE rss [\n%html;\n<!-- ]> -->]>\n&nbsp;',
  ]),
  'DOCTYPE broken': doctype([
    '<!DOCTYPE',
    '<!DOCTYPE rss [ >',
    '<!DOCTYPE rss SYSTEM "a>',
    '<!ELEMENT',
    '<!DOCTYPE x [',
  ]),
}

type Pick = (from: readonly string[]) => string

function before(what: readonly string[]): Damage {
  return inHead((head, pick) => pick(what) + head)
}

function after(what: readonly string[]): Damage {
  return aroundItems((draft, random) => ({ ...draft, tail: draft.tail + random.pick(what) }))
}

function between(what: readonly string[]): Damage {
  return aroundItems((draft, random) => putBetween(draft, random.pick(what), 1 + random.below(draft.items.length - 1)))
}

function betweenItems(what: (draft: Draft) => string): Damage {
  return aroundItems((draft, random) => putBetween(draft, what(draft), 1 + random.below(draft.items.length - 1)))
}

function putBetween(draft: Draft, what: string, place: number): Draft {
  return { ...draft, items: draft.items.map((item, at) => (at === place ? what + item : item)) }
}

function inHead(edit: (head: string, pick: Pick) => string): Damage {
  return aroundItems((draft, random) => ({ ...draft, head: edit(draft.head, (from) => random.pick(from)) }))
}

function inHeadElement(names: readonly string[], write: (element: Written) => string): Damage {
  return aroundItems((draft, random) => ({ ...draft, head: editElement(draft.head, names, write, random) }))
}

function doctype(what: readonly string[]): Damage {
  return inHead((head, pick) => head.replace(/(?<=\?>\s*)(?=<[a-z])/i, `${pick(what)}\n`))
}
