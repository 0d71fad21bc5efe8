import { WORDS } from '../made-items.ts'
import { randomFrom } from '../publications.ts'

/** Items in a document. */
export const ITEMS = 30
const FIRST = Date.parse('2026-10-01T00:00:00Z')
const HOUR = 3_600_000
/** Words in an item's text, so that a document has 55 kB. */
const TEXT_WORDS = 206

interface MadeItem {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly at: Date
}

/** The document of a source after so many changes: RSS, Atom and RDF in turns, the newest item first, one item new with each change. */
export function documentOf(source: number, changes: number): string {
  const items = Array.from({ length: ITEMS }, (_, place) => itemOf(source, changes + ITEMS - 1 - place))
  const writers = [rss, atom, rdf] as const
  return (writers[source % writers.length] ?? rss)(source, items)
}

function itemOf(source: number, number: number): MadeItem {
  const random = randomFrom(source * 10_007 + number + 1)
  // Zipf's law, roughly.
  const word = () => WORDS[Math.floor(WORDS.length ** random()) - 1] ?? ''
  const words = (count: number) => Array.from({ length: count }, word).join(' ')
  return {
    id: `${source}-${number}`,
    title: words(10),
    text: `<p>${words(TEXT_WORDS / 2)}</p>\n<p><a href="https://site-${source}.example/${number}">${words(3)}</a> ${words(TEXT_WORDS / 2)}</p>`,
    at: new Date(FIRST + number * HOUR + source * 1_000),
  }
}

const linkOf = ({ id }: MadeItem) => `https://site-${id.replace('-', '.example/articles/')}`

function rss(source: number, items: readonly MadeItem[]): string {
  const entries = items.map(
    (item) => `<item><title>${item.title}</title><link>${linkOf(item)}</link>
<guid isPermaLink="false">${item.id}</guid><pubDate>${item.at.toUTCString()}</pubDate>
<dc:creator>Ann Example</dc:creator><category>news</category>
<description><![CDATA[${item.text}]]></description></item>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Source ${source}</title>
<link>https://site-${source}.example/</link><description>Made up</description><language>en</language>
${entries.join('\n')}
</channel></rss>`
}

function atom(source: number, items: readonly MadeItem[]): string {
  const entries = items.map(
    (item) => `<entry><title>${item.title}</title><link href="${linkOf(item)}"/>
<id>tag:site-${source}.example,2026:${item.id}</id><published>${item.at.toISOString()}</published><updated>${item.at.toISOString()}</updated>
<author><name>Ann Example</name></author><category term="news"/>
<content type="html"><![CDATA[${item.text}]]></content></entry>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Source ${source}</title><id>tag:site-${source}.example,2026:feed</id>
<link href="https://site-${source}.example/"/><updated>${items[0]?.at.toISOString()}</updated>
${entries.join('\n')}
</feed>`
}

function rdf(source: number, items: readonly MadeItem[]): string {
  const entries = items.map(
    (item) => `<item rdf:about="${linkOf(item)}"><title>${item.title}</title><link>${linkOf(item)}</link>
<dc:date>${item.at.toISOString()}</dc:date><dc:creator>Ann Example</dc:creator><dc:subject>news</dc:subject>
<description><![CDATA[${item.text}]]></description></item>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://site-${source}.example/"><title>Source ${source}</title><link>https://site-${source}.example/</link>
<description>Made up</description></channel>
${entries.join('\n')}
</rdf:RDF>`
}
