import { Scope } from '../scope.ts'

/**
 * What an element of a feed is: a `holder` has elements in it, a `field` has text or HTML, `html` is HTML's own. A
 * `module` belongs to a feed too, but what is in it is not known, and of an `unknown` one nothing is.
 */
export type Role = 'root' | 'channel' | 'item' | 'holder' | 'field' | 'module' | 'html' | 'unknown'

type Attributes = Readonly<Record<string, string>>

const words = (list: string) => new Set(list.split(' '))

const FIELDS = words(
  'title link description language copyright managingeditor webmaster pubdate lastbuilddate category generator docs ' +
    'cloud ttl rating guid comments enclosure subtitle tagline id updated modified issued created published rights ' +
    'icon logo summary content info source',
)
const PERSON = words('name uri url email homepage')
const PICTURE = words('url title link width height description')
/** Elements with elements in them, and which of a feed's own those are. */
const HOLDERS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['author', PERSON],
  ['contributor', PERSON],
  ['atom:author', PERSON],
  ['image', PICTURE],
  ['textinput', new Set([...PICTURE, 'name'])],
  ['skiphours', words('hour')],
  ['skipdays', words('day')],
  ['items', new Set<string>()],
])
const ATOM_SOURCE = words('id title subtitle link updated author contributor category generator icon logo rights')
const ROOTS = words('item entry channel rss feed rdf')
/** Elements of modules that have elements of their own module in them. */
const MODULE_HOLDER = /^(media:(group|content)|itunes:owner)$/
/** Elements of modules that have nothing but text. */
const MODULE_FIELD = new RegExp(
  [
    ...['^(dc|dcterms|content|slash|wfw|sy|feedburner|creativecommons|thr):', '^itunes:(?!owner|category)'],
    '^atom:(link|id|title|subtitle|summary|content|updated|published|category|rights|icon|logo|generator)$',
    '^media:(title|description|thumbnail|keywords|credit|copyright|category|rating|player|text|hash|license)$',
    ...['^georss:(point|line|polygon|box)$', '^geo:(lat|long|lon)$'],
  ].join('|'),
)
/** Prefixes that mean a module whether they are declared or not. */
const MODULES = words(
  'atom dc dcterms content media itunes slash wfw sy georss geo gml thr feedburner creativecommons cc rdf rss',
)
const MARKUP_NAMESPACE = /xhtml|svg|MathML/i
const HTML = words(
  'a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body br button ' +
    'canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed ' +
    'fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe ' +
    'img input ins kbd label legend li link main map mark marquee math menu meta meter nav nobr noframes noscript ' +
    'object ol optgroup option output p param picture pre progress q rp rt ruby s samp script search section select ' +
    'small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time ' +
    'title tr track tt u ul var video wbr',
)

/** A tag of an item, and one of any element that a feed has: parts of a RegExp. */
export const ITEM_TAG = /<\/?(?:[\w.-]+:)?(?:item|entry)(?=[\s/>])/gi
export const STRUCTURE = `</?(?:[\\w.-]+:[\\w.-]+|${[...FIELDS, ...HOLDERS.keys(), ...ROOTS].join('|')})(?=[\\s/>])`

/** Which elements of a feed may stand where, as far as an ill-formed document is to be read by it. */
export class Grammar {
  readonly #scope: Scope
  readonly #modules: ReadonlySet<string>
  /** The names of the root and of an item. */
  readonly root: string
  readonly item: string
  /** The root is a feed's, so that something is known about what is in it. */
  readonly isFeed: boolean

  constructor(root: string, attributes: Attributes) {
    this.#scope = Scope.of(root, attributes).within(attributes)
    this.root = this.nameOf(root)
    this.item = this.root === 'feed' ? 'entry' : 'item'
    this.isFeed = this.root === 'feed' || this.root === 'rss' || this.root === 'rdf:rdf'
    const declared = Object.entries(attributes).filter(([, uri]) => !MARKUP_NAMESPACE.test(uri))
    this.#modules = new Set([
      ...MODULES,
      ...declared.flatMap(([key]) => (key.startsWith('xmlns:') ? key.slice('xmlns:'.length).toLowerCase() : [])),
    ])
  }

  nameOf(written: string): string {
    return this.#scope.nameOf(written)
  }

  roleOf(name: string): Role {
    if (name === this.item) return 'item'
    if (name === this.root) return 'root'
    if (name === 'channel') return 'channel'
    if (HOLDERS.has(name) || MODULE_HOLDER.test(name) || (this.root === 'feed' && name === 'source')) return 'holder'
    if (FIELDS.has(name) || MODULE_FIELD.test(name)) return 'field'
    if (HTML.has(name) || name.startsWith('xhtml:')) return 'html'
    return this.#modules.has(prefixOf(name)) ? 'module' : 'unknown'
  }

  /** An element of the feed may be in this holder. */
  allows(holder: string, name: string): boolean {
    if (MODULE_HOLDER.test(holder)) return prefixOf(name) === prefixOf(holder)
    const inside = HOLDERS.get(holder) ?? (this.root === 'feed' && holder === 'source' ? ATOM_SOURCE : undefined)
    return inside?.has(name) === true || name.startsWith('rdf:')
  }

  /**
   * An element with the name of one of the feed's, met where a text should be, is none of the text's markup. Some names
   * are HTML's too: `open` are the elements of HTML that it is in, and `isXml` says that markup is what belongs there.
   */
  isOwn(name: string, attributes: Attributes, open: { has(name: string): boolean }, isXml: boolean): boolean {
    const has = (attribute: string) => Object.hasOwn(attributes, attribute)
    if (isXml && HTML.has(name)) return false
    if (open.has('svg') || open.has('head')) return !HTML.has(name) && name !== 'image'
    if (name === 'link') return this.root === 'feed' || !has('rel')
    if (name === 'source') return !has('src') && !has('srcset')
    return name !== 'summary' || !open.has('details')
  }
}

function prefixOf(name: string): string {
  return name.slice(0, Math.max(0, name.indexOf(':')))
}
