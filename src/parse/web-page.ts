import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'
import { optional } from '../model/optional.ts'
import { printable } from './printable.ts'

/** A page says what it is at its start, and whoever sends more is not worth more time. */
const MAX_HTML = 200_000
const MAX_TEXT = 20_000
const MAX_LINKS = 500
const MAX_URL = 500
const MAX_FEEDS = 10
const MAX_SHOWN = 3
/** Characters of text below which there is nothing on a page but its notice. */
const THIN = 2_000

export interface OfferedFeed {
  readonly url: string
  readonly title?: string
  /** As the page says it; absent where only a link looks like one to a feed. */
  readonly type?: string
  /** It has what readers say below the articles; most sites that offer one offer the articles' feed beside it. */
  readonly comments?: true
}

export interface WebPage {
  readonly kind: 'page' | 'challenge' | 'consent' | 'login' | 'parked' | 'error'
  readonly title?: string
  /** Whose challenge it is, where that is known. */
  readonly by?: string
  /** Feeds that it offers, by absolute URLs, the feeds of comments last. */
  readonly feeds: readonly OfferedFeed[]
}

type Attributes = Readonly<Record<string, string>>

/** What of a page tells what it is; nothing in it is trusted. */
interface Page {
  readonly html: string
  readonly url: URL | undefined
  title: string
  /** What a person would see of it, but for what scripts would add. */
  text: string
  base: string | undefined
  readonly links: Attributes[]
  readonly anchors: Attributes[]
  readonly forms: string[]
  hasPassword: boolean
}

/** What a web page is that came instead of a feed, and which feeds it offers; `url` is where it came from. */
export function describePage(html: string, url?: string): WebPage {
  const page = read(html.slice(0, MAX_HTML), url !== undefined && URL.canParse(url) ? new URL(url) : undefined)
  const thin = page.text.length < THIN
  const challenge = thin ? CHALLENGES.find(([, sign]) => sign.test(page.html) || sign.test(page.text)) : undefined
  return {
    kind: challenge === undefined ? kindOf(page, thin) : 'challenge',
    ...optional('title', printable(page.title, 100) || undefined),
    ...optional('by', challenge?.[0]),
    feeds: feedsOf(page),
  }
}

/** A sentence that says what the page is instead of a feed. */
export function pageMessage({ kind, title, by, feeds }: WebPage): string {
  const named = title === undefined ? '' : ` (“${title}”)`
  const offers = feeds.length === 0 ? '' : `; it offers ${listed(feeds.map((feed) => feed.url))}`
  switch (kind) {
    case 'challenge':
      return `a ${by === undefined ? '' : `${by} `}challenge page came instead of the feed: the site wants a browser`
    case 'consent':
      return `a page that asks for consent${named} came instead of the feed: the site wants somebody to agree first`
    case 'login':
      return `a login page${named} came instead of the feed${offers}`
    case 'parked':
      return `a parked domain answers instead of the feed${named}`
    case 'error':
      return `an error page${named} came instead of the feed${offers}`
    case 'page':
      return `this is a web page${named}, not a feed${offers}`
  }
}

function listed(urls: readonly string[]): string {
  const shown = urls.slice(0, MAX_SHOWN)
  const rest = urls.length - shown.length
  const last = rest > 0 ? `${rest} more` : shown.pop()
  return shown.length === 0 ? `${last}` : `${shown.join(', ')} and ${last}`
}

