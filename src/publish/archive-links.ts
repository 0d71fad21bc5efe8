import type { Channel } from './published.ts'

/** Of `fh:archive`, which says that a document is a page of an archive (RFC 5005, 4). */
export const ARCHIVE_NAMESPACE = 'xmlns:fh="http://purl.org/syndication/history/1.0"'

/** The links between the documents of a feed that goes on in others, for Atom and for RSS, which has Atom's. */
export function historyLinks({ archive, pages }: Channel): { rel: string; href: string }[] {
  const archived =
    archive === undefined
      ? {}
      : { current: archive.current, 'prev-archive': archive.prev, 'next-archive': archive.next }
  const links = { ...archived, first: pages?.first, next: pages?.next }
  return Object.entries(links).flatMap(([rel, href]) => (href === undefined ? [] : [{ rel, href }]))
}
