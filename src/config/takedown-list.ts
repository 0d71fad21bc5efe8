import { canonicalUrl } from '../identify/canonical-url.ts'
import { trackingBy } from '../identify/tracking-parameters.ts'
import type { Takedown } from '../model/takedown.ts'

/** Whether a line of the list is a domain, or the URL of an article: a front page is neither. */
export function isTakedown(line: string): boolean {
  if (!/^https?:/i.test(line)) return domainOf(line) !== undefined
  return URL.canParse(line) && canonicalUrl(line) !== undefined
}

/** The list as items are held against it. */
export function takedownOf(lines: readonly string[], trackingParameters: readonly string[]): Takedown {
  const urls = lines.filter((line) => /^https?:/i.test(line)).map((line) => new URL(line).href)
  const tracks = trackingBy(trackingParameters)
  return {
    domains: lines.flatMap((line) => domainOf(line) ?? []),
    urls,
    urlKeys: urls.flatMap((url) => canonicalUrl(url, tracks) ?? []),
  }
}

/** In lower case and in ASCII; `undefined` where it is no domain with at least two labels. */
function domainOf(line: string): string | undefined {
  const url = `http://${line.replace(/\.$/, '')}/`
  if (!URL.canParse(url) || /[/?#@:\s]/.test(line)) return undefined
  const { hostname } = new URL(url)
  return hostname.includes('.') ? hostname : undefined
}
