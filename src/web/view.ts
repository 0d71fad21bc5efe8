import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Eta } from 'eta'
import { CONTENT_TYPES } from '../publish/published.ts'
import { createFormat } from './format.ts'
import { LANGUAGES, type Language } from './language.ts'
import { readable } from './readable.ts'
import type { Site } from './site.ts'
import { en } from './words/en.ts'
import { fr } from './words/fr.ts'

const folder = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** A file that pages name with a tag of what is in it, so that it can be cached for good. */
export interface Asset {
  readonly name: string
  readonly type: string
  readonly text: string
  readonly tag: string
}

export const STYLE = asset('style.css', 'text/css')
export const SCRIPT = asset('page.js', 'text/javascript')
/** For the tab of a browser, and for readers that show one beside a feed. */
export const FAVICON = readFileSync(folder('assets/favicon.svg'), 'utf8')

const WORDS = { en, fr }

/** Without parameters, as autodiscovery wants them. */
const MEDIA_TYPES = Object.fromEntries(
  Object.entries(CONTENT_TYPES).map(([name, type]) => [name, type.replace(/;.*/, '')]),
)

/** What a page may load and do: its own style and script, pictures and sound of the articles, and nothing else. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src http: https:; media-src http: https:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/**
 * Renders a page of `views/` in a language: templates get its words as `t`, and times and numbers by `format`. Everything is
 * escaped unless the template says otherwise.
 */
export type View = (name: string, language: Language, data: object) => string

export function createView(site: Site): View {
  const eta = new Eta({ views: folder('views'), cache: true, autoEscape: true, varName: 'it', rmWhitespace: false })
  const spoken = Object.fromEntries(
    LANGUAGES.map((language) => {
      const t = WORDS[language]
      return [language, { t, language, format: createFormat(language, t.time, site.timezone) }]
    }),
  )
  const always = { site, style: STYLE, script: SCRIPT, types: MEDIA_TYPES, readable, tabTitle }
  return (name, language, data) => eta.render(name, { ...always, ...spoken[language], ...data })
}

function asset(name: string, type: string): Asset {
  const text = readFileSync(folder(`assets/${name}`), 'utf8')
  return { name, type, text, tag: createHash('sha256').update(text).digest('base64url').slice(0, 12) }
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
