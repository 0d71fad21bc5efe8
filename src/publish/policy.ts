import type { FeedDefinition } from '../model/feed.ts'
import type { PublishedItem } from './published.ts'
import { escapeXml } from './xml-text.ts'

/** Characters of an excerpt. */
const EXCERPT = 300

/** The item as its feed may show it: as much of the text as `content` says, and the line of attribution at the end. */
export function byPolicy(item: PublishedItem, { content, attribution }: FeedDefinition): PublishedItem {
  const shown = content === 'title' ? titleOnly(item) : content === 'excerpt' ? excerptOf(item) : item
  if (attribution === undefined) return shown
  const text = shown.contentHtml || paragraph(escapeXml(shown.summary))
  return { ...shown, contentHtml: `${text}${paragraph(attributed(attribution, item))}` }
}

/** Neither text nor media: what is left is the title, the link, and who wrote it when about what. */
function titleOnly({ image: _image, ...item }: PublishedItem): PublishedItem {
  return { ...item, summary: '', contentHtml: '', enclosures: [] }
}

function excerptOf(item: PublishedItem): PublishedItem {
  const summary = cut(item.summary)
  const address = item.url ?? item.pageUrl
  const readOn = item.lang?.startsWith('fr') ? 'Lire la suite' : 'Read on'
  const link = paragraph(`<a href="${escapeXml(address)}">${readOn}${placeOf(item)}</a>`)
  return { ...item, summary, contentHtml: `${paragraph(escapeXml(summary))}${link}` }
}

/** The publisher's site, in the language of the article; nothing where the text is on our own page. */
function placeOf({ url, lang }: PublishedItem): string {
  if (url === undefined || !URL.canParse(url)) return ''
  const host = escapeXml(new URL(url).hostname.replace(/^www\./, ''))
  return lang?.startsWith('fr') ? ` sur ${host}` : ` at ${host}`
}

/** At most an excerpt's length, cut between words. */
function cut(text: string): string {
  if (text.length <= EXCERPT) return text
  const start = text.slice(0, EXCERPT)
  const space = start.lastIndexOf(' ')
  return `${space > EXCERPT / 2 ? start.slice(0, space) : start.replace(/[\ud800-\udbff]$/, '')}…`
}

/** As HTML: `{source}` is the source's title, `{url}` a link to the article, the rest text. */
function attributed(line: string, { url, pageUrl, sourceTitle }: PublishedItem): string {
  const address = escapeXml(url ?? pageUrl)
  const link = `<a href="${address}">${address}</a>`
  return line
    .split(/(\{source\}|\{url\})/)
    .map((part) => (part === '{source}' ? escapeXml(sourceTitle) : part === '{url}' ? link : escapeXml(part)))
    .join('')
}

function paragraph(html: string): string {
  return html === '' ? '' : `<p>${html}</p>`
}
