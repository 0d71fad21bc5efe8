/** What parsing one average feed costs, beside other parsers and the floor that a bare pass of a strict XML parser is. */
import { readFileSync } from 'node:fs'
import { parseAtomFeed, parseRssFeed } from 'feedsmith'
import RssParser from 'rss-parser'
import { SaxesParser } from 'saxes'
import { parseFeed } from '../src/parse/parse.ts'
import { readFlags } from './flags.ts'
import { median, ratioOf } from './medians.ts'
import { say } from './progress.ts'
import { type Row, report } from './results.ts'

/** Between two looks at the clock. */
const AT_ONCE = 12

interface Document {
  readonly name: string
  readonly body: Uint8Array
}

const flags = readFlags({
  usage: 'node bench/parse.ts',
  about:
    'Parses one average feed (44 kB, 30 entries), RSS and Atom, beside feedsmith, rss-parser and saxes alone, by turns.',
  numbers: { rounds: { help: 'rounds of a run', small: 5, full: 25 } },
  texts: { file: '<file>: a feed document of your own in their place' },
})
const file = flags.text('file')
const documents: readonly Document[] =
  file === undefined
    ? [
        { name: 'RSS 2.0', body: Buffer.from(rss()) },
        { name: 'Atom 1.0', body: Buffer.from(atom()) },
      ]
    : [{ name: 'the document', body: readFileSync(file) }]
const rows: Row[] = []
for (const document of documents) rows.push(...(await rowsOf(document)))
report('parse', flags, rows)

async function rowsOf({ name, body }: Document): Promise<Row[]> {
  const text = new TextDecoder().decode(body)
  const isAtom = /<feed[\s>]/.test(text.slice(0, 1_000))
  const { entries } = await parseFeed(body)
  say(`${name}: ${(body.length / 1_000).toFixed(1)} kB, ${entries.length} entries`)
  const contenders: Readonly<Record<string, () => unknown>> = {
    tributary: () => parseFeed(body),
    'saxes alone': () => bare(text),
    feedsmith: () => (isAtom ? parseAtomFeed(text) : parseRssFeed(text)),
    'rss-parser': () => new RssParser().parseString(text),
  }
  const times = await measure(contenders)
  const ours = times.get('tributary') ?? []
  return [...times].flatMap(([contender, theirs]) =>
    contender === 'tributary'
      ? []
      : {
          what: `${name}, ${(body.length / 1_000).toFixed(0)} kB`,
          unit: 'ms',
          ours: median(ours),
          yardstick: { name: contender, value: median(theirs) },
          ratio: ratioOf(ours, theirs),
        },
  )
}

/** In turns, so that what else the machine does falls on all of them alike. */
async function measure(contenders: Readonly<Record<string, () => unknown>>): Promise<Map<string, number[]>> {
  const times = new Map(Object.keys(contenders).map((name): [string, number[]] => [name, []]))
  for (const run of Object.values(contenders)) for (let i = 0; i < 5 * AT_ONCE; i += 1) await run()
  for (let round = 0; round < flags.runs * flags.number('rounds'); round += 1)
    for (const [name, run] of Object.entries(contenders)) {
      const startedAt = performance.now()
      for (let i = 0; i < AT_ONCE; i += 1) await run()
      times.get(name)?.push((performance.now() - startedAt) / AT_ONCE)
    }
  return times
}

function bare(text: string): number {
  let elements = 0
  const parser = new SaxesParser({ xmlns: false })
  parser.on('opentag', () => {
    elements += 1
  })
  parser.on('text', () => {})
  parser.write(text).close()
  return elements
}

function paragraphs(n: number): string {
  return Array.from(
    { length: 3 },
    (_, i) =>
      `<p>La ${n + i}e puce de l’année, <a href="https://a.example/${n}?a=1&amp;b=${i}">dit le fondeur</a>, compte <em>deux</em> fois plus de transistors que la précédente et doit équiper les centres de données d’ici à l’été.</p>`,
  ).join('\n')
}

function rss(): string {
  const items = Array.from(
    { length: 30 },
    (_, n) => `<item>
  <title>Semi-conducteurs : l’usine numéro ${n} ouvrira plus tôt que prévu</title>
  <link>https://a.example/articles/2024/02/${n}-semi-conducteurs-l-usine-ouvrira-plus-tot</link>
  <guid isPermaLink="false">https://a.example/?p=${48_000 + n}</guid>
  <pubDate>Mon, 12 Feb 2024 ${String(n % 24).padStart(2, '0')}:15:00 +0100</pubDate>
  <dc:creator><![CDATA[Camille Durand]]></dc:creator>
  <category><![CDATA[Technologies]]></category><category><![CDATA[Industrie]]></category>
  <description><![CDATA[Le fondeur avance l’ouverture de son usine numéro ${n}, sur fond de pénurie.]]></description>
  <content:encoded><![CDATA[${paragraphs(n)}]]></content:encoded>
  <media:content url="https://a.example/${n}.jpg" medium="image" width="1024" height="576"><media:title>L’usine</media:title></media:content>
</item>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>Le Journal des puces</title><link>https://a.example/</link><description>Toutes les puces</description><language>fr</language>
<atom:link href="https://a.example/rss" rel="self" type="application/rss+xml"/>
${items.join('\n')}
</channel></rss>`
}

function atom(): string {
  const entries = Array.from(
    { length: 30 },
    (_, n) => `<entry>
  <title type="html">Chips: plant number ${n} will open early</title>
  <link rel="alternate" type="text/html" href="https://b.example/2024/02/${n}/chips-plant-will-open-early"/>
  <id>tag:b.example,2024:${48_000 + n}</id>
  <published>2024-02-12T${String(n % 24).padStart(2, '0')}:15:00Z</published><updated>2024-02-12T23:15:00Z</updated>
  <author><name>Ann Example</name><uri>https://b.example/ann</uri></author>
  <category term="chips" label="Chips"/><category term="industry"/>
  <summary type="html">The founder opens plant number ${n} earlier than it said, amid a shortage.</summary>
  <content type="html" xml:base="https://b.example/">${paragraphs(n).replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</content>
</entry>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Chip Journal</title><id>tag:b.example,2024:feed</id><updated>2024-02-12T23:15:00Z</updated>
<link rel="self" href="https://b.example/feed"/><link href="https://b.example/"/>
${entries.join('\n')}
</feed>`
}
