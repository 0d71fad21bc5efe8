import type { Article, Enclosure, Entry, Person } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import type { ParsedEntry, ParsedFeed, ParsedText } from '../model/parsed-feed.ts'
import type { Instant } from '../model/source.ts'
import { cleanHtml, escapeHtml } from './clean-html.ts'
import { excerpt, oneLine, textOfHtml } from './text.ts'
import { webUrl } from './web-url.ts'

const MAX_ENTRIES = 2_000
const MAX_TITLE = 400
const MAX_SUMMARY = 500
const MAX_TEXT = 200_000
const MAX_NAME = 120
const MAX_LISTED = 20
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
}

/**
 * Makes what a document says fit to be kept and shown: absolute links, cleaned HTML, plain text, a sane date, a
 * language, everything bounded. An entry that says nothing at all is left out.
 */
export function normaliseFeed(feed: ParsedFeed, options: NormaliseOptions): NormalisedFeed {
  const base = resolve(feed.base, options.documentUrl)
  return {
    ...optional('title', presence(feed.title === undefined ? '' : excerpt(plain(feed.title), MAX_TITLE))),
    ...optional('siteUrl', webUrl(feed.link, base)),
    ...optional('lang', language(feed.lang)),
    entries: newest(feed.entries).flatMap(
      (entry) => normaliseEntry(entry, base, language(entry.lang, feed.lang, options.lang), options.now) ?? [],
    ),
  }
}

/** What a document has beyond the limit is its oldest, wherever that stands in it. */
function newest(entries: readonly ParsedEntry[]): readonly ParsedEntry[] {
  if (entries.length <= MAX_ENTRIES) return entries
  const date = (entry: ParsedEntry) => entry.published ?? entry.updated ?? 0
  return entries.toSorted((a, b) => date(b) - date(a)).slice(0, MAX_ENTRIES)
}

function normaliseEntry(
  parsed: ParsedEntry,
  feedBase: string,
  lang: string | undefined,
  now: Instant,
): Entry | undefined {
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
  const article: Article = {
    title: excerpt(written || excerpt(text, 90) || (url ?? guid ?? ''), MAX_TITLE),
    ...optional('url', url),
    summary: excerpt(lead || text, MAX_SUMMARY),
    contentHtml,
    authors: people(parsed.authors, base),
    categories: [...new Set(parsed.categories.map((category) => excerpt(textOfHtml(category), MAX_NAME)))]
      .filter((category) => category !== '')
      .slice(0, MAX_LISTED),
    enclosures: enclosuresOf(parsed.enclosures, base),
    ...optional('image', webUrl(parsed.image, base)),
    ...optional('lang', lang),
    ...optional('publishedAt', sane(parsed.published, now) ?? sane(parsed.updated, now)),
    ...optional('updatedAt', sane(parsed.updated, now)),
  }
  return { article, ...optional('guid', guid), text: lead === text ? text : `${lead} ${text}`.trim() }
}

function plain(text: ParsedText | undefined): string {
  if (text === undefined) return ''
  return text.type === 'html' ? textOfHtml(text.value) : oneLine(text.value)
}

function safeHtml(text: ParsedText, base: string): string {
  if (text.type === 'html') return cleanHtml(text.value, resolve(text.base, base))
  const paragraphs = text.value.slice(0, MAX_TEXT).split(/\n\s*\n/)
  return paragraphs
    .flatMap((paragraph) => (oneLine(paragraph) === '' ? [] : `<p>${escapeHtml(oneLine(paragraph))}</p>`))
    .join('\n')
}

function people(written: readonly Person[], base: string): Person[] {
  const named = written.flatMap((person): Person[] => {
    const name = excerpt(textOfHtml(person.name), MAX_NAME)
    return name === '' ? [] : [{ name, ...optional('url', webUrl(person.url, base)) }]
  })
  return [...new Map(named.map((person) => [person.name, person])).values()].slice(0, MAX_LISTED)
}

function enclosuresOf(written: readonly Enclosure[], base: string): Enclosure[] {
  const absolute = written.flatMap((enclosure): Enclosure[] => {
    const url = webUrl(enclosure.url, base)
    const type = enclosure.type?.trim().toLowerCase()
    const media = type !== undefined && /^[\w.+-]+\/[\w.+*-]+$/.test(type) ? type : undefined
    return url === undefined ? [] : [{ url, ...optional('type', media), ...optional('length', enclosure.length) }]
  })
  return [...new Map(absolute.map((enclosure) => [enclosure.url, enclosure])).values()].slice(0, MAX_LISTED)
}

/** The first that is a language tag (BCP 47), in lower case. */
function language(...written: readonly (string | undefined)[]): string | undefined {
  for (const tag of written) {
    const bare = tag?.trim().replaceAll('_', '-').toLowerCase()
    if (bare !== undefined && /^[a-z]{2,3}(-[a-z0-9]{1,8}){0,4}$/.test(bare)) return bare
  }
  return undefined
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
