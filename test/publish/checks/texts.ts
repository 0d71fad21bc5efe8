import { parseFragment, serialize } from 'parse5'

/** Before the first feed; validators take an earlier date for a mistake. */
const FIRST = Date.UTC(1990, 0, 1)
const NO_TEXT = /(?![\t\n\r])[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u{fffd}]/u
const ISOLATES = { '\u2066': '\u2069', '\u2067': '\u2069', '\u2068': '\u2069' }
const EMBEDDINGS = { '\u202a': '\u202c', '\u202b': '\u202c', '\u202d': '\u202c', '\u202e': '\u202c' }
const ENDS: Readonly<Record<string, string>> = { ...ISOLATES, ...EMBEDDINGS }
/** What a feed may hold without a validator's calling it a risk. */
const ELEMENTS = new Set(
  'a abbr audio b bdi blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture pre q rp rt ruby s samp small source span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var video wbr'.split(
    ' ',
  ),
)
const ATTRIBUTES = new Set(
  'alt colspan datetime dir height href lang loading poster preload referrerpolicy rel reversed rowspan scope src start title type width'.split(
    ' ',
  ),
)
const LINKS = new Set(['href', 'src', 'poster'])
const URI = /^[a-z][a-z\d+.-]*:[\w;/?:@&=+$.\-!~*'()%,]+(?:#[\w;/?:@&=+$.\-!~*'()%,]*)?$/i

/** What is wrong with a piece of text, whatever it is for: one sentence each. */
export function textProblems(text: string, where: string): string[] {
  return [
    ...(NO_TEXT.test(text) ? [`${where}: a character that is no text in ${JSON.stringify(text.slice(0, 60))}`] : []),
    ...(leavesOpen(text) ? [`${where}: a direction is left open in ${JSON.stringify(text.slice(0, 60))}`] : []),
  ]
}

function leavesOpen(text: string): boolean {
  const open: string[] = []
  for (const sign of text) {
    const end = ENDS[sign]
    if (end !== undefined) open.push(end)
    else if (/[\u202c\u2069]/.test(sign) && open.pop() !== sign) return true
  }
  return open.length > 0
}

/** What is wrong with a text that must not be HTML: a name, a category. */
export function plainProblems(text: string, where: string): string[] {
  return [
    ...textProblems(text, where),
    ...(text.trim() === '' ? [`${where}: empty`] : []),
    ...(/<\/\w+>/.test(text) ? [`${where}: HTML in ${JSON.stringify(text)}`] : []),
    ...(/<[\w.+'-]+@[\w.-]+>/.test(text) ? [`${where}: an e-mail address in ${JSON.stringify(text)}`] : []),
  ]
}

/** What is wrong with HTML in a feed: it is not what HTML's own parser makes of it, it is a risk, or a link is relative. */
export function htmlProblems(html: string, where: string): string[] {
  const fragment = parseFragment(html)
  const problems = textProblems(html, where)
  // `<pre>` loses the line feed after it at each reading.
  const again = serialize(fragment)
  if (spelled(again) !== spelled(html))
    problems.push(`${where}: HTML that is read otherwise than it is written: ${firstDifference(again, html)}`)
  const nodes: unknown[] = [...fragment.childNodes]
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if (!isElement(node)) continue
    nodes.push(...node.childNodes)
    if (!ELEMENTS.has(node.tagName)) problems.push(`${where}: <${node.tagName}>`)
    for (const { name, value } of node.attrs) {
      if (!ATTRIBUTES.has(name)) problems.push(`${where}: the attribute ${name} of <${node.tagName}>`)
      if (LINKS.has(name) && !URI.test(value)) problems.push(`${where}: ${name}="${value}"`)
    }
  }
  return problems
}

interface Element {
  readonly tagName: string
  readonly attrs: readonly { readonly name: string; readonly value: string }[]
  readonly childNodes: readonly unknown[]
}

function isElement(node: unknown): node is Element {
  return typeof node === 'object' && node !== null && 'tagName' in node
}

/** The same HTML where several spellings are right. */
function spelled(html: string): string {
  return html.replaceAll('&quot;', '"').replaceAll('\u{a0}', '&nbsp;').replaceAll('\n', '')
}

function firstDifference(one: string, other: string): string {
  const at = [...one].findIndex((sign, i) => sign !== other[i])
  return JSON.stringify(other.slice(Math.max(0, at - 40), at + 40))
}

/** What is wrong with the moment of an article, in milliseconds since 1970; `now` is when it was published. */
export function dateProblems(moment: number, now: number, where: string): string[] {
  return moment >= FIRST && moment <= now + 600_000
    ? []
    : [`${where}: ${new Date(moment).toISOString()} is implausible`]
}

/** A `tag:` URI by RFC 4151, 2.1: an authority and a date, both as narrow as its grammar, and a specific part. */
export function isTagUri(uri: string): boolean {
  const [, authority = '', date = ''] =
    /^tag:([^,]+),(\d{4}(?:-\d\d(?:-\d\d)?)?):[\w\-.~!$&'()*+,;=:@/?%]*$/.exec(uri) ?? []
  const [host = '', mailbox] = authority.split('@').reverse()
  const isHost = host.split('.').every((label) => /^[a-z\d](?:[a-z\d-]*[a-z\d])?$/.test(label))
  return isHost && (mailbox === undefined || /^[\w.-]+$/.test(mailbox)) && !Number.isNaN(Date.parse(date))
}

export function isUri(text: string): boolean {
  return URI.test(text) && !/%(?![\dA-Fa-f]{2})/.test(text)
}
