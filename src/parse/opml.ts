import { parseOpml } from 'feedsmith'
import { TributaryError } from '../errors.ts'
import { optional } from '../model/optional.ts'

/** One feed of an OPML file. */
export interface Outline {
  readonly url: string
  readonly title: string
  /** BCP 47, where the file says so. */
  readonly lang?: string
  /** The folders that it is in, outermost first, and its categories. */
  readonly tags: readonly string[]
}

type ParsedOutline = NonNullable<NonNullable<ReturnType<typeof parseOpml>['body']>['outlines']>[number]

/** BCP 47 */
const LANGUAGE = /^[a-z]{2,3}(-[a-z0-9]{1,8}){0,4}$/i
const MAX_DEPTH = 20
const MAX_TITLE = 200
const MAX_TAG = 60
const MAX_TAGS = 20

/** The feeds of an OPML document (OPML 2.0), folders flattened into tags. Throws `invalid` for what is no OPML. */
export function readOpml(text: string): Outline[] {
  let outlines: readonly ParsedOutline[]
  try {
    outlines = parseOpml(text).body?.outlines ?? []
  } catch (problem) {
    throw new TributaryError('invalid', `This is no OPML: ${problem instanceof Error ? problem.message : problem}`)
  }
  return outlines.flatMap((outline) => feedsIn(outline, []))
}

function feedsIn(outline: ParsedOutline, folders: readonly string[]): Outline[] {
  const title = (outline.title || outline.text || '').trim()
  if (outline.xmlUrl !== undefined) {
    const url = outline.xmlUrl.trim()
    const tags = [...new Set([...folders, ...categoriesOf(outline)])].slice(0, MAX_TAGS)
    const lang = LANGUAGE.test(outline.language ?? '') ? outline.language : undefined
    return [{ url, title: (title || url).slice(0, MAX_TITLE), ...optional('lang', lang), tags }]
  }
  const inner = title === '' ? folders : [...folders, title.slice(0, MAX_TAG)]
  return inner.length > MAX_DEPTH ? [] : (outline.outlines ?? []).flatMap((child) => feedsIn(child, inner))
}

function categoriesOf({ category = '' }: ParsedOutline): string[] {
  return category.split(',').flatMap((name) => (name.trim() === '' ? [] : name.trim().slice(0, MAX_TAG)))
}
