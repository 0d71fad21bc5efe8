/** What is never published again: the stored items stay, and are shown to nobody. */
export interface Takedown {
  /** Lower case, in ASCII; their subdomains are meant too. */
  readonly domains: readonly string[]
  /** As they are written. */
  readonly urls: readonly string[]
  /** The same as canonical URLs (`identify/canonical-url.ts`), so that another spelling is taken down too. */
  readonly urlKeys: readonly string[]
}

export const NOTHING: Takedown = { domains: [], urls: [], urlKeys: [] }

/** What tells whether an item is taken down. */
export interface Addresses {
  readonly url?: string | undefined
  /** The canonical URLs that lead to it: its own, and those of the items that were merged into it. */
  readonly urlKeys: readonly string[]
  /** The feed of the source whose text it shows. */
  readonly sourceUrl?: string | undefined
  /** The feed that this source has taken it from. */
  readonly originUrl?: string | undefined
}

/** Tells whether an item is taken down: one of its addresses is listed, or is on a domain that is. */
export function takenDownBy({ domains, urls, urlKeys }: Takedown): (addresses: Addresses) => boolean {
  const [listedDomains, listedUrls, listedKeys] = [new Set(domains), new Set(urls), new Set(urlKeys)]
  const isOn = (host: string) => suffixesOf(host).some((suffix) => listedDomains.has(suffix))
  return (addresses) =>
    (addresses.url !== undefined && (listedUrls.has(addresses.url) || isOn(hostOf(addresses.url)))) ||
    addresses.urlKeys.some((key) => listedKeys.has(key) || isOn(hostOfKey(key))) ||
    [addresses.sourceUrl, addresses.originUrl].some((url) => url !== undefined && isOn(hostOf(url)))
}

export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : ''
}

/** Canonical URLs begin with the host. */
function hostOfKey(key: string): string {
  return /^[^/?#:]*/.exec(key)?.[0] ?? ''
}

/** `a.b.example`: itself, `b.example` and `example`. */
function suffixesOf(host: string): string[] {
  const labels = host.replace(/\.$/, '').split('.')
  return labels.map((_, i) => labels.slice(i).join('.'))
}
