/** What may not stand in a URI as it is (RFC 3986, 2), brackets included. */
const NO_URI = /[^\w;/?:@&=+$.\-!~*'()%,#]|%(?![\da-f]{2})/gi

/**
 * A link as every format takes it: an absolute URI in ASCII, without a name or a password, whatever browsers put up
 * with in it escaped; `undefined` where there is none. A host that is an IPv6 address is none: validators know no brackets.
 */
export function link(written: string | undefined): string | undefined {
  if (written === undefined || !URL.canParse(written)) return undefined
  const url = new URL(written)
  if (!/^https?:$/.test(url.protocol) || url.hostname.startsWith('[')) return undefined
  url.username = ''
  url.password = ''
  const [before = '', ...fragment] = url.href.split('#')
  const escaped = [before, ...(fragment.length === 0 ? [] : [fragment.join('%23')])].join('#')
  return url.origin + escaped.slice(url.origin.length).replace(NO_URI, encodeURIComponent)
}

/** The one spelling of a link that two documents can be compared by; `undefined` where it has none. */
export function canonicalLink(written: string): string | undefined {
  try {
    // A letter before what is escaped may be one with it.
    return written.replace(/\w?(?:%[\da-f]{2})+/gi, (escaped) =>
      encodeURIComponent(decodeURIComponent(escaped).normalize('NFC')),
    )
  } catch {
    // Escaped bytes that are not UTF-8.
    return undefined
  }
}
