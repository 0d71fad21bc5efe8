import type { Channel } from './published.ts'

/** Of `fh:archive`, which says that a document is a page of an archive (RFC 5005, 4). */
export const ARCHIVE_NAMESPACE = 'xmlns:fh="http://purl.org/syndication/history/1.0"'

/** The links between the documents of an archived feed, for Atom and for RSS, which has Atom's. */
export function archiveLinks({ archive }: Channel): { rel: string; href: string }[] {
  if (archive === undefined) return []
  const { current, prev, next } = archive
  const links = { current, 'prev-archive': prev, 'next-archive': next }
  return Object.entries(links).flatMap(([rel, href]) => (href === undefined ? [] : [{ rel, href }]))
}
