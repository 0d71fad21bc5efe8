import type { Enclosure } from '../model/item.ts'
import { optional } from '../model/optional.ts'
import type { ParsedText } from '../model/parsed-feed.ts'
import { attribute, children, type Fields, firstText, hrefOf, textOf, urlAttribute } from './element.ts'
import type { Element } from './tree.ts'

const PICTURE = /\.(?:jpe?g|png|gif|webp|avif)(?=[?#]|$)/i

/** What Media RSS 1.5 says of an entry: contents and thumbnails, of its groups too. */
export interface Media {
  readonly contents: readonly Element[]
  readonly thumbnails: readonly Element[]
  /** Of a group: elsewhere it is a picture's caption. */
  readonly description?: ParsedText
}

export function mediaOf(entry: Fields): Media {
  const groups = entry['media:group'] ?? []
  const contents = [...groups.flatMap((group) => children(group, 'media:content')), ...(entry['media:content'] ?? [])]
  const holders = [...groups, ...contents]
  const [description] = groups.flatMap((group) => children(group, 'media:description'))
  const value = textOf(description)
  const type = attribute(description, 'type')?.toLowerCase() === 'html' ? 'html' : 'text'
  return {
    contents,
    thumbnails: [
      ...(entry['media:thumbnail'] ?? []),
      ...holders.flatMap((holder) => children(holder, 'media:thumbnail')),
    ],
    ...(value === undefined ? {} : { description: { type, value } }),
  }
}

/** What an entry carries, each URL once: `enclosures` (of RSS, or Atom's links) first. */
export function enclosuresOf(enclosures: readonly Element[], contents: readonly Element[]): Enclosure[] {
  const all = [...enclosures, ...contents].flatMap(enclosureOf)
  const once = new Map<string, Enclosure>()
  for (const enclosure of all) if (!once.has(enclosure.url)) once.set(enclosure.url, enclosure)
  return [...once.values()]
}

function enclosureOf(element: Element): Enclosure[] {
  const url = urlAttribute(element, 'url') ?? hrefOf(element)
  if (url === undefined) return []
  const length = Number(attribute(element, 'length') ?? attribute(element, 'filesize'))
  const medium = attribute(element, 'medium')
  // A large newspaper says no more of its pictures than where they are.
  const guess = PICTURE.test(url) ? 'image/*' : undefined
  const type = attribute(element, 'type') ?? (medium === undefined ? guess : `${medium}/*`)
  return [{ url, ...optional('type', type), ...(Number.isSafeInteger(length) && length > 0 ? { length } : {}) }]
}

export function imageOf(entry: Fields, enclosures: readonly Enclosure[], media: Media): string | undefined {
  return (
    enclosures.find(({ type }) => /^image\//i.test(type ?? ''))?.url ??
    media.thumbnails.map((thumbnail) => urlAttribute(thumbnail, 'url')).find((url) => url !== undefined) ??
    pictureOf(entry['itunes:image']?.[0])
  )
}

/** A picture of iTunes; some write `url` for its `href`. */
export function pictureOf(image: Element | undefined): string | undefined {
  return urlAttribute(image, 'href') ?? urlAttribute(image, 'url')
}

/** Elements of Media RSS by that name, of the entry itself and of its groups. */
export function ofMedia(entry: Fields, name: string): Element[] {
  return [...(entry[name] ?? []), ...(entry['media:group'] ?? []).flatMap((group) => children(group, name))]
}

/** Keywords, which are written as a list with commas. */
export function keywordsOf(entry: Fields): string[] {
  return [...ofMedia(entry, 'media:keywords'), ...(entry['itunes:keywords'] ?? [])].flatMap((element) =>
    (textOf(element) ?? '').split(',').flatMap((word) => word.trim() || []),
  )
}

/** Categories of iTunes, which may have others in them. */
export function itunesCategoriesOf(entry: Fields): string[] {
  return (entry['itunes:category'] ?? [])
    .flatMap((category) => [category, ...children(category, 'itunes:category')])
    .flatMap((category) => attribute(category, 'text') ?? [])
}

/** Seconds of `itunes:duration` (`3723`, `62:03`, `1:02:03`), else of the first content that says so. */
export function durationOf(entry: Fields, { contents }: Media): number | undefined {
  const written = firstText(entry['itunes:duration'])
  if (written !== undefined && /^\d{1,5}(:\d{1,2}){0,2}$/.test(written)) {
    const seconds = written.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
    if (seconds > 0) return seconds
  }
  const seconds = contents.map((content) => Number(attribute(content, 'duration'))).find((each) => each > 0)
  return seconds === undefined || !Number.isFinite(seconds) ? undefined : Math.round(seconds)
}

/** What an entry is called that has no title of its own. */
export function mediaTitle(entry: Fields): ParsedText | undefined {
  const value = firstText(ofMedia(entry, 'media:title'))
  return value === undefined ? undefined : { type: 'text', value }
}
