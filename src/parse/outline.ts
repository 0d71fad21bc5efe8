import { optional } from '../model/optional.ts'
import { attribute } from './element.ts'
import { readReferences } from './tolerant/references.ts'
import type { Element } from './tree.ts'

/** One feed of an OPML file. */
export interface Outline {
  /** http: or https:, as URLs are written by the URL Standard. */
  readonly url: string
  readonly title: string
  /** BCP 47, where the file says so. */
  readonly lang?: string
  /** The folders that it is in, outermost first, and its categories. */
  readonly tags: readonly string[]
}

/** A feed that cannot be taken over, and why. */
export interface Refusal {
  readonly title: string
  readonly refused: string
}

/** BCP 47 */
const LANGUAGE = /^[a-z]{2,3}(-[a-z0-9]{1,8}){0,4}$/i
/** What FreshRSS lists beside feeds: pages and data that it takes apart by rules of its own. */
const SCRAPED = /xpath|dot(notation|path)/i
/** With their semicolon: an old one without is a name more often, as in “Q&A”. */
const REFERENCE = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});/gi
const MAX_TITLE = 200
const MAX_TAG = 60
/** More are told and left out. */
export const MAX_TAGS = 20
const MAX_SHOWN = 200

/**
 * What an outline subscribes to; `undefined` for a folder or a mere line of text. `exact`: written by us, so that neither
 * white space nor references in a text are an accident.
 */
export function feedIn(element: Element, folders: readonly string[], exact: boolean): Outline | Refusal | undefined {
  const type = attribute(element, 'type')?.toLowerCase() ?? ''
  const written = attribute(element, 'xmlurl') ?? (/^(rss|atom)$/.test(type) ? attribute(element, 'url') : undefined)
  const title = cut(nameOf(element, exact), MAX_TITLE)
  if (written === undefined) return unreadable(element, type, title)
  const address = addressIn(written, exact)
  if (typeof address !== 'string') return { title: title || cut(written, MAX_SHOWN), ...address }
  if (SCRAPED.test(type))
    return {
      title,
      refused: `its type is “${cut(type, 60)}”: a page or data, which is no feed`,
    }
  const lang = attribute(element, 'language')?.replaceAll('_', '-') ?? ''
  return {
    url: address,
    title: title || cut(address, MAX_TITLE),
    ...optional('lang', LANGUAGE.test(lang) ? lang : undefined),
    tags: (exact ? listedTags(element) : undefined) ?? unique([...folders, ...categoriesOf(element, exact)]),
  }
}

/** The name of a folder as a tag; empty where it has none. */
export function folderNamed(element: Element, exact: boolean): string {
  return cut(nameOf(element, exact), MAX_TAG)
}

/** One feed that is in two folders, as some readers list it: the first, with the tags of both. */
export function joined(first: Outline, second: Outline): Outline {
  return { ...optional('lang', second.lang), ...first, tags: unique([...first.tags, ...second.tags]) }
}

/** What looks like a feed and has no URL is told, and so is a mere link; folders and lines of text are not. */
function unreadable(element: Element, type: string, title: string): Refusal | undefined {
  if (type === 'include') return { title, refused: 'it includes another file; import that one by itself' }
  const isLeaf = element.nodes.every((node) => typeof node === 'string')
  if (!isLeaf) return undefined
  if (/^(rss|atom)/.test(type)) return { title, refused: 'it has no xmlUrl' }
  const link = attribute(element, 'url') ?? attribute(element, 'htmlurl')
  if (link === undefined) return undefined
  return { title, refused: `it is a link to ${cut(link, MAX_SHOWN)} and names no feed; “add” looks for one there` }
}

function addressIn(written: string, exact: boolean): string | Pick<Refusal, 'refused'> {
  const shown = cut(written, MAX_SHOWN)
  // `feed:` is how browsers once told readers apart; `&amp;` in somebody else's URL has been escaped once too often.
  const plain = (exact ? written : written.replaceAll('&amp;', '&'))
    .replace(/^feed:(?=https?:)/i, '')
    .replace(/^feed:(\/\/)?/i, 'http://')
  if (!/^https?:\/\/[^/]/i.test(plain) || !URL.canParse(plain)) return { refused: `“${shown}” is no http or https URL` }
  const { href, username, password } = new URL(plain)
  if (username === '' && password === '') return href
  return { refused: 'its URL has a user name or password in it; add it by hand, with an Authorization header' }
}

function nameOf(element: Element, exact: boolean): string {
  const names = ['title', 'text'].map((name) => named(element, name, exact))
  return names.find((name) => name !== '') ?? ''
}

function named(element: Element, name: string, exact: boolean): string {
  if (exact) return element.attributes[name] ?? ''
  return (attribute(element, name) ?? '').replace(REFERENCE, readReferences).replace(/\s+/g, ' ').trim()
}

/** Tags with commas and the like, which a category cannot have. */
function listedTags(element: Element): string[] | undefined {
  const written = element.attributes['tributary:tags']
  if (written === undefined) return undefined
  try {
    const tags: unknown = JSON.parse(written)
    return Array.isArray(tags) ? unique(tags.map(String)) : undefined
  } catch {
    // Somebody has edited it: its categories are still there.
    return undefined
  }
}

/** Categories (OPML 2.0): `a,b` are tags, `/a/b` is `b` in `a`, as folders are. */
function categoriesOf(element: Element, exact: boolean): string[] {
  const categories = named(element, 'category', exact).split(',')
  return categories
    .flatMap((name) => (name.trim().startsWith('/') ? name.split('/') : [name]))
    .map((name) => name.trim())
}

function unique(tags: readonly string[]): string[] {
  return [...new Set(tags.map((tag) => cut(tag, MAX_TAG)))].filter((tag) => tag !== '')
}

/** Not within a character of two halves. */
function cut(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).replace(/[\ud800-\udbff]$/, '')
}
