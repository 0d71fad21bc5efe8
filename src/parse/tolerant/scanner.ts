import { Finder } from './finder.ts'
import { ITEM_TAG, STRUCTURE } from './grammar.ts'
import { readReferences } from './references.ts'
import { NAME, readStartTag, type StartTag } from './start-tag.ts'

export interface EndTag {
  readonly kind: 'end'
  readonly name: string
  readonly written: string
}

export interface Text {
  readonly kind: 'text'
  readonly text: string
}

/** What a scanner has to ask of whoever knows which elements are open. */
export interface Context {
  /** The innermost element of the feed that has text in it, as it is written. */
  innermost(): string | undefined
  /** This names an element of a feed, and is no word in angle brackets. */
  isOfFeed(name: string): boolean
}

const END = new RegExp(`</\\s*(${NAME})[^<>]*(>?)`, 'y')
const LAST_END = new RegExp(`</(${NAME})\\s*>(?=\\s*(?:${STRUCTURE}|$))`, 'gi')
const END_HERE = new RegExp(`</(${NAME})`, 'y')
const CDATA = /<(?:!\s?\[|!|\[)CDATA\s?\[/iy
const DOUBLE_START = /^\s*<!\[CDATA\[/
/** What is left of `]]>` where it is broken. */
const BROKEN_END = /\]{1,2}\s?>?\s*$/
/** Each of them may be looked for through all of the document. */
const MAX_END_TAGS = 50
const SPACE = /\s*/y
const NOTHING: Text = { kind: 'text', text: '' }
const NEXT_STRUCTURE = new RegExp(STRUCTURE, 'gi')
const STRUCTURE_HERE = new RegExp(`\\s*${STRUCTURE}`, 'iy')

/** Reads an ill-formed document tag by tag, in a time that is linear in its length whatever it holds. */
export class Scanner {
  readonly #finder: Finder
  readonly #context: Context
  readonly #endTags = new Set<string>()
  #at = 0
  /** What was met behind the text that was given last, and where that ends. */
  #waiting: StartTag | EndTag | Text | undefined

  constructor(text: string, context: Context) {
    this.#finder = new Finder(text)
    this.#context = context
  }

  /** `undefined` at the end of the document. */
  next(): StartTag | EndTag | Text | undefined {
    const waiting = this.#waiting
    this.#waiting = undefined
    if (waiting !== undefined) return waiting
    const { text } = this.#finder
    const from = this.#at
    if (from >= text.length) return undefined
    for (let at = text.indexOf('<', from); at >= 0; at = text.indexOf('<', at + 1)) {
      const token = this.#markup(at)
      if (token === undefined) continue
      if (at === from) return token
      this.#waiting = token
      return { kind: 'text', text: readReferences(text.slice(from, at)) }
    }
    this.#at = text.length
    return { kind: 'text', text: readReferences(text.slice(from)) }
  }

  /** An element of the feed starts or ends behind the last tag. */
  isBeforeStructure(): boolean {
    return this.#finder.match(STRUCTURE_HERE, this.#at) !== undefined
  }

  /** The next tag of an item is one that ends it. */
  isWithinItem(): boolean {
    return this.#finder.text.startsWith('</', this.#finder.find(ITEM_TAG, this.#at))
  }

  /** An element of this name ends before an item starts or ends; or there are too many names to look for. */
  endsWithinItem(written: string): boolean {
    if (this.#endTags.size >= MAX_END_TAGS && !this.#endTags.has(written)) return true
    this.#endTags.add(written)
    return this.#finder.find(`</${written}`, this.#at) <= this.#finder.find(ITEM_TAG, this.#at)
  }

  /** All up to an end tag, as it stands; `undefined` where that does not come within the item. */
  takeUntil(endTag: RegExp): string | undefined {
    const end = this.#finder.find(endTag, this.#at)
    if (end === Number.POSITIVE_INFINITY || end > this.#finder.find(ITEM_TAG, this.#at)) return undefined
    const taken = this.#finder.text.slice(this.#at, end)
    this.#at = end
    return taken
  }

  #markup(at: number): StartTag | EndTag | Text | undefined {
    switch (this.#finder.text[at + 1]) {
      case '/':
        return this.#endTag(at)
      case '?':
        return this.#instruction(at)
      case '!':
        return this.#cdata(at) ?? this.#comment(at) ?? this.#declaration(at)
      case '[':
        return this.#cdata(at)
      default:
        return this.#startTag(at)
    }
  }

  #startTag(at: number): StartTag | undefined {
    const tag = readStartTag(this.#finder, at, (name) => this.#context.isOfFeed(name))
    if (tag !== undefined) this.#at = at + tag.written.length
    return tag
  }

  #endTag(at: number): EndTag | Text | undefined {
    const [written, name, end] = this.#finder.match(END, at) ?? []
    if (written === undefined || name === undefined) return undefined
    this.#at = at + written.length
    // At the end of the document it may have been any name.
    return end === '' && this.#at === this.#finder.text.length ? NOTHING : { kind: 'end', name, written }
  }

  #instruction(at: number): Text {
    const close = this.#finder.find('?>', at + 2)
    const next = this.#finder.find('<', at + 2)
    const end = this.#finder.find('>', at + 2)
    if (close < next) return this.#skipTo(close + 2)
    return this.#skipTo(end < next ? end + 1 : next)
  }

  #declaration(at: number): Text | undefined {
    if (!/[A-Za-z[]/.test(this.#finder.text[at + 2] ?? '')) return undefined
    const [end, next] = [this.#finder.find('>', at + 2), this.#finder.find('<', at + 2)]
    return this.#skipTo(end < next ? end + 1 : next)
  }

  #comment(at: number): Text | undefined {
    if (!this.#finder.text.startsWith('<!--', at)) return undefined
    const end = this.#finder.find('-->', at + 2)
    const next = this.#finder.find('<!--', at + 4)
    if (end < next) return this.#skipTo(end + 3)
    // Another one starts before the end: it is within this one, or this one has no end.
    const outerEnd = this.#finder.find('-->', end + 3)
    if (outerEnd < this.#finder.find('<!--', end + 3)) return this.#skipTo(outerEnd + 3)
    return this.#skipTo(this.#forgottenEnd(at + 4, next) ?? end + 3)
  }

  #cdata(at: number): Text | undefined {
    const opening = this.#finder.match(CDATA, at)
    if (opening === undefined) return undefined
    const start = at + opening[0].length
    const { text } = this.#finder
    const end = this.#finder.find(']]>', start)
    const next = this.#finder.find('<![CDATA[', start)
    // Another one starts before the end, or there is no end at all: it may have been forgotten.
    const forgotten = end < next ? undefined : this.#forgottenEnd(start, next)
    if (forgotten !== undefined) {
      this.#at = forgotten
      return { kind: 'text', text: text.slice(start, forgotten).replace(BROKEN_END, '') }
    }
    const last = this.#lastEnd(end)
    this.#skipTo(last + 3)
    const inside = text.slice(start, last)
    const isNested = DOUBLE_START.test(inside) || (last > end && next < last)
    return { kind: 'text', text: isNested ? inside.replaceAll('<![CDATA[', '').replaceAll(']]>', '') : inside }
  }

  /** The end of CDATA that may have `]]>` in its text: the one that its element's end follows. */
  #lastEnd(end: number): number {
    const name = this.#context.innermost()
    if (end === Number.POSITIVE_INFINITY || name === undefined || this.#isBefore(name, end + 3)) return end
    const last = this.#finder.find(']]>', end + 3)
    const limit = Math.min(this.#finder.find('<![CDATA[', end + 3), this.#finder.find(NEXT_STRUCTURE, end + 3))
    return last < limit && this.#isBefore(name, last + 3) ? last : end
  }

  #isBefore(name: string, at: number): boolean {
    const space = this.#finder.match(SPACE, at)?.[0] ?? ''
    return this.#endsHere(name, at + space.length)
  }

  #endsHere(name: string, at: number): boolean {
    return this.#finder.match(END_HERE, at)?.[1]?.toLowerCase() === name.toLowerCase()
  }

  /**
   * Where what starts at `from` must end before `limit`: at the end of the innermost element. Where that is forgotten
   * too, or between elements, at the next one: nothing goes over an item's tag.
   */
  #forgottenEnd(from: number, limit: number): number | undefined {
    const name = this.#context.innermost()
    if (name !== undefined)
      for (let at = this.#finder.find(LAST_END, from); at < limit; at = this.#finder.find(LAST_END, at + 1))
        if (this.#endsHere(name, at)) return at
    return this.#finder.find(ITEM_TAG, from) < limit ? this.#finder.find(NEXT_STRUCTURE, from) : undefined
  }

  #skipTo(end: number): Text {
    this.#at = Math.min(end, this.#finder.text.length)
    return NOTHING
  }
}
