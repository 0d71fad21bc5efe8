import { TributaryError } from '../errors.ts'
import { OPML_NAMESPACE } from '../model/opml.ts'
import { decode } from './charset.ts'
import { children } from './element.ts'
import { readOpmlTree } from './opml-tree.ts'
import { feedIn, folderNamed, joined, MAX_TAGS, type Outline, type Refusal } from './outline.ts'
import type { Element } from './tree.ts'

export type { Outline } from './outline.ts'

/** Bytes of an OPML file: about forty thousand feeds. */
export const MAX_OPML_BYTES = 20_000_000
/** Folders within one another. */
const MAX_DEPTH = 50

export interface Opml {
  /** Each URL once, in the order of the file. */
  readonly outlines: readonly Outline[]
  /** How many feeds the file lists, with those that are left out or come twice. */
  readonly listed: number
  /** What was left out, joined or mended, each with its place. */
  readonly problems: readonly string[]
}

/**
 * The feeds of an OPML document (1.0, 1.1, 2.0), folders as tags. What other programs write in ways of their own is read
 * as it was meant. Throws `invalid` for what is no OPML.
 */
export function readOpml(bytes: Uint8Array): Opml {
  if (bytes.length > MAX_OPML_BYTES)
    throw new TributaryError('invalid', `This OPML has more than ${MAX_OPML_BYTES} bytes. Split it into several files.`)
  const { root, repairs } = readOpmlTree(decode(bytes).text)
  if (root?.name !== 'opml')
    throw new TributaryError('invalid', `This is no OPML: ${butWhat(root)}. Export one from your reader.`)
  const [body = root] = children(root, 'body')
  const reader = new OutlineReader(root.attributes['xmlns:tributary'] === OPML_NAMESPACE)
  reader.read(body, [])
  const outlines = reader.outlines.map((outline) => ({ ...outline, tags: outline.tags.slice(0, MAX_TAGS) }))
  const tagged = reader.outlines.filter(({ tags }) => tags.length > MAX_TAGS)
  const problems = tagged.map(({ title }) => `left out all but ${MAX_TAGS} folders and categories of “${title}”`)
  return { outlines, listed: reader.listed, problems: [...repairs, ...reader.problems, ...problems] }
}

function butWhat(root: Element | undefined): string {
  return root === undefined ? 'there is no element in it' : `its outermost element is <${root.name.slice(0, 60)}>`
}

class OutlineReader {
  readonly problems: string[] = []
  listed = 0
  readonly #byUrl = new Map<string, Outline>()
  readonly #exact: boolean

  /** `exact`: we wrote it ourselves, and mean each text to the letter. */
  constructor(exact: boolean) {
    this.#exact = exact
  }

  get outlines(): readonly Outline[] {
    return [...this.#byUrl.values()]
  }

  read(parent: Element, folders: readonly string[]): void {
    for (const element of children(parent, 'outline')) {
      const feed = feedIn(element, folders, this.#exact)
      if (feed !== undefined) this.#add(feed, folders)
      if (children(element, 'outline').length === 0) continue
      const name = folderNamed(element, this.#exact)
      const inner = name === '' ? folders : [...folders, name]
      if (folders.length >= MAX_DEPTH) this.problems.push(`left out what is in more than ${MAX_DEPTH} folders`)
      else this.read(element, inner)
    }
  }

  #add(feed: Outline | Refusal, folders: readonly string[]): void {
    this.listed += 1
    const place = `feed ${this.listed}, “${[...folders, feed.title].join(' › ')}”`
    if ('refused' in feed) {
      this.problems.push(`left out ${place}: ${feed.refused}`)
      return
    }
    const before = this.#byUrl.get(feed.url)
    if (before !== undefined)
      this.problems.push(`joined ${place} with “${before.title}” before it: both are ${feed.url}`)
    this.#byUrl.set(feed.url, before === undefined ? feed : joined(before, feed))
  }
}
