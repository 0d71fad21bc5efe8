import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'
import type { Article } from '../model/item.ts'

/** Elements whose content is not prose. */
const SILENT = new Set(['script', 'style', 'noscript', 'template', 'iframe', 'object', 'svg', 'head', 'title', 'form'])
const MAX_SILENT = 20
const MAX_TEXT = 200_000
const ignore = () => {}
const IGNORED: TokenizerCallbacks = {
  onattribdata: ignore,
  onattribentity: ignore,
  onattribend: ignore,
  onattribname: ignore,
  oncdata: ignore,
  onclosetag: ignore,
  oncomment: ignore,
  ondeclaration: ignore,
  onend: ignore,
  onopentagend: ignore,
  onopentagname: ignore,
  onprocessinginstruction: ignore,
  onselfclosingtag: ignore,
  ontext: ignore,
  ontextentity: ignore,
}
/** Elements that run on in the line; all others end the word before them. */
const INLINE = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
)

/**
 * The prose of an HTML fragment as plain text: no markup, entities decoded, white space folded. It keeps no tree, so
 * its time grows with the length alone, however deep the elements are nested.
 */
export function textOfHtml(html: string): string {
  if (!/[<&]/.test(html)) return oneLine(html)
  const out: string[] = []
  const silent: string[] = []
  let opening = ''
  let read = 0
  const lower = html.toLowerCase()
  const lastEnds = new Map<string, number>()
  /** A tag that nothing closes is rather what a title speaks of than the start of what is no prose. */
  const isClosed = (name: string) => {
    const last = lastEnds.get(name) ?? lower.lastIndexOf(`</${name}`)
    lastEnds.set(name, last)
    return last > read
  }
  const nameAt = (start: number, end: number) => html.slice(start, end).toLowerCase()
  const endWord = (name: string) => {
    if (!INLINE.has(name)) out.push(' ')
  }
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      ...IGNORED,
      onopentagname(start, end) {
        opening = nameAt(start, end)
        read = end
        endWord(opening)
      },
      onopentagend() {
        if (SILENT.has(opening) && silent.length < MAX_SILENT && isClosed(opening)) silent.push(opening)
      },
      onclosetag(start, end) {
        const name = nameAt(start, end)
        if (silent.includes(name)) silent.length = silent.lastIndexOf(name)
        endWord(name)
      },
      ontext(start, end) {
        if (silent.length === 0) out.push(html.slice(start, end))
      },
      ontextentity(codePoint) {
        if (silent.length === 0) out.push(String.fromCodePoint(codePoint))
      },
    },
  )
  tokenizer.write(html)
  tokenizer.end()
  return oneLine(out.join(''))
}

/**
 * All that an article says, as plain text: its content, and its summary where that is no part of it. It follows from what
 * is kept of the article alone, so that what is searched can be told again at any time.
 */
export function textOfArticle(article: Pick<Article, 'summary' | 'contentHtml'>): string {
  return withSummary(article.summary, textOfHtml(article.contentHtml).slice(0, MAX_TEXT))
}

/** `textOfArticle` of an article the content of which has this text. */
export function withSummary(summary: string, text: string): string {
  return text.startsWith(summary.replace(/…$/, '')) ? text : `${summary} ${text}`.trim()
}

/** White space folded to single spaces; control characters and bidirectional overrides dropped. */
export function oneLine(text: string): string {
  return (
    text
      .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g, '')
      // All but the single spaces, of which a text is full.
      .replace(/\s{2,}|[^\S ]/g, ' ')
      .trim()
  )
}

/** At most `limit` characters, cut between words, with an ellipsis where something was cut. */
export function excerpt(text: string, limit: number): string {
  if (text.length <= limit) return text
  const cut = text.slice(0, limit)
  const space = cut.lastIndexOf(' ')
  return `${(space > limit * 0.6 ? cut.slice(0, space) : cut.replace(/[\ud800-\udbff]$/, '')).replace(/[\s,;:.–—-]+$/, '')}…`
}
