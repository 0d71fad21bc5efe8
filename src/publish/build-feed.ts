import { createRequire } from 'node:module'
import type { Feed } from 'feed'
import type { Person } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import { plausible } from './moments.ts'
import { type Channel, type Format, lastChange, type PublishedItem, updatedAt } from './published.ts'
import { ambiguousText, escapeXml, standIn } from './xml-text.ts'

const load = createRequire(import.meta.url)

type FeedItem = Parameters<Feed['addItem']>[0]

/**
 * The `feed` package's picture of a document. It writes what it is given: control characters and `<` in attributes go
 * through, `&amp;` loses a level, one bad link spoils the document for everybody. So channel and items come in harmless
 * (harmless.ts), and texts with stand-ins for the signs of markup, which `withoutStandIns` resolves in what it wrote.
 */
export function buildFeed(channel: Channel, items: readonly PublishedItem[], format: Format): Feed {
  const [write, moment] = [writerOf(format), momentOf(format)]
  const { Feed } = load('feed') as typeof import('feed')
  const feed = new Feed({
    // All documents of an archived feed are one feed.
    id: write(channel.archive?.current ?? channel.selfUrl),
    title: write(lineFor(format, channel.title)),
    description: write(lineFor(format, channel.description)),
    link: channel.pageUrl,
    ...optional('language', channel.lang),
    feedLinks: { [format]: channel.selfUrl },
    updated: moment(channel.updated ?? lastChange(items)),
    generator: 'Tributary',
    docs: 'https://www.rssboard.org/rss-specification',
    author: { name: write(channel.publisher) },
  })
  for (const item of items) feed.addItem(feedItem(item, format))
  return feed
}

function feedItem(item: PublishedItem, format: Format): FeedItem {
  const [write, moment] = [writerOf(format), momentOf(format)]
  // RSS wants a description before the content, and validators in Atom a text that is not empty.
  const summary = item.summary || item.title
  return {
    title: format === 'atom' ? escapeXml(item.title) : write(lineFor(format, item.title)),
    id: item.uri,
    link: item.url ?? item.pageUrl,
    date: moment(updatedAt(item)),
    published: moment(item.publishedAt),
    description: format === 'json' ? summary : escapeXml(summary),
    content: `${item.contentHtml || escapeXml(summary)}${alsoHtml(item)}`,
    // RSS's own author element wants an e-mail address (RSS 2.0, “author”); rss.ts writes dc:creator instead.
    ...(format === 'rss' ? {} : { author: authorsOf(item).map((author) => authorOf(author, write)) }),
    category: categoriesOf(item, format).map(({ name, scheme }) => ({
      name: write(name),
      term: write(name),
      ...optional('scheme', scheme),
      ...optional('domain', scheme),
    })),
  }
}

/** How a text is handed to the package: JSON takes every sign as it is. */
function writerOf(format: Format): (text: string) => string {
  return format === 'json' ? (text) => text : standIn
}

function momentOf(format: Format): (instant: number) => Date {
  return format === 'json' ? (instant) => new Date(instant) : plausible
}

/** RSS's titles are HTML to some readers, those of the others are plain text. */
function lineFor(format: Format, text: string): string {
  return format === 'rss' ? ambiguousText(text) : text
}

/** Who else tells the story, for readers that show nothing but the content. */
function alsoHtml({ also = [] }: PublishedItem): string {
  if (also.length === 0) return ''
  const each = also.map(
    ({ url, pageUrl, title, sourceTitle }) =>
      `<li><a href="${escapeXml(url ?? pageUrl)}">${escapeXml(title)}</a> (${escapeXml(sourceTitle)})</li>`,
  )
  return `<p>Also covered by:</p><ul>${each.join('')}</ul>`
}

interface Category {
  readonly name: string
  /** Whose word it is, as a URI: ours have one, the publisher's have none. */
  readonly scheme?: string
}

/** The publisher's categories and our topics; a word of both is in JSON, whose tags have no scheme, once. */
export function categoriesOf({ topics, categories, uri }: PublishedItem, format: Format): Category[] {
  const tags = once(categories).map((name) => ({ name }))
  if (format === 'json') return once([...categories, ...topics]).map((name) => ({ name }))
  return [...tags, ...topics.map((name) => ({ name, scheme: tagBeside(uri, 'topics') }))]
}

function once(names: readonly string[]): string[] {
  return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()]
}

/** A `tag:` URI (RFC 4151) of the authority that minted the item's. */
export function tagBeside(uri: string, specific: string): string {
  return uri.replace(/item\/[^/]*$/, specific)
}

/** Who wrote it, and where nobody says so, who published it. */
export function authorsOf(item: PublishedItem): readonly Person[] {
  return item.authors.length > 0 ? item.authors : [{ name: item.sourceTitle }]
}

function authorOf({ name, url }: Person, write: (text: string) => string): { name: string; link?: string } {
  return { name: write(name), ...optional('link', url) }
}
