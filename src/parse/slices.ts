import { without } from './without.ts'

/** A document cut at its entries, unread. */
export interface Slices {
  /** Each entry as it is written, in order. */
  readonly entries: readonly string[]
  /** What stands around them, without what no entry depends on and each new one changes: dates, lists, comments. */
  readonly around: string
  /** The document with some of its entries alone, chosen by their places. */
  only(isWanted: (place: number) => boolean): string
}

/** Characters around the entries: more is no feed, or one that is not worth it. */
const MAX_AROUND = 100_000
const ENTRY = /<(item|entry)(?=[\s>])/g
const DATES = /<((?:\w+:)?(?:lastBuildDate|pubDate|published|updated|modified|date))\b[^<>]*>[^<]*<\/\1>/g

/**
 * Cuts RSS and Atom by their usual tags alone: `undefined` where that fails or finds none. It may be wrong where entries lie in comments
 * or CDATA: whoever uses it compares what it finds with what a parser does.
 */
export function slicesOf(document: string): Slices | undefined {
  const between: string[] = []
  const entries: string[] = []
  let end = 0
  for (let tag = nextTag(document, end); tag !== null; tag = nextTag(document, end)) {
    const endTag = `</${tag[1]}>`
    const last = document.indexOf(endTag, tag.index)
    if (last < 0) return undefined
    between.push(document.slice(end, tag.index))
    end = last + endTag.length
    entries.push(document.slice(tag.index, end))
  }
  between.push(document.slice(end))
  const around = between.filter((text) => text.trim() !== '').join('\n')
  if (entries.length === 0 || around.length > MAX_AROUND) return undefined
  return {
    entries,
    around: without('<!--', '-->', without('<items>', '</items>', around)).replace(DATES, ''),
    only: (isWanted) => between.map((text, place) => (isWanted(place) ? text + (entries[place] ?? '') : text)).join(''),
  }
}

function nextTag(document: string, from: number): RegExpExecArray | null {
  ENTRY.lastIndex = from
  return ENTRY.exec(document)
}
