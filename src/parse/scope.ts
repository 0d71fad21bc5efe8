/** The prefix by which each namespace is called here, whatever the document calls it. */
const PREFIXES = new Map([
  ['purl.org/rss/1.0', ''],
  ['my.netscape.com/rdf/simple/0.9', ''],
  ['channel.netscape.com/rdf/simple/0.9', ''],
  ['backend.userland.com/rss', ''],
  ['backend.userland.com/rss2', ''],
  ['backend.userland.com/rss091', ''],
  ['blogs.law.harvard.edu/tech/rss', ''],
  ['www.w3.org/1999/02/22-rdf-syntax-ns', 'rdf:'],
  ['www.w3.org/2005/atom', 'atom:'],
  ['purl.org/atom/ns', 'atom:'],
  ['www.w3.org/1999/xhtml', 'xhtml:'],
  ['purl.org/rss/1.0/modules/content', 'content:'],
  ['purl.org/rss/1.0/modules/slash', 'slash:'],
  ['purl.org/rss/1.0/modules/syndication', 'sy:'],
  ['purl.org/dc/elements/1.0', 'dc:'],
  ['purl.org/dc/elements/1.1', 'dc:'],
  ['purl.org/dc/terms', 'dcterms:'],
  ['purl.org/syndication/thread/1.0', 'thr:'],
  ['purl.org/atompub/tombstones/1.0', 'at:'],
  ['wellformedweb.org/commentapi', 'wfw:'],
  ['search.yahoo.com/mrss', 'media:'],
  ['video.search.yahoo.com/mrss', 'media:'],
  ['rssnamespace.org/feedburner/ext/1.0', 'feedburner:'],
  ['www.itunes.com/dtds/podcast-1.0.dtd', 'itunes:'],
  ['www.georss.org/georss', 'georss:'],
  ['www.opengis.net/gml', 'gml:'],
  ['www.w3.org/2003/01/geo/wgs84_pos', 'geo:'],
  ['backend.userland.com/creativecommonsrssmodule', 'creativecommons:'],
  ['cyber.law.harvard.edu/rss/creativecommonsrssmodule.html', 'creativecommons:'],
  ['creativecommons.org/ns', 'cc:'],
  ['web.resource.org/cc', 'cc:'],
])

/** What the prefixes within an element stand for (Namespaces in XML 1.0). */
export class Scope {
  readonly #uris: Readonly<Record<string, string>>
  readonly #rootIsAtom: boolean
  /** The namespace of the root, which is the feed's own whatever it is. */
  readonly #own: string
  readonly #names = new Map<string, string>()

  private constructor(uris: Readonly<Record<string, string>>, rootIsAtom: boolean, own: string) {
    this.#uris = uris
    this.#rootIsAtom = rootIsAtom
    this.#own = own
  }

  /** The scope around a root element. */
  static of(root: string, attributes: Readonly<Record<string, string>>): Scope {
    const [prefix, local] = split(root)
    const own = attributes[prefix === '' ? 'xmlns' : `xmlns:${prefix}`] ?? ''
    return new Scope(Object.create(null), local.toLowerCase() === 'feed', own)
  }

  /** The scope within an element that has these attributes. */
  within(attributes: Readonly<Record<string, string>>): Scope {
    let uris: Record<string, string> | undefined
    for (const name in attributes) {
      if (name !== 'xmlns' && !/^xmlns:./.test(name)) continue
      // The outer ones are its prototype: a copy for each element would take quadratic time.
      uris ??= Object.create(this.#uris) as Record<string, string>
      uris[name.slice('xmlns:'.length)] = attributes[name] ?? ''
    }
    return uris === undefined ? this : new Scope(uris, this.#rootIsAtom, this.#own)
  }

  /** An element's name in our spelling. */
  nameOf(written: string): string {
    const known = this.#names.get(written)
    if (known !== undefined) return known
    const name = this.#name(written)
    this.#names.set(written, name)
    return name
  }

  #name(written: string): string {
    const [prefix, local] = split(written.toLowerCase())
    const uri = this.#uris[split(written)[0]] ?? ''
    const usual = PREFIXES.get(bare(uri))
    if (uri === this.#own && prefix === '' && usual !== 'rdf:') return local
    if (this.#rootIsAtom && (usual === 'atom:' || prefix === 'atom' || (uri === this.#own && uri !== ''))) return local
    if (usual !== undefined) return usual + local
    if (prefix !== '') return `${prefix}:${local}`
    // An element that left the feed's namespace is none of the feed's, but for RSS, whose namespace is none.
    return uri === '' ? local : `?:${local}`
  }
}

/** A namespace as far as publishers agree on it. */
function bare(uri: string): string {
  return uri
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/#]+$/, '')
}

function split(name: string): [prefix: string, local: string] {
  const colon = name.indexOf(':')
  return [name.slice(0, Math.max(0, colon)), name.slice(colon + 1)]
}
