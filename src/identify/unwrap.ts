/** A wrapper may lead to another one. */
const MAX_DEPTH = 4
/** Parameters in which redirects carry their target. */
const TARGETS = new Set(
  'url u target dest destination goto out link redirect redirect_url redirect_uri redirecturl murl ued to z q'.split(
    ' ',
  ),
)
/** Where the last part of a path says so, an address is a redirect. */
const REDIRECT =
  /(?:^|\/)(?:url|l\.php|cread\.php|away\.php|apiclick\.aspx|(?:r|rd|out|exit|away|click|clicks|jump|goto|go|leaving|redir|redirect|redirection|redirector|linkfilter|link|deeplink|track|trk)(?:\.php|\.aspx?|\.cgi|\.html?)?)\/?$/i
/** Hosts that redirect whatever their path is. */
const REDIRECTORS =
  /^(?:l|lm)\.(?:facebook|instagram)\.com$|^out\.reddit\.com$|^go\.(?:skimresources|redirectingat)\.com$/i
const AMP_CACHE = /^\/(?:[cvi]|amp)\/(?:s\/)?((?:[\w-]+\.)+[a-z]{2,}(?:\/|$).*)$/i

/**
 * The address that a redirect carries in itself: AMP caches and viewers, Google, Google News (the old form of its ids),
 * Facebook and other redirects; the address itself where it is none. Nothing is fetched.
 */
export function unwrapUrl(url: URL): URL {
  let target = url
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    const next = targetOf(target)
    if (next === undefined || !URL.canParse(next)) break
    target = new URL(next)
  }
  return target
}

function targetOf(url: URL): string | undefined {
  const { hostname, pathname, search } = url
  if (/(?:^|\.)cdn\.ampproject\.org$/.test(hostname) || isGoogle(hostname)) {
    const [, cached] = AMP_CACHE.exec(pathname) ?? []
    if (cached !== undefined) return `https://${cached}${search}`
  }
  if (hostname === 'news.google.com') {
    const [, id] = /\/articles\/([\w-]+)/.exec(pathname) ?? []
    if (id !== undefined) return targetInId(id)
  }
  // Yahoo's older redirects: `…/*http://…`.
  const [, starred] = /\/\*(https?:\/\/.+)$/.exec(pathname) ?? []
  if (starred !== undefined) return starred + search
  return REDIRECT.test(pathname) || REDIRECTORS.test(hostname) ? targetIn(url.searchParams) : undefined
}

function isGoogle(hostname: string): boolean {
  return /(?:^|\.)google\.(?:[a-z]{2,3}|com?\.[a-z]{2})$/.test(hostname)
}

function targetIn(parameters: URLSearchParams): string | undefined {
  for (const [name, value] of parameters)
    if (TARGETS.has(name.toLowerCase()) && /^https?:\/\/[^/]+\.[^/]+\/./i.test(value)) return value
  return undefined
}

/** Google News' ids were a record with the address in it, in base64; those of today (from 2024 on) have none. */
function targetInId(id: string): string | undefined {
  const record = Buffer.from(id, 'base64url').toString('latin1')
  return /https?:\/\/[\x21-\x7e]+/.exec(record)?.[0]
}
