import type { Period, Span } from '../editions/calendar.ts'
import type { Edition, EditionItem } from '../model/edition.ts'
import type { FeedDefinition } from '../model/feed.ts'
import { optional } from '../model/optional.ts'
import type { PublishedItem } from '../publish/published.ts'
import { escapeXml } from '../publish/xml-text.ts'
import { withKey } from './access.ts'
import { addressOf } from './feeds.ts'
import { originOf } from './published-item.ts'
import type { Site } from './site.ts'

/** Stories that the summary names. */
const NAMED = 3

/** What an edition says in the language of its feed. */
interface Words {
  readonly locale: string
  readonly title: (feed: string, when: string) => string
  readonly week: (number: number, range: string) => string
  readonly series: Readonly<Record<Period, string>>
  readonly count: (stories: number, sources: number) => string
  readonly more: (count: number) => string
}

const ENGLISH: Words = {
  locale: 'en-GB',
  title: (feed, when) => `${feed}: ${when}`,
  week: (number, range) => `week ${number}, ${range}`,
  series: { daily: 'day by day', weekly: 'week by week' },
  count: (stories, sources) => `${counted(stories, 'story', 'stories')} from ${counted(sources, 'source', 'sources')}`,
  more: (count) => `and ${count} more`,
}

const FRENCH: Words = {
  locale: 'fr',
  title: (feed, when) => `${feed} : ${when}`,
  week: (number, range) => `semaine ${number}, ${range}`,
  series: { daily: 'jour par jour', weekly: 'semaine par semaine' },
  count: (stories, sources) => `${counted(stories, 'sujet', 'sujets')}, ${counted(sources, 'source', 'sources')}`,
  more: (count) => `et ${count} de plus`,
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}

function wordsOf({ lang }: FeedDefinition): Words {
  return /^fr\b/i.test(lang ?? '') ? FRENCH : ENGLISH
}

/** What the document of all editions of a feed is called. */
export function seriesTitle(feed: FeedDefinition, period: Period): string {
  const { title, series } = wordsOf(feed)
  return title(feed.title, series[period])
}

/**
 * An edition as one entry of a document, whose id follows from the feed and the day. `uriPrefix`: `tag:authority,date:`;
 * `key`: what the page was opened by that it is for.
 */
export function editionEntry(
  site: Site,
  feed: FeedDefinition,
  period: Period,
  span: Span,
  edition: Edition,
  uriPrefix: string,
  key?: string,
): PublishedItem {
  const words = wordsOf(feed)
  const items = edition.stories.flatMap((story) => story.items)
  const sources = [...new Set(items.flatMap((item) => item.sources))].toSorted()
  const pageUrl = `${site.baseUrl()}/feeds/${feed.name}/${period}#${period}-${span.name}`
  return {
    id: `${feed.name}-${period}-${span.name}`,
    uri: `${uriPrefix}edition/${feed.name}/${period}/${span.name}`,
    key: span.until,
    title: words.title(feed.title, whenOf(words, period, span)),
    summary: `${words.count(edition.stories.length, sources.length)}: ${namedOf(edition)}`,
    contentHtml: htmlOf(site, feed, span, edition, words, key),
    url: pageUrl,
    pageUrl,
    ...optional('lang', feed.lang),
    ...{ publishedAt: span.until, firstSeenAt: span.until, changedAt: span.until },
    ...{ sourceId: feed.name, sourceTitle: feed.title, sourceUrl: addressOf(site, feed, 'atom'), sources },
    origins: sources.map((id) => originOf(site, id)),
    ...{ authors: [{ name: site.title }], categories: [], enclosures: [], topics: [], labels: [] },
    ...{ boost: 1, hidden: false, archived: true, storyId: `${feed.name}-${period}-${span.name}` },
  }
}

/** A day as people say it; a week by its number and its first and last day. */
function whenOf({ locale, week }: Words, period: Period, { name, firstDay, lastDay }: Span): string {
  const [first, last] = [Date.parse(firstDay), Date.parse(lastDay)]
  // The days are written down already: they are those of the zone.
  const day = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const
  if (period === 'daily') return new Intl.DateTimeFormat(locale, { ...day, weekday: 'long' }).format(first)
  return week(Number(name.slice(-2)), new Intl.DateTimeFormat(locale, day).formatRange(first, last))
}

function namedOf({ stories }: Edition): string {
  const titles = stories.slice(0, NAMED).flatMap(({ items }) => items[0]?.title ?? [])
  return `${titles.join(' · ')}${stories.length > NAMED ? ' …' : ''}`
}

function htmlOf(
  site: Site,
  feed: FeedDefinition,
  { from, until }: Span,
  { stories, more }: Edition,
  words: Words,
  key: string | undefined,
): string {
  const each = stories.map(({ items: [lead, ...others] }) => {
    const also = others.map((item) => `<li>${lineOf(site, item)}</li>`).join('')
    return lead === undefined ? '' : `<li>${lineOf(site, lead)}${also === '' ? '' : `<ul>${also}</ul>`}</li>`
  })
  const list = `<ol>${each.join('')}</ol>`
  if (more === 0) return list
  const days = new URLSearchParams({ since: new Date(from).toISOString(), until: new Date(until).toISOString() })
  const page = withKey(`${site.baseUrl()}/feeds/${feed.name}?${days}`, key)
  return `${list}<p><a href="${escapeXml(page)}">${words.more(more)}</a></p>`
}

/** An article and whose it is; the others that carry it have the same words. */
function lineOf(site: Site, { id, title, url, sourceId, sources }: EditionItem): string {
  const titleOf = (source: string) => site.sources.find((one) => one.id === source)?.title ?? source
  const carriers = [sourceId, ...sources.filter((source) => source !== sourceId)].map(titleOf).join(', ')
  const address = url ?? `${site.baseUrl()}/items/${id}`
  return `<a href="${escapeXml(address)}">${escapeXml(title)}</a> (${escapeXml(carriers)})`
}
