import { readFile } from 'node:fs/promises'
import { Marked } from 'marked'
import { escapeXml } from '../publish/xml-text.ts'

const QUERY_LANGUAGE = new URL('../../docs/query-language.md', import.meta.url)
/** Where the examples of the documentation ask. */
const EXAMPLE_HOST = 'localhost:8080'

const markdown = new Marked({
  gfm: true,
  renderer: {
    // Documents have none, and what looks like it is text.
    html: ({ text }) => escapeXml(text),
    heading({ tokens, text, depth }) {
      return `<h${depth} id="${slugOf(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`
    },
    // Wider than a telephone: it scrolls, by the keyboard too.
    code: ({ text }) => `<pre tabindex="0"><code>${escapeXml(text)}</code></pre>\n`,
  },
})

/** A page of help. */
export interface Help {
  readonly title: string
  readonly html: string
}

/** The help on the query language, from its documentation; examples ask the service at `baseUrl`. */
export async function queryHelp(baseUrl: string): Promise<Help> {
  return helpOf((await readFile(QUERY_LANGUAGE, 'utf8')).replaceAll(EXAMPLE_HOST, baseUrl))
}

/** A document in Markdown, of which the first line is the title. */
export function helpOf(written: string): Help {
  const [, title = '', rest = ''] = /^# (.*)\n([\s\S]*)$/.exec(written) ?? []
  return { title, html: markdown.parse(rest, { async: false }) }
}

function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
}
