import { Parser } from 'htmlparser2'
import sanitize from 'sanitize-html'
import { textOfHtml } from './text.ts'
import { webUrl } from './web-url.ts'

/** Characters of one entry's HTML that are read; the rest of a larger one is cut. */
const MAX_LENGTH = 400_000
/** sanitize-html takes time quadratic in the depth: what is nested deeper than this is kept as text only. */
const MAX_DEPTH = 120

/** Elements whose text is not for reading. */
const TEXTLESS = ['script', 'style', 'textarea', 'option', 'iframe', 'noembed', 'noframes', 'title']
const UNSEEN =
  /(?:^|[;\s])(?:(?:max-)?(?:width|height)\s*:\s*[0-2](?:px)?\s*(?:[;!]|$)|display\s*:\s*none|visibility\s*:\s*hidden)/i

const TAGS =
  'a abbr audio b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture pre q rp rt ruby s samp small source span strong sub summary sup table tbody td tfoot th thead time tr tt u ul var video wbr'.split(
    ' ',
  )
const ATTRIBUTES: Record<string, string[]> = {
  '*': ['lang', 'dir', 'title'],
  a: ['href', 'rel'],
  img: ['src', 'alt', 'width', 'height', 'loading', 'referrerpolicy'],
  audio: ['src', 'controls', 'preload'],
  video: ['src', 'controls', 'preload', 'poster', 'width', 'height'],
  source: ['src', 'type'],
  ol: ['start', 'reversed'],
  td: ['colspan', 'rowspan'],
  th: ['colspan', 'rowspan', 'scope'],
  time: ['datetime'],
}

/**
 * HTML from elsewhere made safe to publish: an allow-list of elements and attributes, absolute http and https links
 * only, no script, style, frame, form or tracking pixel. `base` is what its relative links are relative to.
 */
export function cleanHtml(html: string, base: string): string {
  const bounded = html.length > MAX_LENGTH ? html.slice(0, MAX_LENGTH) : html
  if (!/[<&]/.test(bounded)) return escapeHtml(bounded.trim())
  if (isDeeperThan(MAX_DEPTH, bounded)) return `<p>${escapeHtml(textOfHtml(bounded))}</p>`
  const address = (attributes: sanitize.Attributes, name: string) => {
    const url = webUrl(attributes[name], base)
    if (url === undefined) delete attributes[name]
    else attributes[name] = url
  }
  return sanitize(bounded, {
    allowedTags: TAGS,
    allowedAttributes: ATTRIBUTES,
    nonTextTags: TEXTLESS,
    allowedSchemes: ['http', 'https'],
    allowProtocolRelative: false,
    transformTags: {
      a: (tagName, attributes) => {
        address(attributes, 'href')
        return { tagName, attribs: { ...attributes, rel: 'noopener noreferrer' } }
      },
      img: (tagName, attributes) => {
        // Pictures that a page's script would have loaded.
        attributes.src = attributes.src?.startsWith('http')
          ? attributes.src
          : (attributes['data-src'] ?? attributes.src ?? firstOf(attributes.srcset) ?? '')
        address(attributes, 'src')
        // Here, for the filter below does not see the attributes that are not allowed.
        if (UNSEEN.test(attributes.style ?? '')) delete attributes.src
        return { tagName, attribs: { ...attributes, loading: 'lazy', referrerpolicy: 'no-referrer' } }
      },
      audio: mediaElement,
      video: mediaElement,
      source: (tagName, attributes) => {
        address(attributes, 'src')
        return { tagName, attribs: attributes }
      },
    },
    exclusiveFilter: ({ tag, attribs }) =>
      (tag === 'img' && (attribs.src === undefined || isPixel(attribs))) ||
      (tag === 'source' && attribs.src === undefined),
  }).trim()

  function mediaElement(tagName: string, attributes: sanitize.Attributes): sanitize.Tag {
    address(attributes, 'src')
    address(attributes, 'poster')
    return { tagName, attribs: { ...attributes, controls: '', preload: 'none' } }
  }
}

/** The first of the pictures that `srcset` offers. */
function firstOf(srcset: string | undefined): string | undefined {
  return srcset?.trim().split(/[\s,]/)[0] || undefined
}

/** A picture of one or two points is there to count readers. */
function isPixel({ width, height }: sanitize.Attributes): boolean {
  return [width, height].some((size) => size !== undefined && /^\s*[0-2](px)?\s*$/.test(size))
}

/** Whether elements stand deeper than that; asked of the parser that cleaning uses, which knows what a tag closes. */
function isDeeperThan(limit: number, html: string): boolean {
  if (html.split('<', limit + 2).length <= limit + 1) return false
  let depth = 0
  let deepest = 0
  const parser: Parser = new Parser({
    onopentagname() {
      depth += 1
      deepest = Math.max(deepest, depth)
      if (deepest > limit) parser.pause()
    },
    onclosetag() {
      depth -= 1
    },
  })
  parser.end(html)
  return deepest > limit
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
