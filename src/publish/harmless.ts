import { optional } from '../model/optional.ts'
import type { Channel, PublishedItem } from './published.ts'
import { xmlText } from './xml-text.ts'

const MEDIA_TYPE = /^[\w.+-]+\/[\w.+*-]+$/

/**
 * The item as every writer can write it: text that XML can hold, links that are links, a title and a name. One bad
 * item must not spoil the document of all the others.
 */
export function harmlessItem(item: PublishedItem): PublishedItem {
  const { url, sourceUrl, image, ...rest } = item
  return {
    ...rest,
    title: xmlText(item.title).trim() || link(url) || item.pageUrl,
    summary: xmlText(item.summary),
    // Writers put HTML into CDATA; `&gt;` says the same there, and does not end it.
    contentHtml: xmlText(item.contentHtml).replaceAll(']]>', ']]&gt;'),
    sourceTitle: xmlText(item.sourceTitle).trim() || item.sourceId,
    authors: item.authors.flatMap((author) => {
      const name = xmlText(author.name).trim()
      return name === '' ? [] : [{ name, ...optional('url', link(author.url)) }]
    }),
    categories: item.categories.map(xmlText).filter((name) => name.trim() !== ''),
    enclosures: item.enclosures.flatMap(({ url: written, type, length }) => {
      const address = link(written)
      const media = type !== undefined && MEDIA_TYPE.test(type) ? type : undefined
      return address === undefined ? [] : [{ url: address, ...optional('type', media), ...optional('length', length) }]
    }),
    ...optional('url', link(url)),
    ...optional('sourceUrl', link(sourceUrl)),
    ...optional('image', link(image)),
    ...(item.also === undefined ? {} : { also: item.also.map(harmlessItem) }),
  }
}

export function harmlessChannel(channel: Channel): Channel {
  const title = xmlText(channel.title).trim() || channel.pageUrl
  return {
    ...channel,
    title,
    description: xmlText(channel.description).trim() || title,
    publisher: xmlText(channel.publisher).trim() || title,
  }
}

/** The URL with what may not stand in one escaped, or `undefined` where it is none. */
function link(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).href : undefined
}
