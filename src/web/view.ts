import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Eta } from 'eta'
import { CONTENT_TYPES } from '../publish/published.ts'
import { format } from './format.ts'
import { readable } from './readable.ts'
import type { Site } from './site.ts'

const folder = (name: string) => fileURLToPath(new URL(name, import.meta.url))

export const STYLE = readFileSync(folder('assets/style.css'), 'utf8')
/** For the tab of a browser, and for readers that show one beside a feed. */
export const FAVICON = readFileSync(folder('assets/favicon.svg'), 'utf8')
/** In the address of the style sheet, so that it can be cached for good. */
export const STYLE_TAG = createHash('sha256').update(STYLE).digest('base64url').slice(0, 12)

/** Without parameters, as autodiscovery wants them. */
const MEDIA_TYPES = Object.fromEntries(
  Object.entries(CONTENT_TYPES).map(([name, type]) => [name, type.replace(/;.*/, '')]),
)

/** What a page may load and do; script is in none. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; img-src http: https:; media-src http: https:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** Renders a page of `views/` with what it shows; everything in it is escaped unless the template says otherwise. */
export type View = (name: string, data: object) => string

export function createView(site: Site): View {
  const eta = new Eta({ views: folder('views'), cache: true, autoEscape: true, varName: 'it', rmWhitespace: false })
  return (name, data) =>
    eta.render(name, { site, styleTag: STYLE_TAG, types: MEDIA_TYPES, format, readable, tabTitle, ...data })
}

/** Characters of a page's title: more fit no tab and no list of what was found. */
const MAX_TITLE = 70

/** What a page is called in tabs, bookmarks and histories: its heading, cut between words where it is long, and whose it is. */
function tabTitle(heading: string | undefined, siteTitle: string): string {
  const ending = heading ? ` · ${siteTitle}` : ''
  const room = Math.max(MAX_TITLE - ending.length, MAX_TITLE / 2)
  return `${shortened(heading || siteTitle, room)}${ending}`.slice(0, MAX_TITLE)
}

function shortened(text: string, room: number): string {
  if (text.length <= room) return text
  const cut = text.slice(0, room - 1)
  return `${cut.slice(0, cut.lastIndexOf(' ') > room / 2 ? cut.lastIndexOf(' ') : cut.length)}…`
}
