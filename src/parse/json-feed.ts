import { parseJsonFeed } from 'feedsmith'
import { optional } from '../model/optional.ts'
import type { ParsedEntry, ParsedFeed, ParsedText } from '../model/parsed-feed.ts'
import { parseDate } from './dates.ts'

type Feed = ReturnType<typeof parseJsonFeed<string>>
type Item = NonNullable<Feed['items']>[number]

/** Reads JSON Feed 1.0 and 1.1 by feedsmith. Throws for what is not well-formed. */
export function parseJson(text: string): ParsedFeed {
  const feed = parseJsonFeed(JSON.parse(text) as object)
  return {
    format: 'json',
    ...optional('title', textOf('text', feed.title)),
    ...optional('link', feed.home_page_url),
    ...optional('lang', feed.language),
    entries: (feed.items ?? []).map((item) => entryOf(item, feed)),
    repairs: [],
  }
}

function entryOf(item: Item, feed: Feed): ParsedEntry {
  return {
    ...optional('guid', item.id),
    ...optional('title', textOf('text', item.title)),
    ...optional('link', item.url ?? item.external_url),
    ...optional('published', parseDate(item.date_published)),
    ...optional('updated', parseDate(item.date_modified)),
    authors: (item.authors ?? feed.authors ?? []).flatMap((author) =>
      author.name === undefined ? [] : [{ name: author.name, ...optional('url', author.url) }],
    ),
    ...optional('summary', textOf('text', item.summary)),
    ...optional('content', textOf('html', item.content_html) ?? textOf('text', item.content_text)),
    categories: item.tags ?? [],
    enclosures: (item.attachments ?? []).flatMap((attachment) =>
      attachment.url === undefined
        ? []
        : [
            {
              url: attachment.url,
              ...optional('type', attachment.mime_type),
              ...optional('length', attachment.size_in_bytes),
            },
          ],
    ),
    ...optional('image', item.image ?? item.banner_image),
    ...optional('lang', item.language),
  }
}

function textOf(type: ParsedText['type'], value: string | undefined): ParsedText | undefined {
  return value === undefined ? undefined : { type, value }
}
