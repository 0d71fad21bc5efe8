import { VOID } from './element.ts'
import { Grammar, type Role } from './tolerant/grammar.ts'
import { readReferences } from './tolerant/references.ts'
import { fromRoot } from './tolerant/root.ts'
import { type Context, type EndTag, Scanner } from './tolerant/scanner.ts'
import { Stack } from './tolerant/stack.ts'
import type { StartTag } from './tolerant/start-tag.ts'
import type { TreeBuilder } from './tree.ts'

/** What XML 1.0 (2.2) allows in a document; the rest is dropped. */
const NOT_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu
/** HTML elements that the next one of their kind ends. */
const REPEATED = new Set('p li dt dd tr td th option'.split(' '))
/** HTML elements whose text has no markup. */
const RAW: ReadonlyMap<string, RegExp> = new Map([
  ['script', /<\/script/gi],
  ['style', /<\/style/gi],
])
const XML_TYPE = /[/+]xml$/i
/** Elements of HTML that hold an item's markup. */
const XML_BODY = /^(xhtml:)?(body|div)$/
/** What a feed is made of: nothing else is in these but whole elements. */
const FRAME: ReadonlySet<Role> = new Set<Role>(['root', 'channel', 'item'])

/**
 * Reads an ill-formed document for what it was meant to say: stray `&` and `<`, HTML entities, control characters,
 * text around the root, tags that are missing, broken or not closed. Where tags contradict each other, what is known of
 * feeds decides. An item that the end of the document cut off is left out, for half a guid would come back as a new
 * item. Whether the document came to its end.
 */
export function readTolerantly(text: string, builder: TreeBuilder): boolean {
  return new TolerantReader(fromRoot(text.replace(NOT_XML, '').replace(/\r\n?/g, '\n')), builder).read()
}

/** An open element of the feed. */
interface Open {
  readonly written: string
  readonly name: string
  readonly role: Role
  /** Markup belongs in it. */
  readonly isXml: boolean
  /** Its attribute of that name. */
  readonly type: string
  hasText: boolean
  hasElements: boolean
}

class TolerantReader implements Context {
  readonly #builder: TreeBuilder
  readonly #scanner: Scanner
  #grammar: Grammar | undefined
  /** Elements of the feed. */
  readonly #open = new Stack<Open>()
  /** Elements of markup in the innermost of those. */
  readonly #markup = new Stack<{ readonly written: string }>()
  /** The root's end tag was met. */
  #ended = false
  #done = false
  #hasChannel = false
  /** The feed has its own title already. */
  #isTitled = false
  /** What the element before is called where it is an item, and no other element of the feed came after it. */
  #itemBefore: string | undefined

  constructor(text: string, builder: TreeBuilder) {
    this.#builder = builder
    this.#scanner = new Scanner(text, this)
  }

  read(): boolean {
    for (let token = this.#scanner.next(); token !== undefined && !this.#done; token = this.#scanner.next()) {
      if (token.kind === 'text') this.#text(token.text)
      else if (token.kind === 'start') this.#start(token)
      else this.#end(token)
    }
    return !this.#discardItem() && this.#ended
  }

  innermost(): string | undefined {
    const { top } = this.#open
    return top === undefined || FRAME.has(top.role) ? undefined : top.written
  }

  isOfFeed(name: string): boolean {
    const role = this.#grammar?.roleOf(this.#grammar.nameOf(name)) ?? 'unknown'
    return role !== 'html' && role !== 'unknown'
  }

  #text(text: string): void {
    if (text === '' || this.#isBehindEnd()) return
    const { top } = this.#open
    if (top?.hasText === false && text.trim() !== '') top.hasText = true
    this.#builder.text(text)
  }