/** By what is in the page, of its source or of its text; pages that are let through may have some of it, beside text. */
const CHALLENGES: readonly (readonly [by: string | undefined, sign: RegExp])[] = [
  [
    'Cloudflare',
    /_cf_chl_opt|\bcf-chl-|challenge-platform\/h\/|<title>\s*(?:Just a moment|Attention Required! \| Cloudflare)/i,
  ],
  ['DataDome', /captcha-delivery\.com/i],
  ['Imperva', /Incapsula incident ID|_Incapsula_Resource[^"'<>]{0,300}incident_id|<title>\s*Pardon Our Interruption/i],
  ['Akamai', /errors\.edgesuite\.net|Access Denied[^<]{0,500}Reference #\d+\.[\da-f]+\.\d/i],
  ['HUMAN', /\bpx-captcha\b|captcha\.px-/i],
  ['AWS WAF', /\.awswaf\.com\/[^"'<>]{0,200}(?:challenge|captcha)\.js/i],
  ['Anubis', /\banubis_challenge\b|within\.website\/x\/cmd\/anubis/i],
  ['Vercel', /<title>\s*Vercel Security Checkpoint/i],
  ['Sucuri', /\bsucuri_cloudproxy_js\b/i],
  [
    undefined,
    /\b(?:not a robot|are you (?:a )?(?:human|robot)|verify (?:that )?you(?: are|['’]re) (?:a )?human)\b|pas un robot|êtes (?:bien )?(?:un )?humain/i,
  ],
]

const CONSENT_HOST = /^(?:consent|guce)\./i
const CONSENT_TOOL =
  /didomi|privacy-center\.org|onetrust|cookielaw\.org|quantcast|consensu\.org|privacy-mgmt\.com|\bguce\./i
const CONSENT_WORDS = /cookie|\bconsent|vie privée|\bprivacy\b|accepter|accept all/i
const PARKED =
  /sedoparking\.com|parkingcrew\.net|\bbodis\.com|parklogic\.com|afternic\.com|hugedomains\.com|parking-lander|location\.href\s?=\s?["']\/lander|domain(?: name)? (?:is|may be) (?:for sale|parked|available)|buy this domain|domain(?: name)? has expired|domaine (?:est |a )?(?:à vendre|en vente|parqué|expiré)/i
const LOGIN = /\b(?:log[ -]?in|sign[ -]?in|connexion|connectez-vous|se connecter|identifiez-vous|authentification)\b/i
const LOGIN_PATH = /\/(?:wp-login\.php|log-?in|sign-?in|connexion|auth|sso)(?:[/.]|$)/i
const ERROR =
  /^[45]\d\d\W{0,3}(?:$|not|forbidden|service|bad|internal|gateway|gone|error|erreur|unauthorized|too many)|^404\s*[|:–—-]|\b(?:error|erreur|http)\W{0,3}[45]\d\d\b|\bpage (?:web )?(?:introuvable|non trouvée|inexistante|(?:was |could |can ?)?not (?:be )?found)|^(?:not found|forbidden|access denied|accès (?:refusé|interdit)|bad gateway|service (?:temporarily )?unavailable|internal server error|service indisponible)/i

function kindOf(page: Page, thin: boolean): WebPage['kind'] {
  const { html, text, url } = page
  const title = printable(page.title, 200)
  if (asksForConsent(page, thin)) return 'consent'
  if (thin && (PARKED.test(html) || PARKED.test(text))) return 'parked'
  const toLogIn = LOGIN.test(title) || LOGIN_PATH.test(url?.pathname ?? '')
  if (page.hasPassword ? thin || toLogIn : thin && LOGIN.test(title)) return 'login'
  if (ERROR.test(title) || (thin && ERROR.test(text.trimStart().slice(0, 80)))) return 'error'
  return 'page'
}

/** Sites that have such a tool on every page ask beside their text; a wall is nothing else. */
function asksForConsent({ html, title, text, url, forms }: Page, thin: boolean): boolean {
  const hosts = [url?.hostname ?? '', ...forms.map((action) => (URL.canParse(action) ? new URL(action).hostname : ''))]
  if (hosts.some((host) => CONSENT_HOST.test(host))) return true
  return thin && CONSENT_TOOL.test(html) && CONSENT_WORDS.test(`${title} ${text}`)
}

const FEED_TYPE = /^(?:application\/(?:rss\+xml|atom\+xml|feed\+json|xml)|text\/xml)$/
/** Types that feeds have, and much else. */
const PERHAPS_FEED_TYPE = /^application\/(?:json|rdf\+xml)$/
const SAYS_FEED = /feed|rss|atom|\bflux\b/i
const FEED_PATH = /(?:\/feed|\/rss|\.rss|(?:feed|atom|rss|\/index)\.xml)\/?$/i
const COMMENTS = /\bcomment(?:s|aires?)?\b/i

function feedsOf(page: Page): readonly OfferedFeed[] {
  const base = page.base !== undefined ? absolute(page.base, page.url)?.href : page.url?.href
  const offered = page.links.flatMap((link) => offerOf(link, base))
  const found =
    offered.length > 0 ? offered : page.anchors.flatMap(({ href = '', title = '' }) => feedAt(href, base, title))
  const seen = new Set<string>()
  const unique = found.filter(({ url }) => !seen.has(url) && seen.add(url))
  return [...unique.filter(({ comments }) => !comments), ...unique.filter(({ comments }) => comments)].slice(
    0,
    MAX_FEEDS,
  )
}

function offerOf({ rel = '', type: written = '', href = '', title = '' }: Attributes, base: string | undefined) {
  const type = written.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const isFeed = FEED_TYPE.test(type) || (PERHAPS_FEED_TYPE.test(type) && SAYS_FEED.test(`${title} ${href}`))
  if (!isFeed || !rel.toLowerCase().split(/\s+/).includes('alternate')) return []
  return feedAt(href, base, title, type)
}

function looksLikeFeed(href = ''): boolean {
  return FEED_PATH.test(href.trim().split(/[?#]/, 1)[0] ?? '')
}

function feedAt(href: string, base: string | undefined, title: string, type?: string): OfferedFeed[] {
  const url = absolute(href, base)?.href
  if (url === undefined || url.length > MAX_URL) return []
  const comments = COMMENTS.test(title) || COMMENTS.test(url)
  return [
    {
      url,
      ...optional('title', printable(title, 100) || undefined),
      ...optional('type', type),
      ...(comments ? { comments } : {}),
    },
  ]
}

/** A web address without a user's name, which would only pretend to be a host. */
function absolute(href: string, base: string | URL | undefined): URL | undefined {
  const bare = href.trim()
  if (bare === '' || !URL.canParse(bare, base?.toString())) return undefined
  const url = new URL(bare, base)
  url.hash = ''
  return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' ? url : undefined
}

const ignore = () => {}

/** Reads a page tag by tag; it keeps no tree, so its time grows with the length alone. */
function read(html: string, url: URL | undefined): Page {
  const page: Page = {
    html,
    url,
    title: '',
    text: '',
    base: undefined,
    links: [],
    anchors: [],
    forms: [],
    hasPassword: false,
  }
  let tag = ''
  let attributes: Record<string, string> = {}
  let name = ''
  let value: string[] = []
  /** The element whose content is no text of the page: a script's, a style's, the title's. */
  let within = ''
  let titleDone = false
  let length = 0
  const words: string[] = []
  const write = (text: string) => {
    if (within === 'title') page.title += page.title.length < 1_000 && !titleDone ? text : ''
    if (within !== '' || length > MAX_TEXT) return
    words.push(text)
    length += text.trim().length
  }
  const onTagEnd = () => {
    if (/^(?:script|style|title)$/.test(tag)) within = tag
    meet(page, tag, attributes)
  }
  const callbacks: TokenizerCallbacks = {
    onopentagname(start, end) {
      tag = html.slice(start, end).toLowerCase()
      attributes = {}
      write(' ')
    },
    onattribname(start, end) {
      name = html.slice(start, end).toLowerCase()
      value = []
    },
    onattribdata: (start, end) => void value.push(html.slice(start, end)),
    onattribentity: (codePoint) => void value.push(String.fromCodePoint(codePoint)),
    onattribend() {
      if (!Object.hasOwn(attributes, name)) attributes[name] = value.join('')
    },
    onopentagend: onTagEnd,
    onselfclosingtag: onTagEnd,
    onclosetag(start, end) {
      const closed = html.slice(start, end).toLowerCase()
      if (closed === 'title') titleDone = true
      if (closed === within) within = ''
      write(' ')
    },
    ontext: (start, end) => write(html.slice(start, end)),
    ontextentity: (codePoint) => write(String.fromCodePoint(codePoint)),
    oncdata: ignore,
    oncomment: ignore,
    ondeclaration: ignore,
    onend: ignore,
    onprocessinginstruction: ignore,
  }
  const tokenizer = new Tokenizer({ decodeEntities: true }, callbacks)
  tokenizer.write(html)
  tokenizer.end()
  page.text = words.join('').replace(/\s+/g, ' ').trim()
  return page
}

/** Keeps what an element says of its page. */
function meet(page: Page, tag: string, attributes: Attributes): void {
  if (tag === 'link' && page.links.length < MAX_LINKS && /\balternate\b/i.test(attributes.rel ?? ''))
    page.links.push(attributes)
  if (tag === 'a' && page.anchors.length < MAX_LINKS && looksLikeFeed(attributes.href)) page.anchors.push(attributes)
  if (tag === 'base') page.base ??= attributes.href
  if (tag === 'form' && page.forms.length < MAX_LINKS) page.forms.push(attributes.action ?? '')
  if (tag === 'input' && attributes.type?.trim().toLowerCase() === 'password') page.hasPassword = true
}
