import { type Tracks, trackingBy } from './tracking-parameters.ts'
import { unwrapUrl } from './unwrap.ts'

const TRACKS = trackingBy()
/** Parameters that name the way only where they say `rss`, and `ref` also where it names a site. */
const WAY = new Set('_location from ref source src via'.split(' '))
const SITE = /^(?:[\w-]+\.)+[a-z]{2,}$/i
/** A fragment that tells one article of a page from another: a route (`#!/a`) or a number (`#comment-12`). */
const PART = /^#(?:!?\/.+|!.+|[a-z_-]*[:_-]?\d{2,})$/i
/** What a server gives for the folder that it lies in. */
const INDEX = /\/(?:index\.(?:html?|xhtml|shtml|php\d?|aspx?|jsp|cfm)|default\.(?:aspx?|html?))$/i

/**
 * What is left of a URL when all that may differ between two links to one article is taken away: redirects that carry
 * their target, scheme, `www.` and the hosts and paths of mobile and AMP pages, default port, index page, trailing slash,
 * tracking parameters, the order of the others, and a fragment that tells no article of the page from another. A key, not
 * an address. `undefined` for what is no article's address: a front page.
 */
export function canonicalUrl(url: string, tracks: Tracks = TRACKS): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { hostname, port, pathname, search, hash } = unwrapUrl(new URL(url))
  const path = pathOf(pathname)
  const parameters = parametersOf(search, tracks)
  const part = PART.test(hash) ? hash : ''
  if (path === '' && parameters.length === 0 && part === '') return undefined
  const authority = hostOf(hostname) + (port === '' ? '' : `:${port}`)
  return `${authority}${path}${parameters.length === 0 ? '' : `?${parameters.join('&')}`}${part}`
}

/** Without what names another edition of the same site: `www.`, `m.`, `mobile.`, `amp.`, also behind a language. */
function hostOf(hostname: string): string {
  let host = hostname.replace(/\.$/, '')
  for (let bare = ''; bare !== host; ) {
    bare = host
    host = bare
      .replace(/^(?:www\d?|m|mobile|mobi|amp|touch|wap)\.(?=[^.]+\..)/, '')
      .replace(/^([a-z]{2,3})\.(?:m|mobile|amp)\.(?=[^.]+\..)/, '$1.')
  }
  return host
}

function pathOf(pathname: string): string {
  const path = pathname
    .replace(/;jsessionid=[^/]*/i, '')
    // In `/web/2024/https://a.example/` two slashes are part of an address.
    .replace(/(?<!:)\/{2,}/g, '/')
    .replace(INDEX, '/')
    .replace(/\/$/, '')
    .replace(/^\/amp(?=\/.)|(?<=.)\/amp$/i, '')
    .replace(/(?<=[^/])\.amp(?=\.html?$|$)/i, '')
  return normaliseEscapes(path)
}

function parametersOf(search: string, tracks: Tracks): string[] {
  const written = search.slice(1).split('&')
  return written
    .map((parameter): [string, string] => {
      const [name = '', ...value] = parameter.split('=')
      // `&amp;` that was escaped once too often.
      return [spelling(name).replace(/^(?:amp%3B)+/i, ''), spelling(value.join('='))]
    })
    .filter(([name, value]) => name + value !== '' && !isWay(name.toLowerCase(), value.toLowerCase(), tracks))
    .map(([name, value]) => `${name}=${value}`)
    .sort()
}

/** Whether a parameter says how a reader came, or that he reads an AMP page. */
function isWay(name: string, value: string, tracks: Tracks): boolean {
  if (tracks(name) || /^_?amp$/.test(name)) return true
  if (/^output(?:type)?$/.test(name)) return value === 'amp'
  return (WAY.has(name) && /^rss/.test(value)) || (name === 'ref' && SITE.test(value))
}

/** The one spelling of a parameter's name or value; escaped bytes that are no UTF-8 stay apart from one another. */
function spelling(written: string): string {
  const spaced = written.replaceAll('+', '%20')
  try {
    return encodeURIComponent(decodeURIComponent(spaced))
  } catch {
    return normaliseEscapes(spaced)
  }
}

/** RFC 3986, 6.2.2: escapes in upper case, and none for what needs none. */
function normaliseEscapes(path: string): string {
  return path.replace(/%[0-9a-f]{2}/gi, (escaped) => {
    const character = String.fromCharCode(Number.parseInt(escaped.slice(1), 16))
    return /[A-Za-z0-9._~-]/.test(character) ? character : escaped.toUpperCase()
  })
}
