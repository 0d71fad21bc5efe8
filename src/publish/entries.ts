import type { Format } from './published.ts'

// What our writers put into an entry is escaped, or whole HTML that has no such element, so that these can only be tags.
const ENTRIES: Readonly<Record<Exclude<Format, 'json'>, RegExp>> = {
  atom: /<entry[ >][\s\S]*?<\/entry>/g,
  rss: /<item>[\s\S]*?<\/item>/g,
}

/** The entries of a document of ours as they are written in it, each as a text, in their order. */
export function entriesIn(format: Format, document: string): readonly string[] {
  if (format !== 'json') return document.match(ENTRIES[format]) ?? []
  const { items } = JSON.parse(document) as { readonly items: readonly unknown[] }
  return items.map((item) => JSON.stringify(item))
}
