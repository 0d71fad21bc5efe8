import { type Damage, inElements, inItems, insert, LINK, slotsOf, TEXT, TITLE } from './damage.ts'
import { encode, textOf } from './draft.ts'

const BOTH = [...TITLE, ...TEXT]

/** Damage to the characters of a text. */
export const TEXT_DAMAGE: Readonly<Record<string, Damage>> = {
  'bare ampersand in a title': put(TITLE, ['R&D & Cie ', ' AT&T', ' &', '& ', ' Q&A;']),
  'bare ampersand in a text': put(TEXT, [' M&Ms & co ', '?a=1&b=2', ' && ', '&&amp;']),
  'bare ampersand in a link': inElements(LINK, ({ open, content, close }, random) => {
    return `${open}${content}${random.pick(['?a=1&b=2', '?x&y', '?lang=fr&copy=2&reg=3&', '?q=a&amp;b&c'])}${close}`
  }),
  'HTML entities': put(BOTH, [
    '&nbsp;',
    ' caf&eacute;&nbsp;! ',
    '&laquo;&nbsp;oui&nbsp;&raquo;',
    '&hellip;&rsquo;&euro;',
  ]),
  'HTML entities without a semicolon': put(BOTH, [' caf&eacute cr&egrave;me', ' &nbsp', '&copy 2026', ' &lt b &gt']),
  'entities that nobody knows': put(BOTH, [' &foo; ', '&rsquo&bar;', '&_x;', '&#;', '&#x;', '&#xZZ;', '&;']),
  'less-than sign': put(BOTH, [' 5 < 6 ', ' a<5 ', ' << ', ' x <3 y ', '<', ' <> ', ' <-- ', ' ->< ', '< b']),
  'word in angle brackets': put(BOTH, [' I <heart> you ', '<3 <you>', ' <nom> ', ' <T, U> ', ' List<String> ']),
  'address in angle brackets': put(BOTH, [' Ann <ann@site.example> ', ' <https://site.example/a?b=1> ', ' <@ann> ']),
  'control characters': put(BOTH, ['\x0b', 'a\x01b\x1fc', '\x08\x08', '\x1b[0m', '\ufffe', '\uffff']),
  'NUL characters': put([...BOTH, ...LINK], ['\0', 'a\0b\0\0']),
  'references to control characters': put(BOTH, ['&#0;', '&#x1f;', 'a&#8;b', '&#x0B;', '&#xFFFF;', '&#1114112;']),
  'references to half a character': put(BOTH, ['&#xD800;', '&#xD83D;&#xDE00;', '&#55357;', '&#xDFFF;']),
  'end of CDATA in a text': put(BOTH, [' ]]> ', ']]>', ' a]]>b ', ']]>]]>']),
  'bytes of another encoding': strayBytes(),
  'chunk mark within an item': inItems((item, random) => {
    const at = random.below(item.length)
    return `${item.slice(0, at)}\r\n${random.pick(['1f40', '2000', '5b4', '0'])}\r\n${item.slice(at)}`
  }),
}

function put(names: readonly string[], what: readonly string[]): Damage {
  return inElements(names, ({ open, content, close }, random) => {
    return open + insert(content, random.pick(what), random) + close
  })
}

/** A letter of Latin-1 in UTF-8, or one of UTF-8 in Latin-1. */
function strayBytes(): Damage {
  return (draft, random) => {
    const mark = '\x02STRAY\x02'
    const place = random.below(draft.items.length)
    const marked = { ...draft, items: draft.items.map((item, at) => (at === place ? markIn(item, mark) : item)) }
    const bytes = encode(textOf(marked), draft.encoding)
    const at = bytes.indexOf(mark)
    const letter = draft.encoding === 'utf-8' ? random.pick([[0xe9], [0x92], [0xe0, 0x20], [0x80]]) : [0xc3, 0xa9]
    const stray = Buffer.concat([bytes.subarray(0, at), Buffer.from(letter), bytes.subarray(at + mark.length)])
    return { bytes: stray, slots: slotsOf(draft, [place]) }
  }
}

function markIn(item: string, mark: string): string {
  return item.replace(/<\/((?:\w+:)?title)>/, (close) => mark + close)
}
