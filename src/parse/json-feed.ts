import { parseJsonFeed } from 'feedsmith'
import { optional } from '../model/optional.ts'
import type { ParsedEntry, ParsedFeed, ParsedText } from '../model/parsed-feed.ts'
import { parseDate } from './dates.ts'
import { isMojibake, mendMojibake } from './mojibake.ts'

type Feed = ReturnType<typeof parseJsonFeed<string>>
type Item = NonNullable<Feed['items']>[number]

/** Reads JSON Feed 1.0 and 1.1 by feedsmith. Throws for what is not well-formed. */
export function parseJson(text: string, charset: string): ParsedFeed {
  const feed = parseJsonFeed(read(isMojibake(text) ? mendMojibake(text) : text))
  return {
    format: 'json',
    charset,
    ...optional('title', textOf('text', feed.title)),
    ...optional('description', textOf('text', feed.description)),
    ...optional('link', feed.home_page_url),
    ...optional('self', feed.feed_url),
    hubs: (feed.hubs ?? []).flatMap((hub) => hub.url ?? []),
    ...optional('image', feed.icon ?? feed.favicon),
    ...optional('lang', feed.language),
    hints: {},
    entries: (feed.items ?? []).map((item) => entryOf(item, feed)),
    cutOff: false,
    repairs: [],
  }
}

/** feedsmith drops, without a word, what has a member by such a name. */
function read(text: string): object {
  return /"(?:__proto__|constructor|prototype)"/.test(text)
    ? JSON.parse(text, (name, value) => (/^(?:__proto__|constructor|prototype)$/.test(name) ? undefined : value))
    : JSON.parse(text)
}

function entryOf(item: Item, feed: Feed): ParsedEntry {
  return {
    ...optional('guid', item.id),
    ...optional('title', textOf('text', item.title)),
    ...optional('link', item.url ?? item.external_url ?? (/^https?:\/\//i.test(item.id ?? '') ? item.id : undefined)),
    ...optional('published', parseDate(item.date_published)),
    ...optional('updated', parseDate(item.date_modified)),
    authors: (item.authors ?? feed.authors ?? []).flatMap((author) =>
      author.name === undefined ? [] : [{ name: author.name, ...optional('url', author.url) }],
    ),
    ...optional('summary', textOf('text', item.summary)),
    ...optional('content', textOf('html', item.content_html) ?? textOf('text', item.content_text)),
    categories: [...new Set(item.tags ?? [])],
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
    extras: optional(
      'duration',
      item.attachments?.find(({ duration_in_seconds: s }) => s !== undefined && s > 0)?.duration_in_seconds,
    ),
  }
}

function textOf(type: ParsedText['type'], value: string | undefined): ParsedText | undefined {
  return value === undefined ? undefined : { type, value }
}
