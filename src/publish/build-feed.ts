import { Feed } from 'feed'
import { optional } from '../model/optional.ts'
import { type Channel, type Format, lastChange, type PublishedItem, updatedAt } from './published.ts'
import { ambiguousText, escapeXml } from './xml-text.ts'

type FeedItem = Parameters<Feed['addItem']>[0]

/**
 * The `feed` package's picture of a document. It writes what it is given: control characters, `<` in attributes, and
 * one bad link are enough to spoil the document for everybody. Channel and items come in harmless (harmless.ts).
 */
export function buildFeed(channel: Channel, items: readonly PublishedItem[], format: Format): Feed {
  const feed = new Feed({
    id: channel.selfUrl,
    title: channel.title,
    description: channel.description,
    link: channel.pageUrl,
    ...optional('language', channel.lang),
    feedLinks: { [format]: channel.selfUrl },
    updated: new Date(lastChange(items)),
    generator: 'Tributary',
    author: { name: channel.publisher },
  })
  for (const item of items) feed.addItem(feedItem(item, format))
  return feed
}

function feedItem(item: PublishedItem, format: Format): FeedItem {
  const html = `${item.contentHtml || escapeXml(item.summary || item.title)}${alsoHtml(item)}`
  return {
    title: titleFor(format, item.title),
    id: item.uri,
    link: item.url ?? item.pageUrl,
    date: new Date(updatedAt(item)),
    published: new Date(item.publishedAt),
    description: format === 'json' ? item.summary : escapeXml(item.summary),
    content: html,
    // RSS's own author element wants an e-mail address (RSS 2.0, “author”); rss.ts writes dc:creator instead.
    ...(format === 'rss' ? {} : { author: authorsOf(item) }),
    // xml-js does not escape `<` in attributes.
    category: categoriesOf(item).flatMap((written) => {
      const name = written.replace(/[<>]/g, '')
      return name.trim() === '' ? [] : [{ name, term: name }]
    }),
  }
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

function titleFor(format: Format, title: string): string {
  // An Atom title is written as HTML, an RSS title is HTML to some readers, a JSON title is plain text.
  return format === 'atom' ? escapeXml(title) : format === 'rss' ? ambiguousText(title) : title
}

/** The publisher's categories and our topics, each once. */
export function categoriesOf({ topics, categories }: PublishedItem): string[] {
  return [...new Map([...categories, ...topics].map((name) => [name.toLowerCase(), name])).values()]
}

/** Who wrote it, and where nobody says so, who published it. */
export function authorsOf(item: PublishedItem): { name: string; link?: string }[] {
  const authors = item.authors.length > 0 ? item.authors : [{ name: item.sourceTitle }]
  return authors.map((author) => ({ name: author.name, ...optional('link', author.url) }))
}
