import { getDomain } from 'tldts'
import type { Article, Entry } from '../model/item.ts'

/** A link with fewer words of its own says only where it leads. */
const POST_WORDS = 30
const PICTURE = /\.(?:avif|gif|jpe?g|png|svg|webp)(?:[?#]|$)/i

/** Where a document comes from. */
export interface Place {
  /** After redirects. */
  readonly documentUrl?: string
  readonly siteUrl?: string
}

/**
 * The registrable domains that a source's own articles are at: its document's, its site's, and where most links lead.
 * `domains`: where that of each entry does.
 */
export function homesOf(
  domains: readonly (string | undefined)[],
  { documentUrl, siteUrl }: Place,
): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const domain of domains) if (domain !== undefined) counts.set(domain, (counts.get(domain) ?? 0) + 1)
  const most = [...counts].flatMap(([domain, count]) => (2 * count > domains.length ? [domain] : []))
  return new Set([documentUrl, siteUrl].flatMap((url) => domainOf(url) ?? []).concat(most))
}

/** The feed or site that an entry was taken from, where that is somebody else's (`atom:source`, RSS `source`). */
export function originOf({ extras }: Article, { documentUrl, siteUrl }: Place): string | undefined {
  const url = extras?.origin?.url
  // Some write the credit of a photograph there.
  if (url === undefined || PICTURE.test(url)) return undefined
  const domain = domainOf(url)
  return domain === undefined || [documentUrl, siteUrl].some((own) => domainOf(own) === domain) ? undefined : url
}

/** Whether an entry writes at length about a page that is somebody else's: then the link is its subject, and not its address. */
export function isPost({ article, text }: Entry, homes: ReadonlySet<string>): boolean {
  const domain = domainOf(article.url)
  return domain !== undefined && !homes.has(domain) && text.split(' ').length >= POST_WORDS
}

/** The registrable domain of a web address. */
export function domainOf(url: string | undefined): string | undefined {
  if (url === undefined || !/^https?:/i.test(url)) return undefined
  const { hostname } = new URL(url)
  return getDomain(hostname) ?? hostname
}
