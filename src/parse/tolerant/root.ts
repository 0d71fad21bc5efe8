const FEED_ROOT = /<(?:\w+:)?(?:rss|rdf|feed)[\s>]/gi
const CHANNEL = /<channel[\s>]/
const ITEM = /<item[\s>]/
const ENTRY = /<(?:atom:)?entry[\s>]/
const ATOM = /www\.w3\.org\/2005\/Atom|<(?:atom:)?(?:updated|modified)>/
const WEB_PAGE = /<!doctype html|<html[\s>]/i

/** The document without what a script printed before it, markup or not; a web page that quotes a feed stays one. */
export function fromRoot(text: string): string {
  const root = rootOf(text)
  if (WEB_PAGE.test(root === undefined ? text : text.slice(0, root))) return text
  if (root !== undefined) return text.slice(root)
  // The root's start tag is lost: what is in it says what it was.
  const channel = text.search(CHANNEL)
  if (channel >= 0 && ITEM.test(text)) return `<rss>${text.slice(channel)}`
  return ENTRY.test(text) && ATOM.test(text) ? `<feed>${text}` : text
}

/** Where the root of a feed starts, outside of comments. */
function rootOf(text: string): number | undefined {
  FEED_ROOT.lastIndex = 0
  for (let match = FEED_ROOT.exec(text); match !== null; match = FEED_ROOT.exec(text)) {
    const comment = text.lastIndexOf('<!--', match.index)
    const commentEnd = comment < 0 ? -1 : text.indexOf('-->', comment)
    if (commentEnd < match.index) return match.index
    FEED_ROOT.lastIndex = commentEnd
  }
  return undefined
}
