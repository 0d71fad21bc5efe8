/** A scanner that knows the markup of documents.ts and nothing else: what reading a document costs at least. */
export interface Scanned {
  readonly guid: string
  readonly title: string
  readonly link: string
  readonly date: string
  readonly content: string
}

export function scan(text: string): Scanned[] {
  const isAtom = text.includes('<feed ')
  const [open, close] = isAtom ? ['<entry>', '</entry>'] : ['<item', '</item>']
  const items: Scanned[] = []
  for (let from = text.indexOf(open); from >= 0; ) {
    const until = text.indexOf(close, from)
    const entry = text.slice(from, until)
    const link = isAtom ? between(entry, '<link href="', '"') : between(entry, '<link>', '</link>')
    items.push({
      link,
      guid: between(entry, isAtom ? '<id>' : '<guid isPermaLink="false">', '<') || link,
      title: between(entry, '<title>', '</title>'),
      date: between(entry, isAtom ? '<published>' : '<pubDate>', '<') || between(entry, '<dc:date>', '<'),
      content: between(entry, '<![CDATA[', ']]>'),
    })
    from = text.indexOf(open, until)
  }
  return items
}

function between(text: string, open: string, close: string): string {
  const from = text.indexOf(open)
  return from < 0 ? '' : text.slice(from + open.length, text.indexOf(close, from + open.length))
}
