import { ENGLISH, FRENCH, JAPANESE, type Words } from './words.ts'

/** How HTML stands in an element: in CDATA, escaped, with character references, as markup, or as text without any. */
export type Form = 'cdata' | 'escaped' | 'references' | 'markup' | 'plain'
export type Module = 'content' | 'c' | 'dc' | 'media' | 'itunes' | 'slash' | 'atom' | 'enclosure' | 'georss'

/** How a feed is written. */
export interface Style {
  readonly name: string
  readonly format: '2.0' | '0.91' | '0.92' | '1.0' | '0.90' | 'atom' | 'atom 0.3'
  readonly words: Words
  readonly form: Form
  readonly titleForm: Form
  /** White space between two tags. */
  readonly layout: string
  readonly lineEnd: string
  readonly quote: string
  /** Of the format's own elements. */
  readonly prefix: string
  readonly modules: readonly Module[]
  readonly encoding: string
  /** Sentences of an item's text. */
  readonly sentences: number
  readonly items: number
  /** Between the XML declaration and the root. */
  readonly prologue: string
  readonly epilogue: string
}

const USUAL: Omit<Style, 'name' | 'format'> = {
  words: FRENCH,
  form: 'escaped',
  titleForm: 'plain',
  layout: '\n  ',
  lineEnd: '\n',
  quote: '"',
  prefix: '',
  modules: [],
  encoding: 'utf-8',
  sentences: 3,
  items: 10,
  prologue: '',
  epilogue: '\n',
}
const ONE_LINE: Partial<Style> = { layout: '', epilogue: '' }
const DOCTYPE =
  '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://netscape.example/rss.dtd">\n'
const COMMENTED: Partial<Style> = {
  prologue: '<?xml-stylesheet type="text/xsl" href="/feed.xsl"?>\n<!-- generated in 0.02 s -->\n',
  epilogue: '\n<!-- cached -->\n',
}

export const STYLES: readonly Style[] = [
  style('2.0', 'CDATA, French', { form: 'cdata', titleForm: 'cdata', modules: ['dc', 'atom'] }),
  style('2.0', 'escaped, French', { modules: ['media', 'dc'] }),
  style('2.0', 'plain, French, one line', { form: 'plain', sentences: 1, ...ONE_LINE }),
  style('2.0', 'bare markup, English', { form: 'markup', words: ENGLISH }),
  style('2.0', 'content:encoded, English', {
    ...{ form: 'cdata', words: ENGLISH, sentences: 6, modules: ['content', 'dc', 'slash', 'atom'] },
  }),
  style('2.0', 'content by an odd prefix, French', { modules: ['c', 'dc'], layout: '\n\t', sentences: 4 }),
  style('2.0', 'podcast, English', { words: ENGLISH, modules: ['itunes', 'enclosure'], items: 12 }),
  style('2.0', 'windows-1252, French', { form: 'cdata', encoding: 'windows-1252' }),
  style('2.0', 'iso-8859-1, French, CR LF', { form: 'references', encoding: 'iso-8859-1', lineEnd: '\r\n' }),
  style('2.0', 'single quotes, English', { words: ENGLISH, quote: "'", modules: ['media', 'enclosure'] }),
  style('2.0', 'very long, English', { words: ENGLISH, modules: ['content'], sentences: 60, items: 8 }),
  style('2.0', 'very short, French, one line', { form: 'plain', sentences: 0, items: 12, ...ONE_LINE }),
  style('2.0', 'Japanese', { words: JAPANESE, form: 'cdata', modules: ['dc', 'content'] }),
  style('2.0', 'comments and a style sheet, French', { modules: ['media', 'georss'], ...COMMENTED }),
  style('2.0', 'titles in CDATA, English, one line', { words: ENGLISH, titleForm: 'cdata', ...ONE_LINE }),
  style('0.91', 'DOCTYPE, French', { form: 'plain', prologue: DOCTYPE }),
  style('0.92', 'English', { words: ENGLISH, modules: ['enclosure'] }),
  style('1.0', 'French', { form: 'cdata', modules: ['dc', 'content'] }),
  style('1.0', 'prefixed, English', { words: ENGLISH, prefix: 'rss:', modules: ['dc'] }),
  style('0.90', 'English, one line', { form: 'plain', words: ENGLISH, ...ONE_LINE }),
  style('atom', 'HTML, French', { modules: ['media'] }),
  style('atom', 'HTML in CDATA, English', { form: 'cdata', words: ENGLISH, sentences: 8 }),
  style('atom', 'XHTML, French', { form: 'markup' }),
  style('atom', 'text, English, one line', { form: 'plain', words: ENGLISH, ...ONE_LINE }),
  style('atom', 'prefixed, French', { prefix: 'atom:', quote: "'" }),
  style('atom', 'XHTML, English, long', { form: 'markup', words: ENGLISH, sentences: 30 }),
  style('atom 0.3', 'French', { modules: ['dc'] }),
  style('atom', 'windows-1252, French, CR LF', { form: 'references', encoding: 'windows-1252', lineEnd: '\r\n' }),
]

function style(format: Style['format'], name: string, own: Partial<Style>): Style {
  return { ...USUAL, ...own, format, name: `${format}: ${name}` }
}
