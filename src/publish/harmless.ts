import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Enclosure, Person } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import { canonicalLink, link } from './links.ts'
import { mediaTypeOf } from './media-type.ts'
import { closeDirections, plainLine, plainName } from './plain-text.ts'
import type { Channel, Origin, PublishedItem } from './published.ts'
import { wholeHtml } from './whole-html.ts'
import { xmlText } from './xml-text.ts'

/** Characters of items that are kept as they were made harmless. */
const KEPT = 4_000_000
/** What an item weighs beside its texts. */
const ITEM = 1_000
const kept = new LRUCache<string, PublishedItem>({
  maxSize: KEPT,
  sizeCalculation: ({ contentHtml, summary }) => contentHtml.length + summary.length + ITEM,
})
/** Tags with their usual spelling: there are few, and each item has one. */
const languages = new LRUCache<string, { readonly usual: string | undefined }>({ max: 500 })
const KNOWN = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })

/**
 * The item as every writer can write it: text that XML can hold, links that are links, HTML that is whole, a title and a
 * name. One bad item must not spoil the document of all the others. It is kept: when a document is made anew, most of its
 * items are what they were, and they are in several documents; the same object comes for the same item.
 */
export function harmlessItem(item: PublishedItem): PublishedItem {
  const key = hash('sha1', JSON.stringify(item))
  const before = kept.get(key)
  if (before !== undefined) return before
  const made = madeHarmless(item)
  kept.set(key, made)
  return made
}

function madeHarmless(item: PublishedItem): PublishedItem {
  const { url, sourceUrl, image, lang, ...rest } = item
  return {
    ...rest,
    title: plainLine(item.title) || link(url) || item.pageUrl,
    summary: closeDirections(xmlText(item.summary).trim()),
    contentHtml: wholeHtml(xmlText(item.contentHtml)),
    sourceTitle: plainName(item.sourceTitle) || item.sourceId,
    origins: item.origins.map(harmlessOrigin),
    authors: item.authors.flatMap(harmlessPerson),
    categories: item.categories.map(plainName).filter((name) => name !== ''),
    enclosures: item.enclosures.flatMap(harmlessEnclosure),
    ...optional('url', link(url)),
    ...optional('sourceUrl', link(sourceUrl)),
    ...optional('image', link(image)),
    ...optional('lang', language(lang)),
    ...(item.also === undefined ? {} : { also: item.also.map(harmlessItem) }),
  }
}

export function harmlessChannel(channel: Channel): Channel {
  const { lang, hubs, ...rest } = channel
  const title = plainName(channel.title) || channel.pageUrl
  return {
    ...rest,
    title,
    description: plainName(channel.description) || title,
    publisher: plainName(channel.publisher) || title,
    // It is the feed's id as well.
    selfUrl: canonicalLink(channel.selfUrl) ?? channel.selfUrl,
    ...optional('lang', language(lang)),
    ...(hubs === undefined ? {} : { hubs: hubs.flatMap((hub) => link(hub) ?? []) }),
  }
}

function harmlessOrigin({ id, title, url }: Origin): Origin {
  const address = link(url)
  return {
    ...optional('id', id),
    title: plainName(title) || (address ?? id ?? 'unknown'),
    ...optional('url', address),
  }
}

function harmlessPerson(person: Person): Person[] {
  const name = plainName(person.name)
  return name === '' ? [] : [{ name, ...optional('url', link(person.url)) }]
}

function harmlessEnclosure({ url, type, length }: Enclosure): Enclosure[] {
  const address = link(url)
  if (address === undefined) return []
  const whole = length !== undefined && Number.isSafeInteger(length) && length > 0 ? length : undefined
  return [{ url: address, type: mediaTypeOf(address, type), ...optional('length', whole) }]
}

/** A language tag (BCP 47) in its usual spelling, or `undefined` where it is none or nobody knows the language. */
function language(tag: string | undefined): string | undefined {
  if (tag === undefined) return undefined
  const before = languages.get(tag)
  if (before !== undefined) return before.usual
  const usual = usualSpelling(tag)
  languages.set(tag, { usual })
  return usual
}

function usualSpelling(tag: string): string | undefined {
  try {
    const usual = new Intl.Locale(tag)
    return KNOWN.of(usual.language) === undefined ? undefined : usual.baseName
  } catch {
    return undefined
  }
}
