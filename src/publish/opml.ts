import { OPML_NAMESPACE } from '../model/opml.ts'
import type { Source } from '../model/source.ts'
import { escapeXml, xmlText } from './xml-text.ts'

/** What a category can be without being taken for several, or for a path of folders. */
const PLAIN_TAG = /^[^\s,/]([^,]*[^\s,])?$/

/**
 * OPML 2.0 of the sources, each in a folder by its first tag; archives on disk are nobody else's to subscribe to. Who reads it
 * and writes it again gets the same bytes.
 */
export function publishOpml(title: string, sources: readonly Source[]): string {
  const folders = new Map<string, string[]>()
  // Folders and sources without one, in the order in which they come first.
  const places = new Map<string, () => readonly string[]>()
  for (const source of sources.filter(({ url }) => !url.startsWith('file:'))) {
    const tags = tagsOf(source)
    const [folder] = tags
    if (folder === undefined) {
      places.set(`source ${source.id}`, () => [`    ${outline(source, tags)}`])
      continue
    }
    const inside = folders.get(folder) ?? []
    inside.push(`      ${outline(source, tags)}`)
    folders.set(folder, inside)
    places.set(`folder ${folder}`, () => [`    <outline${names(folder)}>`, ...inside, '    </outline>'])
  }
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<opml version="2.0" xmlns:tributary="${OPML_NAMESPACE}">`,
    `  <head><title>${escapeXml(title)}</title></head>`,
    '  <body>',
    ...[...places.values()].flatMap((lines) => lines()),
    '  </body>',
    '</opml>\n',
  ].join('\n')
}

function outline({ title, url, lang }: Source, tags: readonly string[]): string {
  const isPlain = tags.every((tag) => PLAIN_TAG.test(tag))
  return [
    `<outline${names(xmlText(title) || url)} type="rss"`,
    attribute('xmlUrl', url),
    ...(lang === undefined ? [] : [attribute('language', lang)]),
    ...(tags.length === 0 ? [] : [attribute('category', tags.join(','))]),
    // A comma in a tag has no other way to be written.
    ...(isPlain ? [] : [attribute('tributary:tags', JSON.stringify(tags))]),
  ]
    .join(' ')
    .concat('/>')
}

/** Some readers look at the one, some at the other. */
function names(name: string): string {
  return ` ${attribute('text', name)} ${attribute('title', name)}`
}

/** White space as references, for a reader makes spaces of it otherwise (XML 1.0, 3.3.3). */
function attribute(name: string, value: string): string {
  return `${name}="${escapeXml(value).replace(/[\t\n\r]/g, (space) => `&#${space.charCodeAt(0)};`)}"`
}

function tagsOf({ tags }: Source): string[] {
  return [...new Set(tags.map(xmlText))].filter((tag) => tag !== '')
}
