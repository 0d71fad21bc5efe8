export interface Article {
  readonly title: string
  readonly guid?: string
  readonly link?: string
  readonly date?: string
  readonly html?: string
  readonly lang?: string
  /** The address of a picture. */
  readonly picture?: string
}

const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** A plain RSS 2.0 document with these articles, in their order. */
export function rss(articles: readonly Article[], { title = 'A source', lang = 'en' } = {}): string {
  const items = articles.map(
    (article) =>
      `<item><title>${escapeXml(article.title)}</title>${element('link', article.link)}${
        article.guid === undefined ? '' : `<guid isPermaLink="false">${escapeXml(article.guid)}</guid>`
      }${element('pubDate', article.date)}${element('dc:language', article.lang)}${element('description', article.html)}${thumbnail(article.picture)}</item>`,
  )
  return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel>
<title>${escapeXml(title)}</title><link>https://source.example/</link><description>d</description><language>${lang}</language>
${items.join('\n')}</channel></rss>`
}

/** `count` articles, the newest first, an hour apart, the newest at `newest` (ISO 8601). */
export function articles(count: number, newest: string, prefix = 'a'): Article[] {
  return Array.from({ length: count }, (_, i) => ({
    title: `Article ${prefix} ${count - i} of the day`,
    guid: `${prefix}-${count - i}`,
    link: `https://source.example/${prefix}/${count - i}`,
    date: new Date(Date.parse(newest) - i * 3_600_000).toUTCString(),
    html: `<p>Text of ${prefix} ${count - i}</p>`,
  }))
}

function element(name: string, value: string | undefined): string {
  return value === undefined ? '' : `<${name}>${escapeXml(value)}</${name}>`
}

function thumbnail(picture: string | undefined): string {
  return picture === undefined ? '' : `<media:thumbnail url="${escapeXml(picture)}"/>`
}
