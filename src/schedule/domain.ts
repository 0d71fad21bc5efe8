import { getDomain } from 'tldts'

/** The domain of all files on disk: it stands for no server, so nobody has to spare it. */
export const FILES = 'file:'

/**
 * What a source's budget and holds are counted under: the registrable domain of its URL by the Public Suffix List, in
 * which hosters such as `blogspot.com` count as suffixes (one blog does not wait for another). IP addresses,
 * `localhost` and other hosts without such a domain stand for themselves, with their port. Throws a TypeError on what
 * is no URL.
 */
export function domainOf(url: string): string {
  const { protocol, host, hostname } = new URL(url)
  if (protocol === 'file:') return FILES
  return getDomain(hostname, { allowPrivateDomains: true }) ?? host
}
