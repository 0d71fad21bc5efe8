import { TributaryError } from '../errors.ts'
import { mendMojibake } from './mojibake.ts'
import { resolveUrl } from './resolve-url.ts'
import { Scope } from './scope.ts'

/** Deeper elements are left out and their text is kept: whoever walks a tree may do so by recursion. */
const MAX_DEPTH = 120
/** Elements and attributes. */
const MAX_NODES = 400_000
/** Nobody means these control characters: `&#146;` is an apostrophe in windows-1252, as it is in HTML. */
const CONTROLS = /[\x80-\x9f]/

/** What is compared, not read: it stays what it is, whatever its neighbours look like. */
const AS_WRITTEN = new Set(['guid', 'id', 'link', 'feedburner:origlink', 'comments', 'url'])
const windows1252 = new TextDecoder('windows-1252')

/** An element of a feed document. */
export interface Element {
  /** In lower case; the prefix is the one that its namespace usually has, none for what belongs to the feed itself. */
  readonly name: string
  /** By the names that are written. */
  readonly attributes: Readonly<Record<string, string>>
  readonly nodes: readonly (Element | string)[]
  /** The xml:base in force (XML Base), absolute where the outermost one is. */
  readonly base: string | undefined
  /** The xml:lang in force. */
  readonly lang: string | undefined
}

interface Open extends Element {
  readonly nodes: (Element | string)[]
  readonly scope: Scope
}

/** Makes a tree of what a reader of XML meets, one after another. */
export class TreeBuilder {
  #root: Element | undefined
  /** Only as deep as elements are kept; `#deeper` counts those that are open beyond. */
  readonly #open: Open[] = []
  #deeper = 0
  #count = 0
  readonly #mend: boolean

  /** `mojibake`: its texts are double-encoded, here and there at least. */
  constructor({ mojibake }: { readonly mojibake: boolean }) {
    this.#mend = mojibake
  }

  /** The first element; all others are in it. */
  get root(): Element | undefined {
    return this.#root
  }

  open(written: string, attributes: Readonly<Record<string, string>>): void {
    if (this.#open.length >= MAX_DEPTH) {
      this.#deeper += 1
      return
    }
    this.#count += 1 + Object.keys(attributes).length
    if (this.#count > MAX_NODES)
      throw new TributaryError('invalid', `the document has more than ${MAX_NODES} elements and attributes`)
    const parent = this.#open.at(-1)
    const scope = (parent?.scope ?? Scope.of(written, attributes)).within(attributes)
    const base = attributes['xml:base']?.trim()
    const element: Open = {
      name: scope.nameOf(written),
      attributes,
      nodes: [],
      base: base === undefined || base === '' ? parent?.base : resolveUrl(base, parent?.base),
      lang: attributes['xml:lang'] ?? parent?.lang,
      scope,
    }
    if (parent === undefined) this.#root ??= element
    else parent.nodes.push(element)
    this.#open.push(element)
  }

  text(text: string): void {
    const element = this.#open.at(-1)
    const mended = this.#mend && !AS_WRITTEN.has(element?.name ?? '') ? mendMojibake(text) : text
    element?.nodes.push(CONTROLS.test(mended) ? withLetters(mended) : mended)
  }

  close(): void {
    if (this.#deeper > 0) this.#deeper -= 1
    else this.#open.pop()
  }

  /** Ends the innermost element as if it had never been. */
  discard(): void {
    if (this.#deeper > 0) this.#deeper -= 1
    else {
      const element = this.#open.pop()
      const siblings = this.#open.at(-1)?.nodes
      if (element !== undefined && siblings?.at(-1) === element) siblings.pop()
    }
  }
}

function withLetters(text: string): string {
  return text.replace(/[\x80-\x9f]/g, (control) => windows1252.decode(Uint8Array.of(control.charCodeAt(0))))
}
