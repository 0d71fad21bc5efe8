import { type Draft, encode, escapeXml } from './draft.ts'
import { Random } from './random.ts'
import { type Form, type Module, STYLES, type Style } from './styles.ts'
import { passage, sentence } from './words.ts'

const HOUR = 3_600_000
const NEWEST = Date.UTC(2026, 2, 9, 16, 30)
const NAMESPACES: Readonly<Record<Module, string>> = {
  content: 'content="http://purl.org/rss/1.0/modules/content/"',
  c: 'c="http://purl.org/rss/1.0/modules/content/"',
  dc: 'dc="http://purl.org/dc/elements/1.1/"',
  media: 'media="http://search.yahoo.com/mrss/"',
  itunes: 'itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"',
  slash: 'slash="http://purl.org/rss/1.0/modules/slash/"',
  atom: 'atom="http://www.w3.org/2005/Atom"',
  georss: 'georss="http://www.georss.org/georss"',
  enclosure: '',
}

/** Feeds of many kinds without a fault in them. */
export function writeFeeds(): Draft[] {
  return STYLES.map((style) => new Author(style).draft())
}

/** Writes one feed. */
class Author {
  readonly #style: Style
  readonly #random: Random
  readonly #atom: boolean

  constructor(style: Style) {
    this.#style = style
    this.#random = new Random(style.name)
    this.#atom = style.format.startsWith('atom')
  }

