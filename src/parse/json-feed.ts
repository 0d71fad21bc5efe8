import { parseJsonFeed } from 'feedsmith'
import { TributaryError } from '../errors.ts'
import { optional } from '../model/optional.ts'
import type { ParsedEntry, ParsedFeed, ParsedText } from '../model/parsed-feed.ts'
import { bounded } from './bounded.ts'
import { parseDate } from './dates.ts'
import { isMojibake, mendMojibake } from './mojibake.ts'
import { httpUrl } from './resolve-url.ts'

/** Objects, lists and what is in them: two bytes make one of which the reader makes hundreds. */
const MAX_VALUES = 400_000
const [QUOTE, BACKSLASH, COMMA, BRACKET, BRACE] = [0x22, 0x5c, 0x2c, 0x5b, 0x7b]

type Feed = ReturnType<typeof parseJsonFeed<string>>
type Item = NonNullable<Feed['items']>[number]

/** Reads JSON Feed 1.0 and 1.1 by feedsmith. Throws for what is not well-formed, and for what is far too much. */
export function parseJson(text: string, charset: string): ParsedFeed {
  const written = isMojibake(text) ? mended(read(text)) : read(text)
  const { items, notes } = bounded(itemsOf(written))
  const feed = parseJsonFeed(notes.length > 0 ? { ...(written as object), items } : written)
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
    repairs: notes,
  }
}

function read(text: string): unknown {
  if (hasMoreValues(text, MAX_VALUES))
    throw new TributaryError('invalid', `the document has more than ${MAX_VALUES} values`)
  // feedsmith drops, without a word, what has a member by such a name.
  return JSON.parse(text.replace(/"(?:__proto__|constructor|prototype)"(?=\s*:)/g, '"renamed"'))
}

/** Counts, outside of strings, what begins a value: there are at least as many as that. */
function hasMoreValues(text: string, most: number): boolean {
  let count = 0
  let quoted = false
  for (let i = 0; i < text.length && count <= most; i += 1)
    switch (text.charCodeAt(i)) {
      case QUOTE:
        quoted = !quoted
        break
      case BACKSLASH:
        i += 1
        break
      case COMMA:
      case BRACKET:
      case BRACE:
        if (!quoted) count += 1
    }
  return count > most
}

/** Double-encoded texts as they were; addresses and ids are compared, not read, and stay as they are written. */
function mended(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return /(?:^|_)(?:id|url)$/.test(name) ? value : mendMojibake(value)
  if (Array.isArray(value)) return value.map((each) => mended(each, name))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mended(each, key)]))
}

function itemsOf(written: unknown): readonly unknown[] {
  const items = typeof written === 'object' && written !== null && 'items' in written ? written.items : undefined
  return Array.isArray(items) ? items : []
}

function entryOf(item: Item, feed: Feed): ParsedEntry {
  return {
    ...optional('guid', item.id),
    ...optional('title', textOf('text', item.title)),
    ...optional('link', item.url ?? item.external_url ?? httpUrl(item.id)),
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
              ...optional('length', isSize(attachment.size_in_bytes) ? attachment.size_in_bytes : undefined),
            },
          ],
    ),
    ...optional('image', item.image ?? item.banner_image),
    ...optional('lang', item.language),
    extras: optional(
      'duration',
      item.attachments?.map(({ duration_in_seconds: seconds }) => seconds).find((seconds) => isDuration(seconds)),
    ),
  }
}

function isSize(bytes: number | undefined): boolean {
  return Number.isSafeInteger(bytes) && Number(bytes) > 0
}

function isDuration(seconds: number | undefined): boolean {
  return Number.isFinite(seconds) && Number(seconds) > 0
}

function textOf(type: ParsedText['type'], value: string | undefined): ParsedText | undefined {
  return value === undefined ? undefined : { type, value }
}
