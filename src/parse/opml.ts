import { parseOpml } from 'feedsmith'
import { TributaryError } from '../errors.ts'

/** One feed of an OPML file. */
export interface Outline {
  readonly url: string
  readonly title: string
  /** The folders that it is in, outermost first. */
  readonly tags: readonly string[]
}

type ParsedOutline = NonNullable<NonNullable<ReturnType<typeof parseOpml>['body']>['outlines']>[number]

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
    const tags = [...new Set(folders)].slice(0, MAX_TAGS)
    return [{ url, title: (title || url).slice(0, MAX_TITLE), tags }]
  }
  const inner = title === '' ? folders : [...folders, title.slice(0, MAX_TAG)]
  return inner.length > MAX_DEPTH ? [] : (outline.outlines ?? []).flatMap((child) => feedsIn(child, inner))
}
