import type { Article, Enclosure, Entry, Extras, Person } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import type { ParsedEntry, ParsedFeed, ParsedText } from '../model/parsed-feed.ts'
import type { Instant } from '../model/source.ts'
import { cleanHtml, escapeHtml } from './clean-html.ts'
import { HTML_ELEMENTS } from './html-elements.ts'
import { itemLanguage, languageTag } from './language.ts'
import { excerpt, oneLine, textOfHtml, withSummary } from './text.ts'
import { webUrl } from './web-url.ts'

const MAX_ENTRIES = 2_000
const MAX_TITLE = 400
const MAX_SUMMARY = 500
const MAX_TEXT = 200_000
const MAX_NAME = 120
const MAX_LISTED = 20
/** Entities of letters and signs; those of markup (`&lt;`) are what a text about markup speaks of. */
const DOUBLE_ESCAPED =
  /&(?:#(?!0*(?:34|38|39|60|62);)\d{2,6}|#x(?!0*(?:22|26|27|3c|3e);)[\da-f]{2,5}|[a-z]+(?:acute|grave|circ|uml|cedil|tilde)|[lr][sd]?quo|hellip|[nm]dash|nbsp|laquo|raquo|euro);/i
/** Earlier dates are a default (the epoch, year 1) that nobody meant. */
const FIRST_PLAUSIBLE = Date.UTC(1971, 0, 1)

export interface NormaliseOptions {
  /** Where the document came from, after redirects: the base of its relative links. */
  readonly documentUrl: string
  /** BCP 47; for entries of which nothing else says what they are in. */
  readonly lang?: string
  readonly now: Instant
}

export interface NormalisedFeed {
  readonly title?: string
  readonly siteUrl?: string
  /** BCP 47, lower case. */
  readonly lang?: string
  readonly entries: readonly Entry[]
  readonly retracted: readonly Retraction[]
}

/** An entry that its publisher takes back. */
export interface Retraction {
  readonly guid: string
  readonly when: Instant
}

/**
 * Makes what a document says fit to be kept and shown: absolute links, cleaned HTML, plain text, a sane date, a
 * language, everything bounded. An entry that says nothing at all is left out.
 */
export function normaliseFeed(feed: ParsedFeed, options: NormaliseOptions): NormalisedFeed {
  const base = baseOf(feed, options.documentUrl)
  const [feedLang, source] = [languageTag(feed.lang), languageTag(options.lang)]
  return {
    ...optional('title', presence(feed.title === undefined ? '' : excerpt(plain(feed.title), MAX_TITLE))),
    ...optional('siteUrl', webUrl(feed.link, base)),
    ...optional('lang', feedLang),
    entries: newest(feed.entries).flatMap(
      (entry) => normaliseEntry(entry, { base, now: options.now, feed: feedLang, source }) ?? [],
    ),
    // What has no date, or one that is still to come, is deleted by now.
    retracted: (feed.retracted ?? []).map(({ guid, when = options.now }) => ({
      guid: oneLine(guid),
      when: Math.min(when, options.now),
    })),
  }
}

/** RSS knows no base: what is relative in it is so to its site, wherever the document lies. */
function baseOf({ format, base, link }: ParsedFeed, documentUrl: string): string {
  return resolve(base ?? (format === 'rss' || format === 'rdf' ? link : undefined), documentUrl)
}

/** What a document has beyond the limit is its oldest, wherever that stands in it. */
function newest(entries: readonly ParsedEntry[]): readonly ParsedEntry[] {
  if (entries.length <= MAX_ENTRIES) return entries
  const date = (entry: ParsedEntry) => entry.published ?? entry.updated ?? 0
  return entries.toSorted((a, b) => date(b) - date(a)).slice(0, MAX_ENTRIES)
}

/** What an entry has from around it. */
interface Around {
  readonly base: string
  readonly now: Instant
  /** Languages (BCP 47) of the feed and of the source as it is configured. */
  readonly feed: string | undefined
  readonly source: string | undefined
}

function normaliseEntry(parsed: ParsedEntry, { base: feedBase, now, feed, source }: Around): Entry | undefined {
  const base = resolve(parsed.base, feedBase)
  const body = parsed.content ?? parsed.summary
  const contentHtml = body === undefined ? '' : safeHtml(body, base)
  const text = textOfHtml(contentHtml).slice(0, MAX_TEXT)
  const lead =
    parsed.content === undefined || parsed.summary === undefined ? text : plain(parsed.summary).slice(0, MAX_TEXT)
  const url = webUrl(parsed.link, base)
  const guid = presence(oneLine(parsed.guid ?? ''))
  const written = plain(parsed.title)
  if (written === '' && text === '' && url === undefined && guid === undefined) return undefined
  const title = excerpt(written || excerpt(text, 90) || (url ?? guid ?? ''), MAX_TITLE)
  const lang = itemLanguage({ declared: languageTag(parsed.lang), feed, source, text: `${written} ${lead || text}` })
  const article: Article = {
    title,
    ...optional('url', url),
    summary: excerpt(lead || text, MAX_SUMMARY),
    contentHtml,
    authors: people(parsed.authors, base),
    categories: [...new Set(someOf(parsed.categories).map((category) => excerpt(textOfHtml(category), MAX_NAME)))]
      .filter((category) => category !== '')
      .slice(0, MAX_LISTED),
    enclosures: enclosuresOf(parsed.enclosures, base),
    ...optional('image', webUrl(parsed.image, base)),
    ...optional('lang', lang),
    ...optional('publishedAt', sane(parsed.published, now) ?? sane(parsed.updated, now)),
    ...optional('updatedAt', sane(parsed.updated, now)),
    ...optional('extras', extrasOf(parsed.extras, base)),
  }
  return { article, ...optional('guid', guid), text: withSummary(article.summary, text) }
}

/** Enough to find MAX_LISTED that are good. */
function someOf<Each>(written: readonly Each[]): readonly Each[] {
  return written.slice(0, 10 * MAX_LISTED)
}

/** In a line of text “List<String>” and “</example>” are words: only tags that HTML has are tags. */
function asText(html: string): string {
  return html.replace(/<(?=\/?([a-z][\w-]*))/gi, (sign, name: string) =>
    HTML_ELEMENTS.has(name.toLowerCase()) ? sign : '&lt;',
  )
}

function plain(text: ParsedText | undefined): string {
  if (text === undefined) return ''
  const once = text.type === 'html' ? textOfHtml(asText(text.value)) : oneLine(text.value)
  // Escaped once too often: nobody writes “&#8217;” or “&eacute;” to be read like that.
  return DOUBLE_ESCAPED.test(once) ? textOfHtml(once.replaceAll('<', '&lt;')) : once
}

function safeHtml(text: ParsedText, base: string): string {
  if (text.type === 'html') return cleanHtml(text.value, resolve(text.base, base))
  const paragraphs = text.value.slice(0, MAX_TEXT).split(/\n\s*\n/)
  return paragraphs
    .flatMap((paragraph) => (oneLine(paragraph) === '' ? [] : `<p>${escapeHtml(oneLine(paragraph))}</p>`))
    .join('\n')
}

function people(written: readonly Person[], base: string): Person[] {
  const named = someOf(written).flatMap((person): Person[] => {
    const name = excerpt(textOfHtml(person.name), MAX_NAME)
    return name === '' ? [] : [{ name, ...optional('url', webUrl(person.url, base)) }]
  })
  return [...new Map(named.map((person) => [person.name, person])).values()].slice(0, MAX_LISTED)
}

/** `undefined` where there are none. */
function extrasOf(written: Extras, base: string): Extras | undefined {
  const { commentCount, position, duration, inReplyTo } = written
  const title = presence(excerpt(textOfHtml(written.origin?.title ?? ''), MAX_NAME))
  const url = webUrl(written.origin?.url, base)
  const extras: Extras = {
    ...optional('comments', webUrl(written.comments, base)),
    ...optional('commentsFeed', webUrl(written.commentsFeed, base)),
    ...optional('commentCount', commentCount),
    ...optional(
      'inReplyTo',
      inReplyTo?.slice(0, MAX_LISTED).map((id) => excerpt(oneLine(id), MAX_TITLE)),
    ),
    ...optional('license', webUrl(written.license, base)),
    ...(title === undefined && url === undefined
      ? {}
      : { origin: { ...optional('title', title), ...optional('url', url) } }),
    ...optional('position', position),
    ...optional('duration', duration),
  }
  return Object.keys(extras).length === 0 ? undefined : extras
}

function enclosuresOf(written: readonly Enclosure[], base: string): Enclosure[] {
  const absolute = someOf(written).flatMap((enclosure): Enclosure[] => {
    const url = webUrl(enclosure.url, base)
    const type = enclosure.type?.split(';')[0]?.trim().toLowerCase()
    const media = type !== undefined && /^[\w.+-]+\/[\w.+*-]+$/.test(type) ? type : undefined
    return url === undefined ? [] : [{ url, ...optional('type', media), ...optional('length', enclosure.length) }]
  })
  return [...new Map(absolute.map((enclosure) => [enclosure.url, enclosure])).values()].slice(0, MAX_LISTED)
}

/** A date in the future is the poll's own; one that nobody can have meant is none. */
function sane(date: Instant | undefined, now: Instant): Instant | undefined {
  return date === undefined || date < FIRST_PLAUSIBLE ? undefined : Math.min(date, now)
}

function resolve(base: string | undefined, against: string): string {
  return webUrl(base, against) ?? against
}

function presence(text: string): string | undefined {
  return text === '' ? undefined : text
}
