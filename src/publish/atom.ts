import { buildFeed } from './build-feed.ts'
import type { Channel, PublishedItem } from './published.ts'
import { escapeXml } from './xml-text.ts'

const ENTRY_END = '</entry>'

/** Atom 1.0 (RFC 4287) by the `feed` package, and what it has no way to say: language, enclosures, `atom:source`. */
export function publishAtom(channel: Channel, items: readonly PublishedItem[]): string {
  const document = buildFeed(channel, items, 'atom').atom1()
  const lang = channel.lang === undefined ? '' : ` xml:lang="${escapeXml(channel.lang)}"`
  // All text in the document is escaped or cleaned HTML, so that this can only be markup.
  const entries = document.replace('<feed ', `<feed${lang} `).split(ENTRY_END)
  return entries.map((entry, i) => (i < items.length ? `${entry}${additions(items[i])}${ENTRY_END}` : entry)).join('')
}

function additions(item: PublishedItem | undefined): string {
  if (item === undefined) return ''
  const enclosures = item.enclosures.map(({ url, type, length }) => {
    const typed = type === undefined ? '' : ` type="${escapeXml(type)}"`
    return `    <link rel="enclosure" href="${escapeXml(url)}"${typed}${length === undefined ? '' : ` length="${length}"`}/>\n    `
  })
  const also = (item.also ?? []).map(
    ({ url, pageUrl, title }) =>
      `    <link rel="related" href="${escapeXml(url ?? pageUrl)}" title="${escapeXml(title)}"/>\n    `,
  )
  return `${[...enclosures, ...also].join('')}    ${sourceOf(item)}\n    `
}

/** Where the entry came from (RFC 4287, 4.2.11). */
function sourceOf({ uri, sourceId, sourceTitle, sourceUrl }: PublishedItem): string {
  const id = sourceUrl ?? uri.replace(/item\/[^/]*$/, `source/${sourceId}`)
  const self = sourceUrl === undefined ? '' : `<link rel="self" href="${escapeXml(sourceUrl)}"/>`
  return `<source><id>${escapeXml(id)}</id><title>${escapeXml(sourceTitle)}</title>${self}</source>`
}