  draft(): Draft {
    const { name, layout, items, encoding, prologue, epilogue } = this.#style
    const ends = this.#ends()
    const written = Array.from({ length: items }, (_, place) => (this.#atom ? this.#entry(place) : this.#item(place)))
    const declaration = `<?xml version="1.0" encoding="${encoding}"?>\n`
    return {
      name,
      head: this.#sayable(declaration + prologue + ends.head + layout),
      items: written.map((item) => this.#sayable(item)),
      between: this.#sayable(layout),
      tail: this.#sayable(ends.tail + epilogue),
      encoding,
    }
  }

  #ends(): { head: string; tail: string } {
    const { format, layout, words } = this.#style
    const title = this.#element('title', this.#text(words.topics.slice(0, 2).join(' & '), 'plain'))
    const about = this.#text(sentence(words, this.#random), 'escaped')
    const modules = this.#style.modules.flatMap((module) => NAMESPACES[module] || [])
    const declared = (...own: readonly string[]) =>
      [...own, ...modules].map((each) => ` xmlns${each.startsWith('=') ? '' : ':'}${this.#quoted(each)}`).join('')
    if (this.#atom) {
      const uri = format === 'atom' ? 'http://www.w3.org/2005/Atom' : 'http://purl.org/atom/ns#'
      const author = this.#element('author', this.#element('name', this.#random.pick(words.names)))
      const fields = [title, this.#link('https://site.example/'), this.#element('id', 'urn:feed:1'), author]
      const feed = this.#tag('feed')
      const own = declared(this.#style.prefix === '' ? `="${uri}"` : `atom="${uri}"`)
      return { head: `<${feed}${own}>${layout}${fields.join(layout)}`, tail: `${layout}</${feed}>` }
    }
    const fields = [title, this.#link('https://site.example/'), this.#element('description', about)].join(layout)
    if (format !== '1.0' && format !== '0.90') {
      const language = this.#element('language', words.end === '。' ? 'ja' : 'fr')
      const image = this.#element('image', this.#element('url', 'https://site.example/logo.png') + title)
      const head = `<rss version=${this.#style.quote}${format}${this.#style.quote}${declared()}>${layout}<channel>${layout}`
      return { head: head + [fields, language, image].join(layout), tail: `${layout}</channel>${layout}</rss>` }
    }
    const uri = format === '1.0' ? 'http://purl.org/rss/1.0/' : 'http://my.netscape.com/rdf/simple/0.9/'
    const own = this.#style.prefix === '' ? `="${uri}"` : `rss="${uri}"`
    const root = `<rdf:RDF${declared('rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"', own)}>`
    const channel = this.#element('channel', layout + fields + layout)
    return { head: root + layout + channel, tail: `${layout}</rdf:RDF>` }
  }

  #item(place: number): string {
    const { format, layout, modules, words, sentences, form } = this.#style
    const url = this.#url(place)
    const has = (module: Module) => modules.includes(module)
    const when = new Date(NEWEST - place * 5 * HOUR)
    const text = (count: number) => this.#text(this.#html(passage(words, count, this.#random)), form)
    const fields = [
      this.#element('title', this.#text(this.#title(place), this.#style.titleForm)),
      this.#link(url),
      ...(sentences > 0 ? [this.#element('description', text(Math.ceil(sentences / 2)))] : []),
      ...(format === '2.0' ? [this.#element('guid', `urn:item:${place}`, 'isPermaLink="false"')] : []),
      ...(format === '2.0' ? [this.#element('pubDate', when.toUTCString())] : []),
      ...(has('dc') ? [`<dc:creator>${this.#random.pick(words.names)}</dc:creator>`] : []),
      ...(has('dc') && format !== '2.0' ? [`<dc:date>${when.toISOString()}</dc:date>`] : []),
      ...(format === '2.0' ? [this.#element('category', this.#random.pick(words.topics))] : []),
      ...(has('content') ? [`<content:encoded>${text(sentences)}</content:encoded>`] : []),
      ...(has('c') ? [`<c:encoded>${text(sentences)}</c:encoded>`] : []),
      ...this.#extras(place),
    ]
    const about = format === '1.0' ? ` ${this.#quoted(`rdf:about="${url}"`)}` : ''
    const item = this.#tag('item')
    return `<${item}${about}>${layout}${fields.join(layout)}${layout}</${item}>`
  }

  #extras(place: number): string[] {
    const media = `https://media.site.example/${place}`
    const of: Readonly<Partial<Record<Module, string>>> = {
      media: `<media:content url="${media}.jpg" medium="image"><media:title>${place}</media:title></media:content>`,
      itunes: `<itunes:duration>${place + 10}:05</itunes:duration><itunes:explicit>no</itunes:explicit>`,
      slash: `<slash:comments>${place}</slash:comments>`,
      enclosure: `<enclosure url="${media}.mp3" type="audio/mpeg" length="${1000 + place}"/>`,
      georss: `<georss:point>${45 + place} ${place}</georss:point>`,
    }
    return this.#style.modules.flatMap((module) => (of[module] === undefined ? [] : this.#quoted(of[module])))
  }

  #entry(place: number): string {
    const { format, layout, words, sentences, form } = this.#style
    const when = new Date(NEWEST - place * 7 * HOUR).toISOString()
    const old = format === 'atom 0.3'
    const html = this.#html(passage(words, sentences, this.#random))
    const category = `<${this.#tag('category')} ${this.#quoted(`term="${this.#random.pick(words.topics)}"`)}/>`
    const fields = [
      this.#element('title', this.#text(this.#title(place), 'plain')),
      this.#link(this.#url(place)),
      this.#element('id', `tag:site.example,2026:${place}`),
      this.#element(old ? 'issued' : 'published', when),
      this.#element(old ? 'modified' : 'updated', when),
      ...(old ? [] : [category]),
      ...(place % 3 === 0 ? [this.#element('author', this.#element('name', this.#random.pick(words.names)))] : []),
      this.#content(html, form, old),
      ...this.#extras(place),
    ]
    const entry = this.#tag('entry')
    return `<${entry}>${layout}${fields.join(layout)}${layout}</${entry}>`
  }

  #content(html: string, form: Form, old: boolean): string {
    if (form === 'plain') return this.#element('summary', escapeXml(html))
    if (old) return this.#element('content', this.#text(html, form), 'type="text/html" mode="escaped"')
    if (form !== 'markup') return this.#element('content', this.#text(html, form), 'type="html"')
    const div = `<div ${this.#quoted('xmlns="http://www.w3.org/1999/xhtml"')}>${html}</div>`
    return this.#element('content', div, 'type="xhtml"')
  }

  #title(place: number): string {
    return `${place + 1} : ${sentence(this.#style.words, this.#random)}`
  }

  #url(place: number): string {
    return `https://site.example/2026/${place}-${this.#random.below(10_000)}.html`
  }

  #html(text: string): string {
    if (this.#style.form === 'plain') return text
    const [first = '', ...rest] = text.split(' ')
    return `<p><b>${first}</b> ${rest.join(' ')} <a href="/tags/${first.length}">${first}</a></p>\n<p>${text.length}</p>`
  }

  #link(url: string): string {
    if (!this.#atom) return this.#element('link', url)
    return `<${this.#tag('link')} ${this.#quoted(`rel="alternate" href="${url}"`)}/>`
  }

  #element(name: string, content: string, attributes = ''): string {
    const tag = this.#tag(name)
    return `<${tag}${attributes === '' ? '' : ` ${this.#quoted(attributes)}`}>${content}</${tag}>`
  }

  #tag(name: string): string {
    return this.#style.prefix + name
  }

  #quoted(markup: string): string {
    return markup.replaceAll('"', this.#style.quote)
  }

  #text(html: string, form: Form): string {
    if (form === 'markup') return html
    if (form === 'cdata') return `<![CDATA[${html}]]>`
    const escaped = escapeXml(html)
    return form === 'references' ? escaped.replace(/[^\0-\x7f]/gu, reference) : escaped
  }

  /** With character references for what the encoding does not have, and the line ends of the style. */
  #sayable(text: string): string {
    const { encoding, lineEnd } = this.#style
    const sayable = encoding === 'utf-8' ? text : text.replace(/[^\0-\x7f]/gu, (letter) => sayIn(encoding, letter))
    return sayable.replaceAll('\n', lineEnd)
  }
}

function sayIn(encoding: string, letter: string): string {
  // A browser's iso-8859-1 is windows-1252; a program that writes the former knows no more than U+00FF.
  if (encoding === 'iso-8859-1') return letter > '\xff' ? reference(letter) : letter
  return encode(letter, encoding).toString() === '?' ? reference(letter) : letter
}

function reference(letter: string): string {
  return `&#${letter.codePointAt(0)};`
}