  #start(tag: StartTag): void {
    this.#grammar ??= new Grammar(tag.name, tag.attributes)
    const name = this.#grammar.nameOf(tag.name)
    const role = this.#grammar.roleOf(name)
    if (this.#open.top === undefined) this.#startRoot(tag, name)
    else if (this.#isInDocument()) this.#startMarkup(tag, name, role)
    else if (role === 'root') this.#startAgain()
    else if (role === 'item') this.#startItem(tag, name)
    else if (this.#isBehindEnd()) return
    else if (role === 'channel') this.#startChannel(tag, name)
    else if (this.#isMarkup(tag, name, role)) this.#startMarkup(tag, name, role)
    else this.#startField(tag, name, role)
  }

  /** What follows the root's end is junk, unless it is an item. */
  #isBehindEnd(): boolean {
    return this.#ended && this.#open.top?.role === 'root'
  }

  /** In content that is a document of its own, with items of its own maybe (RFC 4287, 4.1.3.1). */
  #isInDocument(): boolean {
    const { top } = this.#open
    return top?.isXml === true && XML_TYPE.test(top.type)
  }

  #startRoot(tag: StartTag, name: string): void {
    this.#push(tag, name, 'root')
    this.#ended = tag.empty
    // Of other documents, the root says enough.
    if (this.#grammar?.isFeed !== true) this.#done = true
  }

  /** The document begins again: behind its end, or where it was cut off. */
  #startAgain(): void {
    if (this.#ended) this.#done = true
    else this.#discardItem()
  }

  #startChannel(tag: StartTag, name: string): void {
    while (this.#open.top !== undefined && !FRAME.has(this.#open.top.role)) this.#pop()
    const isTwice = this.#open.top?.role === 'channel' && this.#itemBefore === undefined
    if (isTwice) return
    while (this.#open.top?.role !== 'root') this.#pop()
    this.#push(tag, name, 'channel')
  }

  #startItem(tag: StartTag, name: string): void {
    while (this.#open.top?.role !== 'root' && this.#open.top?.role !== 'channel') {
      // Its start tag was written twice.
      if (this.#open.top?.role === 'item' && !this.#open.top.hasElements) this.#discardItem()
      else this.#pop()
    }
    if (this.#grammar?.root === 'rss') this.#needChannel()
    this.#push(tag, name, 'item')
    if (tag.empty) this.#pop()
  }

  #startField(tag: StartTag, name: string, role: Role): void {
    while (this.#endsFor(name, role)) this.#pop()
    if (role === 'field' || role === 'holder') this.#needParent(name)
    this.#push(tag, name, role)
    if (tag.empty || (role === 'html' && VOID.has(name))) this.#pop()
  }

  /** The innermost element can have none like this in it: its end tag is missing. */
  #endsFor(name: string, role: Role): boolean {
    const { top } = this.#open
    if (top === undefined || FRAME.has(top.role) || role === 'html' || role === 'unknown') return false
    if (isText(top)) return true
    if (top.role === 'holder' ? this.#grammar?.allows(top.name, name) : role === 'module') return false
    return top.hasText || top.name === name || !this.#scanner.endsWithinItem(top.written)
  }

  /** A channel or an item whose start tag is missing starts with the first element that belongs in it. */
  #needParent(name: string): void {
    if (this.#open.top?.role === 'root' && this.#grammar?.root !== 'feed') this.#needChannel()
    const { top } = this.#open
    if (top === undefined || top.role === 'item' || !FRAME.has(top.role)) return
    const isOfItem = this.#itemBefore !== undefined || (name === 'title' && this.#isTitled)
    if (isOfItem && this.#scanner.isWithinItem()) {
      const item = this.#itemBefore ?? top.written.replace(/[^:]+$/, this.#grammar?.item ?? 'item')
      this.#push({ name: item, attributes: {} }, 'item', 'item')
    } else {
      this.#isTitled ||= name === 'title'
      this.#itemBefore = undefined
    }
  }

  #needChannel(): void {
    if (!this.#hasChannel) this.#push({ name: 'channel', attributes: {} }, 'channel', 'channel')
  }

  /** It belongs to the text of the innermost element, and is none of the feed's. */
  #isMarkup(tag: StartTag, name: string, role: Role): boolean {
    const { top } = this.#open
    if (top === undefined || !isText(top)) return false
    if (role === 'html' || role === 'unknown') return true
    if (role === 'module') return top.isXml
    return this.#grammar?.isOwn(name, tag.attributes, this.#markup, top.isXml) === false
  }

  #startMarkup(tag: StartTag, name: string, role: Role): void {
    const local = name.slice(name.indexOf(':') + 1)
    if (role === 'unknown' && this.#isWord(tag)) {
      this.#text(readReferences(tag.written))
      return
    }
    if (REPEATED.has(local) && this.#markup.top?.written.toLowerCase() === local) this.#popMarkup()
    this.#builder.open(tag.name, tag.attributes)
    this.#markup.push({ written: tag.name })
    const raw = RAW.get(local)
    if (tag.empty || VOID.has(local)) this.#popMarkup()
    else if (raw !== undefined) this.#text(this.#scanner.takeUntil(raw) ?? '')
  }

  /** A word in angle brackets (`I <heart> you`), which no vocabulary has. */
  #isWord({ name, attributes }: StartTag): boolean {
    const isForeign =
      this.#markup.has('svg') || this.#markup.has('math') || name.includes('-') || this.#open.top?.isXml === true
    return !isForeign && Object.keys(attributes).length === 0
  }

  #end(tag: EndTag): void {
    const key = tag.name.toLowerCase()
    if (this.#markup.has(key)) this.#endMarkup(key)
    else if (this.#open.has(key)) this.#endElement(key)
    else this.#endNothing(tag)
  }

  #endMarkup(key: string): void {
    while (this.#markup.top?.written.toLowerCase() !== key) this.#popMarkup()
    this.#popMarkup()
  }

  #endElement(key: string): void {
    while (this.#open.top?.written.toLowerCase() !== key) this.#pop()
    if (this.#open.top.role === 'root') this.#ended = true
    else this.#pop()
  }

  /** An end tag of nothing that is open: misspelt where an element of the feed follows, else a stray one. */
  #endNothing({ name, written }: EndTag): void {
    const { top } = this.#open
    const role = this.#grammar?.roleOf(this.#grammar.nameOf(name))
    if (top === undefined || FRAME.has(top.role) || role === 'html' || (role !== undefined && FRAME.has(role))) return
    if (top.role !== 'holder' && top.hasText && this.#scanner.isBeforeStructure()) this.#pop()
    else if (role === 'unknown' && isText(top) && !top.isXml) this.#text(readReferences(written))
  }

  #push(tag: Pick<StartTag, 'name' | 'attributes'>, name: string, role: Role): void {
    const parent = this.#open.top
    if (parent !== undefined) parent.hasElements = true
    if (role === 'channel') this.#hasChannel = true
    const isXml = role === 'html' ? XML_BODY.test(name) : role === 'field' && isXmlContent(tag.attributes)
    this.#open.push({
      written: tag.name,
      name,
      role,
      isXml,
      type: tag.attributes.type ?? '',
      hasText: false,
      hasElements: false,
    })
    this.#builder.open(tag.name, tag.attributes)
  }

  #pop(): void {
    while (this.#markup.top !== undefined) this.#popMarkup()
    const { top } = this.#open
    if (top?.role === 'item') this.#itemBefore = top.written
    this.#open.pop()
    this.#builder.close()
  }

  #popMarkup(): void {
    this.#markup.pop()
    this.#builder.close()
  }

  /** Leaves out the item that is open, if one is. */
  #discardItem(): boolean {
    if (!this.#open.some(({ role }) => role === 'item')) return false
    while (this.#open.top?.role !== 'item') this.#pop()
    this.#open.pop()
    this.#builder.discard()
    return true
  }
}

/** Its text may have markup in it, or is meant to have none. */
function isText({ role }: Open): boolean {
  return role === 'field' || role === 'html'
}

/** RFC 4287, 4.1.3.3; Atom 0.3 has `mode`. */
function isXmlContent({ type = '', mode = '' }: StartTag['attributes']): boolean {
  return /x(ht)?ml/i.test(type) || mode.toLowerCase() === 'xml'
}
